// Which word of memory an operation touches: for the passes that follow loads and stores.
#pragma once

#include "jit/ir/trace.h"

namespace sidewinder::jit {

// A field, or an array's item. Words of different rows never alias; those of one row do if the bases may be equal.
struct Word {
  const void* row = nullptr;  // the Field or Array
  uint32_t id = 0;            // fields and arrays count separately: the lowest bit tells which
  Kind kind{};
  bool immutable = false;
  Value index;         // of an item
  bool small = false;  // what is stored there fits 60 bits

  static Word of(const Op& op) {
    switch (op.opcode) {
      case Opcode::load_field:
      case Opcode::store_field:
      case Opcode::load_raw:
      case Opcode::store_raw:
        return {op.field, uint32_t(op.field->id) << 1, op.field->kind, op.field->immutable, {}, op.field->small};
      default: return {op.array, uint32_t(op.array->id) << 1 | 1, op.array->kind, op.array->immutable, op.b, false};
    }
  }
  friend bool operator==(const Word& x, const Word& y) { return x.row == y.row && x.index == y.index; }
};

inline bool is_load(Opcode opcode) {
  return opcode == Opcode::load_field || opcode == Opcode::load_raw || opcode == Opcode::load_item;
}
inline bool is_store(Opcode opcode) {
  return opcode == Opcode::store_field || opcode == Opcode::store_raw || opcode == Opcode::store_item;
}
inline Value stored_value(const Op& store) { return store.opcode == Opcode::store_item ? store.c : store.b; }

// Calls after which mutable memory may be different.
inline bool may_write(const Op& op) {
  return op.opcode == Opcode::call && (op.helper->effects & (kEffectWrites | kEffectMayRunPython));
}

}  // namespace sidewinder::jit
