// array.array: numbers of one C type, or characters, one after another.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

// What the items of a typecode are.
struct ArrayKind {
  char code;
  int size;
  Object* (*get)(const uint8_t* item);
  Status (*set)(Thread& t, uint8_t* item, Object* value);
  int format;  // machine format code of pickles, of little-endian machines
  bool is_integer, is_signed;
};
extern const ArrayKind array_kinds[];           // ends with code 0
const ArrayKind* array_kind_of(uint32_t code);  // null: there is none

struct Array : VarObject {  // size: items
  uint8_t* items;           // raw storage without pointers; null: none yet
  ssize capacity;
  const ArrayKind* kind;
  Object* weak_list;    // for C
  ssize exports;        // buffers that look at the items: the size is fixed meanwhile
  ssize shape, stride;  // what they point to
  static Type* type();

  uint8_t* at(ssize i) const { return items + i * kind->size; }
  ssize bytes() const { return size * kind->size; }
};
extern Type array_type, array_iterator_type;
inline Type* Array::type() { return &array_type; }

Array* new_array(Thread& t, Type* cls, const ArrayKind* kind, ssize size);  // zeroed
Status array_resize(Thread& t, Array* a, ssize size);                       // new items are not set
Status array_append_item(Thread& t, Array* a, Object* value);
// `count` items go, room for `added` others takes their place (they are not set).
Status array_splice(Thread& t, Array* a, ssize at, ssize count, ssize added);
Status array_extend_with(Thread& t, Array* a, Object* other);  // an array of the same kind, or an iterable
Status array_extend_bytes(Thread& t, Array* a, const void* bytes, ssize n);  // ValueError: no whole items
Object* array_to_text(Thread& t, Array* a);                                  // kind u; ValueError: no code points
Object* new_array_iterator(Array* a);
// The items that `array_reconstructor` finds in bytes of another machine's format.
Object* array_of_format(Thread& t, Object* cls, Object* code, Object* format, Object* bytes);

}  // namespace sidewinder
