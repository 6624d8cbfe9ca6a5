// The expected texts are what ast.dump() of CPython 3.11 shows.

#include <doctest/doctest.h>

#include "tests/unit/syntax.h"

using namespace sidewinder;
using namespace sidewinder::syntax_test;

TEST_SUITE("parser_statements") {

TEST_CASE("simple statements: one line, many statements") {
  CHECK(statements("pass; break; continue") == "Pass(), Break(), Continue()");
  CHECK(statements("a; b;\n") == "Expr(value=Name(id='a', ctx=Load())), Expr(value=Name(id='b', ctx=Load()))");
  CHECK(statements("return a, *b\n") ==
        "Return(value=Tuple(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), "
        "ctx=Load())], ctx=Load()))");
  CHECK(statements("return") == "Return()");
  CHECK(statements("raise") == "Raise()");
  CHECK(statements("raise a from b") == "Raise(exc=Name(id='a', ctx=Load()), cause=Name(id='b', ctx=Load()))");
  CHECK(statements("assert a, b") == "Assert(test=Name(id='a', ctx=Load()), msg=Name(id='b', ctx=Load()))");
  CHECK(statements("global a, b\nnonlocal c") == "Global(names=['a', 'b']), Nonlocal(names=['c'])");
  CHECK(statements("del a, (b, c), [d], e.f, g[0]") ==
        "Delete(targets=[Name(id='a', ctx=Del()), Tuple(elts=[Name(id='b', ctx=Del()), Name(id='c', "
        "ctx=Del())], ctx=Del()), List(elts=[Name(id='d', ctx=Del())], ctx=Del()), "
        "Attribute(value=Name(id='e', ctx=Load()), attr='f', ctx=Del()), "
        "Subscript(value=Name(id='g', ctx=Load()), slice=Constant(value=0), ctx=Del())])");
}

TEST_CASE("assignment: targets of every form") {
  CHECK(statements("a = b = c") ==
        "Assign(targets=[Name(id='a', ctx=Store()), Name(id='b', ctx=Store())], value=Name(id='c', ctx=Load()))");
  CHECK(statements("a, b = c") ==
        "Assign(targets=[Tuple(elts=[Name(id='a', ctx=Store()), Name(id='b', ctx=Store())], "
        "ctx=Store())], value=Name(id='c', ctx=Load()))");
  CHECK(statements("(a, [b, *c]) = d") ==
        "Assign(targets=[Tuple(elts=[Name(id='a', ctx=Store()), List(elts=[Name(id='b', "
        "ctx=Store()), Starred(value=Name(id='c', ctx=Store()), ctx=Store())], ctx=Store())], "
        "ctx=Store())], value=Name(id='d', ctx=Load()))");
  CHECK(statements("a.b[c] = d") ==
        "Assign(targets=[Subscript(value=Attribute(value=Name(id='a', ctx=Load()), attr='b', "
        "ctx=Load()), slice=Name(id='c', ctx=Load()), ctx=Store())], value=Name(id='d', ctx=Load()))");
  CHECK(statements("*a, b = c") ==
        "Assign(targets=[Tuple(elts=[Starred(value=Name(id='a', ctx=Store()), ctx=Store()), "
        "Name(id='b', ctx=Store())], ctx=Store())], value=Name(id='c', ctx=Load()))");
  CHECK(statements("a = *b, c") ==
        "Assign(targets=[Name(id='a', ctx=Store())], value=Tuple(elts=[Starred(value=Name(id='b', "
        "ctx=Load()), ctx=Load()), Name(id='c', ctx=Load())], ctx=Load()))");
  CHECK(statements("x = yield y") ==
        "Assign(targets=[Name(id='x', ctx=Store())], value=Yield(value=Name(id='y', ctx=Load())))");
}

TEST_CASE("augmented assignment: every operator") {
  CHECK(statements("a += b; a -= b; a *= b; a @= b; a /= b; a %= b; a &= b; a |= b; a ^= b; a <<= b; a >>= b; a **= b; "
                   "a //= b") ==
        "AugAssign(target=Name(id='a', ctx=Store()), op=Add(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=Sub(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=Mult(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=MatMult(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=Div(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=Mod(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=BitAnd(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=BitOr(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=BitXor(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=LShift(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=RShift(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=Pow(), value=Name(id='b', ctx=Load())), "
        "AugAssign(target=Name(id='a', ctx=Store()), op=FloorDiv(), value=Name(id='b', ctx=Load()))");
  CHECK(statements("(a) += 1") == "AugAssign(target=Name(id='a', ctx=Store()), op=Add(), value=Constant(value=1))");
}

TEST_CASE("annotated assignment: simple or not") {
  CHECK(statements("a: int") ==
        "AnnAssign(target=Name(id='a', ctx=Store()), annotation=Name(id='int', ctx=Load()), simple=1)");
  CHECK(statements("a: int = 1") ==
        "AnnAssign(target=Name(id='a', ctx=Store()), annotation=Name(id='int', ctx=Load()), "
        "value=Constant(value=1), simple=1)");
  CHECK(statements("(a): int = 1") ==
        "AnnAssign(target=Name(id='a', ctx=Store()), annotation=Name(id='int', ctx=Load()), "
        "value=Constant(value=1), simple=0)");
  CHECK(statements("a.b: int") ==
        "AnnAssign(target=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Store()), "
        "annotation=Name(id='int', ctx=Load()), simple=0)");
  CHECK(statements("a[0]: int = yield") ==
        "AnnAssign(target=Subscript(value=Name(id='a', ctx=Load()), slice=Constant(value=0), "
        "ctx=Store()), annotation=Name(id='int', ctx=Load()), value=Yield(), simple=0)");
}

TEST_CASE("import: names, aliases and levels") {
  CHECK(statements("import a, b.c as d") == "Import(names=[alias(name='a'), alias(name='b.c', asname='d')])");
  CHECK(statements("from a.b import c as d, e") ==
        "ImportFrom(module='a.b', names=[alias(name='c', asname='d'), alias(name='e')], level=0)");
  CHECK(statements("from . import a") == "ImportFrom(names=[alias(name='a')], level=1)");
  CHECK(statements("from ...a import (b, c,)") ==
        "ImportFrom(module='a', names=[alias(name='b'), alias(name='c')], level=3)");
  CHECK(statements("from .... import *") == "ImportFrom(names=[alias(name='*')], level=4)");
}

TEST_CASE("if: elif nests in orelse") {
  CHECK(statements("if a: b\nelif c: d\nelse: e") ==
        "If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))], "
        "orelse=[If(test=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))], "
        "orelse=[Expr(value=Name(id='e', ctx=Load()))])])");
  CHECK(statements("if a:\n  b\n  c") ==
        "If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load())), "
        "Expr(value=Name(id='c', ctx=Load()))], orelse=[])");
}

TEST_CASE("loops: with else") {
  CHECK(statements("while a:\n  b\nelse:\n  c") ==
        "While(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))], "
        "orelse=[Expr(value=Name(id='c', ctx=Load()))])");
  CHECK(statements("for a, *b in c, d:\n  e\nelse: f") ==
        "For(target=Tuple(elts=[Name(id='a', ctx=Store()), Starred(value=Name(id='b', ctx=Store()), "
        "ctx=Store())], ctx=Store()), iter=Tuple(elts=[Name(id='c', ctx=Load()), Name(id='d', "
        "ctx=Load())], ctx=Load()), body=[Expr(value=Name(id='e', ctx=Load()))], "
        "orelse=[Expr(value=Name(id='f', ctx=Load()))])");
  CHECK(statements("for a.b[c] in d: e") ==
        "For(target=Subscript(value=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()), "
        "slice=Name(id='c', ctx=Load()), ctx=Store()), iter=Name(id='d', ctx=Load()), "
        "body=[Expr(value=Name(id='e', ctx=Load()))], orelse=[])");
}

TEST_CASE("with: parenthesised items or an expression") {
  CHECK(statements("with a as b, c: d") ==
        "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', "
        "ctx=Store())), withitem(context_expr=Name(id='c', ctx=Load()))], "
        "body=[Expr(value=Name(id='d', ctx=Load()))])");
  CHECK(statements("with (a as b, c as d,): e") ==
        "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', "
        "ctx=Store())), withitem(context_expr=Name(id='c', ctx=Load()), optional_vars=Name(id='d', "
        "ctx=Store()))], body=[Expr(value=Name(id='e', ctx=Load()))])");
  CHECK(statements("with (a, b): c") ==
        "With(items=[withitem(context_expr=Name(id='a', ctx=Load())), "
        "withitem(context_expr=Name(id='b', ctx=Load()))], body=[Expr(value=Name(id='c', "
        "ctx=Load()))])");
  CHECK(statements("with (a, b) as c: d") ==
        "With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', "
        "ctx=Load())], ctx=Load()), optional_vars=Name(id='c', ctx=Store()))], "
        "body=[Expr(value=Name(id='d', ctx=Load()))])");
  CHECK(statements("with (a): b") ==
        "With(items=[withitem(context_expr=Name(id='a', ctx=Load()))], body=[Expr(value=Name(id='b', ctx=Load()))])");
  CHECK(statements("with (yield): b") ==
        "With(items=[withitem(context_expr=Yield())], body=[Expr(value=Name(id='b', ctx=Load()))])");
  CHECK(statements("with (a).b as c: d") ==
        "With(items=[withitem(context_expr=Attribute(value=Name(id='a', ctx=Load()), attr='b', "
        "ctx=Load()), optional_vars=Name(id='c', ctx=Store()))], body=[Expr(value=Name(id='d', "
        "ctx=Load()))])");
  CHECK(statements("with (a) as b, c: d") ==
        "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', "
        "ctx=Store())), withitem(context_expr=Name(id='c', ctx=Load()))], "
        "body=[Expr(value=Name(id='d', ctx=Load()))])");
}

TEST_CASE("try: handlers, else, finally and groups") {
  CHECK(statements("try: a\nexcept: b") ==
        "Try(body=[Expr(value=Name(id='a', ctx=Load()))], "
        "handlers=[ExceptHandler(body=[Expr(value=Name(id='b', ctx=Load()))])], orelse=[], "
        "finalbody=[])");
  CHECK(statements("try: a\nexcept b as c: d\nexcept (e, f): g\nelse: h\nfinally: i") ==
        "Try(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Name(id='b', "
        "ctx=Load()), name='c', body=[Expr(value=Name(id='d', ctx=Load()))]), "
        "ExceptHandler(type=Tuple(elts=[Name(id='e', ctx=Load()), Name(id='f', ctx=Load())], "
        "ctx=Load()), body=[Expr(value=Name(id='g', ctx=Load()))])], orelse=[Expr(value=Name(id='h', "
        "ctx=Load()))], finalbody=[Expr(value=Name(id='i', ctx=Load()))])");
  CHECK(statements("try: a\nfinally: b") ==
        "Try(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[], orelse=[], "
        "finalbody=[Expr(value=Name(id='b', ctx=Load()))])");
  CHECK(statements("try: a\nexcept* b as c: d") ==
        "TryStar(body=[Expr(value=Name(id='a', ctx=Load()))], "
        "handlers=[ExceptHandler(type=Name(id='b', ctx=Load()), name='c', "
        "body=[Expr(value=Name(id='d', ctx=Load()))])], orelse=[], finalbody=[])");
}

TEST_CASE("functions: parameters, annotations, decorators") {
  CHECK(statements("def f(): pass") ==
        "FunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[], "
        "kw_defaults=[], defaults=[]), body=[Pass()], decorator_list=[])");
  CHECK(statements("def f(a, /, b: int, c=1, *d: e, f: g = 2, **h) -> i: pass") ==
        "FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b', "
        "annotation=Name(id='int', ctx=Load())), arg(arg='c')], vararg=arg(arg='d', "
        "annotation=Name(id='e', ctx=Load())), kwonlyargs=[arg(arg='f', annotation=Name(id='g', "
        "ctx=Load()))], kw_defaults=[Constant(value=2)], kwarg=arg(arg='h'), "
        "defaults=[Constant(value=1)]), body=[Pass()], decorator_list=[], returns=Name(id='i', "
        "ctx=Load()))");
  CHECK(statements("def f(*, a): pass") ==
        "FunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[arg(arg='a')], "
        "kw_defaults=[None], defaults=[]), body=[Pass()], decorator_list=[])");
  CHECK(statements("def f(*args: *Ts): pass") ==
        "FunctionDef(name='f', args=arguments(posonlyargs=[], args=[], vararg=arg(arg='args', "
        "annotation=Starred(value=Name(id='Ts', ctx=Load()), ctx=Load())), kwonlyargs=[], "
        "kw_defaults=[], defaults=[]), body=[Pass()], decorator_list=[])");
  CHECK(statements("@a\n@b.c(d)\nasync def f(): pass") ==
        "AsyncFunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[], "
        "kw_defaults=[], defaults=[]), body=[Pass()], decorator_list=[Name(id='a', ctx=Load()), "
        "Call(func=Attribute(value=Name(id='b', ctx=Load()), attr='c', ctx=Load()), "
        "args=[Name(id='d', ctx=Load())], keywords=[])])");
}

TEST_CASE("classes: bases and keywords") {
  CHECK(statements("class A: pass") == "ClassDef(name='A', bases=[], keywords=[], body=[Pass()], decorator_list=[])");
  CHECK(statements("class A(B, *C, metaclass=D, **E):\n  x = 1\n  def f(self): pass") ==
        "ClassDef(name='A', bases=[Name(id='B', ctx=Load()), Starred(value=Name(id='C', ctx=Load()), "
        "ctx=Load())], keywords=[keyword(arg='metaclass', value=Name(id='D', ctx=Load())), "
        "keyword(value=Name(id='E', ctx=Load()))], body=[Assign(targets=[Name(id='x', ctx=Store())], "
        "value=Constant(value=1)), FunctionDef(name='f', args=arguments(posonlyargs=[], "
        "args=[arg(arg='self')], kwonlyargs=[], kw_defaults=[], defaults=[]), body=[Pass()], "
        "decorator_list=[])], decorator_list=[])");
  CHECK(statements("@a\nclass B(): pass") ==
        "ClassDef(name='B', bases=[], keywords=[], body=[Pass()], decorator_list=[Name(id='a', ctx=Load())])");
}

TEST_CASE("async: loops and with") {
  CHECK(statements("async def f():\n  async for a in b: c\n  async with d as e: f") ==
        "AsyncFunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[], "
        "kw_defaults=[], defaults=[]), body=[AsyncFor(target=Name(id='a', ctx=Store()), "
        "iter=Name(id='b', ctx=Load()), body=[Expr(value=Name(id='c', ctx=Load()))], orelse=[]), "
        "AsyncWith(items=[withitem(context_expr=Name(id='d', ctx=Load()), optional_vars=Name(id='e', "
        "ctx=Store()))], body=[Expr(value=Name(id='f', ctx=Load()))])], decorator_list=[])");
}

TEST_CASE("soft keywords: are names elsewhere") {
  CHECK(statements("match = case = 1") ==
        "Assign(targets=[Name(id='match', ctx=Store()), Name(id='case', ctx=Store())], value=Constant(value=1))");
  CHECK(statements("match(a, b)") ==
        "Expr(value=Call(func=Name(id='match', ctx=Load()), args=[Name(id='a', ctx=Load()), "
        "Name(id='b', ctx=Load())], keywords=[]))");
  CHECK(statements("match[a]: int") ==
        "AnnAssign(target=Subscript(value=Name(id='match', ctx=Load()), slice=Name(id='a', "
        "ctx=Load()), ctx=Store()), annotation=Name(id='int', ctx=Load()), simple=0)");
  CHECK(statements("match * a") ==
        "Expr(value=BinOp(left=Name(id='match', ctx=Load()), op=Mult(), right=Name(id='a', ctx=Load())))");
  CHECK(statements("print(match)") ==
        "Expr(value=Call(func=Name(id='print', ctx=Load()), args=[Name(id='match', ctx=Load())], keywords=[]))");
  CHECK(statements("match.a = case") ==
        "Assign(targets=[Attribute(value=Name(id='match', ctx=Load()), attr='a', ctx=Store())], "
        "value=Name(id='case', ctx=Load()))");
  CHECK(statements("_ = match if match else case") ==
        "Assign(targets=[Name(id='_', ctx=Store())], value=IfExp(test=Name(id='match', ctx=Load()), "
        "body=Name(id='match', ctx=Load()), orelse=Name(id='case', ctx=Load())))");
}

TEST_CASE("locations: lines and columns in bytes") {
  CHECK(statements("x = f(a,\n      b)\n", true) ==
        "Assign(targets=[Name(id='x', ctx=Store(), lineno=1, col_offset=0, end_lineno=1, "
        "end_col_offset=1)], value=Call(func=Name(id='f', ctx=Load(), lineno=1, col_offset=4, "
        "end_lineno=1, end_col_offset=5), args=[Name(id='a', ctx=Load(), lineno=1, col_offset=6, "
        "end_lineno=1, end_col_offset=7), Name(id='b', ctx=Load(), lineno=2, col_offset=6, "
        "end_lineno=2, end_col_offset=7)], keywords=[], lineno=1, col_offset=4, end_lineno=2, "
        "end_col_offset=8), lineno=1, col_offset=0, end_lineno=2, end_col_offset=8)");
  CHECK(statements("@d\ndef f(a: b = 1): # c\n  return (a)\n", true) ==
        "FunctionDef(name='f', args=arguments(posonlyargs=[], args=[arg(arg='a', "
        "annotation=Name(id='b', ctx=Load(), lineno=2, col_offset=9, end_lineno=2, "
        "end_col_offset=10), lineno=2, col_offset=6, end_lineno=2, end_col_offset=10)], "
        "kwonlyargs=[], kw_defaults=[], defaults=[Constant(value=1, lineno=2, col_offset=13, "
        "end_lineno=2, end_col_offset=14)]), body=[Return(value=Name(id='a', ctx=Load(), lineno=3, "
        "col_offset=10, end_lineno=3, end_col_offset=11), lineno=3, col_offset=2, end_lineno=3, "
        "end_col_offset=12)], decorator_list=[Name(id='d', ctx=Load(), lineno=1, col_offset=1, "
        "end_lineno=1, end_col_offset=2)], lineno=2, col_offset=0, end_lineno=3, end_col_offset=12)");
  CHECK(statements("\303\251 = '\303\251' + b\n", true) ==
        "Assign(targets=[Name(id='\\xe9', ctx=Store(), lineno=1, col_offset=0, end_lineno=1, "
        "end_col_offset=2)], value=BinOp(left=Constant(value='\\xe9', lineno=1, col_offset=5, "
        "end_lineno=1, end_col_offset=9), op=Add(), right=Name(id='b', ctx=Load(), lineno=1, "
        "col_offset=12, end_lineno=1, end_col_offset=13), lineno=1, col_offset=5, end_lineno=1, "
        "end_col_offset=13), lineno=1, col_offset=0, end_lineno=1, end_col_offset=13)");
  CHECK(statements("if a: b\nelif c: d\n", true) ==
        "If(test=Name(id='a', ctx=Load(), lineno=1, col_offset=3, end_lineno=1, end_col_offset=4), "
        "body=[Expr(value=Name(id='b', ctx=Load(), lineno=1, col_offset=6, end_lineno=1, "
        "end_col_offset=7), lineno=1, col_offset=6, end_lineno=1, end_col_offset=7)], "
        "orelse=[If(test=Name(id='c', ctx=Load(), lineno=2, col_offset=5, end_lineno=2, "
        "end_col_offset=6), body=[Expr(value=Name(id='d', ctx=Load(), lineno=2, col_offset=8, "
        "end_lineno=2, end_col_offset=9), lineno=2, col_offset=8, end_lineno=2, end_col_offset=9)], "
        "orelse=[], lineno=2, col_offset=0, end_lineno=2, end_col_offset=9)], lineno=1, "
        "col_offset=0, end_lineno=2, end_col_offset=9)");
  CHECK(statements("with (a as b): c", true) ==
        "With(items=[withitem(context_expr=Name(id='a', ctx=Load(), lineno=1, col_offset=6, "
        "end_lineno=1, end_col_offset=7), optional_vars=Name(id='b', ctx=Store(), lineno=1, "
        "col_offset=11, end_lineno=1, end_col_offset=12))], body=[Expr(value=Name(id='c', "
        "ctx=Load(), lineno=1, col_offset=15, end_lineno=1, end_col_offset=16), lineno=1, "
        "col_offset=15, end_lineno=1, end_col_offset=16)], lineno=1, col_offset=0, end_lineno=1, "
        "end_col_offset=16)");
}

}  // TEST_SUITE("parser_statements")
