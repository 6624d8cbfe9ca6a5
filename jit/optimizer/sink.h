// The backward walk: what is needed by what stays. Operations whose result nobody needs are removed (dce); allocations,
// and the stores that fill them, which only exits need are marked sunk (sink): the machine code skips them, and each
// snapshot describes the objects as of its exit. A box that only the closing jump needs is made right before it.
#pragma once

#include "jit/optimizer/walk.h"

namespace sidewinder::jit {

class Sink {
 public:
  explicit Sink(Walk& walk);
  Trace run();

 private:
  enum class Fate : uint8_t { Live, Sunk, Removed };

  // What the walk found out about each operation.
  struct Mark {
    bool needed = false;   // by emitted code
    bool wanted = false;   // by an exit, which can build it
    bool escapes = false;  // a new object that cannot be sunk
    bool moved = false;    // a box to be made at the jump
  };

  // --- which objects can be sunk
  void find_escapes();
  bool passes_unneeded_object() const;
  void see_operand(const Op& op, Value v);
  bool is_new_object(Value v) const { return walk_.is(v, Opcode::new_object); }
  bool is_box(Value v) const { return walk_.is(v, Opcode::box_int) || walk_.is(v, Opcode::box_float); }
  bool can_sink(Value object) const { return is_new_object(object) && !marks_[object.index()].escapes; }

  // --- liveness
  void mark_all();
  bool mark_loop_arguments();
  void mark(uint32_t index);
  void mark_operands(const Op& op);
  void mark_snapshot(uint32_t snapshot);
  void need(Value v);
  void need_at_jump(Value v);
  void want(Value v);
  Fate fate(uint32_t index) const;
  Fate fate_if_unused(uint32_t index) const { return dce_ && !marks_[index].needed ? Fate::Removed : Fate::Live; }

  // --- the new trace
  void rebuild();
  void copy(uint32_t index);
  void copy_arguments(const Op& from, Op& to);
  Value moved(Value v);
  Value map(Value v);
  void note_store(const Op& store, Value object);
  uint32_t map_snapshot(uint32_t snapshot);
  void describe_virtuals(uint32_t snapshot, uint32_t first_value);
  void note_removal(uint32_t index);

  Walk& walk_;
  const Trace& from_;
  Trace to_;
  bool sink_, dce_;
  std::vector<Mark> marks_;
  struct Containment {
    Value object, content;
  };
  std::vector<Containment> contents_;  // stores of new objects into new objects
  std::vector<bool> snapshot_marked_;

  uint32_t loop_label_ = ~0u;         // the label that the closing jump goes back to
  std::vector<bool> loop_arguments_;  // which of its arguments stay

  std::vector<Value> mapped_, mapped_constants_;
  struct MappedSnapshot {
    uint32_t index = kNoSnapshot, version = 0;
  };
  std::vector<MappedSnapshot> mapped_snapshots_;
  struct Content {
    Value object;
    std::vector<SnapshotField> fields;
  };
  std::vector<Content> objects_;        // sunk new objects as of here
  std::vector<uint32_t> object_index_;  // operation of to_ -> index + 1 into objects_
  uint32_t version_ = 0;                // counts sunk stores
};

}  // namespace sidewinder::jit
