// Numbers, text, bytes, containers.
#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>

#include "interpreter/modules/pickle/pickle_reader.h"
#include "interpreter/objects/buffer/memory_view.h"
#include "interpreter/objects/codec/utf8_text.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/list_storage.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

// --- bytes ------------------------------------------------------------------------------------------

Result<uint64_t> PickleReader::number(int size) {
  const uint8_t* at = TRY(bytes(size_t(size)));
  uint64_t n = 0;
  for (int i = size; i--;) n = n << 8 | at[i];
  return n;
}

Result<uint64_t> PickleReader::length(int size, const char* of) {
  uint64_t n = TRY(number(size));
  if (n > uint64_t(INT64_MAX))
    return raise_overflow_error(t_, "%s exceeds system's maximum %s %zd bytes", of, of[0] == 'F' ? "of" : "size of",
                                ssize(INT64_MAX));
  return n;
}

Status PickleReader::line(std::string_view* text) {
  TRY(in_.take_line(t_, text));
  if (text->size() < 2) return raise_truncated(t_);
  text->remove_suffix(1);
  return Status::ok();
}

// --- numbers ----------------------------------------------------------------------------------------

namespace {
std::string_view as_c_string(std::string_view text) { return text.substr(0, text.find('\0')); }
}  // namespace

Status PickleReader::load_int_line() {
  std::string_view text;
  TRY(line(&text));
  bool two_characters = text.size() == 2;
  text = as_c_string(text);
  std::string c_text(text);
  char* end;
  errno = 0;
  int64_t value = std::strtol(c_text.c_str(), &end, 0);  // which takes 010 for eight
  bool whole = !errno && !*end;
  if (whole && two_characters && (value == 0 || value == 1)) return push(bool_object(value));
  Object* number = whole ? int_from_int64(value) : int_from_c_text(t_, text, 0);
  if (number) return push(number);
  clear_pending(t_);
  return raise_value_error(t_, "could not convert string to int");
}

Status PickleReader::load_long_line() {
  std::string_view text;
  TRY(line(&text));
  if (text.back() == 'L') text.remove_suffix(1);
  else text = {text.data(), text.size() + 1};  // with the newline, for the message
  return push(int_from_c_text(t_, text, 0));
}

Status PickleReader::load_float_line() {
  std::string_view text;
  TRY(line(&text));
  double value;
  Str* shown = TRY(shown_c_text(t_, {text.data(), text.size() + 1}));  // with the newline
  text = as_c_string(text);
  size_t n = parse_double_prefix(text, &value);
  if (!n) return raise_value_error(t_, "could not convert string to float: '%U'", shown);
  if (n != text.size()) return raise_value_error(t_, "could not convert string to float");
  bool has_digits = text.find_first_of("0123456789") != text.npos;
  if (std::isinf(value) && has_digits)
    return raise_overflow_error(t_, "value too large to convert to float: '%U'", shown);
  return push(new_float(value));
}

Status PickleReader::load_binary_int(int size) {
  uint64_t n = TRY(number(size));
  return push(int_from_int64(size == 4 ? int32_t(n) : int64_t(n)));
}

Status PickleReader::load_binary_float() {
  uint64_t bits;
  std::memcpy(&bits, TRY(bytes(8)), sizeof bits);
  bits = __builtin_bswap64(bits);
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return push(new_float(value));
}

Status PickleReader::load_long(int size) {
  uint64_t n = TRY(number(size));
  if (size == 4 && int32_t(n) < 0) return raise_error("LONG pickle has negative byte count");
  const uint8_t* at = TRY(bytes(n));
  return push(n ? int_from_bytes(at, ssize(n), true, true) : int_from_int64(0));
}

// --- text -------------------------------------------------------------------------------------------

Status PickleReader::load_unicode(int size) {
  size_t n = TRY(length(size, "BINUNICODE"));
  const uint8_t* at = TRY(bytes(n));
  std::string_view text{reinterpret_cast<const char*>(at), n};
  Utf8Measure measure = measure_utf8(text, true);
  if (size_t(measure.valid) == n) return push(new_str_of_utf8(text, measure));
  return push(decode_bytes(t_, text, "utf-8", "surrogatepass"));
}

Status PickleReader::load_unicode_line() {
  std::string_view text;
  TRY(in_.take_line(t_, &text));
  text.remove_suffix(1);
  Decoded decoded = TRY(decode_raw_unicode_escape(t_, text, nullptr, true));
  return push(decoded.text);
}

// A literal in quotes, as Python 2 wrote it.
Status PickleReader::load_string_line() {
  std::string_view text;
  TRY(line(&text));
  bool quoted = text.size() >= 2 && text[0] == text.back() && (text[0] == '\'' || text[0] == '"');
  if (!quoted) return raise_error("the STRING opcode argument must be quoted");
  Bytes* unescaped = TRY(decode_bytes_escape(t_, text.substr(1, text.size() - 2), nullptr));
  return push_old_string(unescaped->view());
}

Status PickleReader::load_old_string(int size) {
  uint64_t n = TRY(number(size));
  const uint8_t* at = TRY(bytes(n));
  return push_old_string({reinterpret_cast<const char*>(at), n});
}

Status PickleReader::push_old_string(std::string_view text) {
  if (str_equals(data_.encoding, "bytes")) return push(new_bytes(text));
  return push(decode_bytes(t_, text, str_to_utf8(data_.encoding).c_str(), str_to_utf8(data_.errors).c_str()));
}

// --- bytes and buffers ------------------------------------------------------------------------------

Status PickleReader::load_bytes(int size) {
  size_t n = TRY(length(size, "BINBYTES"));
  if (n > size_t(INT64_MAX - kBytesHead - 1)) return raise_overflow_error(t_, "byte string is too large");
  if (!in_.may_have(n)) return raise_truncated(t_);
  if (n && n <= in_.size - in_.next) return push(new_bytes(TRY(bytes(n)), ssize(n)));
  return push(in_.take_bytes(t_, n));
}

Status PickleReader::load_bytearray() {
  size_t n = TRY(length(8, "BYTEARRAY8"));
  if (!in_.may_have(n)) return raise_truncated(t_);
  Bytes* value = TRY(in_.take_bytes(t_, n));
  return push(new_bytearray(value->bytes, value->size));
}

Status PickleReader::load_next_buffer() {
  if (!data_.buffers)
    return raise_error("pickle stream refers to out-of-band data but no *buffers* argument was given");
  Lookup next = TRY(iterator_next(t_, data_.buffers));
  if (next.is_missing()) return raise_error("not enough out-of-band buffers");
  return push(next.value);
}

Status PickleReader::make_buffer_read_only() {
  TRY(need(1));
  MemoryView* view = TRY(new_memory_view(t_, top()));
  if (view->view.readonly) return Status::ok();
  stack_[height_ - 1] = TRY(call_method(t_, view, "toreadonly"));
  return Status::ok();
}

// --- containers -------------------------------------------------------------------------------------

Status PickleReader::make_tuple(size_t n) {
  TRY(need(n));
  Object* tuple = TRY(new_tuple(stack_ + height_ - n, ssize(n)));
  height_ -= n;
  return push(tuple);
}

Status PickleReader::make_marked_tuple() {
  size_t mark = TRY(take_mark());
  return make_tuple(height_ - mark);
}

Status PickleReader::make_list() {
  size_t mark = TRY(take_mark());
  Object* list = TRY(list_from_array(t_, stack_ + mark, ssize(height_ - mark)));
  height_ = mark;
  return push(list);
}

Status PickleReader::make_dict() {
  size_t mark = TRY(take_mark());
  if ((height_ - mark) % 2) return raise_error("odd number of items for DICT");
  Dict* dict = TRY(new_dict(t_));
  for (size_t i = mark; i < height_; i += 2) TRY(dict_set(t_, dict, stack_[i], stack_[i + 1]));
  height_ = mark;
  return push(dict);
}

Status PickleReader::make_frozenset() {
  size_t mark = TRY(take_mark());
  Object* items = TRY(new_tuple(stack_ + mark, ssize(height_ - mark)));
  height_ = mark;
  return push(new_frozenset(t_, items));
}

Status PickleReader::append_marked() { return append_items(TRY(take_mark())); }

// Objects above `from` to the list below it.
Status PickleReader::append_items(size_t from) {
  if (from > height_ || from <= fence_) return raise_underflow();
  if (from == height_) return Status::ok();
  Object* list = stack_[from - 1];
  TRY(append_to_list(list, from));
  height_ = from;
  return Status::ok();
}

Status PickleReader::append_to_list(Object* list, size_t from) {
  size_t n = height_ - from;
  if (is_exact<List>(list)) {
    auto* l = cast<List>(list);
    if (l->size || n == 1) {
      for (size_t i = from; i < height_; i++) TRY(list_append(t_, l, stack_[i]));
      return Status::ok();
    }
    List* items = TRY(list_from_array(t_, stack_ + from, ssize(n)));  // of an empty list: its storage is taken
    list_set_storage(l, items->kind(), items->items, items->capacity());
    l->size = items->size;
    return Status::ok();
  }
  Lookup extend = TRY(find_attribute(t_, list, pickle_state().extend));
  if (extend.found()) {
    Object* items = TRY(list_from_array(t_, stack_ + from, ssize(n)));
    TRY(call(t_, extend.value, items));
    return Status::ok();
  }
  Object* append = TRY(get_attribute(t_, list, pickle_state().append));
  for (size_t i = from; i < height_; i++) TRY(call(t_, append, stack_[i]));
  return Status::ok();
}

Status PickleReader::set_marked_items() { return set_items(TRY(take_mark())); }

Status PickleReader::set_items(size_t from) {
  if (from > height_ || from <= fence_) return raise_underflow();
  if (from == height_) return Status::ok();
  if ((height_ - from) % 2) return raise_error("odd number of items for SETITEMS");
  Object* dict = stack_[from - 1];
  for (size_t i = from; i < height_; i += 2) {
    TRY(is_exact<Dict>(dict) ? dict_set(t_, cast<Dict>(dict), stack_[i], stack_[i + 1])
                             : set_item(t_, dict, stack_[i], stack_[i + 1]));
  }
  height_ = from;
  return Status::ok();
}

Status PickleReader::add_items() {
  size_t from = TRY(take_mark());
  if (from > height_ || from <= fence_) return raise_underflow();
  Object* set = stack_[from - 1];
  if (is_instance(set, Set::type())) {
    for (size_t i = from; i < height_; i++) TRY(set_add(t_, cast<Set>(set), stack_[i]));
  } else if (from < height_) {
    Object* add = TRY(get_attribute(t_, set, pickle_state().add));
    for (size_t i = from; i < height_; i++) TRY(call(t_, add, stack_[i]));
  }
  height_ = from;
  return Status::ok();
}

}  // namespace sidewinder
