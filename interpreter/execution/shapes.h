// The shapes of new objects of built-in types: shape_of<Cell>(). The memory kind is that with which the type's own code
// allocates.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"
#include "jit/language/descriptors.h"

namespace sidewinder {

// The size of the memory that an object of so many bytes is allocated in.
constexpr uint32_t allocation_size(size_t bytes) { return uint32_t((bytes + kGranule - 1) / kGranule * kGranule); }

// An object of `bytes` with only its head set.
inline jit::Shape plain_shape(Type* cls, size_t bytes, MemoryKind kind) {
  return {cls->name,
          cls,
          allocation_size(bytes),
          uint16_t(kind),
          2,
          true,
          {{int32_t(offsetof(Object, refcount)), uint64_t(kRefcountBias)},
           {int32_t(offsetof(Object, cls)), uint64_t(cls)}}};
}
// The same with one more word.
inline jit::Shape shape_with(jit::Shape shape, ssize offset, uint64_t bits) {
  shape.words[shape.word_count++] = {int32_t(offset), bits};
  return shape;
}

namespace shapes {
template <class T, MemoryKind kKind> inline const jit::Shape row = plain_shape(T::type(), sizeof(T), kKind);
// Of a type that shares its struct with others.
template <class T, Type* kType, MemoryKind kKind>
inline const jit::Shape row_of_type = plain_shape(kType, sizeof(T), kKind);
}  // namespace shapes

template <class T, MemoryKind kKind = MemoryKind::Object> PY_ALWAYS_INLINE const jit::Shape& shape_of() {
  return shapes::row<T, kKind>;
}
template <class T, Type* kType, MemoryKind kKind = MemoryKind::Object> PY_ALWAYS_INLINE const jit::Shape& shape_of() {
  return shapes::row_of_type<T, kType, kKind>;
}

}  // namespace sidewinder
