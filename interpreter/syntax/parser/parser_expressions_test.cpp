// The expected texts are what ast.dump() of CPython 3.11 shows.

#include <doctest/doctest.h>

#include "tests/unit/syntax.h"

using namespace sidewinder;
using namespace sidewinder::syntax_test;

TEST_SUITE("parser_expressions") {

TEST_CASE("operators: precedence and associativity") {
  CHECK(expression("a + b * c") ==
        "BinOp(left=Name(id='a', ctx=Load()), op=Add(), right=BinOp(left=Name(id='b', ctx=Load()), "
        "op=Mult(), right=Name(id='c', ctx=Load())))");
  CHECK(expression("a - b - c") ==
        "BinOp(left=BinOp(left=Name(id='a', ctx=Load()), op=Sub(), right=Name(id='b', ctx=Load())), "
        "op=Sub(), right=Name(id='c', ctx=Load()))");
  CHECK(expression("a | b ^ c & d << e") ==
        "BinOp(left=Name(id='a', ctx=Load()), op=BitOr(), right=BinOp(left=Name(id='b', ctx=Load()), "
        "op=BitXor(), right=BinOp(left=Name(id='c', ctx=Load()), op=BitAnd(), "
        "right=BinOp(left=Name(id='d', ctx=Load()), op=LShift(), right=Name(id='e', ctx=Load())))))");
  CHECK(expression("-a ** -b") ==
        "UnaryOp(op=USub(), operand=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), "
        "right=UnaryOp(op=USub(), operand=Name(id='b', ctx=Load()))))");
  CHECK(expression("2 ** 3 ** 4") ==
        "BinOp(left=Constant(value=2), op=Pow(), right=BinOp(left=Constant(value=3), op=Pow(), "
        "right=Constant(value=4)))");
  CHECK(expression("a @ b // c % d") ==
        "BinOp(left=BinOp(left=BinOp(left=Name(id='a', ctx=Load()), op=MatMult(), right=Name(id='b', "
        "ctx=Load())), op=FloorDiv(), right=Name(id='c', ctx=Load())), op=Mod(), right=Name(id='d', "
        "ctx=Load()))");
  CHECK(expression("not a == b") ==
        "UnaryOp(op=Not(), operand=Compare(left=Name(id='a', ctx=Load()), ops=[Eq()], "
        "comparators=[Name(id='b', ctx=Load())]))");
  CHECK(expression("a or b and c or d") ==
        "BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), BoolOp(op=And(), values=[Name(id='b', "
        "ctx=Load()), Name(id='c', ctx=Load())]), Name(id='d', ctx=Load())])");
  CHECK(expression("await_ + 1") == "BinOp(left=Name(id='await_', ctx=Load()), op=Add(), right=Constant(value=1))");
}

TEST_CASE("comparison: a chain is one node") {
  CHECK(expression("a < b <= c") ==
        "Compare(left=Name(id='a', ctx=Load()), ops=[Lt(), LtE()], comparators=[Name(id='b', "
        "ctx=Load()), Name(id='c', ctx=Load())])");
  CHECK(expression("a not in b is not c") ==
        "Compare(left=Name(id='a', ctx=Load()), ops=[NotIn(), IsNot()], comparators=[Name(id='b', "
        "ctx=Load()), Name(id='c', ctx=Load())])");
  CHECK(expression("a is b in c != d") ==
        "Compare(left=Name(id='a', ctx=Load()), ops=[Is(), In(), NotEq()], comparators=[Name(id='b', "
        "ctx=Load()), Name(id='c', ctx=Load()), Name(id='d', ctx=Load())])");
}

TEST_CASE("conditional: nests to the right") {
  CHECK(expression("a if b else c if d else e") ==
        "IfExp(test=Name(id='b', ctx=Load()), body=Name(id='a', ctx=Load()), "
        "orelse=IfExp(test=Name(id='d', ctx=Load()), body=Name(id='c', ctx=Load()), "
        "orelse=Name(id='e', ctx=Load())))");
  CHECK(expression("lambda: a if b else c") ==
        "Lambda(args=arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), "
        "body=IfExp(test=Name(id='b', ctx=Load()), body=Name(id='a', ctx=Load()), "
        "orelse=Name(id='c', ctx=Load())))");
}

TEST_CASE("numbers: forms and bases") {
  CHECK(expression("0x_ff") == "Constant(value=255)");
  CHECK(expression("0o17") == "Constant(value=15)");
  CHECK(expression("0b1_01") == "Constant(value=5)");
  CHECK(expression("00") == "Constant(value=0)");
  CHECK(expression("1_000") == "Constant(value=1000)");
  CHECK(expression("1.5e3") == "Constant(value=1500.0)");
  CHECK(expression(".5") == "Constant(value=0.5)");
  CHECK(expression("1e400") == "Constant(value=inf)");
  CHECK(expression("1e-400") == "Constant(value=0.0)");
  CHECK(expression("3j") == "Constant(value=3j)");
  CHECK(expression("0.1") == "Constant(value=0.1)");
  CHECK(expression("1e16") == "Constant(value=1e+16)");
  CHECK(expression("123456789012345678901234567890") == "Constant(value=123456789012345678901234567890)");
  CHECK(expression("0xffffffffffffffffffff") == "Constant(value=1208925819614629174706175)");
  CHECK(expression("1_0.0_1j") == "Constant(value=10.01j)");
}

TEST_CASE("constants: singletons") {
  CHECK(expression("None") == "Constant(value=None)");
  CHECK(expression("True") == "Constant(value=True)");
  CHECK(expression("False") == "Constant(value=False)");
  CHECK(expression("...") == "Constant(value=Ellipsis)");
}

TEST_CASE("attributes, calls and subscripts follow any atom") {
  CHECK(expression("a.b(c)[d].e") ==
        "Attribute(value=Subscript(value=Call(func=Attribute(value=Name(id='a', ctx=Load()), "
        "attr='b', ctx=Load()), args=[Name(id='c', ctx=Load())], keywords=[]), slice=Name(id='d', "
        "ctx=Load()), ctx=Load()), attr='e', ctx=Load())");
  CHECK(expression("'x'.join(y)") ==
        "Call(func=Attribute(value=Constant(value='x'), attr='join', ctx=Load()), args=[Name(id='y', "
        "ctx=Load())], keywords=[])");
  CHECK(expression("(a, b)[0]") ==
        "Subscript(value=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], "
        "ctx=Load()), slice=Constant(value=0), ctx=Load())");
}

TEST_CASE("call: kinds of arguments") {
  CHECK(expression("f(a, *b, c=d, **e)") ==
        "Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), "
        "Starred(value=Name(id='b', ctx=Load()), ctx=Load())], keywords=[keyword(arg='c', "
        "value=Name(id='d', ctx=Load())), keyword(value=Name(id='e', ctx=Load()))])");
  CHECK(expression("f(a=1, *b)") ==
        "Call(func=Name(id='f', ctx=Load()), args=[Starred(value=Name(id='b', ctx=Load()), "
        "ctx=Load())], keywords=[keyword(arg='a', value=Constant(value=1))])");
  CHECK(expression("f(x for x in y)") ==
        "Call(func=Name(id='f', ctx=Load()), args=[GeneratorExp(elt=Name(id='x', ctx=Load()), "
        "generators=[comprehension(target=Name(id='x', ctx=Store()), iter=Name(id='y', ctx=Load()), "
        "ifs=[], is_async=0)])], keywords=[])");
  CHECK(expression("f(a, (x for x in y))") ==
        "Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), "
        "GeneratorExp(elt=Name(id='x', ctx=Load()), generators=[comprehension(target=Name(id='x', "
        "ctx=Store()), iter=Name(id='y', ctx=Load()), ifs=[], is_async=0)])], keywords=[])");
  CHECK(expression("f(a := 1, b)") ==
        "Call(func=Name(id='f', ctx=Load()), args=[NamedExpr(target=Name(id='a', ctx=Store()), "
        "value=Constant(value=1)), Name(id='b', ctx=Load())], keywords=[])");
  CHECK(expression("f(**a, b=c)") ==
        "Call(func=Name(id='f', ctx=Load()), args=[], keywords=[keyword(value=Name(id='a', "
        "ctx=Load())), keyword(arg='b', value=Name(id='c', ctx=Load()))])");
}

TEST_CASE("subscript: slices and tuples") {
  CHECK(expression("a[1:2:3]") ==
        "Subscript(value=Name(id='a', ctx=Load()), slice=Slice(lower=Constant(value=1), "
        "upper=Constant(value=2), step=Constant(value=3)), ctx=Load())");
  CHECK(expression("a[:]") == "Subscript(value=Name(id='a', ctx=Load()), slice=Slice(), ctx=Load())");
  CHECK(expression("a[::2]") ==
        "Subscript(value=Name(id='a', ctx=Load()), slice=Slice(step=Constant(value=2)), ctx=Load())");
  CHECK(expression("a[1, 2:3, ...]") ==
        "Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Constant(value=1), "
        "Slice(lower=Constant(value=2), upper=Constant(value=3)), Constant(value=Ellipsis)], "
        "ctx=Load()), ctx=Load())");
  CHECK(expression("a[*b]") ==
        "Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Starred(value=Name(id='b', "
        "ctx=Load()), ctx=Load())], ctx=Load()), ctx=Load())");
  CHECK(expression("a[b := 1]") ==
        "Subscript(value=Name(id='a', ctx=Load()), slice=NamedExpr(target=Name(id='b', ctx=Store()), "
        "value=Constant(value=1)), ctx=Load())");
  CHECK(expression("a[(b := 1):2]") ==
        "Subscript(value=Name(id='a', ctx=Load()), slice=Slice(lower=NamedExpr(target=Name(id='b', "
        "ctx=Store()), value=Constant(value=1)), upper=Constant(value=2)), ctx=Load())");
  CHECK(expression("a[1,]") ==
        "Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Constant(value=1)], ctx=Load()), ctx=Load())");
}

TEST_CASE("displays: list, tuple, set and dict") {
  CHECK(expression("[]") == "List(elts=[], ctx=Load())");
  CHECK(expression("[a, *b]") ==
        "List(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load())");
  CHECK(expression("()") == "Tuple(elts=[], ctx=Load())");
  CHECK(expression("(a,)") == "Tuple(elts=[Name(id='a', ctx=Load())], ctx=Load())");
  CHECK(expression("a, b") == "Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load())");
  CHECK(expression("{a, *b}") ==
        "Set(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())])");
  CHECK(expression("{}") == "Dict(keys=[], values=[])");
  CHECK(expression("{a: b, **c}") ==
        "Dict(keys=[Name(id='a', ctx=Load()), None], values=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())])");
  CHECK(expression("{(a := 1): b}") ==
        "Dict(keys=[NamedExpr(target=Name(id='a', ctx=Store()), value=Constant(value=1))], "
        "values=[Name(id='b', ctx=Load())])");
}

TEST_CASE("comprehensions: every kind") {
  CHECK(expression("[x for x in y if z if w]") ==
        "ListComp(elt=Name(id='x', ctx=Load()), generators=[comprehension(target=Name(id='x', "
        "ctx=Store()), iter=Name(id='y', ctx=Load()), ifs=[Name(id='z', ctx=Load()), Name(id='w', "
        "ctx=Load())], is_async=0)])");
  CHECK(expression("{x for x in y}") ==
        "SetComp(elt=Name(id='x', ctx=Load()), generators=[comprehension(target=Name(id='x', "
        "ctx=Store()), iter=Name(id='y', ctx=Load()), ifs=[], is_async=0)])");
  CHECK(expression("{k: v for k, v in y}") ==
        "DictComp(key=Name(id='k', ctx=Load()), value=Name(id='v', ctx=Load()), "
        "generators=[comprehension(target=Tuple(elts=[Name(id='k', ctx=Store()), Name(id='v', "
        "ctx=Store())], ctx=Store()), iter=Name(id='y', ctx=Load()), ifs=[], is_async=0)])");
  CHECK(expression("(x for x, in y for z in x)") ==
        "GeneratorExp(elt=Name(id='x', ctx=Load()), "
        "generators=[comprehension(target=Tuple(elts=[Name(id='x', ctx=Store())], ctx=Store()), "
        "iter=Name(id='y', ctx=Load()), ifs=[], is_async=0), comprehension(target=Name(id='z', "
        "ctx=Store()), iter=Name(id='x', ctx=Load()), ifs=[], is_async=0)])");
  CHECK(expression("[x async for x in y]") ==
        "ListComp(elt=Name(id='x', ctx=Load()), generators=[comprehension(target=Name(id='x', "
        "ctx=Store()), iter=Name(id='y', ctx=Load()), ifs=[], is_async=1)])");
  CHECK(expression("[x for x in y or z]") ==
        "ListComp(elt=Name(id='x', ctx=Load()), generators=[comprehension(target=Name(id='x', "
        "ctx=Store()), iter=BoolOp(op=Or(), values=[Name(id='y', ctx=Load()), Name(id='z', "
        "ctx=Load())]), ifs=[], is_async=0)])");
}

TEST_CASE("lambda: all kinds of parameters") {
  CHECK(expression("lambda: 0") ==
        "Lambda(args=arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), "
        "body=Constant(value=0))");
  CHECK(expression("lambda a, /, b=1, *c, d, e=2, **f: a") ==
        "Lambda(args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b')], vararg=arg(arg='c'), "
        "kwonlyargs=[arg(arg='d'), arg(arg='e')], kw_defaults=[None, Constant(value=2)], "
        "kwarg=arg(arg='f'), defaults=[Constant(value=1)]), body=Name(id='a', ctx=Load()))");
  CHECK(expression("lambda *, a: a") ==
        "Lambda(args=arguments(posonlyargs=[], args=[], kwonlyargs=[arg(arg='a')], "
        "kw_defaults=[None], defaults=[]), body=Name(id='a', ctx=Load()))");
}

TEST_CASE("named expression") {
  CHECK(expression("(x := y, z)") ==
        "Tuple(elts=[NamedExpr(target=Name(id='x', ctx=Store()), value=Name(id='y', ctx=Load())), "
        "Name(id='z', ctx=Load())], ctx=Load())");
  CHECK(expression("[x := 1, 2]") ==
        "List(elts=[NamedExpr(target=Name(id='x', ctx=Store()), value=Constant(value=1)), "
        "Constant(value=2)], ctx=Load())");
}

TEST_CASE("starred: in tuples only where allowed") {
  CHECK(expression("(*a, b)") ==
        "Tuple(elts=[Starred(value=Name(id='a', ctx=Load()), ctx=Load()), Name(id='b', ctx=Load())], ctx=Load())");
  CHECK(expression("[*a]") == "List(elts=[Starred(value=Name(id='a', ctx=Load()), ctx=Load())], ctx=Load())");
}

TEST_CASE("yield and await are expressions") {
  CHECK(statements("x = yield") == "Assign(targets=[Name(id='x', ctx=Store())], value=Yield())");
  CHECK(statements("x = yield a, b") ==
        "Assign(targets=[Name(id='x', ctx=Store())], value=Yield(value=Tuple(elts=[Name(id='a', "
        "ctx=Load()), Name(id='b', ctx=Load())], ctx=Load())))");
  CHECK(statements("yield from a") == "Expr(value=YieldFrom(value=Name(id='a', ctx=Load())))");
  CHECK(statements("async def f(): return await a ** b") ==
        "AsyncFunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[], "
        "kw_defaults=[], defaults=[]), body=[Return(value=BinOp(left=Await(value=Name(id='a', "
        "ctx=Load())), op=Pow(), right=Name(id='b', ctx=Load())))], decorator_list=[])");
}

}  // TEST_SUITE("parser_expressions")
