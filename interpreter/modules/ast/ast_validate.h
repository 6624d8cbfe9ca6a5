// What the fields of a tree that was not parsed have to say together, so that it could have been parsed.
#pragma once

#include "interpreter/objects/core/type.h"
#include "interpreter/protocol/error.h"
#include "interpreter/syntax/ast/ast.h"

namespace sidewinder {

// ValueError or TypeError, in CPython's words. Pointers that the grammar requires are not null, but elements of lists
// may be.
Status ast_validate(Thread& t, const ast::Module& tree);

// The parts of it: ast_validate.cpp has statements, the other two sources what they consist of.
class AstValidator {
 public:
  explicit AstValidator(Thread& t) : t_(t) {}

  Status body(const ast::Body& statements, const char* owner);  // not empty
  Status statements(const ast::Body& statements);
  Status expression(const ast::Expr* e, ast::Context context = ast::Context::Load);

 private:
  template <class T> Status not_empty(const ArenaSpan<T>& items, const char* what, const char* owner);
  Status place(const ast::Location& at);
  Status name(Identifier id);
  Status names(const ArenaSpan<Identifier>& ids);

  Status statement(const ast::Stmt& s);
  Status function(const ast::FunctionDef& f);
  Status class_(const ast::ClassDef& c);
  Status loop(const ast::For& loop);
  Status with(const ast::With& with);
  Status match(const ast::Match& match);
  Status try_(const ast::Try& s);

  Status expressions(const ast::Exprs& all, ast::Context context = ast::Context::Load, bool null_allowed = false);
  Status optional(const ast::Expr* e) { return e ? expression(e) : Status::ok(); }
  Status check_context(const ast::Expr& e, ast::Context context);
  Status parts(const ast::Expr& e, ast::Context context);
  Status comprehension(const ast::Comprehensions& generators);
  Status keywords(const ArenaSpan<ast::Keyword*>& all);
  Status arguments(const ast::Arguments& all);
  Status parameters(const ArenaSpan<ast::Arg*>& all);
  Status parameter(const ast::Arg* one);

  Status pattern(const ast::Pattern& p, bool star_allowed = false);
  Status patterns(const ast::Patterns& all, bool star_allowed = false);
  Status pattern_value(const ast::Expr& e);
  Status pattern_class(const ast::MatchClass& p);
  Status pattern_mapping(const ast::MatchMapping& p);
  Status capture(Identifier id);

  Thread& t_;
};

template <class T> Status AstValidator::not_empty(const ArenaSpan<T>& items, const char* what, const char* owner) {
  if (!items.empty()) return Status::ok();
  return raise_value_error(t_, "empty %s on %s", what, owner);
}

}  // namespace sidewinder
