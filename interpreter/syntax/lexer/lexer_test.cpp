#include "interpreter/syntax/lexer/lexer.h"

#include <doctest/doctest.h>

#include <string>

#include "interpreter/syntax/lexer/file_lines.h"

using namespace sidewinder;

namespace {

// The kinds or texts of the tokens, separated by blanks; after a problem its message.
std::string tokens_of(std::string_view bytes) {
  Arena arena;
  SourceText source;
  if (auto* problem = decode_source(arena, bytes, "test.py", false, &source)) return std::string(problem->message);
  ProblemReporter reporter(arena, source);
  NameTable names(arena);
  intern_keywords(names);
  std::vector<Token> tokens;
  Lexer lexer(reporter, names, source.text, {}, tokens);
  lexer.run();
  std::string result;
  for (const Token& token : tokens) {
    bool has_text = token.kind == TokenKind::Name || token.kind == TokenKind::Number || token.kind == TokenKind::String;
    if (!result.empty()) result += ' ';
    result += has_text ? source.text.substr(token.start, token.end - token.start) : token_kind_text(token.kind);
  }
  if (lexer.problem() != nullptr) result += ": " + std::string(lexer.problem()->message);
  return result;
}

}  // namespace

TEST_SUITE("lexer") {

TEST_CASE("operators: the longest one wins") {
  CHECK(tokens_of("a<<=b**c//d->e:=f...") == "a <<= b ** c // d -> e := f ... Newline EndMarker");
  CHECK(tokens_of("a != b <= c >= d == e") == "a != b <= c >= d == e Newline EndMarker");
  CHECK(tokens_of("a@=b@c|=d||e") == "a @= b @ c |= d | | e Newline EndMarker");
}

TEST_CASE("names: keywords, soft keywords and other scripts") {
  CHECK(tokens_of("for match in _ifx") == "for match in _ifx Newline EndMarker");
  CHECK(tokens_of("\303\251t\303\251 = \350\237\222") == "\303\251t\303\251 = \350\237\222 Newline EndMarker");
  CHECK(tokens_of("\342\202\254") == "Error: invalid character '\342\202\254' (U+20AC)");
  CHECK(tokens_of("a\302\240b") == "Error: invalid non-printable character U+00A0");
}

TEST_CASE("numbers: where one ends") {
  CHECK(tokens_of("1..a 1.5e-3j 0x1_f 1if 2else 3") == "1. . a 1.5e-3j 0x1_f 1 if 2 else 3 Newline EndMarker");
  CHECK(tokens_of("0_0 00 0e0 09.5 1_000.0_1") == "0_0 00 0e0 09.5 1_000.0_1 Newline EndMarker");
  CHECK(tokens_of("1__0") == "Error: invalid decimal literal");
  CHECK(tokens_of("012") ==
        "Error: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
}

TEST_CASE("strings: prefixes are names where no quote follows") {
  CHECK(tokens_of("rb'x' Rb\"y\" f'z' bu'w'") == "rb'x' Rb\"y\" f'z' bu 'w' Newline EndMarker");
  CHECK(tokens_of("'a\\'b' '''c'd\n''e''' ''") == "'a\\'b' '''c'd\n''e''' '' Newline EndMarker");
}

TEST_CASE("layout: indentation makes blocks, blank lines and comments do not") {
  CHECK(tokens_of("a\n  b\n\n # c\n  d\ne\n") == "a Newline Indent b Newline d Newline Dedent e Newline EndMarker");
  CHECK(tokens_of("a\n b\n  c") == "a Newline Indent b Newline Indent c Newline Dedent Dedent EndMarker");
  CHECK(tokens_of("# only\n\n") == "EndMarker");
  CHECK(tokens_of("") == "EndMarker");
  CHECK(tokens_of("\f  \fa") == "a Newline EndMarker");
}

TEST_CASE("layout: tabs and spaces must agree whatever a tab means") {
  CHECK(tokens_of("a\n\tb\n\tc") == "a Newline Indent b Newline c Newline Dedent EndMarker");
  CHECK(tokens_of("a\n        b\n\tc") ==
        "a Newline Indent b Newline Error: inconsistent use of tabs and spaces in indentation");
}

TEST_CASE("line joining: brackets and backslashes") {
  CHECK(tokens_of("(a\n  b) + \\\n c") == "( a b ) + c Newline EndMarker");
  CHECK(tokens_of("  \\\n  a") == "Indent a Newline Dedent EndMarker");
  CHECK(tokens_of("a \\ b") == "a Error: unexpected character after line continuation character");
}

TEST_CASE("brackets: must match") {
  CHECK(tokens_of("(]") == "( Error: closing parenthesis ']' does not match opening parenthesis '('");
  CHECK(tokens_of("}") == "Error: unmatched '}'");
  CHECK(tokens_of("(") == "( Error");
  CHECK(tokens_of(std::string(201, '(')).ends_with(": too many nested parentheses"));
}

TEST_CASE("line ends: every convention is a newline") {
  CHECK(tokens_of("a\r\nb\rc\nd") == "a Newline b Newline c Newline d Newline EndMarker");
  CHECK(tokens_of("'''\r\n'''") == "'''\n''' Newline EndMarker");
}

TEST_CASE("encodings: cookies, byte order mark and broken text") {
  CHECK(tokens_of("# coding: latin-1\n'\351'") == "'\303\251' Newline EndMarker");
  CHECK(tokens_of("#!x\n# -*- coding: iso-8859-15 -*-\n'\244'") == "'\342\202\254' Newline EndMarker");
  CHECK(tokens_of("\357\273\277a") == "a Newline EndMarker");
  CHECK(tokens_of("\357\273\277# coding: latin-1") == "encoding problem: iso-8859-1 with BOM");
  CHECK(tokens_of("# vim: set fileencoding=nonsense :") == "unknown encoding: nonsense");
  CHECK(tokens_of("a\n'\351'") ==
        "Non-UTF-8 code starting with '\\xe9' in file test.py on line 2, but no encoding declared; "
        "see https://peps.python.org/pep-0263/ for details");
  CHECK(tokens_of("x = 1\n# coding: nonsense") == "x = 1 Newline EndMarker");
}

TEST_CASE("null bytes: are no source") {
  CHECK(tokens_of(std::string_view("a\0b", 3)) == "a Error: invalid non-printable character U+0000");
}

TEST_CASE("lines of a file: each up to its NUL, joined with the next") {
  using namespace std::string_view_literals;
  CHECK(join_lines_at_nul("a\n# b\0c\nd\0\r\ne\n"sv) == "a\n# bde\n");
  CHECK(join_lines_at_nul("\0a\nb"sv) == "b");
  CHECK(join_lines_at_nul("a\n\0\nb\n"sv) == "a\nb\n");
  CHECK(join_lines_at_nul("'''\n\0\n'''\n"sv) == "'''\n");
  CHECK(join_lines_at_nul("# '''\n\0\nb = '''c'''\n\0\nd\n"sv) == "# '''\nb = '''c'''\nd\n");
  CHECK(join_lines_at_nul("a \\\n\0\nb\n"sv) == "a \\\n");
  CHECK(join_lines_at_nul("# coding: latin-1\na\0b\n"sv) == "# coding: latin-1\na\0b\n"sv);
}

TEST_CASE("lines of a file: one longer than the buffer goes on behind a NUL with the next piece") {
  std::string long_text(9000, 'x');
  std::string joined = join_lines_at_nul(long_text + '\0' + std::string(9000, 'y') + "\nz\n");
  CHECK(joined.substr(0, 9000) == long_text);
  CHECK(joined.substr(9000) == std::string(9000 - 7381, 'y') + "\nz\n");
}

}  // TEST_SUITE("lexer")
