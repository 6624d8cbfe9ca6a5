// From the AST to code objects.
#pragma once

#include <string>
#include <string_view>

#include "interpreter/objects/function/code.h"
#include "interpreter/protocol/error.h"
#include "interpreter/syntax/parser/parser.h"
#include "interpreter/syntax/symbols/symbol_table.h"

namespace sidewinder {

// Source to the code of a module, an expression or an interactive statement. SyntaxError (with filename, line, offset,
// text) is raised on the thread. Optimisation as in CPython: 0 keep asserts, 1 drop them, 2 and docstrings.
struct CompileOptions {
  CompileOptions(int optimize = 0) : optimize(optimize) {}
  int optimize;
  bool is_text = false;           // the source was a str: no coding cookie
  bool may_be_malformed = false;  // the bytes are no file's: see ParseOptions
  bool top_level_await = false;
  bool dont_imply_dedent = false;
  bool allow_incomplete_input = false;  // what more text may complete is the SyntaxError "incomplete input"
  bool type_comments = false;
  int feature_version = 11;
  FutureFeatures inherited = {};
};
Code* compile_source(Thread& t, std::string_view source, Str* filename, ParseMode mode, CompileOptions options = {});
// The two halves of compile_source: text to a tree, which lives in `arena`; a tree to code. A tree that was not parsed
// (a module without source) is taken to be as the parser would have made it.
const ast::Module* parse_source(Thread& t, Arena& arena, std::string_view source, Str* filename, ParseMode mode,
                                const CompileOptions& options);
Code* compile_tree(Thread& t, Arena& arena, const ast::Module& tree, Str* filename, const CompileOptions& options);
// The tree, as ast.dump() shows it (-X dump=ast); empty where the text does not parse.
std::string dump_tree(std::string_view source, const std::string& filename, ParseMode mode);
// text of all instructions and tables, nested code objects too (-X dump=bytecode)
std::string disassemble(const Code* code);
// Whether the names of characters can be had, for the first \N{...}: not if the program has blocked the import of
// unicodedata. Set by the runtime.
extern bool (*character_names_are_known)(Thread& t);
// What the counters of new loops start with: back edges until one is hot. Set by the runtime from the JIT's parameters.
extern uint32_t initial_loop_counter, initial_function_counter;
bool verify(const Code* code, std::string* why);  // debug builds: operands in range, companions in place, jumps inside

}  // namespace sidewinder
