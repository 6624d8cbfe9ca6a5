// parse: source text -> AST. The one entry to the front end's first half; the second half is
// build_symbol_table. The parser itself is in parser_state.h and parser_*.cpp.

#pragma once

#include <string_view>

#include "interpreter/base/arena.h"
#include "interpreter/syntax/ast/ast.h"
#include "interpreter/syntax/lexer/lexer_options.h"
#include "interpreter/syntax/lexer/string_escapes.h"
#include "interpreter/syntax/lexer/syntax_problem.h"

namespace sidewinder {

using ast::ParseMode;

struct ParseOptions {
  // The source was a str: it is UTF-8 (WTF-8) whatever a coding cookie says.
  bool ignore_cookie = false;
  // Bytes that are not UTF-8 are mistakes only where a name or a string literal has them, as in CPython's compile(); in
  // a file they are wrong anywhere.
  bool may_be_malformed = false;
  // For the REPL and codeop: the end of the text does not close an indented block.
  bool dont_imply_dedent = false;
  // Syntax that is younger than Python 3.N is a mistake (ast.parse's feature_version).
  int feature_version = 11;
  // `<>` instead of `!=` (PEP 401).
  bool barry_as_flufl = false;
  // Decimal digits that an int literal may have; 0: any number.
  size_t most_int_digits = 0;
  // Module::type_comments is filled.
  bool type_comments = false;
  // For \N{...} in strings; without it they are errors.
  UnicodeNameLookup unicode_name = nullptr;
  // The NFKC form of a name that is not ASCII (PEP 3131); without it names are taken as written.
  NameNormalizer normalize_name = nullptr;
  // Without it all characters but controls and surrogates are.
  PrintableTest is_printable = nullptr;
};

// Exactly one of the first two is set.
struct [[nodiscard]] ParseResult {
  const ast::Module* module = nullptr;
  const SyntaxProblem* problem = nullptr;
  ArenaSpan<ast::Notice> notices = {};  // where there is a problem: what the tree would have

  bool ok() const { return module != nullptr; }
};

// Nothing to run.
bool is_blank_or_comments(std::string_view text);
// Does it have blocks? Then an interactive reader waits for an empty line.
bool is_compound(const ast::Stmt& statement);

// The tree and the problem are allocated in `arena` and do not refer to `source`, which may be
// freed. Bytes are decoded as PEP 263 says: BOM, coding cookie, UTF-8.
ParseResult parse(Arena& arena, std::string_view source, std::string_view filename, ParseMode mode,
                  ParseOptions options = {});

}  // namespace sidewinder
