// The machine: stack, memo, the loop. Values: pickle_read_values.cpp; objects: pickle_read_objects.cpp.
#include "interpreter/modules/pickle/pickle_reader.h"

#include <algorithm>
#include <cstdarg>
#include <cstring>

#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/message.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Status set_unpickler_options(Thread& t, UnpicklerData& data, bool fix_imports, Str* encoding, Str* errors,
                             Object* buffers) {
  data.fix_imports = fix_imports;
  data.encoding = encoding ? encoding : pickle_state().ascii;
  data.errors = errors ? errors : pickle_state().strict;
  data.buffers = buffers && buffers != none() ? TRY(get_iterator(t, buffers)) : nullptr;
  return Status::ok();
}

// --- the memo ---------------------------------------------------------------------------------------

Lookup unpickler_memo_get(Thread& t, UnpicklerData& data, size_t number) {
  if (number < data.memo_capacity) return data.memo[number] ? Lookup(data.memo[number]) : Lookup::missing();
  if (!data.sparse_memo) return Lookup::missing();
  return dict_get(t, data.sparse_memo, TRY(int_from_uint64(number)));
}

Status unpickler_memo_put(Thread& t, UnpicklerData& data, size_t number, Object* o) {
  if (number >= data.memo_capacity) [[unlikely]] {
    // Ordinary pickles count from 0; a number out of nowhere does not make a table of that size.
    if (number > 2 * data.memo_capacity + 64) {
      if (!data.sparse_memo) data.sparse_memo = TRY(new_dict(t));
      data.memo_count++;
      return dict_set(t, data.sparse_memo, TRY(int_from_uint64(number)), o);
    }
    size_t capacity = std::max<size_t>(32, number * 2);
    Object** larger = TRY(allocate_raw<Object*>(capacity));
    if (data.memo) std::memcpy(larger, data.memo, data.memo_capacity * sizeof(Object*));
    data.memo = larger;
    data.memo_capacity = capacity;
    if (data.sparse_memo) {  // its numbers that are in the table now
      Object *key, *value;
      for (ssize position = 0; dict_next(data.sparse_memo, &position, &key, &value);) {
        int64_t n;
        if (int_fits_int64(key, &n) && size_t(n) < capacity) larger[n] = value;
      }
    }
  }
  data.memo_count += !data.memo[number];
  data.memo[number] = o;
  return Status::ok();
}

// --- errors -----------------------------------------------------------------------------------------

Raised PickleReader::raise_error(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  std::string text;
  bool made = format_message(t_, format, arguments, &text);
  va_end(arguments);
  if (!made) return {};
  return raise(t_, *pickle_state().unpickling_error, "%s", text.c_str());
}

Raised PickleReader::raise_underflow() {
  return raise_error(mark_count_ ? "unexpected MARK found" : "unpickling stack underflow");
}

Raised PickleReader::raise_bad_opcode(uint8_t code) {
  if (code >= 0x20 && code <= 0x7e && code != '\'' && code != '\\') return raise_error("invalid load key, '%c'.", code);
  constexpr char kDigits[] = "0123456789abcdef";
  return raise_error("invalid load key, '\\x%c%c'.", kDigits[code >> 4], kDigits[code & 15]);
}

// --- the stack --------------------------------------------------------------------------------------

Status PickleReader::grow() {
  size_t capacity = std::max<size_t>(32, capacity_ * 2);
  Object** larger = TRY(allocate_raw<Object*>(capacity));
  if (height_) std::memcpy(larger, stack_, height_ * sizeof(Object*));
  stack_ = larger;
  capacity_ = capacity;
  return Status::ok();
}

Status PickleReader::push_mark() {
  if (mark_count_ == mark_capacity_) {
    size_t capacity = std::max<size_t>(16, mark_capacity_ * 2);
    size_t* larger = TRY(allocate_raw_leaf<size_t>(capacity));
    if (mark_count_) std::memcpy(larger, marks_, mark_count_ * sizeof(size_t));
    marks_ = larger;
    mark_capacity_ = capacity;
  }
  marks_[mark_count_++] = fence_ = height_;
  return Status::ok();
}

Result<size_t> PickleReader::take_mark() {
  if (!mark_count_) return raise_error("could not find MARK");
  size_t mark = marks_[--mark_count_];
  fence_ = mark_count_ ? marks_[mark_count_ - 1] : 0;
  return mark;
}

Status PickleReader::pop() {
  if (mark_count_ && marks_[mark_count_ - 1] == height_) {
    TRY(take_mark());
    return Status::ok();
  }
  TRY(need(1));
  height_--;
  return Status::ok();
}

Status PickleReader::pop_mark() {
  height_ = TRY(take_mark());
  return Status::ok();
}

Status PickleReader::duplicate() {
  TRY(need(1));
  return push(top());
}

// --- the memo's opcodes -----------------------------------------------------------------------------

Result<int64_t> PickleReader::line_number() {
  std::string_view text;
  TRY(line(&text));
  Object* key = TRY(int_from_c_text(t_, {text.data(), text.size() + 1}, 10));  // the message shows the newline
  return TRY(index_as_ssize(t_, key, &exceptions::OverflowError));
}

Status PickleReader::push_from_memo(size_t number) {
  Lookup found = TRY(unpickler_memo_get(t_, data_, number));
  if (found.found()) return push(found.value);
  return raise_error("Memo value not found at index %zd", ssize(number));
}

Status PickleReader::get_by_line() { return push_from_memo(size_t(TRY(line_number()))); }
Status PickleReader::get_by_number(int size) { return push_from_memo(TRY(number(size))); }

Status PickleReader::put_by_line() {
  TRY(need(1));
  int64_t index = TRY(line_number());
  if (index < 0) return raise_value_error(t_, "negative PUT argument");
  return unpickler_memo_put(t_, data_, size_t(index), top());
}

Status PickleReader::put_by_number(int size) {
  size_t index = TRY(number(size));
  TRY(need(1));
  return unpickler_memo_put(t_, data_, index, top());
}

Status PickleReader::memoize() {
  TRY(need(1));
  return unpickler_memo_put(t_, data_, data_.memo_count, top());
}

// --- the loop ---------------------------------------------------------------------------------------

Status PickleReader::load_protocol() {
  const uint8_t* at = TRY(bytes(1));
  if (*at > kHighestProtocol) return raise_value_error(t_, "unsupported pickle protocol: %d", int(*at));
  protocol_ = *at;
  return Status::ok();
}

Status PickleReader::load_frame() {
  size_t n = TRY(length(8, "FRAME length"));
  if (n) TRY(bytes(n));  // all of it, so that files are asked once
  in_.next -= n;
  return Status::ok();
}

Status PickleReader::run() {
  for (;;) {
    const uint8_t* code = bytes(1);
    if (!code) {
      if (!pending_matches(t_, *pickle_state().unpickling_error)) return Raised{};
      clear_pending(t_);
      return raise(t_, exceptions::EOFError, "Ran out of input");
    }
    switch (PickleOp(*code)) {
#define OPCODE(name, code, action)                             \
  case PickleOp::name:                                         \
    TRY((action));                                             \
    if (PickleOp::name == PickleOp::Stop) return Status::ok(); \
    break;
#include "interpreter/modules/pickle/pickle_opcodes.def"
#undef OPCODE
      default: return raise_bad_opcode(*code);
    }
  }
}

Object* PickleReader::load() {
  TRY(grow());
  TRY(run());
  TRY(in_.settle(t_));
  TRY(need(1));
  return take();
}

}  // namespace sidewinder
