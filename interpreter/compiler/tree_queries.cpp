#include "interpreter/compiler/tree_queries.h"

#include <algorithm>
#include <type_traits>

#include "interpreter/syntax/ast/ast_fields.h"

namespace sidewinder {

namespace {

// Walks expressions and statements of one scope. A derived walk overrides node() for what it looks for.
template <class Derived> struct ScopeWalk {
  Derived& self() { return static_cast<Derived&>(*this); }

  template <class T> void field(const char*, const T& value) { self().child(value); }
  void constant(const ast::Constant&) {}
  void singleton(ast::ConstantKind) {}

  template <class T> void child(const T&) {}  // names, operators, flags
  template <class T> void child(const ArenaSpan<T>& children) {
    for (const T& element : children) self().child(element);
  }
  template <class T> void child(T* node) {
    if (!node) return;
    if constexpr (std::is_base_of_v<ast::Expr, T> || std::is_base_of_v<ast::Stmt, T> ||
                  std::is_base_of_v<ast::Pattern, T>)
      ast::visit_node(*node, self());
    else ast::visit_fields(*node, self());
  }
  template <class T> void descend(const T& node) { ast::visit_fields(node, self()); }
};

struct WalrusSearch : ScopeWalk<WalrusSearch> {
  bool found = false;

  template <class T> void node(const T& node) { descend(node); }
  void node(const ast::NamedExpr&) { found = true; }
  void node(const ast::Lambda& lambda) { child(lambda.arguments); }
};

struct DeletionSearch : ScopeWalk<DeletionSearch> {
  std::vector<Identifier> names;

  using ScopeWalk::child;
  void child(ast::Expr*) {}
  template <class T> void node(const T& node) { descend(node); }
  void node(const ast::FunctionDef&) {}
  void node(const ast::ClassDef&) {}
  void node(const ast::Delete& statement) {
    for (ast::Expr* target : statement.targets) add_target(*target);
  }
  void child(ast::ExceptHandler* handler) {
    if (handler->name) names.push_back(handler->name);
    child(handler->body);
  }
  void add_target(const ast::Expr& target) {
    if (target.is<ast::Name>()) names.push_back(target.as<ast::Name>().id);
    if (target.is<ast::Tuple>())
      for (ast::Expr* element : target.as<ast::Tuple>().elements) add_target(*element);
    if (target.is<ast::List>())
      for (ast::Expr* element : target.as<ast::List>().elements) add_target(*element);
  }
};

}  // namespace

bool contains_walrus(const ast::Expr& e) {
  WalrusSearch search;
  ast::visit_node(e, search);
  return search.found;
}

std::vector<Identifier> deleted_names(ast::Body body) {
  DeletionSearch search;
  search.child(body);
  return std::move(search.names);
}

const ast::Constant* docstring_of(ast::Body body) {
  if (body.empty() || !body[0]->is<ast::ExprStmt>()) return nullptr;
  const ast::Expr& value = *body[0]->as<ast::ExprStmt>().value;
  if (!value.is<ast::Constant>() || value.as<ast::Constant>().type != ast::ConstantKind::String) return nullptr;
  return &value.as<ast::Constant>();
}

ast::Location from_name(const ast::Location& node, const ast::Attribute& attribute) {
  ast::Location location = node;
  if (location.line == attribute.end_line) return location;
  auto is_first_byte = [](char c) { return (c & 0xc0) != 0x80; };
  std::string_view name = attribute.name.text();
  auto length = int(std::count_if(name.begin(), name.end(), is_first_byte));
  location.line = attribute.end_line;
  location.column = std::max(0, attribute.end_column - length);
  return location;
}

}  // namespace sidewinder
