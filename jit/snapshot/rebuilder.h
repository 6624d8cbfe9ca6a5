// Decodes a snapshot: boxes numbers, builds sunk objects (each once, however often the snapshot names it). Where the
// bits of SSA values come from is the Source's: the machine's registers and slots (rebuild.cpp), or what a recording
// saw (check.cpp).
#pragma once

#include <cstring>

#include "interpreter/base/check.h"
#include "jit/ir/trace.h"
#include "jit/language/hooks.h"
#include "jit/snapshot/map.h"

namespace sidewinder::jit {

// Source: `uint64_t bits_of(Value)` of an operation that is not sunk.
template <class Source> class Rebuilder {
 public:
  struct Built {
    uint32_t op;
    Object* object;
  };

  // `built` has room for every value that the snapshot names, on the caller's stack, where the collector sees it.
  Rebuilder(Thread& t, const Hooks& hooks, const Trace& trace, uint32_t snapshot, Source& source, Built* built)
      : t_(t), hooks_(hooks), trace_(trace), snapshot_(snapshot), source_(source), built_(built) {}

  // Objects may name one another in any order: allocate all, then fill.
  void build_virtuals() {
    auto virtuals = trace_.snapshots.virtuals_of(snapshot_);
    for (const SnapshotVirtual& v : virtuals)
      if (is_unbuilt(trace_, v.object))
        remember(v.object.index(), hooks_.allocate(t_, *trace_.ops[v.object.index()].shape));
    for (const SnapshotVirtual& v : virtuals)
      for (const SnapshotField& field : trace_.snapshots.fields_of(v)) store(object_of(v.object), field);
  }

  Object* object_of(Value v) {
    if (v.is_none()) return nullptr;
    if (v.is_constant()) return box_constant(trace_.constant_at(v));
    uint32_t op = v.index();
    Kind kind = trace_.ops[op].kind;
    if (!trace_.ops[op].sunk && (kind == Kind::Ref || kind == Kind::Ptr)) return reinterpret_cast<Object*>(bits_of(v));
    for (uint32_t i = 0; i < built_count_; i++)
      if (built_[i].op == op) return built_[i].object;
    return remember(op, box(v));
  }

 private:
  Object* remember(uint32_t op, Object* object) {
    PY_CHECK(object && "out of memory while a trace is left");
    built_[built_count_++] = {op, object};
    return object;
  }

  // A number: a sunk box of one, or one that the snapshot names as it is.
  Object* box(Value v) {
    const Op& op = trace_.ops[v.index()];
    Value number = op.sunk ? op.a : v;
    uint64_t bits = bits_of(number);
    if (trace_.kind_of(number) == Kind::Float) return box_float(bits);
    return hooks_.box_int(t_, int64_t(bits));
  }

  Object* box_float(uint64_t bits) {
    double number;
    std::memcpy(&number, &bits, sizeof number);
    return hooks_.box_float(t_, number);
  }

  Object* box_constant(const Constant& constant) {
    if (constant.kind == Kind::Float) return box_float(constant.bits);
    if (constant.kind == Kind::Int) return hooks_.box_int(t_, int64_t(constant.bits));
    return reinterpret_cast<Object*>(constant.bits);
  }

  void store(Object* object, const SnapshotField& f) {
    Kind kind = f.field ? f.field->kind : f.array->kind;
    Width width = f.field ? f.field->width : f.array->width;
    int64_t size = bytes_of(width);
    int64_t offset = f.field ? f.field->offset : f.array->base_offset + f.index * size;
    uint64_t bits = kind == Kind::Ref || kind == Kind::Ptr ? reinterpret_cast<uint64_t>(object_of(f.value))
                                                           : bits_of(f.value);
    std::memcpy(reinterpret_cast<char*>(object) + offset, &bits, size_t(size));
  }

  uint64_t bits_of(Value v) {
    if (v.is_none()) return 0;
    return v.is_constant() ? trace_.constant_at(v).bits : source_.bits_of(v);
  }

  Thread& t_;
  const Hooks& hooks_;
  const Trace& trace_;
  uint32_t snapshot_;
  Source& source_;
  Built* built_;
  uint32_t built_count_ = 0;
};

// The most objects that rebuilding a snapshot may build.
inline size_t most_built(const SnapshotPool& pool, uint32_t snapshot, size_t value_count) {
  for (const SnapshotVirtual& v : pool.virtuals_of(snapshot)) value_count += 1 + v.field_count;
  return value_count;
}

}  // namespace sidewinder::jit
