// The expected texts are what ast.dump() of CPython 3.11 shows.

#include <doctest/doctest.h>

#include "tests/unit/syntax.h"

using namespace sidewinder;
using namespace sidewinder::syntax_test;

TEST_SUITE("parser_strings") {

TEST_CASE("strings: prefixes and quotes") {
  CHECK(expression("'a'") == "Constant(value='a')");
  CHECK(expression("\"a\"") == "Constant(value='a')");
  CHECK(expression("'''a\nb'''") == "Constant(value='a\\nb')");
  CHECK(expression("r'\\n'") == "Constant(value='\\\\n')");
  CHECK(expression("u'a'") == "Constant(value='a', kind='u')");
  CHECK(expression("b'a'") == "Constant(value=b'a')");
  CHECK(expression("Rb'\\x'") == "Constant(value=b'\\\\x')");
  CHECK(expression("bR'a'") == "Constant(value=b'a')");
}

TEST_CASE("strings: adjacent literals are one") {
  CHECK(expression("'a' \"b\" r'\\c'") == "Constant(value='ab\\\\c')");
  CHECK(expression("u'a' 'b'") == "Constant(value='ab', kind='u')");
  CHECK(expression("b'a' b'\\x00'") == "Constant(value=b'a\\x00')");
}

TEST_CASE("escapes: of every form") {
  CHECK(expression("'\\\\\\'\\\"\\a\\b\\f\\n\\r\\t\\v'") == "Constant(value='\\\\\\'\"\\x07\\x08\\x0c\\n\\r\\t\\x0b')");
  CHECK(expression("'\\0\\12\\377\\400'") == "Constant(value='\\x00\\n\\xff\\u0100')");
  CHECK(expression("'\\x41\\u00e9\\U0001F600'") == "Constant(value='A\\xe9\\U0001f600')");
  CHECK(expression("'\\ud800'") == "Constant(value='\\ud800')");
  CHECK(expression("'a\\\nb'") == "Constant(value='ab')");
  CHECK(expression("b'\\x41\\101\\u0041'") == "Constant(value=b'AA\\\\u0041')");
  CHECK(expression("'\\N{GREEK SMALL LETTER ALPHA}'") == "Constant(value='\\u03b1')");
}

TEST_CASE("escapes: the broken ones") {
  CHECK(problem_in("'\\x4'") ==
        "SyntaxError 1:6 (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX "
        "escape");
  CHECK(problem_in("'\\u12'") ==
        "SyntaxError 1:7 (unicode error) 'unicodeescape' codec can't decode bytes in position 0-3: truncated \\uXXXX "
        "escape");
  CHECK(problem_in("'\\U00110000'") ==
        "SyntaxError 1:13 (unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode "
        "character");
  CHECK(problem_in("'\\N{}'") ==
        "SyntaxError 1:7 (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: malformed \\N "
        "character escape");
  CHECK(problem_in("b'\\x1'") == "SyntaxError 1:7 (value error) invalid \\x escape at position 0");
}

TEST_CASE("f-strings: text and fields") {
  CHECK(expression("f''") == "JoinedStr(values=[])");
  CHECK(expression("f'a'") == "JoinedStr(values=[Constant(value='a')])");
  CHECK(expression("f'{a}'") == "JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)])");
  CHECK(expression("f'a{b}c{d}'") ==
        "JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Load()), "
        "conversion=-1), Constant(value='c'), FormattedValue(value=Name(id='d', ctx=Load()), "
        "conversion=-1)])");
  CHECK(expression("f'{{{a}}}'") ==
        "JoinedStr(values=[Constant(value='{'), FormattedValue(value=Name(id='a', ctx=Load()), "
        "conversion=-1), Constant(value='}')])");
  CHECK(expression("'a' f'{b}' 'c'") ==
        "JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Load()), "
        "conversion=-1), Constant(value='c')])");
  CHECK(expression("rf'\\{a}'") ==
        "JoinedStr(values=[Constant(value='\\\\'), FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)])");
  CHECK(expression("f'{a!r}{b!s:x}'") ==
        "JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=114), "
        "FormattedValue(value=Name(id='b', ctx=Load()), conversion=115, "
        "format_spec=JoinedStr(values=[Constant(value='x')]))])");
  CHECK(expression("f'{a:>{b}.{c}}'") ==
        "JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, "
        "format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='b', "
        "ctx=Load()), conversion=-1), Constant(value='.'), FormattedValue(value=Name(id='c', "
        "ctx=Load()), conversion=-1)]))])");
  CHECK(expression("f'{a:}'") ==
        "JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, "
        "format_spec=JoinedStr(values=[]))])");
  CHECK(expression("f'{x != y}{x == y}'") ==
        "JoinedStr(values=[FormattedValue(value=Compare(left=Name(id='x', ctx=Load()), "
        "ops=[NotEq()], comparators=[Name(id='y', ctx=Load())]), conversion=-1), "
        "FormattedValue(value=Compare(left=Name(id='x', ctx=Load()), ops=[Eq()], "
        "comparators=[Name(id='y', ctx=Load())]), conversion=-1)])");
}

TEST_CASE("f-strings: debug text") {
  CHECK(expression("f'{a=}'") ==
        "JoinedStr(values=[Constant(value='a='), FormattedValue(value=Name(id='a', ctx=Load()), conversion=114)])");
  CHECK(expression("f'{a = }'") ==
        "JoinedStr(values=[Constant(value='a = '), FormattedValue(value=Name(id='a', ctx=Load()), conversion=114)])");
  CHECK(expression("f'{a=!s}'") ==
        "JoinedStr(values=[Constant(value='a='), FormattedValue(value=Name(id='a', ctx=Load()), conversion=115)])");
  CHECK(expression("f'{a=:x}'") ==
        "JoinedStr(values=[Constant(value='a='), FormattedValue(value=Name(id='a', ctx=Load()), "
        "conversion=-1, format_spec=JoinedStr(values=[Constant(value='x')]))])");
}

TEST_CASE("f-strings: expressions as in parentheses") {
  CHECK(expression("f'{a, b}'") ==
        "JoinedStr(values=[FormattedValue(value=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', "
        "ctx=Load())], ctx=Load()), conversion=-1)])");
  CHECK(expression("f'{*a, b}'") ==
        "JoinedStr(values=[FormattedValue(value=Tuple(elts=[Starred(value=Name(id='a', ctx=Load()), "
        "ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), conversion=-1)])");
  CHECK(expression("f'{x for x in y}'") ==
        "JoinedStr(values=[FormattedValue(value=GeneratorExp(elt=Name(id='x', ctx=Load()), "
        "generators=[comprehension(target=Name(id='x', ctx=Store()), iter=Name(id='y', ctx=Load()), "
        "ifs=[], is_async=0)]), conversion=-1)])");
  CHECK(expression("f'{(lambda: x)}'") ==
        "JoinedStr(values=[FormattedValue(value=Lambda(args=arguments(posonlyargs=[], args=[], "
        "kwonlyargs=[], kw_defaults=[], defaults=[]), body=Name(id='x', ctx=Load())), "
        "conversion=-1)])");
  CHECK(expression("f'{ {1: 2}[1] }'") ==
        "JoinedStr(values=[FormattedValue(value=Subscript(value=Dict(keys=[Constant(value=1)], "
        "values=[Constant(value=2)]), slice=Constant(value=1), ctx=Load()), conversion=-1)])");
  CHECK(expression("f'{a[\"b\"]}'") ==
        "JoinedStr(values=[FormattedValue(value=Subscript(value=Name(id='a', ctx=Load()), "
        "slice=Constant(value='b'), ctx=Load()), conversion=-1)])");
  CHECK(expression("f'''{\na\n}'''") ==
        "JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)])");
  CHECK(expression("f'{yield_}'") ==
        "JoinedStr(values=[FormattedValue(value=Name(id='yield_', ctx=Load()), conversion=-1)])");
}

TEST_CASE("f-strings: locations of the parts") {
  CHECK(statements("f'a{b}c'", true) ==
        "Expr(value=JoinedStr(values=[Constant(value='a', lineno=1, col_offset=0, end_lineno=1, "
        "end_col_offset=8), FormattedValue(value=Name(id='b', ctx=Load(), lineno=1, col_offset=4, "
        "end_lineno=1, end_col_offset=5), conversion=-1, lineno=1, col_offset=0, end_lineno=1, "
        "end_col_offset=8), Constant(value='c', lineno=1, col_offset=0, end_lineno=1, "
        "end_col_offset=8)], lineno=1, col_offset=0, end_lineno=1, end_col_offset=8), lineno=1, "
        "col_offset=0, end_lineno=1, end_col_offset=8)");
  CHECK(statements("x = (f'a'\n  f'{b + c}')", true) ==
        "Assign(targets=[Name(id='x', ctx=Store(), lineno=1, col_offset=0, end_lineno=1, "
        "end_col_offset=1)], value=JoinedStr(values=[Constant(value='a', lineno=1, col_offset=5, "
        "end_lineno=2, end_col_offset=12), FormattedValue(value=BinOp(left=Name(id='b', ctx=Load(), "
        "lineno=2, col_offset=5, end_lineno=2, end_col_offset=6), op=Add(), right=Name(id='c', "
        "ctx=Load(), lineno=2, col_offset=9, end_lineno=2, end_col_offset=10), lineno=2, "
        "col_offset=5, end_lineno=2, end_col_offset=10), conversion=-1, lineno=1, col_offset=5, "
        "end_lineno=2, end_col_offset=12)], lineno=1, col_offset=5, end_lineno=2, "
        "end_col_offset=12), lineno=1, col_offset=0, end_lineno=2, end_col_offset=13)");
  CHECK(statements("f'''\n{a}'''", true) ==
        "Expr(value=JoinedStr(values=[Constant(value='\\n', lineno=1, col_offset=0, end_lineno=2, "
        "end_col_offset=6), FormattedValue(value=Name(id='a', ctx=Load(), lineno=2, col_offset=1, "
        "end_lineno=2, end_col_offset=2), conversion=-1, lineno=1, col_offset=0, end_lineno=2, "
        "end_col_offset=6)], lineno=1, col_offset=0, end_lineno=2, end_col_offset=6), lineno=1, "
        "col_offset=0, end_lineno=2, end_col_offset=6)");
}

TEST_CASE("f-strings: problems") {
  CHECK(problem_in("f'{'") == "SyntaxError 1:5 f-string: expecting '}'");
  CHECK(problem_in("f'{a'") == "SyntaxError 1:6 f-string: expecting '}'");
  CHECK(problem_in("f'}'") == "SyntaxError 1:5 f-string: single '}' is not allowed");
  CHECK(problem_in("f'{}'") == "SyntaxError 1:6 f-string: empty expression not allowed");
  CHECK(problem_in("f'{!r}'") == "SyntaxError 1:8 f-string: expression required before '!'");
  CHECK(problem_in("f'{a!'") == "SyntaxError 1:7 f-string: expecting '}'");
  CHECK(problem_in("f'{a[}'") ==
        "SyntaxError 1:8 f-string: closing parenthesis '}' does not match opening parenthesis '['");
  CHECK(problem_in("f'{a)}'") == "SyntaxError 1:8 f-string: unmatched ')'");
  CHECK(problem_in("f'{a#}'") == "SyntaxError 1:8 f-string expression part cannot include '#'");
  CHECK(problem_in("f'{a\\\\}'") == "SyntaxError 1:9 f-string expression part cannot include a backslash");
  CHECK(problem_in("f'{a:{b:{c}}}'") == "SyntaxError 1:15 f-string: expressions nested too deeply");
  CHECK(problem_in("f'{\"}'") == "SyntaxError 1:7 f-string: unterminated string");
}

}  // TEST_SUITE("parser_strings")
