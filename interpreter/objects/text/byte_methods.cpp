// Operators and construction that bytes and bytearray share.
#include "interpreter/objects/text/byte_methods.h"

#include "interpreter/objects/buffer/buffer.h"

#include <algorithm>
#include <climits>

#include "interpreter/execution/request.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/compare_order.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/percent_format.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/iterable.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Object* bytes_like(const Object* self, std::string_view contents) {
  if (is_bytes(self)) return new_bytes(contents);
  return new_bytearray(contents.data(), ssize(contents.size()));
}

Object* new_bytes_like(const Object* self, ssize n, uint8_t** data) {
  if (is_bytes(self)) {
    Bytes* made = TRY(new_bytes_to_fill(n));
    *data = made->bytes;
    return made;
  }
  ByteArray* made = TRY(new_bytearray(nullptr, n));
  *data = made->data();
  return made;
}

Object* bytes_part(Object* self, ssize begin, ssize end) {
  if (is_exact<Bytes>(self) && begin == 0 && end == cast<Bytes>(self)->size) return self;
  if (end <= begin) return bytes_like(self, {});
  return bytes_like(self, view_of(self).substr(size_t(begin), size_t(end - begin)));
}

// ---- operators ----

// bytes with bytes; a bytearray with whatever has a buffer.
Object* byte_compare(Thread&, Object* a, Object* b, CompareOp op) {
  if (is_bytes(a) && !is_bytes(b)) return not_implemented();
  if (!is_bytes_like(a) || !is_bytes_like(b)) return not_implemented();
  return bool_object(compare_order(view_of(a), view_of(b), op));
}

Truth byte_contains(Thread& t, Object* self, Object* item) {
  if (!is_bytes_like(item) && slots_of(item).index) {
    Result<uint8_t> byte = as_byte(t, item);
    return byte.failed() ? Truth::Error : truth_of(view_of(self).find(char(byte.value)) != std::string_view::npos);
  }
  std::string_view part = TRY(as_bytes_view(t, item));
  std::string_view text = view_of(self);
  return truth_of(part.empty() || memmem(text.data(), text.size(), part.data(), part.size()));
}

namespace {
void copy_both(std::string_view a, std::string_view b, uint8_t* out) {
  std::memcpy(out, a.data(), a.size());
  std::memcpy(out + a.size(), b.data(), b.size());
}
}  // namespace

Object* byte_concat(Thread& t, Object* a, Object* b) {
  if (!is_bytes_like(b)) return raise_type_error(t, "can't concat %T to %T", b, a);
  std::string_view x = view_of(a);
  std::string_view y = view_of(b);
  if (is_exact<Bytes>(a) && y.empty()) return a;
  if (is_exact<Bytes>(a) && is_exact<Bytes>(b) && x.empty()) return b;
  if (is_bytes(a)) {
    Bytes* sum = TRY(new_bytes_to_fill(ssize(x.size() + y.size())));
    copy_both(x, y, sum->bytes);
    return sum;
  }
  ByteArray* sum = TRY(new_bytearray(nullptr, ssize(x.size() + y.size())));
  if (sum->size) copy_both(x, y, sum->data());
  return sum;
}

namespace {

Status fill_repeated(Thread& t, uint8_t* out, std::string_view unit, ssize times) {
  return interruptible(t, size_t(times) * unit.size(), [&] {
    if (unit.size() == 1) {
      std::memset(out, unit[0], size_t(times));
      return;
    }
    size_t total = size_t(times) * unit.size();
    size_t filled = std::min(total, unit.size());
    std::memcpy(out, unit.data(), filled);
    while (filled < total) {  // what is there, once more
      size_t more = std::min(filled, total - filled);
      std::memcpy(out + filled, out, more);
      filled += more;
    }
  });
}

}  // namespace

Object* byte_repeat(Thread& t, Object* sequence, ssize times) {
  times = std::max<ssize>(times, 0);
  std::string_view unit = view_of(sequence);
  if (times == 1 && is_exact<Bytes>(sequence)) return sequence;
  ssize total;
  if (__builtin_mul_overflow(ssize(unit.size()), times, &total)) return raise_memory_error(t);
  if (total == 0 && is_bytes(sequence)) {  // an object of its own, as CPython's
    Bytes* out = TRY(new_bytes_to_fill(1));
    out->bytes[0] = 0;
    out->size = 0;
    return out;
  }
  if (total == 0) return bytes_like(sequence, {});
  if (is_bytes(sequence)) {
    Bytes* out = TRY(new_bytes_to_fill(total));
    TRY(fill_repeated(t, out->bytes, unit, times));
    return out;
  }
  ByteArray* out = TRY(new_bytearray(nullptr, total));
  TRY(fill_repeated(t, out->data(), unit, times));
  return out;
}

Object* byte_modulo(Thread& t, Object* a, Object* b) {
  if (!is_bytes_like(a)) return not_implemented();
  std::string_view format = view_of(a);
  Str* text = TRY(new_str_latin1(reinterpret_cast<const uint8_t*>(format.data()), ssize(format.size())));
  Str* result = TRY(percent_format(t, text, b, PercentTarget::Bytes));
  return bytes_like(a, {static_cast<const char*>(result->data()), size_t(result->length)});
}

// ---- construction ----

namespace {

bool is_byte(const Object* item) {
  return is_exact<Int>(item) && cast<Int>(item)->is_small() && uint64_t(cast<Int>(item)->small_value()) < 256;
}

bool bytes_of_items(Object* const* items, ssize n, std::string* out) {
  out->resize(size_t(n));
  for (ssize i = 0; i < n; i++) {
    if (!is_byte(items[i])) return false;
    (*out)[size_t(i)] = char(cast<Int>(items[i])->small_value());
  }
  return true;
}

bool bytes_of_ints(const int64_t* ints, ssize n, std::string* out) {
  out->resize(size_t(n));
  uint64_t all = 0;
  for (ssize i = 0; i < n; i++) {
    all |= uint64_t(ints[i]);
    (*out)[size_t(i)] = char(ints[i]);
  }
  return all < 256;
}

}  // namespace

bool bytes_of_plain_items(Object* o, std::string* out) {
  if (is_exact<Tuple>(o)) return bytes_of_items(cast<Tuple>(o)->items, cast<Tuple>(o)->size, out);
  if (!is_exact<List>(o)) return false;
  const List* list = cast<List>(o);
  if (list->kind() == ListKind::Int64) return bytes_of_ints(list->ints, list->size, out);
  return list->kind() == ListKind::Boxed && bytes_of_items(list->items, list->size, out);
}

Result<std::string> contents_of_iterable(Thread& t, Object* o, const char* range_message) {
  if (has_buffer(o)) return copy_of_buffer(t, o);
  std::string out;
  if (bytes_of_plain_items(o, &out)) return out;
  out.clear();
  if (has_flag(o, kTypeList) || has_flag(o, kTypeTuple)) out.reserve(size_t(TRY(length(t, o))));
  TRY(for_each(t, o, [&](Object* item) -> Status {
    out.push_back(is_byte(item) ? char(cast<Int>(item)->small_value()) : char(TRY(as_byte(t, item, range_message))));
    return Status::ok();
  }));
  return out;
}

Result<ssize> count_of_zeros(Thread& t, Object* count, size_t copies) {
  ssize n = TRY(index_as_ssize(t, count, &exceptions::OverflowError));
  if (n < 0) return raise_value_error(t, "negative count");
  if (n > SSIZE_MAX / 8 || !memory_left_for(size_t(n) * copies)) return raise_memory_error(t);
  return n;
}

namespace {

Result<std::string> encoded(Thread& t, const ByteSource& given) {
  if (!given.encoding) return raise_type_error(t, "string argument without an encoding");
  Str* text = cast<Str>(given.source);
  Bytes* bytes = TRY(encode_str(t, text, given.encoding, given.errors));
  return std::string(bytes->view());
}

Result<std::string> zeros(Thread& t, Object* count) {
  return std::string(size_t(TRY(count_of_zeros(t, count, 2))), '\0');
}

}  // namespace

Result<std::string> byte_contents(Thread& t, const Type& type, const ByteSource& given) {
  Object* source = given.source;
  if (source && is_str(source)) return encoded(t, given);
  if (given.encoding) return raise_type_error(t, "encoding without a string argument");
  if (given.errors) return raise_type_error(t, "errors without a string argument");
  if (!source) return std::string();
  if (has_buffer(source)) return copy_of_buffer(t, source);
  if (slots_of(source).index) {
    Result<std::string> made = zeros(t, source);
    if (!made.failed() || !pending_matches(t, exceptions::TypeError)) return made;
    clear_pending(t);  // it may be something else, too
  }
  bool is_for_bytes = &type == &bytes_type;
  source = TRY(iterable_or_raise(
      t, source, is_for_bytes ? "cannot convert '%T' object to bytes" : "cannot convert '%T' object to bytearray"));
  return contents_of_iterable(t, source,
                              is_for_bytes ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)");
}

}  // namespace sidewinder
