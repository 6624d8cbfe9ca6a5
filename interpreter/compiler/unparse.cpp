#include "interpreter/compiler/unparse.h"

#include <cmath>

#include "interpreter/syntax/ast/ast_dump.h"

namespace sidewinder {

using namespace ast;

namespace {

// How tightly an expression binds. An operand that binds less tightly than its place asks for gets parentheses.
enum Precedence : int {
  kTuple,
  kTest,
  kOr,
  kAnd,
  kNot,
  kCompare,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kSum,
  kTerm,
  kFactor,
  kPower,
  kAwait,
  kAtom,
};

struct OperatorText {
  const char* text;
  int precedence;
};

OperatorText text_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add: return {" + ", kSum};
    case BinaryOperator::Sub: return {" - ", kSum};
    case BinaryOperator::Mult: return {" * ", kTerm};
    case BinaryOperator::MatMult: return {" @ ", kTerm};
    case BinaryOperator::Div: return {" / ", kTerm};
    case BinaryOperator::Mod: return {" % ", kTerm};
    case BinaryOperator::LShift: return {" << ", kShift};
    case BinaryOperator::RShift: return {" >> ", kShift};
    case BinaryOperator::BitOr: return {" | ", kBitOr};
    case BinaryOperator::BitXor: return {" ^ ", kBitXor};
    case BinaryOperator::BitAnd: return {" & ", kBitAnd};
    case BinaryOperator::FloorDiv: return {" // ", kTerm};
    case BinaryOperator::Pow: return {" ** ", kPower};
  }
  return {};
}

const char* text_of(CompareOperator op) {
  static const char* const kTexts[] = {" == ", " != ", " < ",      " <= ", " > ",
                                       " >= ", " is ", " is not ", " in ", " not in "};
  return kTexts[int(op)];
}

std::string string_repr(const std::string& text) {
  Constant constant{};
  constant.kind = ExprKind::Constant;
  constant.type = ConstantKind::String;
  constant.text = text;
  return constant_repr(constant);
}

class Unparser {
 public:
  std::string take() { return std::move(out_); }

  void expression(const Expr& e, int level) {
    switch (e.kind) {
      case ExprKind::Constant: return constant(e.as<Constant>());
      case ExprKind::Name: return add(e.as<Name>().id);
      case ExprKind::Attribute: return attribute(e.as<Attribute>());
      case ExprKind::Subscript: return subscript(e.as<Subscript>());
      case ExprKind::Slice: return slice(e.as<Slice>());
      case ExprKind::Starred: return prefixed("*", *e.as<Starred>().value, kBitOr);
      case ExprKind::Call: return call(e.as<Call>());
      case ExprKind::BinOp:
        return parenthesized(level > text_of(e.as<BinOp>().op).precedence, [&] { binary(e.as<BinOp>()); });
      case ExprKind::UnaryOp: return unary(e.as<UnaryOp>(), level);
      case ExprKind::BoolOp: return bool_op(e.as<BoolOp>(), level);
      case ExprKind::Compare: return parenthesized(level > kCompare, [&] { compare(e.as<Compare>()); });
      case ExprKind::IfExp: return parenthesized(level > kTest, [&] { conditional(e.as<IfExp>()); });
      case ExprKind::Lambda: return parenthesized(level > kTest, [&] { lambda(e.as<Lambda>()); });
      case ExprKind::NamedExpr:
        return parenthesized(level > kTuple, [&] {
          expression(*e.as<NamedExpr>().target, kAtom);
          prefixed(" := ", *e.as<NamedExpr>().value, kAtom);
        });
      case ExprKind::Tuple: return tuple(e.as<Tuple>().elements, level);
      case ExprKind::List: return enclosed("[", e.as<List>().elements, "]");
      case ExprKind::Set: return enclosed("{", e.as<Set>().elements, "}");
      case ExprKind::Dict: return dict(e.as<Dict>());
      case ExprKind::ListComp:
        return comprehension("[", *e.as<ListComp>().element, nullptr, e.as<ListComp>().generators, "]");
      case ExprKind::SetComp:
        return comprehension("{", *e.as<SetComp>().element, nullptr, e.as<SetComp>().generators, "}");
      case ExprKind::DictComp:
        return comprehension("{", *e.as<DictComp>().key, e.as<DictComp>().value, e.as<DictComp>().generators, "}");
      case ExprKind::GeneratorExp:
        return comprehension("(", *e.as<GeneratorExp>().element, nullptr, e.as<GeneratorExp>().generators, ")");
      case ExprKind::Await:
        return parenthesized(level > kAwait, [&] { prefixed("await ", *e.as<Await>().value, kAtom); });
      case ExprKind::Yield:
        out_ += "(yield";
        if (e.as<Yield>().value) prefixed(" ", *e.as<Yield>().value, kTest);
        out_ += ')';
        return;
      case ExprKind::YieldFrom:
        prefixed("(yield from ", *e.as<YieldFrom>().value, kTest);
        out_ += ')';
        return;
      case ExprKind::JoinedStr:
      case ExprKind::FormattedValue: out_ += 'f' + string_repr(format_body(e)); return;
    }
  }

 private:
  void add(Identifier name) { out_ += name.text(); }

  template <class F> void parenthesized(bool wanted, F&& inner) {
    if (wanted) out_ += '(';
    inner();
    if (wanted) out_ += ')';
  }

  void prefixed(const char* prefix, const Expr& e, int level) {
    out_ += prefix;
    expression(e, level);
  }

  void list(Exprs elements) {
    for (size_t i = 0; i < elements.size(); i++) prefixed(i ? ", " : "", *elements[i], kTest);
  }
  void enclosed(const char* open, Exprs elements, const char* close) {
    out_ += open;
    list(elements);
    out_ += close;
  }

  void constant(const Constant& e) {
    if (e.type == ConstantKind::Float && std::isinf(e.float_value)) out_ += "1e309";
    else if (e.type == ConstantKind::Imaginary && std::isinf(e.float_value)) out_ += "1e309j";
    else if (e.type == ConstantKind::Ellipsis) out_ += "...";
    else out_ += (e.unicode_prefix ? "u" : "") + constant_repr(e);
  }

  void attribute(const Attribute& e) {
    expression(*e.value, kAtom);
    bool is_int = e.value->is<Constant>() && e.value->as<Constant>().type == ConstantKind::Int;
    out_ += is_int ? " ." : ".";
    add(e.name);
  }

  void subscript(const Subscript& e) {
    expression(*e.value, kAtom);
    prefixed("[", *e.index, kTuple);
    out_ += ']';
  }

  void slice(const Slice& e) {
    if (e.lower) expression(*e.lower, kTest);
    out_ += ':';
    if (e.upper) expression(*e.upper, kTest);
    if (e.step) prefixed(":", *e.step, kTest);
  }

  void call(const Call& e) {
    expression(*e.function, kAtom);
    if (e.arguments.size() == 1 && e.keywords.empty() && e.arguments[0]->is<GeneratorExp>())
      return expression(*e.arguments[0], kTest);
    out_ += '(';
    list(e.arguments);
    bool is_first = e.arguments.empty();
    for (const Keyword* keyword : e.keywords) {
      if (!is_first) out_ += ", ";
      is_first = false;
      add(keyword->name);
      prefixed(keyword->name ? "=" : "**", *keyword->value, kTest);
    }
    out_ += ')';
  }

  void binary(const BinOp& e) {
    OperatorText op = text_of(e.op);
    bool to_right = e.op == BinaryOperator::Pow;  // associates to the right
    expression(*e.left, op.precedence + to_right);
    prefixed(op.text, *e.right, op.precedence + !to_right);
  }

  void unary(const UnaryOp& e, int level) {
    static const char* const kTexts[] = {"~", "not ", "+", "-"};
    int precedence = e.op == UnaryOperator::Not ? kNot : kFactor;
    parenthesized(level > precedence, [&] { prefixed(kTexts[int(e.op)], *e.operand, precedence); });
  }

  void bool_op(const BoolOp& e, int level) {
    bool is_and = e.op == BoolOperator::And;
    int precedence = is_and ? kAnd : kOr;
    parenthesized(level > precedence, [&] {
      for (size_t i = 0; i < e.values.size(); i++)
        prefixed(i == 0 ? "" : is_and ? " and " : " or ", *e.values[i], precedence + 1);
    });
  }

  void compare(const Compare& e) {
    expression(*e.left, kCompare + 1);
    for (size_t i = 0; i < e.operators.size(); i++) prefixed(text_of(e.operators[i]), *e.comparators[i], kCompare + 1);
  }

  void conditional(const IfExp& e) {
    expression(*e.body, kTest + 1);
    prefixed(" if ", *e.test, kTest + 1);
    prefixed(" else ", *e.or_else, kTest);
  }

  void lambda(const Lambda& e) {
    std::string before = std::move(out_);
    out_.clear();
    parameters(*e.arguments);
    out_ = before + (out_.empty() ? "lambda" : "lambda " + out_);
    prefixed(": ", *e.body, kTest);
  }

  void parameters(const Arguments& a) {
    bool is_first = true;
    auto separate = [&] {
      if (!is_first) out_ += ", ";
      is_first = false;
    };
    size_t count = a.positional_only.size() + a.positional.size();
    for (size_t i = 0; i < count; i++) {
      separate();
      add(i < a.positional_only.size() ? a.positional_only[i]->name : a.positional[i - a.positional_only.size()]->name);
      if (i + a.defaults.size() >= count) prefixed("=", *a.defaults[i + a.defaults.size() - count], kTest);
      if (i + 1 == a.positional_only.size()) out_ += ", /";
    }
    if (a.vararg || !a.keyword_only.empty()) {
      separate();
      out_ += '*';
      if (a.vararg) add(a.vararg->name);
    }
    for (size_t i = 0; i < a.keyword_only.size(); i++) {
      separate();
      add(a.keyword_only[i]->name);
      if (a.keyword_defaults[i]) prefixed("=", *a.keyword_defaults[i], kTest);
    }
    if (a.kwarg) {
      separate();
      out_ += "**";
      add(a.kwarg->name);
    }
  }

  void tuple(Exprs elements, int level) {
    if (elements.empty()) {
      out_ += "()";
      return;
    }
    parenthesized(level > kTuple, [&] {
      list(elements);
      if (elements.size() == 1) out_ += ',';
    });
  }

  void dict(const Dict& e) {
    out_ += '{';
    for (size_t i = 0; i < e.keys.size(); i++) {
      if (i) out_ += ", ";
      if (e.keys[i]) {
        expression(*e.keys[i], kTest);
        prefixed(": ", *e.values[i], kTest);
      } else {
        prefixed("**", *e.values[i], kBitOr);
      }
    }
    out_ += '}';
  }

  void comprehension(const char* open, const Expr& element, const Expr* value, Comprehensions generators,
                     const char* close) {
    prefixed(open, element, kTest);
    if (value) prefixed(": ", *value, kTest);
    for (const Comprehension* generator : generators) {
      prefixed(generator->is_async ? " async for " : " for ", *generator->target, kTuple);
      prefixed(" in ", *generator->iterable, kTest + 1);
      for (const Expr* condition : generator->conditions) prefixed(" if ", *condition, kTest + 1);
    }
    out_ += close;
  }

  // The inside of an f-string: text with doubled braces, and replacement fields.
  static std::string format_body(const Expr& e) {
    if (e.is<JoinedStr>()) {
      std::string body;
      for (const Expr* value : e.as<JoinedStr>().values) body += format_body(*value);
      return body;
    }
    if (e.is<Constant>()) {
      std::string body;
      for (char c : e.as<Constant>().text) body.append(c == '{' || c == '}' ? 2 : 1, c);
      return body;
    }
    const FormattedValue& field = e.as<FormattedValue>();
    Unparser inner;
    inner.expression(*field.value, kTest + 1);
    std::string value = inner.take();
    std::string body = (value[0] == '{' ? "{ " : "{") + value;
    if (field.conversion) body += std::string("!") + field.conversion;
    if (field.format_spec) body += ':' + format_body(*field.format_spec);
    return body + '}';
  }

  std::string out_;
};

}  // namespace

std::string unparse(const Expr& e) {
  Unparser unparser;
  unparser.expression(e, kTest);
  return unparser.take();
}

}  // namespace sidewinder
