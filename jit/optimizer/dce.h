// What is needed by what stays, found in one walk backward: operations whose result nobody needs are removed, and those
// that only exits need are sunk if they can be. A box that only the closing jump needs is made right before it.
#pragma once

#include <vector>

#include "jit/optimizer/sink.h"
#include "jit/snapshot/map.h"

namespace sidewinder::jit {

enum class Fate : uint8_t { Live, Sunk, Removed };

class Dce {
 public:
  explicit Dce(const Walk& walk);

  void run();
  Fate fate(uint32_t op) const;
  // A box that is to be made at the jump.
  bool is_moved(Value v) const { return v.is_op() && marks_[v.index()].moved && !marks_[v.index()].needed; }

  // The label that the closing jump goes back to (kNoLabel: it goes elsewhere), and which of its arguments stay.
  static constexpr uint32_t kNoLabel = ~0u;
  uint32_t loop_label() const { return loop_label_; }
  bool is_of_loop(uint32_t op) const { return loop_label_ != kNoLabel && op > loop_label_; }
  bool is_passed(uint32_t argument) const { return loop_arguments_[argument]; }

 private:
  struct Mark {
    bool needed = false;  // by emitted code
    bool wanted = false;  // by an exit, which can build it
    bool moved = false;   // a box to be made at the jump
  };

  void find_loop();
  bool passes_unneeded_object() const;
  void mark_all();
  bool mark_loop_arguments();
  void mark(uint32_t index);
  void mark_operands(const Op& op);
  void mark_snapshot(uint32_t snapshot);
  void need(Value v);
  void need_at_jump(Value v);
  bool is_made_by_exits(const Op& op) const;
  void want_argument(Value v);
  void want(Value v);
  Fate fate_if_unused(uint32_t index) const { return on_ && !marks_[index].needed ? Fate::Removed : Fate::Live; }

  const Walk& walk_;
  const Trace& from_;
  bool on_;
  Sink sink_;
  std::vector<Mark> marks_;
  SeenBlocks marked_;  // what snapshots name, in blocks
  uint32_t loop_label_ = kNoLabel;
  std::vector<bool> loop_arguments_;
};

}  // namespace sidewinder::jit
