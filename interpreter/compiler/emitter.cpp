#include "interpreter/compiler/emitter.h"

#include <algorithm>

#include "interpreter/compiler/opcode_info.h"

namespace sidewinder {

void Emitter::note_location(const ast::Location& location) {
  if (!lines_.empty()) {
    const LineEntry& last = lines_.back();
    if (last.line == location.line && last.end_line == location.end_line && last.column == location.column &&
        last.end_column == location.end_column)
      return;
  }
  lines_.push_back({here(), location.line, location.end_line, location.column, location.end_column});
}

void Emitter::append(Opcode op, int a, int b, int c, const ast::Location& location) {
  note_location(location);
  instructions_.push_back({uint16_t(op), uint16_t(a), uint16_t(b), uint16_t(c)});
}

void Emitter::settle_mark() {
  if (!has_mark_) return;
  has_mark_ = false;
  append(Opcode::nop_, 0, 0, 0, mark_);
}

void Emitter::mark(const ast::Location& location) {
  if (!is_reachable_) return;
  if (has_mark_ && mark_.line == location.line) return;
  settle_mark();
  last_location_ = location;
  if (newest_label_ == here()) comes_from_one_line_ = true;  // this one
  bool is_there = !lines_.empty() && newest_label_ != here() && lines_.back().line == location.line;
  if (is_there) return;
  mark_ = location;
  has_mark_ = true;
}

void Emitter::emit(Opcode op, int a, int b, int c) {
  if (!is_reachable_) return;
  // Registers, constants and cache rows are limited where they are handed out; counts of values are registers, too.
  PY_DCHECK(uint32_t(a) <= 0xffff && uint32_t(b) <= 0xffff && uint32_t(c) <= 0xffff);
  if (has_mark_ && mark_.line != location_.line) settle_mark();
  has_mark_ = false;
  append(op, a, b, c, location_);
  if (location_.line >= 0) last_location_ = location_;
  if (ends_flow(op)) is_reachable_ = false;
}

void Emitter::note_jump(Label& target) {
  if (target.is_used_) {
    target.bound_.intersect(bound_);
  } else {
    target.is_used_ = true;
    target.bound_ = bound_;
  }
}

void Emitter::branch(Opcode op, int reg, Label& target) {
  if (!is_reachable_) return;
  note_jump(target);
  emit(op, reg);
  target.jumps_.push_back(here() - 1);
}

const ast::Location& Emitter::place_of_jump() const {
  if (has_mark_) return mark_;
  if (newest_label_ == here()) return comes_from_one_line_ ? last_location_ : kNoLocation;
  return lines_.empty() || lines_.back().line >= 0 ? last_location_ : kNoLocation;
}

void Emitter::jump(Label& target) {
  LocationScope at(*this, place_of_jump());
  branch(Opcode::jump_, 0, target);
}

void Emitter::emit_return_in_place(Opcode op, int value) {
  if (!is_reachable_) return;
  LocationScope at(*this, last_location_);
  bool has_own_line = has_mark_;
  emit(op, 0, value);
  if (!has_own_line) returns_in_place_.push_back(here() - 1);
}

void Emitter::emit_leave_loop(int iterator) {
  LocationScope at(*this, has_mark_ ? location_ : last_location_);
  emit(Opcode::leave_loop_, iterator);
}

void Emitter::fused_branch(Opcode op, int a, int b, int scratch, Label& target) {
  emit(op, a, b, scratch);
  branch(companion_of(op), scratch, target);
}

void Emitter::note_loop(uint32_t header, int* hot_row) {
  if (*hot_row >= 0) return;
  if (loop_headers_.size() == 65535) compilation_.fail_too_many("loops");
  *hot_row = compilation_.failed ? 0 : int(loop_headers_.size());
  loop_headers_.push_back(header);
}

void Emitter::jump_back(uint32_t header, int* hot_row) {
  if (!is_reachable_) return;
  note_loop(header, hot_row);
  LocationScope place(*this, place_of_jump());
  emit(Opcode::jump_back_, *hot_row);
  uint32_t at = here() - 1;
  instructions_.back().set_offset(int32_t(header) - int32_t(at + 1));
}

void Emitter::bind(Label& label) {
  if (!label.is_used_) return;
  settle_mark();
  int line = is_reachable_ ? last_location_.line : place_of_branch(label.jumps_.empty() ? 0 : label.jumps_[0]).line;
  if (newest_label_ != here()) comes_from_one_line_ = true;
  newest_label_ = here();
  for (uint32_t jump : label.jumps_) comes_from_one_line_ &= place_of_branch(jump).line == line && has_place(jump);
  for (uint32_t jump : label.jumps_) instructions_[jump].set_offset(int32_t(here() - (jump + 1)));
  for (uint32_t entry : label.entries_) exceptions_[entry].handler = here();
  if (is_reachable_) {
    bound_.intersect(label.bound_);
  } else {
    bound_ = label.bound_;
    is_reachable_ = true;
    if (!label.jumps_.empty()) {
      const LineEntry& from = place_of_branch(label.jumps_[0]);
      last_location_ = {from.line, from.column, from.end_line, from.end_column};
    }
  }
}

int Emitter::cache_of_site(Identifier name) {
  if (caches_.size() == 65535) compilation_.fail_too_many("names");
  if (compilation_.failed) return 0;
  caches_.push_back(name);
  return int(caches_.size()) - 1;
}

int Emitter::shared_cache(SharedCaches& caches, Identifier name) {
  auto [place, is_new] = caches.try_emplace(name.entry(), 0);
  if (is_new) place->second = cache_of_site(name);
  return place->second;
}

void Emitter::add_exception_range(uint32_t begin, Label& handler, int reg, const BoundSet& bound_at_begin) {
  if (begin == position()) return;
  if (handler.is_used_) {
    handler.bound_.intersect(bound_at_begin);
  } else {
    handler.is_used_ = true;
    handler.bound_ = bound_at_begin;
    handler.bound_.subtract(deletable_);
  }
  handler.entries_.push_back(uint32_t(exceptions_.size()));
  exceptions_.push_back({begin, position(), 0, uint16_t(reg)});
}

void Emitter::set_local_count(int count, const BoundSet& deletable) {
  bound_.resize(count);
  deletable_ = deletable;
  deletable_.resize(count);
}

namespace {
bool is_branch(Opcode op) {  // forwards
  return op == Opcode::jump_ || op == Opcode::jump_if_true_ || op == Opcode::jump_if_false_ || op == Opcode::for_end_;
}
}  // namespace

// The instruction is in no line that the jump to it is not in.
bool Emitter::may_skip_line_of(uint32_t target, uint32_t jump) const {
  int line = location_at(target).line;
  return line < 0 || line == location_at(jump).line;
}

// A jump to a plain jump goes where that one goes; a plain jump to a loop's back edge is that back edge.
void Emitter::thread_jumps() {
  for (size_t at = 0; at < instructions_.size(); at++) {
    Instr& jump = instructions_[at];
    Opcode op = Opcode(jump.op);
    if (!is_branch(op)) continue;
    size_t target = at + 1 + size_t(jump.offset());
    auto is_jump = [&] { return Opcode(instructions_[target].op) == Opcode::jump_; };
    for (int step = 0; step < 8 && is_jump() && may_skip_line_of(uint32_t(target), uint32_t(at)); step++)
      target += 1 + size_t(instructions_[target].offset());
    if (op == Opcode::jump_ && Opcode(instructions_[target].op) == Opcode::jump_back_ &&
        may_skip_line_of(uint32_t(target), uint32_t(at))) {
      jump = instructions_[target];
      target += 1 + size_t(jump.offset());
    }
    jump.set_offset(int32_t(target) - int32_t(at + 1));
  }
}

const LineEntry& Emitter::location_at(uint32_t at) const {
  auto after = std::upper_bound(lines_.begin(), lines_.end(), at,
                                [](uint32_t at, const LineEntry& entry) { return at < entry.begin; });
  return after[-1];
}

// A jump that is in no line counts as a part of what goes before it.
const LineEntry& Emitter::place_of_branch(uint32_t at) const {
  while (at > 0 && location_at(at).line < 0) --at;
  return location_at(at);
}

// Otherwise it is in no line, and nothing falls into it: it counts as a part of whatever jumps to it.
bool Emitter::has_place(uint32_t at) const {
  while (at > 0 && location_at(at).line < 0 && !ends_flow(Opcode(instructions_[at - 1].op))) --at;
  return location_at(at).line >= 0;
}

namespace {
bool is_same_place(const LineEntry& a, const LineEntry& b) {
  return a.line == b.line && a.column == b.column && a.end_line == b.end_line && a.end_column == b.end_column;
}
}  // namespace

// A copy of the return behind everything else; of several from one place the same one.
uint32_t Emitter::copy_of_return(uint32_t original, const LineEntry& location) {
  uint32_t last = here() - 1;
  const Instr &newest = instructions_[last], &wanted = instructions_[original];
  if (newest.op == wanted.op && newest.b == wanted.b && is_same_place(location_at(last), location)) return last;
  lines_.push_back(location);
  lines_.back().begin = here();
  instructions_.push_back(Instr(wanted));
  return here() - 1;
}

// The instruction counts as a part of that place.
void Emitter::relocate(uint32_t at, LineEntry location) {
  auto after = std::upper_bound(lines_.begin(), lines_.end(), at,
                                [](uint32_t at, const LineEntry& entry) { return at < entry.begin; });
  LineEntry old = after[-1];
  uint32_t end = after == lines_.end() ? here() : after->begin;
  location.begin = at;
  if (end > at + 1) {
    LineEntry rest = old;
    rest.begin = at + 1;
    after = lines_.insert(after, rest);
  }
  if (old.begin == at) after[-1] = location;
  else lines_.insert(after, location);
}

// What branches and handlers go to, and what something falls into. Threading may have left plain jumps that nothing
// comes to.
std::vector<bool> Emitter::reached_instructions() const {
  std::vector<bool> reached(instructions_.size() + 1);
  reached[0] = true;
  for (size_t at = 0; at < instructions_.size(); at++) {
    if (!ends_flow(Opcode(instructions_[at].op))) reached[at + 1] = true;
    if (is_branch(Opcode(instructions_[at].op))) reached[at + 1 + size_t(instructions_[at].offset())] = true;
  }
  for (const ExceptionEntry& entry : exceptions_) reached[entry.handler] = true;
  return reached;
}

// A jump to a return in place becomes that return, other branches go to one of their own; but whatever is in its place
// keeps it. If nothing does, the first way that leads to it takes it to its own place.
void Emitter::copy_returns() {
  if (returns_in_place_.empty()) return;
  std::vector<bool> reached = reached_instructions();
  std::vector<uint32_t> branches;  // to such returns
  std::vector<bool> is_kept(instructions_.size());
  for (uint32_t at : returns_in_place_) is_kept[at] = at == 0 || !ends_flow(Opcode(instructions_[at - 1].op));
  auto target_of = [&](uint32_t at) { return at + 1 + uint32_t(instructions_[at].offset()); };
  for (uint32_t at = 0; at < here(); at++) {
    if (!reached[at] || !is_branch(Opcode(instructions_[at].op))) continue;
    if (!std::binary_search(returns_in_place_.begin(), returns_in_place_.end(), target_of(at))) continue;
    if (is_same_place(location_at(at), location_at(target_of(at)))) is_kept[target_of(at)] = true;
    else branches.push_back(at);
  }
  for (uint32_t at : branches) {
    uint32_t target = target_of(at);
    LineEntry place = place_of_branch(at);
    if (!is_kept[target]) {
      is_kept[target] = true;
      relocate(target, place);
    } else if (Opcode(instructions_[at].op) == Opcode::jump_) {
      instructions_[at] = instructions_[target];
      relocate(at, place);
    } else {
      target = copy_of_return(target, place);
      instructions_[at].set_offset(int32_t(target) - int32_t(at + 1));
    }
  }
}

}  // namespace sidewinder
