// The expected texts are what CPython 3.11 reports.

#include <doctest/doctest.h>

#include "tests/unit/syntax.h"

using namespace sidewinder;
using namespace sidewinder::syntax_test;

TEST_SUITE("parser_problems") {

TEST_CASE("general: where the parser stopped") {
  CHECK(problem_in("a b") == "SyntaxError 1:3 invalid syntax");
  CHECK(problem_in("a = ") == "SyntaxError 1:5 invalid syntax");
  CHECK(problem_in("if") == "SyntaxError 1:3 invalid syntax");
  CHECK(problem_in("for x y") == "SyntaxError 1:7 invalid syntax");
  CHECK(problem_in("def") == "SyntaxError 1:4 invalid syntax");
  CHECK(problem_in("x = $") == "SyntaxError 1:5 invalid syntax");
  CHECK(problem_in("import") == "SyntaxError 1:7 invalid syntax");
  CHECK(problem_in("from a import") == "SyntaxError 1:14 invalid syntax");
  CHECK(problem_in("1 +") == "SyntaxError 1:4 invalid syntax");
  CHECK(problem_in("class 1: pass") == "SyntaxError 1:7 invalid syntax");
  CHECK(problem_in("a..b") == "SyntaxError 1:3 invalid syntax");
  CHECK(problem_in("not") == "SyntaxError 1:4 invalid syntax");
  CHECK(problem_in("a b c") == "SyntaxError 1:3 invalid syntax");
  CHECK(problem_in("x not y") == "SyntaxError 1:7 invalid syntax");
}

TEST_CASE("lexical: literals and characters") {
  CHECK(problem_in("'abc") == "SyntaxError 1:1 unterminated string literal (detected at line 1)");
  CHECK(problem_in("'''abc\ndef") == "SyntaxError 1:1 unterminated triple-quoted string literal (detected at line 2)");
  CHECK(problem_in("0x") == "SyntaxError 1:2 invalid hexadecimal literal");
  CHECK(problem_in("0b12") == "SyntaxError 1:4 invalid digit '2' in binary literal");
  CHECK(problem_in("0o8") == "SyntaxError 1:3 invalid digit '8' in octal literal");
  CHECK(problem_in("1_") == "SyntaxError 1:2 invalid decimal literal");
  CHECK(problem_in("1a") == "SyntaxError 1:1 invalid decimal literal");
  CHECK(problem_in("012") ==
        "SyntaxError 1:1 leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
        "integers");
  CHECK(problem_in("1__0") == "SyntaxError 1:2 invalid decimal literal");
  CHECK(problem_in("1e+") == "SyntaxError 1:3 invalid decimal literal");
  CHECK(problem_in("\342\202\254") == "SyntaxError 1:1 invalid character '\342\202\254' (U+20AC)");
  CHECK(problem_in("a\302\240b") == "SyntaxError 1:2 invalid non-printable character U+00A0");
  CHECK(problem_in("\\ a") == "SyntaxError 1:2 unexpected character after line continuation character");
  CHECK(problem_in("1.e") == "SyntaxError 1:2 invalid decimal literal");
}

TEST_CASE("brackets: open, unmatched and crossed") {
  CHECK(problem_in("(a") == "SyntaxError 1:1 '(' was never closed");
  CHECK(problem_in("[a\nb = 1") == "SyntaxError 1:1 '[' was never closed");
  CHECK(problem_in("a)") == "SyntaxError 1:2 unmatched ')'");
  CHECK(problem_in("(a]") == "SyntaxError 1:3 closing parenthesis ']' does not match opening parenthesis '('");
  CHECK(problem_in("(\na]") ==
        "SyntaxError 2:2 closing parenthesis ']' does not match opening parenthesis '(' on line 1");
  CHECK(problem_in("f(a, b") == "SyntaxError 1:2 '(' was never closed");
}

TEST_CASE("layout: indentation") {
  CHECK(problem_in(" a") == "IndentationError 1:1 unexpected indent");
  CHECK(problem_in("if a:\nb") == "IndentationError 2:1 expected an indented block after 'if' statement on line 1");
  CHECK(problem_in("if a:\n  b\n   c") == "IndentationError 3:3 unexpected indent");
  CHECK(problem_in("if a:\n  b\n c") == "IndentationError 3:3 unindent does not match any outer indentation level");
  CHECK(problem_in("if a:\n\tb\n        c") == "TabError 3:1 inconsistent use of tabs and spaces in indentation");
  CHECK(problem_in("def f():") ==
        "IndentationError 1:9 expected an indented block after function definition on line 1");
  CHECK(problem_in("class A:\n") == "IndentationError 1:9 expected an indented block after class definition on line 1");
  CHECK(problem_in("for a in b:\nc") ==
        "IndentationError 2:1 expected an indented block after 'for' statement on line 1");
  CHECK(problem_in("try:\na") == "IndentationError 2:1 expected an indented block after 'try' statement on line 1");
  CHECK(problem_in("while a:\n") ==
        "IndentationError 1:9 expected an indented block after 'while' statement on line 1");
  CHECK(problem_in("else: a") == "SyntaxError 1:1 invalid syntax");
}

TEST_CASE("colon: expected at the end of a header") {
  CHECK(problem_in("if a\n  b") == "SyntaxError 1:5 expected ':'");
  CHECK(problem_in("while a\n  b") == "SyntaxError 1:8 expected ':'");
  CHECK(problem_in("for a in b\n  c") == "SyntaxError 1:11 expected ':'");
  CHECK(problem_in("def f()\n  a") == "SyntaxError 1:8 expected ':'");
  CHECK(problem_in("class A\n  a") == "SyntaxError 1:8 expected ':'");
  CHECK(problem_in("try\n  a") == "SyntaxError 1:4 expected ':'");
  CHECK(problem_in("with a\n  b") == "SyntaxError 1:7 expected ':'");
  CHECK(problem_in("lambda a") == "SyntaxError 1:9 invalid syntax");
  CHECK(problem_in("else") == "SyntaxError 1:1 invalid syntax");
  CHECK(problem_in("match a\n  case 1: b") == "SyntaxError 1:8 expected ':'");
}

TEST_CASE("assignment: not a target") {
  CHECK(problem_in("f() = 1") ==
        "SyntaxError 1:1 cannot assign to function call here. Maybe you meant '==' instead of '='?");
  CHECK(problem_in("a + b = 1") ==
        "SyntaxError 1:1 cannot assign to expression here. Maybe you meant '==' instead of '='?");
  CHECK(problem_in("1 = a") == "SyntaxError 1:1 cannot assign to literal here. Maybe you meant '==' instead of '='?");
  CHECK(problem_in("None = 1") == "SyntaxError 1:1 cannot assign to None");
  CHECK(problem_in("a, 1 = b") ==
        "SyntaxError 1:4 cannot assign to literal here. Maybe you meant '==' instead of '='?");
  CHECK(problem_in("[a, f()] = b") == "SyntaxError 1:5 cannot assign to function call");
  CHECK(problem_in("a = f() = b") == "SyntaxError 1:5 cannot assign to function call");
  CHECK(problem_in("a if b else c = 1") == "SyntaxError 1:1 cannot assign to conditional expression");
  CHECK(problem_in("(a, b): int") == "SyntaxError 1:1 only single target (not tuple) can be annotated");
  CHECK(problem_in("[a]: int") == "SyntaxError 1:1 only single target (not list) can be annotated");
  CHECK(problem_in("1: int") == "SyntaxError 1:1 illegal target for annotation");
  CHECK(problem_in("f() += 1") == "SyntaxError 1:1 'function call' is an illegal expression for augmented assignment");
  CHECK(problem_in("(a, b) += 1") == "SyntaxError 1:1 'tuple' is an illegal expression for augmented assignment");
  CHECK(problem_in("yield = 1") == "SyntaxError 1:1 assignment to yield expression not possible");
  CHECK(problem_in("(a for b in c) = 1") == "SyntaxError 1:1 cannot assign to generator expression");
  CHECK(problem_in("a and b = c") == "SyntaxError 1:1 cannot assign to expression");
  CHECK(problem_in("f'{a}' = 1") ==
        "SyntaxError 1:1 cannot assign to f-string expression here. Maybe you meant '==' instead of '='?");
  CHECK(problem_in("{a: b} = c") ==
        "SyntaxError 1:1 cannot assign to dict literal here. Maybe you meant '==' instead of '='?");
  CHECK(problem_in("lambda: a = 1") == "SyntaxError 1:1 cannot assign to lambda");
  CHECK(problem_in("True = 1") == "SyntaxError 1:1 cannot assign to True");
  CHECK(problem_in("(a := 1) = 2") ==
        "SyntaxError 1:2 cannot assign to named expression here. Maybe you meant '==' instead of '='?");
  CHECK(problem_in("*a") == "SyntaxError 1:1 can't use starred expression here");
}

TEST_CASE("assignment: not a target behind others; mistakes in the value come first") {
  constexpr const char* kCall = "cannot assign to function call here. Maybe you meant '==' instead of '='?";
  CHECK(problem_in("(a, b), f() = c") == std::string("SyntaxError 1:9 ") + kCall);
  CHECK(problem_in("a, (f()) = c") == std::string("SyntaxError 1:5 ") + kCall);
  CHECK(problem_in("(a, f()) = c") == "SyntaxError 1:5 cannot assign to function call");
  CHECK(problem_in("a = (yield) = c") == "SyntaxError 1:6 cannot assign to yield expression");
  CHECK(problem_in("a = yield = c") == "SyntaxError 1:5 assignment to yield expression not possible");
  CHECK(problem_in("f() = (a b)") == "SyntaxError 1:8 invalid syntax. Perhaps you forgot a comma?");
  CHECK(problem_in("'a' = b {'c'") == "SyntaxError 1:9 '{' was never closed");
}

TEST_CASE("braces behind an operand: what is in a set is diagnosed") {
  CHECK(problem_in("a {b c}") == "SyntaxError 1:4 invalid syntax. Perhaps you forgot a comma?");
  CHECK(problem_in("a.b {c = d}") == "SyntaxError 1:6 invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  CHECK(problem_in("1 {b c") == "SyntaxError 1:3 '{' was never closed");
  CHECK(problem_in("a {b: c d}") == "SyntaxError 1:3 invalid syntax");
}

TEST_CASE("comprehension behind a row: only if it is one") {
  constexpr const char* kForgot = "did you forget parentheses around the comprehension target?";
  CHECK(problem_in("{a, b for a in c}") == std::string("SyntaxError 1:2 ") + kForgot);
  CHECK(problem_in("[a, for a in c]") == std::string("SyntaxError 1:2 ") + kForgot);
  CHECK(problem_in("{a, b for in c}") == "SyntaxError 1:7 invalid syntax");
}

TEST_CASE("strings: a mistake of the lexer's behind them is told before one in a field") {
  CHECK(problem_in("f'{a b}' \\ = c") == "SyntaxError 1:11 unexpected character after line continuation character");
  CHECK(problem_in("(f'{a b}'") == "SyntaxError 1:1 '(' was never closed");
}

TEST_CASE("indentation: a block that goes back to where none began") {
  CHECK(problem_in("if a:\n    if b:\n  c") ==
        "IndentationError 3:4 unindent does not match any outer indentation level");
}

TEST_CASE("targets: of loops, with and del") {
  CHECK(problem_in("for 1 in a: b") == "SyntaxError 1:5 cannot assign to literal");
  CHECK(problem_in("for f() in a: b") == "SyntaxError 1:5 cannot assign to function call");
  CHECK(problem_in("with a as 1: b") == "SyntaxError 1:11 cannot assign to literal");
  CHECK(problem_in("del f()") == "SyntaxError 1:5 cannot delete function call");
  CHECK(problem_in("del 1") == "SyntaxError 1:5 cannot delete literal");
  CHECK(problem_in("del a + b") == "SyntaxError 1:5 cannot delete expression");
  CHECK(problem_in("del (a, 1)") == "SyntaxError 1:9 cannot delete literal");
  CHECK(problem_in("[x for 1 in y]") == "SyntaxError 1:8 cannot assign to literal");
  CHECK(problem_in("for *a in b: c") == "SyntaxError 1:5 starred assignment target must be in a list or tuple");
  CHECK(problem_in("*a = b") == "SyntaxError 1:1 starred assignment target must be in a list or tuple");
}

TEST_CASE("comparison meant: = in an expression") {
  CHECK(problem_in("if a = 1: b") == "SyntaxError 1:4 invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  CHECK(problem_in("while a = b: c") == "SyntaxError 1:7 invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  CHECK(problem_in("if a.b = 1: c") ==
        "SyntaxError 1:4 cannot assign to attribute here. Maybe you meant '==' instead of '='?");
  CHECK(problem_in("(a = 1)") == "SyntaxError 1:2 invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  CHECK(problem_in("f(a.b=1)") == "SyntaxError 1:3 expression cannot contain assignment, perhaps you meant \"==\"?");
  CHECK(problem_in("f(True=1)") == "SyntaxError 1:3 cannot assign to True");
  CHECK(problem_in("f(a=b for b in c)") ==
        "SyntaxError 1:3 invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
}

TEST_CASE("comma: forgotten inside brackets") {
  CHECK(problem_in("(a b)") == "SyntaxError 1:2 invalid syntax. Perhaps you forgot a comma?");
  CHECK(problem_in("[a b]") == "SyntaxError 1:2 invalid syntax. Perhaps you forgot a comma?");
  CHECK(problem_in("f(a b)") == "SyntaxError 1:3 invalid syntax. Perhaps you forgot a comma?");
  CHECK(problem_in("{a b}") == "SyntaxError 1:2 invalid syntax. Perhaps you forgot a comma?");
  CHECK(problem_in("{a: b c: d}") == "SyntaxError 1:5 invalid syntax. Perhaps you forgot a comma?");
  CHECK(problem_in("f(a, b c)") == "SyntaxError 1:6 invalid syntax. Perhaps you forgot a comma?");
  // A name that `match` or `case` begins with is taken for it.
  CHECK(problem_in("f(c b)") == "SyntaxError 1:5 invalid syntax");
  CHECK(problem_in("f(mat b)") == "SyntaxError 1:7 invalid syntax");
}

TEST_CASE("python 2: print and exec") {
  CHECK(problem_in("print a") == "SyntaxError 1:1 Missing parentheses in call to 'print'. Did you mean print(...)?");
  CHECK(problem_in("print 'a', b") ==
        "SyntaxError 1:1 Missing parentheses in call to 'print'. Did you mean print(...)?");
  CHECK(problem_in("exec a") == "SyntaxError 1:1 Missing parentheses in call to 'exec'. Did you mean exec(...)?");
}

TEST_CASE("python 2: mistakes in the first thing that print is given are not told") {
  CHECK(problem_in("print f(a b)") ==
        "SyntaxError 1:1 Missing parentheses in call to 'print'. Did you mean print(...)?");
  CHECK(problem_in("print lambda (a, b)") == "SyntaxError 1:14 Lambda expression parameters cannot be parenthesized");
}

TEST_CASE("async: what stands behind it is wrong where a comprehension may begin") {
  CHECK(problem_in("print(a async)") == "SyntaxError 1:14 invalid syntax");
  CHECK(problem_in("f(a, b async)") == "SyntaxError 1:8 invalid syntax");
  CHECK(problem_in("[x for y in z async q]") == "SyntaxError 1:21 invalid syntax");
  CHECK(problem_in("[*a async]") == "SyntaxError 1:5 invalid syntax");
}

TEST_CASE("calls: order of arguments") {
  CHECK(problem_in("f(a=1, b)") == "SyntaxError 1:9 positional argument follows keyword argument");
  CHECK(problem_in("f(**a, b)") == "SyntaxError 1:9 positional argument follows keyword argument unpacking");
  CHECK(problem_in("f(**a, *b)") == "SyntaxError 1:3 iterable argument unpacking follows keyword argument unpacking");
  CHECK(problem_in("f(a for a in b, c)") == "SyntaxError 1:3 Generator expression must be parenthesized");
  CHECK(problem_in("f(c, a for a in b)") == "SyntaxError 1:6 Generator expression must be parenthesized");
  CHECK(problem_in("f(a=1, a=2)") == "SyntaxError 1:8 keyword argument repeated: a");
}

TEST_CASE("parameters: order and defaults") {
  CHECK(problem_in("def f(a=1, b): pass") == "SyntaxError 1:12 non-default argument follows default argument");
  CHECK(problem_in("def f(*): pass") == "SyntaxError 1:7 named arguments must follow bare *");
  CHECK(problem_in("def f(*, **a): pass") == "SyntaxError 1:7 named arguments must follow bare *");
  CHECK(problem_in("def f(**a, b): pass") == "SyntaxError 1:12 arguments cannot follow var-keyword argument");
  CHECK(problem_in("def f(*a, *b): pass") == "SyntaxError 1:11 * argument may appear only once");
  CHECK(problem_in("def f(a, a): pass") == "SyntaxError 1:10 duplicate argument 'a' in function definition");
  CHECK(problem_in("def f(*a=1): pass") == "SyntaxError 1:9 var-positional argument cannot have default value");
  CHECK(problem_in("def f(**a=1): pass") == "SyntaxError 1:10 var-keyword argument cannot have default value");
  CHECK(problem_in("def f(a=): pass") == "SyntaxError 1:8 expected default value expression");
  CHECK(problem_in("def f((a, b)): pass") == "SyntaxError 1:7 Function parameters cannot be parenthesized");
  CHECK(problem_in("lambda a=1, b: 0") == "SyntaxError 1:13 non-default argument follows default argument");
  CHECK(problem_in("def f(a, *, b, /): pass") == "SyntaxError 1:16 / must be ahead of *");
  CHECK(problem_in("def f(a, /, b, /): pass") == "SyntaxError 1:16 / may appear only once");
}

TEST_CASE("displays: unpacking in the wrong place") {
  CHECK(problem_in("(*a)") == "SyntaxError 1:2 cannot use starred expression here");
  CHECK(problem_in("(**a)") == "SyntaxError 1:2 cannot use double starred expression here");
  CHECK(problem_in("[*a for a in b]") == "SyntaxError 1:2 iterable unpacking cannot be used in comprehension");
  CHECK(problem_in("{**a for a in b}") == "SyntaxError 1:2 dict unpacking cannot be used in dict comprehension");
  CHECK(problem_in("{a: *b}") == "SyntaxError 1:5 cannot use a starred expression in a dictionary value");
  CHECK(problem_in("{a:}") == "SyntaxError 1:3 expression expected after dictionary key and ':'");
  CHECK(problem_in("{a: b, c}") == "SyntaxError 1:8 ':' expected after dictionary key");
  CHECK(problem_in("[a, b for a in c]") ==
        "SyntaxError 1:2 did you forget parentheses around the comprehension target?");
  CHECK(problem_in("{a: b, c d}") == "SyntaxError 1:8 ':' expected after dictionary key");
  CHECK(problem_in("{a: b, f(x y): d}") == "SyntaxError 1:8 ':' expected after dictionary key");
  CHECK(problem_in("{x y: b}") == "SyntaxError 1:2 invalid syntax. Perhaps you forgot a comma?");
  CHECK(problem_in("(a, b for a in c)") == "SyntaxError 1:7 invalid syntax");
  CHECK(problem_in("{a: b for a in c, d}") == "SyntaxError 1:17 invalid syntax");
}

TEST_CASE("conditional: else is missing") {
  CHECK(problem_in("a if b") == "SyntaxError 1:1 expected 'else' after 'if' expression");
  CHECK(problem_in("x = (a if b)") == "SyntaxError 1:6 expected 'else' after 'if' expression");
}

TEST_CASE("exceptions: handlers") {
  CHECK(problem_in("try: a") == "SyntaxError 1:7 expected 'except' or 'finally' block");
  CHECK(problem_in("try: a\nexcept b, c: d") == "SyntaxError 2:8 multiple exception types must be parenthesized");
  CHECK(problem_in("try: a\nexcept: b\nexcept c: d") == "SyntaxError 2:1 default 'except:' must be last");
  CHECK(problem_in("try: a\nexcept* : b") == "SyntaxError 2:9 expected one or more exception types");
  CHECK(problem_in("try: a\nexcept* b: c\nexcept d: e") ==
        "SyntaxError 3:1 cannot have both 'except' and 'except*' on the same 'try'");
}

TEST_CASE("imports: lists of names") {
  CHECK(problem_in("from a import b,") ==
        "SyntaxError 1:17 trailing comma not allowed without surrounding parentheses");
  CHECK(problem_in("import a as b.c") == "SyntaxError 1:14 invalid syntax");
  CHECK(problem_in("from a import (b") == "SyntaxError 1:15 '(' was never closed");
  CHECK(problem_in("from a import *, b") == "SyntaxError 1:16 invalid syntax");
}

TEST_CASE("walrus: only to a name, only inside") {
  CHECK(problem_in("x := 1") == "SyntaxError 1:3 invalid syntax");
  CHECK(problem_in("(a.b := 1)") == "SyntaxError 1:2 cannot use assignment expressions with attribute");
  CHECK(problem_in("(a[0] := 1)") == "SyntaxError 1:2 cannot use assignment expressions with subscript");
  CHECK(problem_in("f(a.b := 1)") == "SyntaxError 1:7 invalid syntax");
}

}  // TEST_SUITE("parser_problems")
