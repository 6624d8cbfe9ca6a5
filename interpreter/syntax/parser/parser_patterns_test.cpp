// The expected texts are what ast.dump() of CPython 3.11 shows.

#include <doctest/doctest.h>

#include "tests/unit/syntax.h"

using namespace sidewinder;
using namespace sidewinder::syntax_test;

TEST_SUITE("parser_patterns") {

TEST_CASE("match: subject and guard") {
  CHECK(statements("match a:\n  case b if c: d\n  case _: e") ==
        "Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchAs(name='b'), "
        "guard=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))]), "
        "match_case(pattern=MatchAs(), body=[Expr(value=Name(id='e', ctx=Load()))])])");
  CHECK(statements("match a, *b:\n  case _: c") ==
        "Match(subject=Tuple(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), "
        "ctx=Load())], ctx=Load()), cases=[match_case(pattern=MatchAs(), "
        "body=[Expr(value=Name(id='c', ctx=Load()))])])");
  CHECK(statements("match -a:\n case 1: b") ==
        "Match(subject=UnaryOp(op=USub(), operand=Name(id='a', ctx=Load())), "
        "cases=[match_case(pattern=MatchValue(value=Constant(value=1)), "
        "body=[Expr(value=Name(id='b', ctx=Load()))])])");
  CHECK(statements("match (a):\n case 1: b") ==
        "Match(subject=Name(id='a', ctx=Load()), "
        "cases=[match_case(pattern=MatchValue(value=Constant(value=1)), "
        "body=[Expr(value=Name(id='b', ctx=Load()))])])");
}

TEST_CASE("literals: numbers, strings and singletons") {
  CHECK(statements(
            "match a:\n  case -1 | 1.5 | 1+2j | -1-2j: b\n  case 'x' 'y' | b'z': c\n  case None | True | False: d") ==
        "Match(subject=Name(id='a', ctx=Load()), "
        "cases=[match_case(pattern=MatchOr(patterns=[MatchValue(value=UnaryOp(op=USub(), "
        "operand=Constant(value=1))), MatchValue(value=Constant(value=1.5)), "
        "MatchValue(value=BinOp(left=Constant(value=1), op=Add(), right=Constant(value=2j))), "
        "MatchValue(value=BinOp(left=UnaryOp(op=USub(), operand=Constant(value=1)), op=Sub(), "
        "right=Constant(value=2j)))]), body=[Expr(value=Name(id='b', ctx=Load()))]), "
        "match_case(pattern=MatchOr(patterns=[MatchValue(value=Constant(value='xy')), "
        "MatchValue(value=Constant(value=b'z'))]), body=[Expr(value=Name(id='c', ctx=Load()))]), "
        "match_case(pattern=MatchOr(patterns=[MatchSingleton(value=None), "
        "MatchSingleton(value=True), MatchSingleton(value=False)]), body=[Expr(value=Name(id='d', "
        "ctx=Load()))])])");
}

TEST_CASE("values and captures") {
  CHECK(statements("match a:\n  case b.c.d: e\n  case b: e") ==
        "Match(subject=Name(id='a', ctx=Load()), "
        "cases=[match_case(pattern=MatchValue(value=Attribute(value=Attribute(value=Name(id='b', "
        "ctx=Load()), attr='c', ctx=Load()), attr='d', ctx=Load())), body=[Expr(value=Name(id='e', "
        "ctx=Load()))]), match_case(pattern=MatchAs(name='b'), body=[Expr(value=Name(id='e', "
        "ctx=Load()))])])");
  CHECK(statements("match a:\n  case (1 | 2) as b: c") ==
        "Match(subject=Name(id='a', ctx=Load()), "
        "cases=[match_case(pattern=MatchAs(pattern=MatchOr(patterns=[MatchValue(value=Constant(value=1)), "
        "MatchValue(value=Constant(value=2))]), name='b'), body=[Expr(value=Name(id='c', "
        "ctx=Load()))])])");
}

TEST_CASE("sequences: bare, in parentheses and brackets") {
  CHECK(statements("match a:\n  case b, *c: d\n  case (b, *_): d\n  case [b]: c\n  case (b): c\n  case (b,): c\n  case "
                   "(): d\n  case []: d\n  case b, : d") ==
        "Match(subject=Name(id='a', ctx=Load()), "
        "cases=[match_case(pattern=MatchSequence(patterns=[MatchAs(name='b'), MatchStar(name='c')]), "
        "body=[Expr(value=Name(id='d', ctx=Load()))]), "
        "match_case(pattern=MatchSequence(patterns=[MatchAs(name='b'), MatchStar()]), "
        "body=[Expr(value=Name(id='d', ctx=Load()))]), "
        "match_case(pattern=MatchSequence(patterns=[MatchAs(name='b')]), "
        "body=[Expr(value=Name(id='c', ctx=Load()))]), match_case(pattern=MatchAs(name='b'), "
        "body=[Expr(value=Name(id='c', ctx=Load()))]), "
        "match_case(pattern=MatchSequence(patterns=[MatchAs(name='b')]), "
        "body=[Expr(value=Name(id='c', ctx=Load()))]), "
        "match_case(pattern=MatchSequence(patterns=[]), body=[Expr(value=Name(id='d', "
        "ctx=Load()))]), match_case(pattern=MatchSequence(patterns=[]), "
        "body=[Expr(value=Name(id='d', ctx=Load()))]), "
        "match_case(pattern=MatchSequence(patterns=[MatchAs(name='b')]), "
        "body=[Expr(value=Name(id='d', ctx=Load()))])])");
}

TEST_CASE("mappings: keys and rest") {
  CHECK(statements("match a:\n  case {'b': c, d.e: 1, -1: _, **f}: g\n  case {}: h") ==
        "Match(subject=Name(id='a', ctx=Load()), "
        "cases=[match_case(pattern=MatchMapping(keys=[Constant(value='b'), "
        "Attribute(value=Name(id='d', ctx=Load()), attr='e', ctx=Load()), UnaryOp(op=USub(), "
        "operand=Constant(value=1))], patterns=[MatchAs(name='c'), "
        "MatchValue(value=Constant(value=1)), MatchAs()], rest='f'), body=[Expr(value=Name(id='g', "
        "ctx=Load()))]), match_case(pattern=MatchMapping(keys=[], patterns=[]), "
        "body=[Expr(value=Name(id='h', ctx=Load()))])])");
}

TEST_CASE("classes: positional and keyword patterns") {
  CHECK(statements("match a:\n  case B(): c\n  case b.C(d, 1, e=f, g=[h]): i") ==
        "Match(subject=Name(id='a', ctx=Load()), "
        "cases=[match_case(pattern=MatchClass(cls=Name(id='B', ctx=Load()), patterns=[], "
        "kwd_attrs=[], kwd_patterns=[]), body=[Expr(value=Name(id='c', ctx=Load()))]), "
        "match_case(pattern=MatchClass(cls=Attribute(value=Name(id='b', ctx=Load()), attr='C', "
        "ctx=Load()), patterns=[MatchAs(name='d'), MatchValue(value=Constant(value=1))], "
        "kwd_attrs=['e', 'g'], kwd_patterns=[MatchAs(name='f'), "
        "MatchSequence(patterns=[MatchAs(name='h')])]), body=[Expr(value=Name(id='i', "
        "ctx=Load()))])])");
}

TEST_CASE("problems: what a pattern cannot be") {
  CHECK(problem_in("match a:\n  case 1 as _: b") == "SyntaxError 2:13 cannot use '_' as a target");
  CHECK(problem_in("match a:\n  case A(b=1, c): d") == "SyntaxError 2:15 positional patterns follow keyword patterns");
  CHECK(problem_in("match a:\n  case 1j + 1j: b") == "SyntaxError 2:8 real number required in complex literal");
  CHECK(problem_in("match a:\n  case 1 + 1: b") == "SyntaxError 2:12 imaginary number required in complex literal");
  CHECK(problem_in("match a:\n  case b: c\n  case d: e") ==
        "SyntaxError 2:8 name capture 'b' makes remaining patterns unreachable");
  CHECK(problem_in("match a:\n  case _: c\n  case d: e") ==
        "SyntaxError 2:8 wildcard makes remaining patterns unreachable");
  CHECK(problem_in("match a:\n  case b | 1: c") ==
        "SyntaxError 2:8 name capture 'b' makes remaining patterns unreachable");
  CHECK(problem_in("match a:\n  case 1 | b: c") == "SyntaxError 2:12 alternative patterns bind different names");
  CHECK(problem_in("match a:\n  case b, b: c") == "SyntaxError 2:11 multiple assignments to name 'b' in pattern");
  CHECK(problem_in("match a:\n  case *b, *c: d") == "SyntaxError 2:8 multiple starred names in sequence pattern");
  CHECK(problem_in("match a:\n  case {1: b, 1: c}: d") == "SyntaxError 2:8 mapping pattern checks duplicate key (1)");
  CHECK(problem_in("match a:\n  case A(b=1, b=2): c") ==
        "SyntaxError 2:17 attribute name repeated in class pattern: b");
  CHECK(problem_in("match a:\n  case f'{b}': c") ==
        "SyntaxError 2:8 patterns may only match literals and attribute lookups");
  CHECK(problem_in("match a:\n  case {**b, 'c': d}: e") == "SyntaxError 2:14 invalid syntax");
  CHECK(problem_in("match a:\ncase 1: pass") ==
        "IndentationError 2:1 expected an indented block after 'match' statement on line 1");
}

}  // TEST_SUITE("parser_patterns")
