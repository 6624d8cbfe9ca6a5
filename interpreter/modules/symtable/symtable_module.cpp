// Module _symtable: the compiler's symbol tables (interpreter/syntax/symbols) as objects, with CPython's flags.
#include "interpreter/compiler/source_symbols.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

extern Type entry_type;

struct SymtableEntry : Object {
  Object *id, *name, *symbols, *varnames, *children;
  int nested, kind, line;
  static Type* type() { return &entry_type; }
};

enum SymbolFlag {
  kDefGlobal = 1,
  kDefLocal = 2,
  kDefParam = 4,
  kDefNonlocal = 8,
  kUse = 16,
  kDefFree = 32,
  kDefFreeClass = 64,
  kDefImport = 128,
  kDefAnnotated = 256,
  kDefIteration = 512,
  kDefBound = kDefLocal | kDefParam | kDefImport,
};
enum ScopeFlag { kLocal = 1, kGlobalExplicit, kGlobalImplicit, kFree, kCell };
constexpr int kScopeShift = 11;
enum EntryKind { kFunctionEntry, kClassEntry, kModuleEntry };

int scope_flag(Resolution resolution) {
  switch (resolution) {
    case Resolution::Local: return kLocal;
    case Resolution::Cell: return kCell;
    case Resolution::Free: return kFree;
    case Resolution::GlobalExplicit: return kGlobalExplicit;
    default: return kGlobalImplicit;
  }
}

bool contains_name(ArenaSpan<Identifier> names, Identifier name) {
  for (Identifier each : names)
    if (each == name) return true;
  return false;
}

int flags_of(const Scope& scope, const Symbol& symbol) {
  int flags = scope_flag(symbol.resolution) << kScopeShift;
  const struct {
    bool is_set;
    int flag;
  } rows[] = {{symbol.is_declared_global, kDefGlobal},
              {symbol.is_assigned, kDefLocal},
              {symbol.is_parameter, kDefParam},
              {symbol.is_declared_nonlocal, kDefNonlocal},
              {symbol.is_referenced, kUse},
              {symbol.is_imported, kDefImport},
              {symbol.is_annotated, kDefAnnotated | kDefLocal},
              {symbol.is_iteration_variable, kDefIteration | kDefLocal}};
  for (auto& row : rows) flags |= row.is_set ? row.flag : 0;
  bool is_also_free = scope.kind == ScopeKind::Class && symbol.is_bound() && contains_name(scope.frees, symbol.name);
  return is_also_free ? flags | kDefFreeClass : flags;
}

const char* shown_name(const Scope& scope, std::string* storage) {
  switch (scope.kind) {
    case ScopeKind::Module: return "top";
    case ScopeKind::Lambda: return "lambda";
    case ScopeKind::ListComprehension: return "listcomp";
    case ScopeKind::SetComprehension: return "setcomp";
    case ScopeKind::DictComprehension: return "dictcomp";
    case ScopeKind::GeneratorExpression: return "genexpr";
    default: *storage = scope.name.text(); return storage->c_str();
  }
}

Dict* symbols_of(Thread& t, const Scope& scope) {
  Dict* symbols = TRY(new_dict(t));
  for (const Symbol* symbol : scope.symbols)
    TRY(dict_set_str(t, symbols, intern(symbol->name.text()), TRY(int_from_int64(flags_of(scope, *symbol)))));
  // Names that only pass through this scope, to inner ones.
  for (Identifier name : scope.frees)
    if (!scope.find(name))
      TRY(dict_set_str(t, symbols, intern(name.text()), TRY(int_from_int64(kFree << kScopeShift))));
  return symbols;
}

SymtableEntry* entry_of(Thread& t, const Scope& scope) {
  if (!native_stack_left(t)) return nullptr;
  auto* entry = TRY(new_object<SymtableEntry>(&entry_type));
  std::string storage;
  entry->id = TRY(int_from_int64(int64_t(reinterpret_cast<intptr_t>(&scope))));
  entry->name = TRY(new_str(shown_name(scope, &storage)));
  entry->symbols = TRY(symbols_of(t, scope));
  List* names = TRY(new_list(t));
  for (Identifier name : scope.parameters) TRY(list_append(t, names, intern(name.text())));
  entry->varnames = names;
  List* children = TRY(new_list(t));
  for (const Scope* child : scope.children) TRY(list_append(t, children, TRY(entry_of(t, *child))));
  entry->children = children;
  entry->nested = scope.is_nested;
  entry->kind = scope.kind == ScopeKind::Module  ? kModuleEntry
                : scope.kind == ScopeKind::Class ? kClassEntry
                                                 : kFunctionEntry;
  entry->line = scope.kind == ScopeKind::Module ? 0 : scope.first_line;
  return entry;
}

// What functions declare global is known to the module, too.
Status add_declared_globals(Thread& t, const Scope& scope, Dict* symbols) {
  for (const Symbol* symbol : scope.symbols) {
    if (!symbol->is_declared_global) continue;
    Str* name = intern(symbol->name.text());
    Object* known = dict_get_str(symbols, name);
    int64_t flags = known ? cast<Int>(known)->small_value() & ((1 << kScopeShift) - 1) : 0;
    flags |= kDefGlobal | kGlobalExplicit << kScopeShift;
    TRY(dict_set_str(t, symbols, name, TRY(int_from_int64(flags))));
  }
  for (const Scope* child : scope.children) TRY(add_declared_globals(t, *child, symbols));
  return Status::ok();
}

Object* entry_repr(Thread& t, Object* o) {
  const auto* self = cast<SymtableEntry>(o);
  StrBuilder text;
  text.add("<symtable entry ").add(TRY(to_str(t, self->name))).add("(").add(TRY(to_str(t, self->id)));
  return text.add("), line ").add(std::to_string(self->line)).add(">").finish();
}

Result<ParseMode> mode_of(Thread& t, Object* name) {
  if (!is_str(name)) return raise_type_error(t, "symtable() argument 3 must be str, not %A", name);
  if (str_equals(cast<Str>(name), "exec")) return ParseMode::Exec;
  if (str_equals(cast<Str>(name), "eval")) return ParseMode::Eval;
  if (str_equals(cast<Str>(name), "single")) return ParseMode::Single;
  return raise_value_error(t, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
}

Object* symtable_symtable(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "_symtable.symtable"));
  TRY(args.expect(t, "symtable", 3, 3));
  Object* source = args[0];
  Str* filename = TRY(file_name_of(t, args[1]));
  if (!is_str(source) && !is_bytes_like(source))
    return raise_type_error(t, "symtable() arg 1 must be a string or bytes object");
  std::string text = is_str(source) ? str_to_utf8(cast<Str>(source)) : std::string(TRY(as_bytes_view(t, source)));
  if (text.find('\0') != std::string::npos) return raise_value_error(t, "source code string cannot contain null bytes");
  ParseMode mode = TRY(mode_of(t, args[2]));
  CompileOptions options;
  options.is_text = is_str(source);
  Arena arena;
  const SymbolTable* table = TRY(symbols_of_source(t, arena, text, filename, mode, options));
  SymtableEntry* top = TRY(entry_of(t, table->module()));
  TRY(add_declared_globals(t, table->module(), cast<Dict>(top->symbols)));
  return top;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/symtable/symtable_entry.def"
#define NATIVE_TYPE SymtableEntry
#define NATIVE_PREFIX entry
#define NATIVE_NAME "symtable entry"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/symtable/symtable_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX symtable
#define NATIVE_NAME "_symtable"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_entry_data() {
  TypeData d{};
  d.slots.repr = entry_repr;
  d.allows_weak_references = true;
  entry_declare(d);
  return d;
}
constinit TypeData entry_data = make_entry_data();
constinit Type entry_type =
    static_type("symtable entry", sizeof(SymtableEntry), 0, kTypeDisallowInstantiation, &entry_data);

constexpr struct {
  const char* name;
  int value;
} kNumbers[] = {{"USE", kUse},
                {"DEF_GLOBAL", kDefGlobal},
                {"DEF_NONLOCAL", kDefNonlocal},
                {"DEF_LOCAL", kDefLocal},
                {"DEF_PARAM", kDefParam},
                {"DEF_FREE", kDefFree},
                {"DEF_FREE_CLASS", kDefFreeClass},
                {"DEF_IMPORT", kDefImport},
                {"DEF_BOUND", kDefBound},
                {"DEF_ANNOT", kDefAnnotated},
                {"TYPE_FUNCTION", kFunctionEntry},
                {"TYPE_CLASS", kClassEntry},
                {"TYPE_MODULE", kModuleEntry},
                {"LOCAL", kLocal},
                {"GLOBAL_EXPLICIT", kGlobalExplicit},
                {"GLOBAL_IMPLICIT", kGlobalImplicit},
                {"FREE", kFree},
                {"CELL", kCell},
                {"SCOPE_OFF", kScopeShift},
                {"SCOPE_MASK", 15}};

}  // namespace

Module* create_symtable(Thread& t) {
  ready_type(t, &entry_type);
  Module* module = TRY(new_module(t, "_symtable"));
  TRY(add_functions(t, module, symtable_method_rows));
  for (auto& number : kNumbers) TRY(add_object(t, module, number.name, int_from_int64(number.value)));
  return module;
}

}  // namespace sidewinder
