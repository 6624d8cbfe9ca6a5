#include "interpreter/syntax/ast/ast_dump.h"

#include "interpreter/syntax/ast/ast_fields.h"

namespace sidewinder {

using namespace ast;

namespace {

// Names of node classes in Python; those with a flag have two.
template <class T> const char* class_name(const T&);

#define EXPR(kind) \
  template <> const char* class_name(const kind&) { return #kind; }
#define PATTERN(kind) EXPR(kind)
#include "interpreter/syntax/ast/ast_nodes.def"

#define PLAIN_CLASS(Struct, name) \
  template <> const char* class_name(const Struct&) { return name; }
#define FLAG_CLASS(Struct, flag, with, without) \
  template <> const char* class_name(const Struct& node) { return node.flag ? with : without; }

FLAG_CLASS(FunctionDef, is_async, "AsyncFunctionDef", "FunctionDef")
FLAG_CLASS(For, is_async, "AsyncFor", "For")
FLAG_CLASS(With, is_async, "AsyncWith", "With")
FLAG_CLASS(Try, is_star, "TryStar", "Try")
PLAIN_CLASS(ClassDef, "ClassDef")
PLAIN_CLASS(Return, "Return")
PLAIN_CLASS(Delete, "Delete")
PLAIN_CLASS(Assign, "Assign")
PLAIN_CLASS(AugAssign, "AugAssign")
PLAIN_CLASS(AnnAssign, "AnnAssign")
PLAIN_CLASS(While, "While")
PLAIN_CLASS(If, "If")
PLAIN_CLASS(Match, "Match")
PLAIN_CLASS(Raise, "Raise")
PLAIN_CLASS(Assert, "Assert")
PLAIN_CLASS(Import, "Import")
PLAIN_CLASS(ImportFrom, "ImportFrom")
PLAIN_CLASS(Global, "Global")
PLAIN_CLASS(Nonlocal, "Nonlocal")
PLAIN_CLASS(ExprStmt, "Expr")
PLAIN_CLASS(Pass, "Pass")
PLAIN_CLASS(Break, "Break")
PLAIN_CLASS(Continue, "Continue")
PLAIN_CLASS(Arguments, "arguments")
PLAIN_CLASS(Arg, "arg")
PLAIN_CLASS(Keyword, "keyword")
PLAIN_CLASS(Comprehension, "comprehension")
PLAIN_CLASS(ExceptHandler, "ExceptHandler")
PLAIN_CLASS(Alias, "alias")
PLAIN_CLASS(WithItem, "withitem")
PLAIN_CLASS(MatchCase, "match_case")

#undef FLAG_CLASS
#undef PLAIN_CLASS

constexpr const char* kContexts[] = {"Load", "Store", "Del"};
constexpr const char* kBoolOperators[] = {"And", "Or"};
constexpr const char* kBinaryOperators[] = {"Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
                                            "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
constexpr const char* kUnaryOperators[] = {"Invert", "Not", "UAdd", "USub"};
constexpr const char* kCompareOperators[] = {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};

class Dumper {
 public:
  explicit Dumper(AstDumpOptions options) : options_(options) {}

  void module(const Module& module) {
    switch (module.mode) {
      case ParseMode::Exec: out_ += "Module("; break;
      case ParseMode::Eval: out_ += "Expression("; break;
      case ParseMode::Single: out_ += "Interactive("; break;
      case ParseMode::FunctionType: out_ += "FunctionType("; break;
    }
    first_ = true;
    if (module.mode == ParseMode::FunctionType) {
      field("argtypes", module.argument_types);
      field("returns", module.expression);
      out_ += ')';
      return;
    }
    if (module.mode == ParseMode::Eval) {
      field("body", module.expression);
    } else {
      field("body", module.body);
    }
    out_ += module.mode == ParseMode::Exec ? ", type_ignores=[])" : ")";
  }

  std::string take() { return std::move(out_); }

  // visit_node
  template <class T> void node(const T& node) {
    out_ += class_name(node);
    out_ += '(';
    first_ = true;
    visit_fields(node, *this);
    if constexpr (std::is_base_of_v<Location, T>) {
      if (options_.include_locations) locations(node);
    }
    out_ += ')';
    first_ = false;
  }

  // visit_fields: an optional field that is absent is left out.
  template <class T> void field(const char* name, T* child) {
    if (child == nullptr) return;
    begin(name);
    value(child);
  }
  void field(const char* name, Identifier identifier) {
    if (!identifier) return;
    begin(name);
    value(identifier);
  }
  template <class T> void field(const char* name, ArenaSpan<T> list) {
    begin(name);
    out_ += '[';
    bool first = true;
    for (const T& element : list) {
      if (!first) out_ += ", ";
      first = false;
      value(element);
    }
    out_ += ']';
    first_ = false;
  }
  void field(const char* name, TypeCommentText comment) {
    if (comment.data() == nullptr) return;
    Constant text{};
    text.type = ConstantKind::String;
    text.text = comment;
    begin(name);
    out_ += constant_repr(text);
  }
  void field(const char* name, char conversion) { number(name, conversion == 0 ? -1 : conversion); }
  void field(const char* name, bool flag) { number(name, flag); }
  void field(const char* name, int32_t value) { number(name, value); }
  template <class T>
  requires std::is_enum_v<T>
  void field(const char* name, T op) {
    begin(name);
    value(op);
  }

  void constant(const Constant& constant) {
    begin("value");
    out_ += constant_repr(constant);
    if (!constant.unicode_prefix) return;
    begin("kind");
    out_ += "'u'";
  }
  void singleton(ConstantKind kind) {
    begin("value");
    Constant constant{};
    constant.type = kind;
    out_ += constant_repr(constant);
  }

 private:
  void begin(const char* name) {
    if (!first_) out_ += ", ";
    first_ = false;
    out_ += name;
    out_ += '=';
  }

  void number(const char* name, int32_t value) {
    begin(name);
    out_ += std::to_string(value);
  }

  void locations(const Location& at) {
    number("lineno", at.line);
    number("col_offset", at.column);
    number("end_lineno", at.end_line);
    number("end_col_offset", at.end_column);
  }

  void value(const Expr* expr) {
    if (expr == nullptr) {
      out_ += "None";
    } else {
      visit_node(*expr, *this);
    }
  }
  void value(const Stmt* stmt) { visit_node(*stmt, *this); }
  void value(const Pattern* pattern) { visit_node(*pattern, *this); }
  template <class T> void value(const T* other) { node(*other); }
  void value(Identifier identifier) {
    Constant text{};
    text.type = ConstantKind::String;
    text.text = identifier.text();
    out_ += constant_repr(text);
  }
  void value(Context context) { enumerator(kContexts, context); }
  void value(BoolOperator op) { enumerator(kBoolOperators, op); }
  void value(BinaryOperator op) { enumerator(kBinaryOperators, op); }
  void value(UnaryOperator op) { enumerator(kUnaryOperators, op); }
  void value(CompareOperator op) { enumerator(kCompareOperators, op); }

  template <class T> void enumerator(const char* const* names, T op) {
    out_ += names[static_cast<int>(op)];
    out_ += "()";
  }

  AstDumpOptions options_;
  std::string out_;
  bool first_ = true;
};

}  // namespace

std::string dump_ast(const Module& module, AstDumpOptions options) {
  Dumper dumper(options);
  dumper.module(module);
  return dumper.take();
}

}  // namespace sidewinder
