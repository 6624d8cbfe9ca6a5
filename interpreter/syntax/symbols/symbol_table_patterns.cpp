// The walk over patterns: captures, and the rules that keep every case reachable (PEP 634).

#include <algorithm>
#include <utility>

#include "interpreter/syntax/ast/ast_dump.h"
#include "interpreter/syntax/symbols/symbol_table_builder.h"

namespace sidewinder {

using namespace ast;

namespace {

// Matches anything: a capture, the wildcard, or an alternative that does.
const Pattern* irrefutable_part(const Pattern* pattern) {
  if (pattern->is<MatchOr>()) {
    for (const Pattern* alternative : pattern->as<MatchOr>().patterns) {
      if (const Pattern* part = irrefutable_part(alternative)) return part;
    }
    return nullptr;
  }
  if (!pattern->is<MatchAs>()) return nullptr;
  const Pattern* inner = pattern->as<MatchAs>().pattern;
  return inner == nullptr ? pattern : irrefutable_part(inner);
}

bool is_number(const Constant& constant) {
  switch (constant.type) {
    case ConstantKind::Int:
    case ConstantKind::Float:
    case ConstantKind::Imaginary:
    case ConstantKind::True:
    case ConstantKind::False: return true;
    default: return false;
  }
}

double number_value(const Constant& constant) {
  if (constant.type == ConstantKind::Int) return static_cast<double>(constant.int_value);
  return constant.type == ConstantKind::True ? 1 : constant.float_value;
}

// A literal as a mapping key: keys that are equal have equal identities.
struct LiteralKey {
  std::string identity;
  std::string shown;
};

// False for other than literals, and for complex sums.
bool literal_key(const Expr* key, LiteralKey* result) {
  bool negative = key->is<UnaryOp>();
  if (negative) key = key->as<UnaryOp>().operand;
  if (!key->is<Constant>()) return false;
  const Constant& constant = key->as<Constant>();
  result->shown = constant_repr(constant);
  result->identity = result->shown;
  if (!is_number(constant)) return true;
  bool is_zero = result->shown == "0" || number_value(constant) == 0;
  bool is_integer_zero = constant.type == ConstantKind::Int && is_zero;
  if (negative && !is_integer_zero) result->shown = "-" + result->shown;
  bool is_large = constant.type == ConstantKind::Int && !constant.fits_int64;
  if (is_zero) {
    result->identity = "number 0";
  } else if (is_large || constant.type == ConstantKind::Imaginary) {
    result->identity = result->shown;
  } else {
    result->identity = "number " + std::to_string(negative ? -number_value(constant) : number_value(constant));
  }
  return true;
}

}  // namespace

// The names that one alternative binds.
struct SymbolTableBuilder::Captures {
  std::vector<Identifier> names;

  bool contains(Identifier name) const { return std::find(names.begin(), names.end(), name) != names.end(); }
};

void SymbolTableBuilder::visit_match(const Match& match) {
  visit_element(match.subject);
  for (const MatchCase* match_case : match.cases) {
    bool may_be_irrefutable = match_case == match.cases.back() || match_case->guard != nullptr;
    visit_case_pattern(match_case->pattern, may_be_irrefutable);
    visit(match_case->guard);
    visit_body(match_case->body);
  }
}

void SymbolTableBuilder::visit_case_pattern(const Pattern* pattern, bool may_be_irrefutable) {
  Captures captures;
  may_be_irrefutable_ = may_be_irrefutable;
  visit(pattern, captures);
  may_be_irrefutable_ = true;
  const Pattern* part = irrefutable_part(pattern);
  if (may_be_irrefutable || part == nullptr) return;
  Identifier name = part->as<MatchAs>().name;
  fail_late(*part, name ? "name capture '" + std::string(name.text()) + "' makes remaining patterns unreachable"
                        : std::string("wildcard makes remaining patterns unreachable"));
}

void SymbolTableBuilder::visit(const Pattern* pattern, Captures& captures) {
  if (failed()) return;
  DepthGuard depth(*this, *pattern);
  if (failed()) return;
  last_pattern_ = pattern;
  switch (pattern->kind) {
    case PatternKind::MatchValue: return visit_pattern_value(pattern->as<MatchValue>().value, nullptr);
    case PatternKind::MatchSingleton: return;
    case PatternKind::MatchSequence: return visit_sequence_pattern(pattern->as<MatchSequence>(), captures);
    case PatternKind::MatchMapping: return visit_mapping_pattern(pattern->as<MatchMapping>(), captures);
    case PatternKind::MatchClass: return visit_class_pattern(pattern->as<MatchClass>(), captures);
    case PatternKind::MatchStar: return capture(pattern->as<MatchStar>().name, *pattern, captures);
    case PatternKind::MatchAs:
      if (pattern->as<MatchAs>().pattern != nullptr) visit(pattern->as<MatchAs>().pattern, captures);
      return capture(pattern->as<MatchAs>().name, *pattern, captures);
    case PatternKind::MatchOr: return visit_or_pattern(pattern->as<MatchOr>(), captures);
  }
}

void SymbolTableBuilder::capture(Identifier name, const Location& at, Captures& captures) {
  if (!name || failed()) return;
  if (captures.contains(name)) {
    return fail_late(*last_pattern_, "multiple assignments to name '" + std::string(name.text()) + "' in pattern");
  }
  captures.names.push_back(name);
  add_assignment(name, at);
}

// All alternatives bind the same names.
void SymbolTableBuilder::visit_or_pattern(const MatchOr& pattern, Captures& captures) {
  Captures first;
  bool last_may_be_irrefutable = may_be_irrefutable_;
  for (const Pattern* alternative : pattern.patterns) {
    Captures bound;
    may_be_irrefutable_ = last_may_be_irrefutable && alternative == pattern.patterns.back();
    visit(alternative, bound);
    if (failed()) return;
    if (!may_be_irrefutable_ && irrefutable_part(alternative) != nullptr) return visit_case_pattern(alternative, false);
    if (alternative == pattern.patterns[0]) {
      first = bound;
      continue;
    }
    bool same = bound.names.size() == first.names.size();
    for (Identifier name : bound.names) same &= first.contains(name);
    if (!same) return fail_late(*last_pattern_, "alternative patterns bind different names");
  }
  for (Identifier name : first.names) capture(name, pattern, captures);
}

// Part of a pattern that may fail without it.
void SymbolTableBuilder::visit_part(const Pattern* pattern, Captures& captures) {
  bool whole_may_be_irrefutable = std::exchange(may_be_irrefutable_, true);
  visit(pattern, captures);
  may_be_irrefutable_ = whole_may_be_irrefutable;
}

void SymbolTableBuilder::visit_sequence_pattern(const MatchSequence& pattern, Captures& captures) {
  bool starred = false;
  for (const Pattern* element : pattern.patterns) {
    if (element->is<MatchStar>()) {
      if (starred) return fail_late(pattern, "multiple starred names in sequence pattern");
      starred = true;
    }
    visit_part(element, captures);
  }
}

void SymbolTableBuilder::visit_mapping_pattern(const MatchMapping& pattern, Captures& captures) {
  std::vector<std::string> seen;
  for (size_t i = 0; i < pattern.keys.size() && !failed(); i++) {
    const Expr* key = pattern.keys[i];
    visit_pattern_value(key, &pattern);
    LiteralKey literal;
    if (literal_key(key, &literal)) {
      if (std::find(seen.begin(), seen.end(), literal.identity) != seen.end()) {
        return fail_late(pattern, "mapping pattern checks duplicate key (" + literal.shown + ")");
      }
      seen.push_back(literal.identity);
    }
    visit_part(pattern.patterns[i], captures);
  }
  capture(pattern.rest, pattern, captures);
}

void SymbolTableBuilder::visit_class_pattern(const MatchClass& pattern, Captures& captures) {
  visit(pattern.class_expr);
  for (const Pattern* positional : pattern.patterns) visit_part(positional, captures);
  for (size_t i = 0; i < pattern.keyword_names.size() && !failed(); i++) {
    Identifier name = pattern.keyword_names[i];
    check_not_debug(name, *pattern.keyword_patterns[i], "assign to");
    for (size_t j = 0; j < i; j++) {
      if (pattern.keyword_names[j] != name) continue;
      return fail_late(*pattern.keyword_patterns[i],
                       "attribute name repeated in class pattern: " + std::string(name.text()));
    }
    visit_part(pattern.keyword_patterns[i], captures);
  }
}

// `mapping`: the pattern that it is a key of, or null.
void SymbolTableBuilder::visit_pattern_value(const Expr* value, const MatchMapping* mapping) {
  bool allowed = value->is<Constant>() || value->is<Attribute>() || value->is<UnaryOp>() || value->is<BinOp>();
  if (!allowed) {
    if (mapping) return fail_late(*mapping, "mapping pattern keys may only match literals and attribute lookups");
    return fail_late(*value, "patterns may only match literals and attribute lookups");
  }
  visit(value);
}

}  // namespace sidewinder
