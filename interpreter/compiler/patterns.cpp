// match statements (PEP 634). A pattern is a row of tests that jump to the next case; what it captures waits in
// temporaries until all of it has matched.
#include <algorithm>

#include "interpreter/compiler/unit.h"

namespace sidewinder {

using ast::PatternKind;

namespace {

bool is_wildcard(const ast::Pattern& p) {
  if (p.is<ast::MatchStar>()) return !p.as<ast::MatchStar>().name;
  return p.is<ast::MatchAs>() && !p.as<ast::MatchAs>().pattern && !p.as<ast::MatchAs>().name;
}

bool all_wildcards(ast::Patterns patterns) {
  return std::all_of(patterns.begin(), patterns.end(), [](ast::Pattern* p) { return is_wildcard(*p); });
}

Object* singleton(ast::ConstantKind kind) {
  if (kind == ast::ConstantKind::None) return none();
  return bool_object(kind == ast::ConstantKind::True);
}

}  // namespace

void Unit::match_statement(const ast::Match& s) {
  int subject = take();
  expression(*s.subject, subject);
  Label end;
  for (ast::MatchCase* match_case : s.cases) {
    if (!emitter_.is_reachable()) break;
    LocationScope at(emitter_, *match_case->pattern);
    Temporaries temporaries(registers_);
    Label next;
    captures_.clear();
    reserve_captures(*match_case->pattern);
    pattern(*match_case->pattern, subject, next);
    if (is_wildcard(*match_case->pattern)) emitter_.mark(*match_case->pattern);
    for (const Capture& captured : captures_) store(captured.name, {captured.reg, false});
    if (match_case->guard) jump_if(*match_case->guard, false, next);
    body(match_case->body);
    emitter_.jump(end);
    emitter_.bind(next);
  }
  emitter_.bind(end);
}

// A temporary for each name that the pattern may capture. The alternatives of an or-pattern capture the same names.
void Unit::reserve_captures(const ast::Pattern& p) {
  auto reserve = [&](Identifier name) {
    if (name && std::none_of(captures_.begin(), captures_.end(), [&](const Capture& c) { return c.name == name; }))
      captures_.push_back({name, take()});
  };
  auto reserve_all = [&](ast::Patterns patterns) {
    for (ast::Pattern* element : patterns) reserve_captures(*element);
  };
  if (!compilation_.has_stack()) return;
  switch (p.kind) {
    case PatternKind::MatchValue:
    case PatternKind::MatchSingleton: return;
    case PatternKind::MatchSequence: return reserve_all(p.as<ast::MatchSequence>().patterns);
    case PatternKind::MatchMapping:
      reserve_all(p.as<ast::MatchMapping>().patterns);
      return reserve(p.as<ast::MatchMapping>().rest);
    case PatternKind::MatchClass:
      reserve_all(p.as<ast::MatchClass>().patterns);
      return reserve_all(p.as<ast::MatchClass>().keyword_patterns);
    case PatternKind::MatchStar: return reserve(p.as<ast::MatchStar>().name);
    case PatternKind::MatchAs:
      if (p.as<ast::MatchAs>().pattern) reserve_captures(*p.as<ast::MatchAs>().pattern);
      return reserve(p.as<ast::MatchAs>().name);
    case PatternKind::MatchOr: return reserve_all(p.as<ast::MatchOr>().patterns);
  }
}

void Unit::capture(Identifier name, int reg) {
  for (const Capture& captured : captures_)
    if (captured.name == name) move(captured.reg, {reg, false});
}

void Unit::pattern(const ast::Pattern& p, int subject, Label& fail) {
  if (!compilation_.has_stack()) return;
  LocationScope at(emitter_, p);
  Temporaries temporaries(registers_);
  switch (p.kind) {
    case PatternKind::MatchValue:
      return branch_on_compare(ast::CompareOperator::Eq, {subject, false}, operand(*p.as<ast::MatchValue>().value),
                               false, fail);
    case PatternKind::MatchSingleton: {
      Operand value{constant(singleton(p.as<ast::MatchSingleton>().value)), true};
      return branch_on_compare(ast::CompareOperator::Is, {subject, false}, value, false, fail);
    }
    case PatternKind::MatchSequence: return sequence_pattern(p.as<ast::MatchSequence>(), subject, fail);
    case PatternKind::MatchMapping: return mapping_pattern(p.as<ast::MatchMapping>(), subject, fail);
    case PatternKind::MatchClass: return class_pattern(p.as<ast::MatchClass>(), subject, fail);
    case PatternKind::MatchStar: return capture(p.as<ast::MatchStar>().name, subject);
    case PatternKind::MatchAs:
      if (p.as<ast::MatchAs>().pattern) pattern(*p.as<ast::MatchAs>().pattern, subject, fail);
      return capture(p.as<ast::MatchAs>().name, subject);
    case PatternKind::MatchOr: return or_pattern(p.as<ast::MatchOr>(), subject, fail);
  }
}

void Unit::or_pattern(const ast::MatchOr& p, int subject, Label& fail) {
  Label matched;
  for (size_t i = 0; i + 1 < p.patterns.size(); i++) {
    Label next;
    pattern(*p.patterns[i], subject, next);
    emitter_.jump(matched);
    emitter_.bind(next);
  }
  pattern(*p.patterns.back(), subject, fail);
  emitter_.bind(matched);
}

// The length is tested first, unless any will do.
void Unit::check_length(int subject, size_t length, bool or_more, Label& fail) {
  if (or_more && length == 0) return;
  Temporaries temporaries(registers_);
  int count = take();
  emitter_.emit(Opcode::get_length_, count, subject);
  auto op = or_more ? ast::CompareOperator::GtE : ast::CompareOperator::Eq;
  branch_on_compare(op, {count, false}, {constant(int64_t(length)), true}, false, fail);
}

void Unit::sequence_pattern(const ast::MatchSequence& p, int subject, Label& fail) {
  size_t size = p.patterns.size(), star = 0;
  while (star < size && !p.patterns[star]->is<ast::MatchStar>()) star++;
  int answer = take();
  emitter_.emit(Opcode::match_sequence_, answer, subject);
  branch_on_bool(answer, false, fail);
  bool has_star = star < size;
  check_length(subject, size - has_star, has_star, fail);
  if (all_wildcards(p.patterns)) return;
  if (has_star && is_wildcard(*p.patterns[star])) return subscripted_elements(p.patterns, star, subject, fail);
  if (has_star && (star > 255 || size - star - 1 > 255))
    return compilation_.fail_syntax(p, "too many expressions in star-unpacking sequence pattern");
  int block = has_star ? unpack_star(subject, int(star), int(size - star) - 1) : unpack(subject, int(size));
  for (size_t i = 0; i < size; i++)
    if (!is_wildcard(*p.patterns[i])) pattern(*p.patterns[i], block + int(i), fail);
}

// [a, *_, z]: nobody wants the middle, so the others are fetched by index, those behind it by the length less theirs.
void Unit::subscripted_elements(ast::Patterns patterns, size_t star, int subject, Label& fail) {
  int element = take();
  for (size_t i = 0; i < patterns.size(); i++) {
    if (is_wildcard(*patterns[i])) continue;
    if (i < star) {
      emitter_.emit(Opcode::subscript_c, element, subject, constant(int64_t(i)));
    } else {
      emitter_.emit(Opcode::get_length_, element, subject);
      emitter_.emit(Opcode::sub_rc, element, element, constant(int64_t(patterns.size() - i)));
      emitter_.emit(Opcode::subscript_r, element, subject, element);
    }
    pattern(*patterns[i], element, fail);
  }
}

void Unit::mapping_pattern(const ast::MatchMapping& p, int subject, Label& fail) {
  int answer = take();
  emitter_.emit(Opcode::match_mapping_, answer, subject);
  branch_on_bool(answer, false, fail);
  int count = int(p.keys.size());
  check_length(subject, size_t(count), true, fail);
  if (count == 0 && !p.rest) return;
  int keys = take(), values = take();
  tuple_display(p.keys, keys);
  emitter_.emit(Opcode::match_keys_, values, subject, keys);
  branch_on_compare(ast::CompareOperator::IsNot, {values, false}, {constants_.none(), true}, false, fail);
  int block = unpack(values, count);
  for (int i = 0; i < count; i++) pattern(*p.patterns[size_t(i)], block + i, fail);
  if (!p.rest) return;
  int rest = take();
  emitter_.emit(Opcode::build_map_, rest, 0, 0);
  emitter_.emit(Opcode::dict_update_, rest, subject);
  int key_block = unpack(keys, count);
  for (int i = 0; i < count; i++) emitter_.emit(Opcode::delete_subscript_, rest, key_block + i);
  capture(p.rest, rest);
}

void Unit::class_pattern(const ast::MatchClass& p, int subject, Label& fail) {
  int values = take();
  int block = registers_.take(3);
  expression(*p.class_expr, block);
  load_constant(block + 1, constant(int64_t(p.patterns.size())));
  Tuple* names = compilation_.checked(new_tuple(ssize(p.keyword_names.size())));
  for (size_t i = 0; names && i < p.keyword_names.size(); i++)
    names->items[i] = compilation_.checked(intern(p.keyword_names[i].text()));
  load_constant(block + 2, constant(names));
  emitter_.emit(Opcode::match_class_, values, subject, block);
  branch_on_compare(ast::CompareOperator::IsNot, {values, false}, {constants_.none(), true}, false, fail);
  int count = int(p.patterns.size() + p.keyword_patterns.size());
  int elements = unpack(values, count);
  for (size_t i = 0; i < p.patterns.size(); i++) pattern(*p.patterns[i], elements + int(i), fail);
  for (size_t i = 0; i < p.keyword_patterns.size(); i++)
    pattern(*p.keyword_patterns[i], elements + int(p.patterns.size() + i), fail);
}

}  // namespace sidewinder
