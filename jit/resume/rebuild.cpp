// Decodes an exit: reads values from where the exit's table says they are, boxes numbers, builds sunk objects (each
// once, however often the snapshot names it) and hands the frames to the language. See rebuild.h.
#include "jit/resume/rebuild.h"

#include <alloca.h>

#include <cstring>
#include <new>

#include "interpreter/base/check.h"
#include "jit/resume/exit_values.h"

namespace sidewinder::jit {

namespace {

struct Built {
  uint32_t op;
  Object* object;
};

class Rebuilder {
 public:
  // `built` has room for every value that the snapshot names, on the caller's stack.
  Rebuilder(Thread& t, const Exit& exit, const TraceFrame& frame, Built* built)
      : t_(t), exit_(exit), trace_(exit.owner->trace), hooks_(*exit.owner->hooks), frame_(frame), built_(built) {}

  // Objects may name one another in any order: allocate all, then fill.
  void build_virtuals() {
    auto virtuals = trace_.snapshots.virtuals_of(exit_.snapshot);
    for (const SnapshotVirtual& v : virtuals)
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
    int64_t size = width == Width::Word64 ? 8 : width == Width::UInt8 ? 1 : 4;
    int64_t offset = f.field ? f.field->offset : f.array->base_offset + f.index * size;
    uint64_t bits = kind == Kind::Ref ? reinterpret_cast<uint64_t>(object_of(f.value)) : bits_of(f.value);
    std::memcpy(reinterpret_cast<char*>(object) + offset, &bits, size_t(size));
  }

  uint64_t bits_of(Value v) {
    if (v.is_none()) return 0;
    if (v.is_constant()) return trace_.constant_at(v).bits;
    const Location& location = location_of(v);
    switch (location.where) {
      case Location::Where::Register: return frame_.gp[location.number];
      case Location::Where::Xmm: return frame_.xmm[location.number];
      case Location::Where::Slot: return frame_.slots[location.slot];
      default: break;
    }
    PY_CHECK(!"a live value without a location");
    __builtin_unreachable();
  }

  // The table is in the order of the walk that made it, which is nearly the order of asking.
  const Location& location_of(Value v) {
    size_t count = exit_.values.size();
    for (size_t tried = 0; tried < count; tried++, next_++) {
      if (next_ >= count) next_ = 0;
      if (exit_.values[next_].value == v) return exit_.values[next_].location;
    }
    PY_CHECK(!"a value that the exit does not know");
    __builtin_unreachable();
  }

  Thread& t_;
  const Exit& exit_;
  const Trace& trace_;
  const Hooks& hooks_;
  const TraceFrame& frame_;
  Built* built_;
  uint32_t built_count_ = 0;
  size_t next_ = 0;
};

}  // namespace

Exit* leave_trace(Thread& t, Exit& exit, TraceFrame& frame, Object** root_registers) {
  const SnapshotPool& pool = exit.owner->trace.snapshots;
  auto frames = pool.frames_of(exit.snapshot);
  if (frames.empty()) return &exit;

  size_t value_count = 0, buildable = 0;
  for (const SnapshotFrame& f : frames) value_count += f.count;
  buildable = value_count;
  for (const SnapshotVirtual& v : pool.virtuals_of(exit.snapshot)) buildable += 1 + v.field_count;

  Rebuilder rebuilder(t, exit, frame, static_cast<Built*>(alloca((buildable + 1) * sizeof(Built))));
  rebuilder.build_virtuals();
  auto** values = static_cast<Object**>(alloca((value_count + 1) * sizeof(Object*)));
  auto* images = static_cast<FrameImage*>(alloca(frames.size() * sizeof(FrameImage)));
  Object** next = values;
  for (size_t i = 0; i < frames.size(); i++) {
    images[i] = {frames[i].position, frames[i].info, next, frames[i].count};
    for (Value v : pool.values_of(frames[i])) *next++ = rebuilder.object_of(v);
  }
  exit.owner->hooks->write_frames(t, root_registers, {images, frames.size()});
  return &exit;
}

}  // namespace sidewinder::jit
