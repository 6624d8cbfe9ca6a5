// Functions on code: compile, eval, exec, __import__.
#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/eval.h"
#include "interpreter/imports/import.h"
#include "interpreter/modules/ast/ast_flags.h"
#include "interpreter/modules/ast/ast_objects.h"
#include "interpreter/modules/builtins/builtins.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

Result<std::string> source_text(Thread& t, Object* source, const char* function, const char* what) {
  std::string text;
  if (is_str(source)) text = str_to_utf8(cast<Str>(source));
  else if (is_bytes_like(source)) text = TRY(as_bytes_view(t, source));
  else return raise_type_error(t, "%s() arg 1 must be a %s object", function, what);
  if (text.find('\0') != std::string::npos) return raise_value_error(t, "source code string cannot contain null bytes");
  return text;
}

Result<ParseMode> parse_mode(Thread& t, const Str* name, int flags) {
  if (str_equals(name, "exec")) return ParseMode::Exec;
  if (str_equals(name, "eval")) return ParseMode::Eval;
  if (str_equals(name, "single")) return ParseMode::Single;
  bool wants_tree = flags & kOnlyAst;
  if (str_equals(name, "func_type")) {
    if (!wants_tree) return raise_value_error(t, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
    return ParseMode::FunctionType;
  }
  return raise_value_error(t, wants_tree ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                                         : "compile() mode must be 'exec', 'eval' or 'single'");
}

// The flags that CPython 3.11 knows (ast.PyCF_..., __future__.*.compiler_flag, those of codeop).
constexpr int kCompileFlags = 0x1fe7610;
constexpr int kDontImplyDedent = 0x200;
constexpr int kAllowIncompleteInput = 0x4000;
constexpr uint32_t kAnnotationsFlag = 0x1000000, kFluflFlag = 0x400000, kFutureFlags = 0x1fe0000;

FutureFeatures features_of(uint32_t flags) {
  FutureFeatures features;
  features.code_flags = flags & kFutureFlags;
  features.annotations = flags & kAnnotationsFlag;
  features.barry_as_flufl = flags & kFluflFlag;
  return features;
}

// The code that is compiled shares the features of the code that calls compile(), exec() or eval().
void inherit_features(Thread& t, FutureFeatures* features) {
  FrameHeader* frame = current_python_frame(t);
  if (frame) *features = features_of(features->code_flags | frame->code->flags);
}

CompileOptions options_for(Object* source, int optimize) {
  CompileOptions options(optimize);
  options.is_text = is_str(source);
  options.may_be_malformed = true;
  return options;
}

// Of exec() and eval().
CompileOptions options_here(Thread& t, Object* source) {
  CompileOptions options = options_for(source, optimize_level());
  inherit_features(t, &options.inherited);
  return options;
}

// What compile() gives with PyCF_ONLY_AST.
Object* tree_of(Thread& t, const std::string& text, Str* filename, ParseMode mode, const CompileOptions& options) {
  Arena arena;
  const ast::Module* tree = TRY(parse_source(t, arena, text, filename, mode, options));
  return ast_objects_from_tree(t, *tree);
}

Code* code_of_tree(Thread& t, Object* root, Str* filename, ParseMode mode, const CompileOptions& options) {
  Arena arena;
  const ast::Module* tree = TRY(ast_tree_from_objects(t, arena, root, mode));
  return compile_tree(t, arena, *tree, filename, options);
}

Status audit_source(Thread& t, const std::string& text, Str* filename) {
  if (!has_audit_hooks) return Status::ok();
  return audit(t, "compile", TRY(new_bytes(text.data(), ssize(text.size()))), filename);
}

Object* builtin_compile(Thread& t, Object* source, FileName file, Str* mode_name, int flags, int dont_inherit,
                        int optimize, int feature_version) {
  if (flags & ~kCompileFlags) return raise_value_error(t, "compile(): unrecognised flags");
  if (optimize < -1 || optimize > 2) return raise_value_error(t, "compile(): invalid optimize value");
  ParseMode mode = TRY(parse_mode(t, mode_name, flags));
  bool is_tree = is_ast_object(source);
  if (is_tree && (flags & kOnlyAst)) return source;
  std::string text = is_tree ? "" : TRY(source_text(t, source, "compile", "string, bytes or AST"));
  CompileOptions options = options_for(source, optimize < 0 ? optimize_level() : optimize);
  options.top_level_await = flags & kAllowTopLevelAwait;
  options.dont_imply_dedent = flags & kDontImplyDedent;
  options.type_comments = flags & kTypeComments;
  if (feature_version >= 0 && (flags & kOnlyAst)) options.feature_version = feature_version;
  options.allow_incomplete_input = flags & kAllowIncompleteInput;
  options.inherited = features_of(uint32_t(flags));
  if (!dont_inherit) inherit_features(t, &options.inherited);
  if (is_tree) {
    TRY(audit(t, "compile", source, none()));
    return code_of_tree(t, source, file.text, mode, options);
  }
  TRY(audit_source(t, text, file.text));
  if (flags & kOnlyAst) return tree_of(t, text, file.text, mode, options);
  return compile_source(t, text, file.text, mode, options);
}

// What eval and exec run in: the arguments, or the scope they are called from.
struct Scope {
  Dict* globals = nullptr;
  Object* locals = nullptr;
};
Result<Scope> scope_of(Thread& t, Object* globals, Object* locals) {
  Scope scope;
  if (globals == none()) {
    FrameHeader* frame = current_python_frame(t);
    if (!frame) return raise(t, exceptions::SystemError, "globals and locals cannot be NULL");
    scope.globals = frame->function->globals;
    scope.locals = locals == none() ? TRY(frame_locals(t, frame)) : locals;
  } else {
    scope.globals = cast<Dict>(globals);
    scope.locals = locals == none() ? globals : locals;
  }
  if (!dict_get_str(scope.globals, names::builtins))
    TRY(dict_set_str(t, scope.globals, names::builtins, builtins_dict()));
  return scope;
}

bool is_scope(Object* globals) { return globals == none() || is_dict(globals); }
bool is_mapping_or_none(Object* locals) { return locals == none() || slots_of(locals).get_item; }

Object* run_in(Thread& t, Code* code, const Scope& scope, Tuple* closure = nullptr) {
  // Names of a class below dict are got and set by its own methods, as those of any mapping.
  bool plain = scope.locals == scope.globals && is_exact<Dict>(scope.globals);
  return run_code(t, code, scope.globals, plain ? nullptr : scope.locals, closure);
}

ssize free_variables(const Code* code) { return code->free_names ? code->free_names->size : 0; }

Object* builtin_eval(Thread& t, Object* source, Object* globals, Object* locals) {
  if (!is_mapping_or_none(locals)) return raise_type_error(t, "locals must be a mapping");
  if (!is_scope(globals)) {
    return raise_type_error(t, slots_of(globals).get_item ? "globals must be a real dict; try eval(code, {}, mapping)"
                                                          : "globals must be a dict");
  }
  Scope scope = TRY(scope_of(t, globals, locals));
  if (is_exact<Code>(source)) {
    if (free_variables(cast<Code>(source)))
      return raise_type_error(t, "code object passed to eval() may not contain free variables");
    TRY(audit(t, "exec", source));
    return run_in(t, cast<Code>(source), scope);
  }
  std::string text = TRY(source_text(t, source, "eval", "string, bytes or code"));
  text.erase(0, text.find_first_not_of(" \t"));
  TRY(audit_source(t, text, intern("<string>")));
  Code* code = TRY(compile_source(t, text, intern("<string>"), ParseMode::Eval, options_here(t, source)));
  TRY(audit(t, "exec", code));
  return run_in(t, code, scope);
}

// A code object with free variables needs a tuple of as many cells.
Status check_closure(Thread& t, const Code* code, Object* closure) {
  ssize free = free_variables(code);
  if (!free && closure != none()) return raise_type_error(t, "cannot use a closure with this code object");
  if (!free) return Status::ok();
  bool fits = is_exact<Tuple>(closure) && cast<Tuple>(closure)->size == free;
  for (ssize i = 0; fits && i < free; i++) fits = is_exact<Cell>(cast<Tuple>(closure)->items[i]);
  if (fits) return Status::ok();
  return raise_type_error(t, "code object requires a closure of exactly length %zd", free);
}

Status builtin_exec(Thread& t, Object* source, Object* globals, Object* locals, Object* closure) {
  if (!is_scope(globals)) return raise_type_error(t, "exec() globals must be a dict, not %T", globals);
  if (!is_mapping_or_none(locals)) return raise_type_error(t, "locals must be a mapping or None, not %T", locals);
  Scope scope = TRY(scope_of(t, globals, locals));
  if (is_exact<Code>(source)) {
    TRY(check_closure(t, cast<Code>(source), closure));
    TRY(audit(t, "exec", source));
    TRY(run_in(t, cast<Code>(source), scope, closure == none() ? nullptr : cast<Tuple>(closure)));
    return Status::ok();
  }
  if (closure != none()) return raise_type_error(t, "closure can only be used when source is a code object");
  std::string text = TRY(source_text(t, source, "exec", "string, bytes or code"));
  TRY(audit_source(t, text, intern("<string>")));
  Code* code = TRY(compile_source(t, text, intern("<string>"), ParseMode::Exec, options_here(t, source)));
  TRY(audit(t, "exec", code));
  TRY(run_in(t, code, scope));
  return Status::ok();
}

Object* builtin_import(Thread& t, Object* name, Given given, Object* /*locals*/, Object* from_list, int level) {
  Object* globals = given.value;
  if (!is_str(name)) return raise_type_error(t, "module name must be a string");
  if (level > 0 && globals && !is_dict(globals)) return raise_type_error(t, "globals must be a dict");
  Dict* importer = globals && is_dict(globals) ? cast<Dict>(globals) : nullptr;
  Object* names = from_list && TRY(truth(t, from_list)) ? from_list : none();
  return import_name(t, cast<Str>(name), importer, level, names);
}

Object* builtin_breakpoint(Thread& t, Object*, Args args) {
  Lookup hook = TRY(find_attribute(t, TRY(import_module(t, "sys")), intern("breakpointhook")));
  if (hook.is_missing()) return raise(t, exceptions::RuntimeError, "lost sys.breakpointhook");
  TRY(audit(t, "builtins.breakpoint", hook.value));
  return call(t, hook.value, args);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/builtins/code_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX builtin
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const builtin_code_functions = builtin_method_rows;

}  // namespace sidewinder
