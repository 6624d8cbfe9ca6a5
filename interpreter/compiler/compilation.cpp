#include "interpreter/compiler/compilation.h"

#include <fstream>
#include <string>

#include "interpreter/base/source_lines.h"
#include "interpreter/base/utf8.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/warning.h"

namespace sidewinder {

namespace {

Type& class_of(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::IndentationError: return exceptions::IndentationError;
    case ProblemKind::TabError: return exceptions::TabError;
    case ProblemKind::MemoryError: return exceptions::MemoryError;
    case ProblemKind::RecursionError: return exceptions::RecursionError;
    case ProblemKind::SyntaxError: break;
  }
  return exceptions::SyntaxError;
}

}  // namespace

std::string_view line_of_source(std::string_view source, int32_t number) {
  for (; number > 1; number--) {
    size_t end = source.find('\n');
    if (end == source.npos) return {};
    source.remove_prefix(end + 1);
  }
  size_t end = source.find('\n');
  return source.substr(0, end == source.npos ? end : end + 1);
}

// SyntaxError(message, (filename, line, offset, text, end_line, end_offset)).
Raised raise_syntax_problem(Thread& t, const SyntaxProblem& problem, Str* filename) {
  Type& cls = class_of(problem.kind);
  Str* message = new_str(problem.message);
  if (!message) return Raised{};
  if (problem.kind == ProblemKind::MemoryError || problem.kind == ProblemKind::RecursionError)
    return raise(t, cls, message->length ? "%U" : "", message);
  std::string_view line = problem.source_line;
  Object* text = line.empty() ? none() : new_str(line.substr(0, line.find('\0')));  // a file's line may have a NUL
  auto end = [](int32_t number) { return number == kAbsent ? none() : int_from_int64(number); };
  Object* details[] = {filename, int_from_int64(problem.line), int_from_int64(problem.column),
                       text,     end(problem.end_line),        end(problem.end_column)};
  for (Object* detail : details)
    if (!detail) return Raised{};
  Tuple* place = new_tuple(details, 6);
  if (!place) return Raised{};
  Object* arguments[] = {message, place};
  Object* exception = call(t, &cls, Args{arguments, 2});
  return exception ? raise_object(t, exception) : Raised{};
}

Raised raise_in_file(Thread& t, SyntaxProblem problem, Str* filename, bool has_text) {
  std::string line;
  std::ifstream file(str_to_utf8(filename));
  bool is_there = bool(file) && problem.line > 0, ends = false;
  for (int32_t number = 1; is_there && number <= problem.line; number++)
    is_there = next_source_line(file, &line, &ends);
  if (is_there && ends) line += '\n';
  bool is_text = is_there && utf8_valid_prefix(line) == line.size();
  if (is_text || !has_text) problem.source_line = is_text ? std::string_view(line) : std::string_view();
  return raise_syntax_problem(t, problem, filename);
}

void Compilation::fail_syntax(const ast::Location& where, std::string_view message) {
  if (failed) return;
  failed = true;
  SyntaxProblem problem;
  problem.message = message;
  problem.line = where.line;
  problem.column = where.column + 1;  // in bytes, as CPython counts
  problem.end_line = where.end_line;
  problem.end_column = where.end_column + 1;
  raise_in_file(thread, problem, filename);
}

void Compilation::warn(const ast::Location& where, std::string_view message) {
  if (failed) return;
  Str* text = checked(new_str(message));
  if (!text || !warn_explicit(thread, &exceptions::SyntaxWarning, text, {filename, where.line}).failed()) return;
  if (!pending_matches(thread, exceptions::SyntaxWarning)) {
    failed = true;
    return;
  }
  clear_pending(thread);
  fail_syntax(where, message);
}

void Compilation::fail_too_many(const char* what) {
  if (failed) return;
  failed = true;
  raise(thread, exceptions::SyntaxError, "too many %s in one code object", what);
}

void Compilation::fail_memory() { failed = true; }

bool Compilation::has_stack() {
  if (failed) return false;
  if (native_stack_left(thread, " during compilation")) return true;
  failed = true;
  return false;
}

}  // namespace sidewinder
