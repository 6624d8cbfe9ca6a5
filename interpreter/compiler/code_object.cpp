// The end of a unit: its tables become a code object.
#include <algorithm>

#include "interpreter/compiler/compiler.h"
#include "interpreter/compiler/unit.h"
#include "interpreter/objects/function/line_table.h"

namespace sidewinder {

uint32_t initial_loop_counter = 300, initial_function_counter = ~0u;

namespace {

template <class T> T* copied(const std::vector<T>& elements) {
  T* storage = allocate_raw_leaf<T>(std::max<size_t>(1, elements.size()));
  if (storage) std::copy(elements.begin(), elements.end(), storage);
  return storage;
}

uint32_t flags_of(const Scope& scope, const FutureFeatures& future) {
  uint32_t flags = future.code_flags;
  if (!scope.is_optimized) return scope.is_coroutine ? flags | kCodeCoroutine : flags;  // top-level await
  flags |= kCodeOptimized | kCodeNewLocals;
  if (scope.is_nested) flags |= kCodeNested;
  if (scope.has_varargs) flags |= kCodeVarArgs;
  if (scope.has_varkeywords) flags |= kCodeVarKeywords;
  if (scope.is_generator) flags |= uint32_t(scope.is_coroutine ? kCodeAsyncGenerator : kCodeGenerator);
  else if (scope.is_coroutine) flags |= kCodeCoroutine;
  return flags;
}

}  // namespace

Tuple* Unit::names_tuple(ArenaSpan<Identifier> names) {
  Tuple* tuple = compilation_.checked(new_tuple(ssize(names.size())));
  for (size_t i = 0; tuple && i < names.size(); i++) tuple->items[i] = compilation_.checked(intern(names[i].text()));
  return tuple;
}

// The name of every named register, in order.
Tuple* Unit::register_names() {
  bool has_two_class_cells = outer_class_cell_ != kNoRegister;
  Tuple* tuple = compilation_.checked(new_tuple(ssize(named_registers_.size()) + has_two_class_cells));
  if (!tuple) return nullptr;
  if (has_two_class_cells) tuple->items[outer_class_cell_] = compilation_.checked(intern("__class__"));
  for (const auto& [name, reg] : named_registers_) tuple->items[reg] = compilation_.checked(intern(name->text));
  return tuple;
}

bool Unit::fill_tables(Code* code) {
  emitter_.thread_jumps();
  emitter_.copy_returns();
  code->instructions = copied(emitter_.instructions());
  code->instruction_count = uint32_t(emitter_.instructions().size());
  code->lines = copied(emitter_.lines());
  code->line_count = uint32_t(emitter_.lines().size());
  if (!code_has_columns && code->lines) drop_columns(code);
  code->exceptions = copied(emitter_.exceptions());
  code->exception_count = uint32_t(emitter_.exceptions().size());
  code->cache_count = uint32_t(emitter_.caches().size());
  code->caches = allocate_raw<Cache>(std::max(1u, code->cache_count));
  code->hot_spot_count = uint32_t(emitter_.loop_headers().size());
  code->hot_spots = allocate_raw<HotSpot>(std::max(1u, code->hot_spot_count));
  bool has_tables = code->lines && code->exceptions && code->caches && code->hot_spots;
  if (!code->instructions || !has_tables) return false;
  for (uint32_t i = 0; i < code->cache_count; i++)
    if (!(code->caches[i].name = intern(emitter_.caches()[i].text()))) return false;
  for (uint32_t i = 0; i < code->hot_spot_count; i++) {
    code->hot_spots[i].header = emitter_.loop_headers()[i];
    code->hot_spots[i].counter = initial_loop_counter;
  }
  return true;
}

Code* Unit::finish(const ast::Constant* docstring) {
  if (compilation_.failed) return nullptr;
  Code* code = compilation_.checked(new_object<Code>(Code::type()));
  if (!code) return nullptr;
  code->name = compilation_.checked(intern(scope_.name.text()));
  code->qualname = compilation_.checked(intern(qualified_text()));
  code->filename = compilation_.filename;
  code->names_of_registers = register_names();
  code->cell_names = names_tuple(scope_.cells);
  code->free_names = names_tuple(scope_.frees);
  if (docstring) code->docstring = constants_[text_constant(docstring->text)];
  code->constants = compilation_.checked(constants_.to_tuple());
  if (compilation_.failed) return nullptr;
  if (!fill_tables(code)) {
    compilation_.fail_memory();
    return nullptr;
  }
  code->flags = flags_of(scope_, compilation_.symbols.future());
  code->entry.counter = code->flags & kCodeSuspends ? ~0u : initial_function_counter;
  code->first_line = first_line_;
  code->argument_count = uint16_t(scope_.positional_count);
  code->positional_only_count = uint16_t(scope_.positional_only_count);
  code->keyword_only_count = uint16_t(scope_.keyword_only_count);
  code->local_count = uint16_t(local_count_);
  code->first_free = uint16_t(first_free_);
  code->first_temporary = uint16_t(code->names_of_registers->size);
  code->register_count = uint16_t(registers_.most());
  return code;
}

}  // namespace sidewinder
