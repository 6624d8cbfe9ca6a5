// Emitter: the instructions of one code object and the tables beside them: labels, cache rows, loops, lines,
// exception entries.
//
// It also follows the flow of control: instructions that cannot be reached are not emitted, and at each point the set
// of local variables that are certainly bound is known. A label merges what its jumps bring.
#pragma once

#include <unordered_map>
#include <vector>

#include "interpreter/compiler/compilation.h"
#include "interpreter/compiler/instruction.h"
#include "interpreter/compiler/opcode.h"
#include "interpreter/objects/function/code.h"

namespace sidewinder {

// Of code that is in no line: trace functions do not see it.
constexpr ast::Location kNoLocation{-1, -1, -1, -1};

// A set of local variables (registers).
class BoundSet {
 public:
  void resize(int count) { words_.resize(size_t(count + 63) / 64); }
  bool has(int reg) const { return words_[size_t(reg) / 64] >> (reg % 64) & 1; }
  void add(int reg) { words_[size_t(reg) / 64] |= uint64_t(1) << (reg % 64); }
  void remove(int reg) { words_[size_t(reg) / 64] &= ~(uint64_t(1) << (reg % 64)); }
  void intersect(const BoundSet& other) {
    for (size_t i = 0; i < words_.size(); i++) words_[i] &= other.words_[i];
  }
  void subtract(const BoundSet& other) {
    for (size_t i = 0; i < words_.size(); i++) words_[i] &= ~other.words_[i];
  }
  bool operator==(const BoundSet&) const = default;

 private:
  std::vector<uint64_t> words_;
};

// A place in the code that forward jumps and exceptions go to. It is bound once, after all of them.
class Label {
 public:
  Label() = default;
  Label(const Label&) = delete;
  bool is_used() const { return is_used_; }

 private:
  friend class Emitter;
  bool is_used_ = false;
  BoundSet bound_;                 // by all that come here so far
  std::vector<uint32_t> jumps_;    // instructions to be patched
  std::vector<uint32_t> entries_;  // exception entries to be patched
};

class Emitter {
 public:
  explicit Emitter(Compilation& compilation) : compilation_(compilation) {}

  // Where the next instructions come from; they keep it for the line table.
  void set_location(const ast::Location& location) { location_ = location; }
  const ast::Location& location() const { return location_; }
  // Of the newest instruction, or of the newest statement if that needed none (pass). Jumps, and what a statement does
  // on its way out (f_lineno of a frame that has ended shows it), count as a part of what was done before.
  const ast::Location& last_location() const { return last_location_; }
  void set_last_location(const ast::Location& location) { last_location_ = location; }

  void emit(Opcode op, int a = 0, int b = 0, int c = 0);
  // Something that needs no instruction is executed here (pass, a variable in its register). Trace functions see its
  // line: if no instruction around has it, one that does nothing is emitted.
  void mark(const ast::Location& location);
  void jump(Label& target);
  // jump, jump_if_true, jump_if_false, for_end
  void branch(Opcode op, int reg, Label& target);
  // One of the tests with their companion.
  void fused_branch(Opcode op, int a, int b, int scratch, Label& target);
  void note_loop(uint32_t header, int* hot_row);  // also one that never comes round
  void jump_back(uint32_t header, int* hot_row);  // *hot_row: of the loop, -1 before its first back edge
  void bind(Label& label);
  // A return that has no place in the source: it counts as a part of whatever went before it, on each way to it.
  void emit_return_in_place(Opcode op, int value);
  void emit_leave_loop(int iterator);  // it has no line of its own either, but for one that is marked

  uint32_t position() {
    settle_mark();
    return here();
  }
  bool is_reachable() const { return is_reachable_; }

  // Rows of the cache table. `Site` rows are never shared.
  int cache_of_site(Identifier name);
  int cache_of_global(Identifier name) { return shared_cache(global_caches_, name); }
  int cache_of_namespace(Identifier name) { return shared_cache(namespace_caches_, name); }

  // Exceptions in [begin, here) go to the handler. Inner ranges are added before the ranges around them.
  void add_exception_range(uint32_t begin, Label& handler, int reg, const BoundSet& bound_at_begin);

  // Definite assignment.
  void set_local_count(int count, const BoundSet& deletable);
  BoundSet& bound() { return bound_; }
  // At a loop's header and a handler anything that is deleted somewhere may be unbound.
  void forget_deletable() { bound_.subtract(deletable_); }

  // The finished tables, to be copied into the code object.
  void thread_jumps();
  void copy_returns();
  const std::vector<Instr>& instructions() const { return instructions_; }
  const std::vector<LineEntry>& lines() const { return lines_; }
  const std::vector<ExceptionEntry>& exceptions() const { return exceptions_; }
  const std::vector<Identifier>& caches() const { return caches_; }
  const std::vector<uint32_t>& loop_headers() const { return loop_headers_; }

 private:
  uint32_t here() const { return uint32_t(instructions_.size()); }
  void append(Opcode op, int a, int b, int c, const ast::Location& location);
  void settle_mark();
  using SharedCaches = std::unordered_map<const Identifier::Entry*, int>;
  int shared_cache(SharedCaches& caches, Identifier name);
  void note_jump(Label& target);
  void note_location(const ast::Location& location);
  const LineEntry& location_at(uint32_t at) const;
  const LineEntry& place_of_branch(uint32_t at) const;
  bool has_place(uint32_t at) const;
  const ast::Location& place_of_jump() const;
  bool may_skip_line_of(uint32_t target, uint32_t jump) const;
  std::vector<bool> reached_instructions() const;
  void relocate(uint32_t at, LineEntry location);
  uint32_t copy_of_return(uint32_t original, const LineEntry& location);

  Compilation& compilation_;
  ast::Location location_, last_location_;
  ast::Location mark_;
  bool has_mark_ = false;
  uint32_t newest_label_ = 0;        // where one was bound last
  bool comes_from_one_line_ = true;  // whatever leads to that label
  std::vector<Instr> instructions_;
  std::vector<LineEntry> lines_;
  std::vector<ExceptionEntry> exceptions_;
  std::vector<Identifier> caches_;
  std::vector<uint32_t> loop_headers_;
  std::vector<uint32_t> returns_in_place_;
  SharedCaches global_caches_, namespace_caches_;
  bool is_reachable_ = true;
  BoundSet bound_, deletable_;
};

// The location of a node for the instructions emitted in the object's lifetime.
class LocationScope {
 public:
  LocationScope(Emitter& emitter, const ast::Location& location) : emitter_(emitter), outer_(emitter.location()) {
    emitter.set_location(location);
  }
  ~LocationScope() { emitter_.set_location(outer_); }
  LocationScope(const LocationScope&) = delete;

 private:
  Emitter& emitter_;
  ast::Location outer_;
};

}  // namespace sidewinder
