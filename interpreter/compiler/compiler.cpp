#include "interpreter/compiler/compiler.h"

#include <algorithm>
#include <cstdio>

#include "interpreter/base/arena.h"
#include "interpreter/base/utf8.h"
#include "interpreter/compiler/name_normalizer.h"
#include "interpreter/compiler/source_symbols.h"
#include "interpreter/compiler/unit.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/unicode_data.h"
#include "interpreter/objects/text/unicode_names.h"

#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/warning.h"
#include "interpreter/syntax/ast/ast_dump.h"
#include "interpreter/syntax/lexer/source_text.h"
#include "interpreter/syntax/symbols/symbol_table.h"

namespace sidewinder {

NameNormalizer name_normalizer = nullptr;
bool (*character_names_are_known)(Thread& t) = nullptr;

namespace {

// At the end of a literal, in the text up to there.
Status raise_at_notice(Thread& t, const ast::Module& module, const ast::Notice& notice, SyntaxProblem problem,
                       Str* filename) {
  problem.end_line = notice.end_line ? notice.end_line : notice.line;
  problem.column = notice.column;
  problem.end_column = notice.end_line ? notice.end_column : notice.column;
  problem.source_line = line_of_source(module.source, notice.line);
  problem.drop_newline();
  // The end on another line is measured on this one.
  if (problem.end_line != problem.line)
    problem.end_column = std::min<int32_t>(problem.end_column, int32_t(problem.source_line.size()) + 1);
  return raise_syntax_problem(t, problem, filename);
}

// A warning that the filters make an error is a SyntaxError, which says where it is.
Status issue_notices(Thread& t, const ast::Module& module, Str* filename) {
  for (const ast::Notice& notice : module.notices) {
    Str* message = TRY(new_str(notice.message));
    Type& category = notice.is_syntax_warning ? exceptions::SyntaxWarning : exceptions::DeprecationWarning;
    if (!warn_explicit(t, &category, message, {filename, notice.line}).failed()) continue;
    if (!pending_matches(t, category)) return Raised{};
    clear_pending(t);
    SyntaxProblem problem;
    problem.message = notice.message;
    problem.line = notice.line;
    if (notice.column) return raise_at_notice(t, module, notice, problem, filename);
    return raise_in_file(t, problem, filename);
  }
  return Status::ok();
}

// Known once means known for good.
bool names_were_looked_up = false;
bool find_character(std::string_view name, char32_t* code_point) {
  names_were_looked_up = true;
  return unicode::find_name(name, code_point);
}

UnicodeNameLookup unicode_name_lookup(Thread& t) {
  bool is_known = names_were_looked_up || !character_names_are_known || character_names_are_known(t);
  return is_known ? find_character : nullptr;
}

bool is_printable(char32_t c) { return unicode::record(c).flags & unicode::kPrintable; }

// Bytes whose coding cookie names an encoding that only the codecs module may know: decoded to `text`.
Status decode_by_cookie(Thread& t, std::string_view source, Str* filename, bool is_file, std::string* text,
                        bool* is_decoded) {
  std::string_view cookie = find_coding_cookie(source);
  bool has_mark = source.starts_with("\xef\xbb\xbf");  // then it can only be UTF-8: the parser says so
  *is_decoded = !cookie.empty() && !is_source_encoding(cookie) && !has_mark;
  if (!*is_decoded) return Status::ok();
  if (Str* decoded = decode_bytes(t, source, std::string(cookie).c_str())) {
    *text = str_to_utf8(decoded);
    return Status::ok();
  }
  std::string message = (is_file ? "encoding problem: " : "unknown encoding: ") + normalized_encoding(cookie);
  if (pending_matches(t, exceptions::UnicodeDecodeError)) {
    BaseException* problem = take_pending(t);
    message = str_to_utf8(TRY(to_str(t, problem)));
  } else if (pending_matches(t, exceptions::LookupError)) {
    clear_pending(t);
  } else {
    return Raised{};
  }
  SyntaxProblem problem;
  problem.message = message;
  problem.column = -1;
  problem.end_line = problem.end_column = kAbsent;
  return raise_syntax_problem(t, problem, filename);
}

}  // namespace

const ast::Module* parse_source(Thread& t, Arena& arena, std::string_view source, Str* filename, ParseMode mode,
                                const CompileOptions& options) {
  std::string name = str_to_utf8(filename), decoded;
  bool is_decoded = false;
  bool is_file = !options.may_be_malformed;
  if (!options.is_text) TRY(decode_by_cookie(t, source, filename, is_file, &decoded, &is_decoded));
  if (is_decoded) source = decoded;
  ParseResult parsed = parse(arena, source, name, mode,
                             {.ignore_cookie = options.is_text || is_decoded,
                              .may_be_malformed = options.may_be_malformed,
                              .dont_imply_dedent = options.dont_imply_dedent,
                              .feature_version = options.feature_version,
                              .barry_as_flufl = options.inherited.barry_as_flufl,
                              .most_int_digits = size_t(int_max_str_digits),
                              .type_comments = options.type_comments,
                              .unicode_name = unicode_name_lookup(t),
                              .normalize_name = name_normalizer,
                              .is_printable = is_printable});
  if (!parsed.ok()) {
    for (const ast::Notice& notice : parsed.notices)
      TRY(warn_explicit(t, &exceptions::DeprecationWarning, TRY(new_str(notice.message)), {filename, notice.line}));
    SyntaxProblem problem = *parsed.problem;
    if (options.allow_incomplete_input && problem.reached_end) {
      problem.message = "incomplete input";
      problem.kind = ProblemKind::SyntaxError;
      if (problem.column == 0) {
        problem.column = int32_t(utf8_count(problem.source_line));
        problem.end_column = kUnknownColumn;
      }
    }
    // CPython reads the text of the mistake from the file again.
    bool has_encoding = !options.is_text && !find_coding_cookie(source).empty();
    bool reads_file = mode == ParseMode::Exec && problem.line > 0 && !problem.has_own_text;
    return reads_file && !has_encoding && !is_decoded ? raise_in_file(t, problem, filename, true)
                                                      : raise_syntax_problem(t, problem, filename);
  }
  TRY(issue_notices(t, *parsed.module, filename));
  return parsed.module;
}

namespace {

const SymbolTable* symbols_of_tree(Thread& t, Arena& arena, const ast::Module& tree, Str* filename,
                                   const CompileOptions& options) {
  std::string name = str_to_utf8(filename);
  SymbolTableResult symbols = build_symbol_table(
      arena, tree, name, {.inherited = options.inherited, .top_level_await = options.top_level_await});
  if (!symbols.ok()) return raise_in_file(t, *symbols.problem, filename);
  return symbols.table;
}

}  // namespace

const SymbolTable* symbols_of_source(Thread& t, Arena& arena, std::string_view source, Str* filename, ParseMode mode,
                                     const CompileOptions& options) {
  const ast::Module* tree = TRY(parse_source(t, arena, source, filename, mode, options));
  return symbols_of_tree(t, arena, *tree, filename, options);
}

Code* compile_tree(Thread& t, Arena& arena, const ast::Module& tree, Str* filename, const CompileOptions& options) {
  const SymbolTable* symbols = TRY(symbols_of_tree(t, arena, tree, filename, options));
  Compilation compilation{
      .thread = t,
      .symbols = *symbols,
      .names = *tree.names,
      .source = tree.source,
      .filename = filename,
      .optimize = options.optimize,
      .interactive = tree.mode == ParseMode::Single,
      .has_walrus = tree.source.empty() || tree.source.find(":=") != tree.source.npos,
  };
  Unit unit(compilation, symbols->module(), nullptr);
  Code* code = unit.compile_module(tree);
#ifndef NDEBUG
  std::string why;
  bool is_sound = !code || verify(code, &why);
  if (!is_sound) std::fprintf(stderr, "%s: %s\n", str_to_utf8(filename).c_str(), why.c_str());
  PY_CHECK(is_sound);
#endif
  return code;
}

Code* compile_source(Thread& t, std::string_view source, Str* filename, ParseMode mode, CompileOptions options) {
  Arena arena;
  const ast::Module* tree = TRY(parse_source(t, arena, source, filename, mode, options));
  return compile_tree(t, arena, *tree, filename, options);
}

std::string dump_tree(std::string_view source, const std::string& filename, ParseMode mode) {
  Arena arena;
  ParseResult parsed = parse(arena, source, filename, mode, {.unicode_name = unicode::find_name});
  return parsed.ok() ? dump_ast(*parsed.module) : "";
}

}  // namespace sidewinder
