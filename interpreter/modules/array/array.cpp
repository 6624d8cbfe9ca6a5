// An array's memory, and its items as they come from other objects.
#include "interpreter/modules/array/array.h"

#include <algorithm>
#include <cstring>

#include "interpreter/objects/buffer/exports.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Array* new_array(Thread& t, Type* cls, const ArrayKind* kind, ssize size) {
  auto* a = static_cast<Array*>(TRY(allocate_instance(t, cls)));
  a->kind = kind;
  a->size = 0;
  TRY(array_resize(t, a, size));
  if (size) std::memset(a->items, 0, size_t(a->bytes()));
  return a;
}

namespace {

// Views that nobody can reach any more hold their export until they are collected.
Status check_resizable(Thread& t, const Array* a) {
  if (a->exports) release_unreachable_views_of(a);
  if (!a->exports) return Status::ok();
  return raise(t, exceptions::BufferError, "cannot resize an array that is exporting buffers");
}

}  // namespace

Status array_resize(Thread& t, Array* a, ssize size) {
  if (size != a->size) TRY(check_resizable(t, a));
  if (size > a->capacity || size < a->capacity / 4) {
    if (size > PTRDIFF_MAX / 16) return raise_memory_error(t);
    ssize capacity = size > a->capacity && a->size ? size + (size >> 3) + 8 : size;
    uint8_t* items = capacity ? TRY(allocate_raw_leaf<uint8_t>(size_t(capacity * a->kind->size))) : nullptr;
    if (items && a->items) std::memcpy(items, a->items, size_t(std::min(size, a->size) * a->kind->size));
    a->items = items;
    a->capacity = capacity;
  }
  a->size = size;
  return Status::ok();
}

// The value becomes an item before the array is touched: making it may run Python code.
Status array_append_item(Thread& t, Array* a, Object* value) {
  uint8_t item[8];
  TRY(a->kind->set(t, item, value));
  TRY(array_resize(t, a, a->size + 1));
  std::memcpy(a->at(a->size - 1), item, size_t(a->kind->size));
  return Status::ok();
}

Status array_splice(Thread& t, Array* a, ssize at, ssize count, ssize added) {
  ssize behind = a->size - at - count;
  ssize size = a->size - count + added;
  if (size != a->size) TRY(check_resizable(t, a));
  if (added > count) TRY(array_resize(t, a, size));
  if (behind) std::memmove(a->at(at + added), a->at(at + count), size_t(behind * a->kind->size));
  return added > count ? Status::ok() : array_resize(t, a, size);
}

Status array_extend_bytes(Thread& t, Array* a, const void* bytes, ssize n) {
  if (n % a->kind->size) return raise_value_error(t, "bytes length not a multiple of item size");
  ssize old = a->size;
  TRY(array_resize(t, a, old + n / a->kind->size));
  if (n) std::memcpy(a->at(old), bytes, size_t(n));
  return Status::ok();
}

Status array_extend_with(Thread& t, Array* a, Object* other) {
  if (!is_instance(other, &array_type))
    return for_each(t, other, [&](Object* item) { return array_append_item(t, a, item); });
  auto* b = cast<Array>(other);
  if (a->kind != b->kind) return raise_type_error(t, "can only extend with array of same kind");
  ssize old = a->size;
  ssize added = b->size;
  TRY(array_resize(t, a, old + added));
  if (added) std::memcpy(a->at(old), b->items, size_t(added * a->kind->size));
  return Status::ok();
}

Object* array_to_text(Thread& t, Array* a) {
  auto* text = reinterpret_cast<const uint32_t*>(a->items);
  for (ssize i = 0; i < a->size; i++)
    if (text[i] > 0x10ffff) return raise_value_error(t, "character U+%x is not in range [U+0000; U+10ffff]", text[i]);
  return new_str_of(text, a->size);
}

namespace {

// The machine formats of pickles: odd ones are big-endian (but for 0 and 1, of single bytes).
struct Format {
  int size;
  char meaning;  // U unsigned, S signed, F float, T text
};
constexpr Format kBytes[] = {{1, 'U'}, {1, 'S'}};
constexpr Format kFormats[] = {{2, 'U'}, {2, 'S'}, {4, 'U'}, {4, 'S'}, {8, 'U'},
                               {8, 'S'}, {4, 'F'}, {8, 'F'}, {2, 'T'}, {4, 'T'}};
constexpr int kMostFormat = 21;

const Format& format_of(int code) { return code < 2 ? kBytes[code] : kFormats[code / 2 - 1]; }

// Integers of another format become items of the typecode that has it.
const ArrayKind* kind_for(const Format& format, const ArrayKind* wanted) {
  if (format.meaning != 'U' && format.meaning != 'S') return wanted;
  for (const ArrayKind* kind = array_kinds; kind->code; kind++)
    if (kind->is_integer && kind->size == format.size && kind->is_signed == (format.meaning == 'S')) wanted = kind;
  return wanted;
}

Object* number_of_format(const uint8_t* bytes, const Format& format, bool big) {
  if (format.meaning != 'F') return int_from_bytes(bytes, format.size, !big, format.meaning == 'S');
  uint8_t copy[8];
  std::copy_n(bytes, format.size, copy);
  if (big) std::reverse(copy, copy + format.size);
  if (format.size == 8) {
    double value;
    std::memcpy(&value, copy, sizeof value);
    return new_float(value);
  }
  float value;
  std::memcpy(&value, copy, sizeof value);
  return new_float(double(value));
}

Object* items_of_format(Thread& t, Array* a, int code, Bytes* bytes) {
  const Format& format = format_of(code);
  bool big = code >= 2 && (code & 1);
  if (format.meaning == 'T') {
    const char* codec = format.size == 2 ? (big ? "utf-16-be" : "utf-16-le") : (big ? "utf-32-be" : "utf-32-le");
    Object* name = TRY(new_str(codec));
    Object* text = TRY(call_method(t, bytes, intern("decode"), Args{&name, 1}));
    TRY(array_extend_with(t, a, text));
    return a;
  }
  if (bytes->size % format.size) return raise_value_error(t, "string length not a multiple of item size");
  for (ssize i = 0; i < bytes->size; i += format.size)
    TRY(array_append_item(t, a, TRY(number_of_format(bytes->bytes + i, format, big))));
  return a;
}

}  // namespace

Object* array_of_format(Thread& t, Object* cls, Object* code, Object* format, Object* bytes) {
  int number;
  TRY(argument_int(t, format, &number));
  if (!is_type(cls)) return raise_type_error(t, "first argument must be a type object, not %T", cls);
  if (!is_subtype(static_cast<Type*>(cls), &array_type))
    return raise_type_error(t, "%s is not a subtype of %s", static_cast<Type*>(cls)->name, array_type.name);
  const ArrayKind* kind = array_kind_of(cast<Str>(code)->at(0));
  if (!kind) return raise_value_error(t, "second argument must be a valid type code");
  if (number < 0 || number > kMostFormat)
    return raise_value_error(t, "third argument must be a valid machine format code.");
  if (!is_bytes(bytes)) return raise_type_error(t, "fourth argument should be bytes, not %T", bytes);
  bool is_own = number == kind->format;
  auto* a = TRY(new_array(t, static_cast<Type*>(cls), is_own ? kind : kind_for(format_of(number), kind), 0));
  if (!is_own) return items_of_format(t, a, number, cast<Bytes>(bytes));
  TRY(array_extend_bytes(t, a, cast<Bytes>(bytes)->bytes, cast<Bytes>(bytes)->size));
  return a;
}

}  // namespace sidewinder
