// Unit: one code object under construction, and the walk over the scope's part of the tree that fills it.
//
// The methods are spread over files by what they compile: expressions, conditions, calls, displays, names, targets,
// statements, loops, exceptions, functions, classes, comprehensions, imports, patterns. See README.md for the
// registers. A Unit lives on the C++ stack (its constants are found there by the collector).
#pragma once

#include <vector>

#include "interpreter/compiler/constants.h"
#include "interpreter/compiler/emitter.h"
#include "interpreter/compiler/registers.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"

namespace sidewinder {

// What an instruction takes: a register, or the index of a constant.
struct Operand {
  int index;
  bool is_constant;
};

// Of an opcode with the forms name_r and name_c (or name_rr, name_rc), the one for this source.
inline Opcode form_for(Opcode register_form, Operand source) {
  return Opcode(uint16_t(register_form) + source.is_constant);
}

// Where a name lives, as seen from a unit's scope.
struct Place {
  enum Kind : uint8_t {
    Register,   // a local of a function
    Cell,       // a captured variable, own or of an outer function
    ClassCell,  // of an outer function, seen from a class body: its namespace goes first
    Global,
    Namespace,  // module, class body: by name in the frame's locals
  };
  Kind kind;
  int reg;          // Register, Cell, ClassCell
  Identifier name;  // mangled
};

// A construct that `return`, `break` and `continue` have to leave in good order.
struct Block {
  enum Kind : uint8_t {
    Loop,
    Protected,    // the body of try/except: nothing to do but to end its range
    FinallyBody,  // the body of try/finally
    With,
    Handler,    // an except clause, or a finally body run for an exception: what was handled before comes back
    BoundName,  // the body of `except E as name`
  };
  Kind kind;
  // Loop
  Label* break_target = nullptr;
  uint32_t header = 0;
  ast::Location test_line = {};  // of a test that is always true and needs no code; line 0: there is none
  int hot_row = -1;
  int iterator = kNoRegister;  // of `for`
  // All others: the range of instructions whose exceptions go to `handler`. Parts that leave the block are not in it.
  Label* handler = nullptr;
  int exception_register = kNoRegister;
  uint32_t range_begin = 0;
  BoundSet bound_at_begin = {};
  // FinallyBody
  ast::Body final_body = {};
  // With: first register of the exit method's call. Handler: what push_handled saved.
  int state_register = kNoRegister;
  ast::Location location = {};  // With
  bool is_async = false;        // With
  // BoundName
  Identifier name = {};
};

class Unit {
 public:
  Unit(Compilation& compilation, const Scope& scope, const Unit* parent);

  Code* compile_module(const ast::Module& module);
  Code* compile_function(const ast::FunctionDef& function);
  Code* compile_lambda(const ast::Lambda& lambda);
  Code* compile_class(const ast::ClassDef& definition);
  // element and value: key and value for a dict comprehension, otherwise value is null.
  Code* compile_comprehension(const ast::Location& location, ast::Comprehensions generators, const ast::Expr& element,
                              const ast::Expr* value);

 private:
  // --- unit.cpp, code_object.cpp
  void begin(const std::vector<Identifier>& deletable);
  void lay_out_registers();
  const ast::Constant* kept_docstring(ast::Body body) const;
  Code* finish(const ast::Constant* docstring = nullptr);
  std::string qualified_text() const;
  Tuple* names_tuple(ArenaSpan<Identifier> names);
  Tuple* register_names();
  bool fill_tables(Code* code);
  int constant(Object* value) { return constants_.add(compilation_.checked(value)); }
  int constant(int64_t value) { return constant(int_from_int64(value)); }
  int name_constant(Identifier name) { return constants_.add_name(name); }
  int text_constant(std::string_view text) { return constant(new_text_constant(text)); }
  Identifier well_known(std::string_view name) { return compilation_.names.intern_static(name); }

  // --- names.cpp
  Place place_of(Identifier name);              // as written in the source
  int cell_register(Identifier mangled) const;  // of a cell or free variable of this scope
  void load(const Place& place, int dst);
  void load_or_null(Identifier name, int dst);  // a local variable or a cell; null: unbound
  void load(Identifier name, int dst) { load(place_of(name), dst); }
  void store(const Place& place, Operand value);
  void store(Identifier name, Operand value) { store(place_of(name), value); }
  void remove(const Place& place);
  void check_bound(const Place& place);
  void mark_bound(int reg) {
    if (reg < local_count_) emitter_.bound().add(reg);
  }
  // Unbinds the name of an except clause, whatever became of it.
  void unbind(Identifier name);

  // --- expressions.cpp
  void expression(const ast::Expr& e, int dst);  // the value to exactly dst
  // The value in any register: a local variable's own, or `preferred` if given, or a new temporary.
  int to_register(const ast::Expr& e, int preferred = kNoRegister);
  Operand operand(const ast::Expr& e, int preferred = kNoRegister);
  void discard(const ast::Expr& e);
  // If the operand is a variable that `later` may rebind, copies it.
  void settle(Operand* value, const ast::Expr& later);
  int in_register(Operand value);  // loads a constant into a temporary
  int in_register_at(const ast::Expr& e, Operand value) {
    LocationScope at(emitter_, e);
    return in_register(value);
  }
  void move(int dst, Operand value);
  void load_constant(int dst, int index) { emitter_.emit(Opcode::move_c, dst, index); }
  void load_none(int dst) { load_constant(dst, constants_.none()); }
  // dst if it may be overwritten early, else none: a variable changes only when the whole value is there.
  int scratch_of(int dst) const { return registers_.is_temporary(dst) ? dst : kNoRegister; }
  int take() { return registers_.take(); }
  // --- views.cpp
  // memoryview(x)[i:j], which only the expression around it has; `maker`: the register that tells whether it is new.
  struct TemporaryView {
    int view, maker;
  };
  TemporaryView temporary_view(const ast::Expr& e);
  void release(TemporaryView view, int taker);
  bool bytes_of_view(const ast::Call& e, int dst);  // false: it is no such call
  bool store_view(const ast::Expr& target, const ast::Expr& value);
  // A block of temporaries whose first may be dst, if dst is the newest temporary.
  int take_block(int dst);
  void expression_node(const ast::Expr& e, int dst);
  void binary_expression(const ast::BinOp& e, int dst);
  void emit_binary(ast::BinaryOperator op, int dst, Operand left, Operand right);
  void emit_in_place(ast::BinaryOperator op, int dst, int left, Operand right);
  void unary_expression(const ast::UnaryOp& e, int dst);
  void bool_expression(const ast::BoolOp& e, int dst);
  void conditional_expression(const ast::IfExp& e, int dst);
  void named_expression(const ast::NamedExpr& e, int dst);
  void attribute_expression(const ast::Attribute& e, int dst);
  void subscript_expression(const ast::Subscript& e, int dst);
  void slice_expression(const ast::Slice& e, int dst);
  void yield_expression(const ast::Yield& e, int dst);
  void yield_out(int dst, int value);
  void yield_from_expression(const ast::YieldFrom& e, int dst);
  void await_expression(const ast::Await& e, int dst);
  void await_value(int awaited, int source, int dst);  // source: get_awaitable's third field
  void delegate(int iterator, int dst);
  void join_strings(ast::Exprs parts, int dst);
  void joined_string(const ast::JoinedStr& e, int dst);
  void formatted_value(const ast::FormattedValue& e, int dst);

  // --- conditions.cpp
  // Jumps to target if the truth of e is `sense`; otherwise goes on.
  void jump_if(const ast::Expr& e, bool sense, Label& target);
  void jump_if_any(const ast::BoolOp& e, bool sense, Label& target);
  void jump_if_compare(const ast::Compare& e, bool sense, Label& target);
  void jump_if_conditional(const ast::IfExp& e, bool sense, Label& target);
  void branch_on_compare(ast::CompareOperator op, Operand left, Operand right, bool sense, Label& target);
  void test(int reg, bool sense, Label& target);  // of any object
  void branch_on_bool(int reg, bool sense, Label& target) {
    emitter_.branch(sense ? Opcode::jump_if_true_ : Opcode::jump_if_false_, reg, target);
  }
  void compare_expression(const ast::Compare& e, int dst);
  void emit_compare(ast::CompareOperator op, int dst, Operand left, Operand right);
  Object* searched_constant(const ast::Expr& e);
  Operand comparand(const ast::Compare& e, size_t i, int preferred = kNoRegister);

  // --- suspicious.cpp: warnings at the current location
  void warn_about_call(const ast::Expr& function);
  void warn_about_subscript(const ast::Expr& container, const ast::Expr& index);
  void warn_about_identity(const ast::Compare& e, bool is_negated = false);
  void warn_about_assertion(const ast::Assert& s);

  // --- calls.cpp
  void call_expression(const ast::Call& e, int dst);
  bool is_zero_argument_super(const ast::Expr& e);
  void load_super_operands(const ast::Call& call, int base);
  // Does a call take a tuple and a dict: * or **, or too many values for a block of registers?
  static bool must_spread(ast::Exprs arguments, ArenaSpan<ast::Keyword*> keywords);
  void plain_call(const ast::Call& e, int dst);
  void method_call(const ast::Call& e, int dst);
  void emit_call(bool is_method, int dst, int base, ast::Exprs arguments, ArenaSpan<ast::Keyword*> keywords);
  void spread_call(int base, ast::Exprs arguments, ArenaSpan<ast::Keyword*> keywords, int dst);
  void add_keyword(int dict, const ast::Keyword& keyword);
  void keyword_dict(int dict, ArenaSpan<ast::Keyword*> keywords, int callable);
  Object* keyword_names(ArenaSpan<ast::Keyword*> keywords);

  // --- displays.cpp
  void tuple_display(ast::Exprs elements, int dst);
  void list_display(ast::Exprs elements, int dst);
  void set_display(ast::Exprs elements, int dst);
  void dict_display(const ast::Dict& e, int dst);
  void block_display(Opcode build, ast::Exprs elements, int dst);
  // Adds the elements one by one to the list or set in a register.
  void add_elements(bool is_set, int collection, ast::Exprs elements);

  // --- targets.cpp
  void assign(const ast::Expr& target, Operand value);
  // The first of the registers that the elements of a sequence come to.
  int unpack(int sequence, int count);
  int unpack_star(int sequence, int before, int after);
  void assign_to_elements(ast::Exprs elements, int sequence);
  bool assign_pairwise(ast::Exprs targets, const ast::Expr& value);
  void delete_target(const ast::Expr& target);
  // If target is a local variable, its register: the value may be computed right into it.
  int direct_register(const ast::Expr& target);
  void assignment(const ast::Assign& s);
  void let_go(const ast::Expr& value, int reg);
  bool is_let_go_of(const ast::Expr& target, const ast::Expr& value);
  void let_go_and_store(const ast::Expr& target, const ast::Expr& value);
  void augmented_assignment(const ast::AugAssign& s);
  void annotated_assignment(const ast::AnnAssign& s);
  void discard_parts_of_index(const ast::Expr& index);

  // --- statements.cpp
  void body(ast::Body statements);
  void statement(const ast::Stmt& s);
  void statement_node(const ast::Stmt& s);
  void expression_statement(const ast::ExprStmt& s);
  void if_statement(const ast::If& s);
  void return_statement(const ast::Return& s);
  void raise_statement(const ast::Raise& s);
  void assert_statement(const ast::Assert& s);
  void import_statement(const ast::Import& s);
  void import_from_statement(const ast::ImportFrom& s);
  void emit_import(int dst, std::string_view module, int level, int from_list);

  // --- loops.cpp
  void while_statement(const ast::While& s);
  void test_again(const ast::Expr& test, uint32_t begin, Label& exhausted);
  void for_statement(const ast::For& s);
  void async_for_statement(const ast::For& s);
  void break_statement();
  void continue_statement();
  size_t innermost_loop() const;
  // The head of a loop over an iterator: leaves by `exhausted`, otherwise the next value is assigned to target.
  uint32_t iteration_head(int iterator, const ast::Expr& target, Label& exhausted);
  // The same of `async for`. `stopped` is where the exceptions go that ask for the next value raises: see
  // async_loop_end.
  struct AsyncHead {
    Label stopped;
    int exception = kNoRegister;
  };
  uint32_t async_iteration_head(int iterator, const ast::Expr& target, AsyncHead& head);
  void async_loop_end(AsyncHead& head);  // StopAsyncIteration ends the loop, anything else goes on

  // --- exceptions.cpp
  // An exception on its way through this code: a handler from its first instruction to its last.
  struct Handling {
    Label cleanup;             // where an exception raised by the handler itself goes
    int saved = kNoRegister;   // what was being handled before
    int raised = kNoRegister;  // the exception at `cleanup`
  };
  static constexpr size_t kMaxBlocks = 20;  // as in CPython: constructs in each other that have to be left in order
  void check_nesting();
  void enter_block(Block block);
  void leave_block();  // the innermost, at its end
  void end_range(const Block& block);
  // Emits what leaving blocks [depth, ...) takes, innermost first, and takes them off; resume_blocks puts them back.
  std::vector<Block> leave_blocks(size_t depth);
  void resume_blocks(std::vector<Block> left);
  bool must_run_statements_to_leave() const;  // a finally body, the end of a with
  bool must_run_code_to_leave() const;        // these, or the unbinding of a name
  void begin_handling(Handling& handling, int exception, const ast::Location& location = kNoLocation);
  // Where an exception that goes on counts as raised: here, or where it was (as f_lineno of the ended frame shows).
  enum class PlaceOfRaise : bool { Here, Kept };
  void end_handling(const Handling& handling, int exception, PlaceOfRaise place);  // not handled: it goes on
  void finish_handling(Handling& handling);                                        // after all else
  void try_statement(const ast::Try& s);
  void try_except(const ast::Try& s);
  void try_finally(const ast::Try& s);
  void except_clause(const ast::ExceptHandler& clause, const Handling& handling, int exception, Label& end);
  void try_except_star(const ast::Try& s);
  void except_star_clause(const ast::ExceptHandler& clause, int rest, int outcomes);
  void named_except_body(const ast::ExceptHandler& clause, int exception);
  void with_statement(const ast::With& s, size_t item);
  // exception kNoRegister: three Nones; the answer to exit_block + 2
  void call_exit(int exit_block, int exception, bool is_async);

  // --- functions.cpp
  void function_definition(const ast::FunctionDef& s);
  void lambda_expression(const ast::Lambda& e, int dst);
  void load_nothing(int dst);  // a null that has no line of its own
  void tuple_of_defaults(ast::Exprs defaults, int dst);
  // defaults, keyword defaults, annotations into block, block+1, block+2
  void function_defaults(const ast::Arguments& arguments, int block);
  void function_annotations(const ast::Arguments& arguments, const ast::Expr* returns, int dst);
  void evaluate_annotation(const ast::Expr& annotation, int dst);
  // The closure into block+3, and the function itself.
  int closure_cells(const Scope& scope);
  void make_function(const Scope& scope, Code* code, int block, int dst);
  int evaluate_decorators(ast::Exprs decorators);
  void apply_decorators(ast::Exprs decorators, int first, int value, const Place& place);

  // --- classes.cpp
  void class_definition(const ast::ClassDef& s);
  void call_class_builder(const ast::ClassDef& s, int base);

  // --- comprehensions.cpp
  void comprehension(const ast::Expr& e, ast::Comprehensions generators, const ast::Expr& element,
                     const ast::Expr* value, int dst);
  void comprehension_loop(ast::Comprehensions generators, size_t i, const ast::Expr& element, const ast::Expr* value,
                          int result);
  void comprehension_element(const ast::Expr& element, const ast::Expr* value, int result);

  // --- patterns.cpp
  struct Capture {
    Identifier name;
    int reg;
  };
  void match_statement(const ast::Match& s);
  void pattern(const ast::Pattern& p, int subject, Label& fail);
  void sequence_pattern(const ast::MatchSequence& p, int subject, Label& fail);
  void subscripted_elements(ast::Patterns patterns, size_t star, int subject, Label& fail);
  void check_length(int subject, size_t length, bool or_more, Label& fail);
  void mapping_pattern(const ast::MatchMapping& p, int subject, Label& fail);
  void class_pattern(const ast::MatchClass& p, int subject, Label& fail);
  void or_pattern(const ast::MatchOr& p, int subject, Label& fail);
  void capture(Identifier name, int reg);
  void reserve_captures(const ast::Pattern& p);

  Compilation& compilation_;
  const Scope& scope_;
  const Unit* parent_;
  Registers registers_;
  Constants constants_;
  Emitter emitter_;
  std::vector<Block> blocks_;
  std::vector<Capture> captures_;  // of the case under way
  std::unordered_map<const Identifier::Entry*, int> named_registers_;
  int local_count_ = 0;  // registers that are locals
  int first_free_ = 0;
  int outer_class_cell_ = kNoRegister;  // of a class body that has a __class__ of its own and reads the one around it
  int first_line_;                      // of the definition, its decorators included
};

}  // namespace sidewinder
