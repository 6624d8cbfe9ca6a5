// Functions on code: compile, eval, exec, __import__.
#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/eval.h"
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtins/builtins.h"
#include "interpreter/modules/io/open.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
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

Object* builtin_compile(Thread& t, Object*, Args args) {
  Object* v[7];
  TRY(args.bind(t, "compile", "source,filename,mode,flags=,dont_inherit=,optimize=,*,_feature_version=", v));
  std::string file = TRY(path_argument(t, v[1]));
  if (!is_str(v[2])) return raise_type_error(t, "compile() argument 'mode' must be str, not %T", v[2]);
  ssize optimize = v[5] ? TRY(index_as_ssize(t, v[5], &exceptions::OverflowError)) : -1;
  if (optimize < -1 || optimize > 2) return raise_value_error(t, "compile(): invalid optimize value");
  ParseMode mode;
  auto* mode_name = cast<Str>(v[2]);
  if (str_equals(mode_name, "exec")) mode = ParseMode::Exec;
  else if (str_equals(mode_name, "eval")) mode = ParseMode::Eval;
  else if (str_equals(mode_name, "single")) mode = ParseMode::Single;
  else return raise_value_error(t, "compile() mode must be 'exec', 'eval' or 'single'");
  std::string text = TRY(source_text(t, v[0], "compile", "string, bytes or AST"));
  return compile_source(t, text, new_str(file), mode, optimize < 0 ? runtime_settings.optimize : int(optimize));
}

// What eval and exec run in: the arguments, or the scope they are called from.
struct Scope {
  Dict* globals;
  Object* locals;
};
Result<Scope> scope_arguments(Thread& t, const char* name, Object* globals, Object* locals) {
  Scope scope{nullptr, nullptr};
  if (locals && locals != none() && !slots_of(locals).get_item)
    return raise_type_error(t, "%s must be a mapping or None, not %T",
                            std::string_view(name) == "exec" ? "locals" : "locals", locals);
  if (!globals || globals == none()) {
    FrameHeader* frame = current_python_frame(t);
    if (!frame) return raise(t, exceptions::SystemError, "globals and locals cannot be NULL");
    scope.globals = frame->function->globals;
    scope.locals = locals && locals != none() ? locals : TRY(frame_locals(t, frame));
  } else {
    if (!is_dict(globals)) {
      if (std::string_view(name) == "exec")
        return raise_type_error(t, "exec() globals must be a dict, not %T", globals);
      return raise_type_error(t, "globals must be a dict");
    }
    scope.globals = cast<Dict>(globals);
    scope.locals = locals && locals != none() ? locals : globals;
  }
  if (!dict_get_str(scope.globals, names::builtins))
    TRY(dict_set_str(t, scope.globals, names::builtins, builtins_dict()));
  return scope;
}

Object* run_in(Thread& t, Code* code, const Scope& scope, Tuple* closure = nullptr) {
  return run_code(t, code, scope.globals, scope.locals == scope.globals ? nullptr : scope.locals, closure);
}

Object* builtin_eval(Thread& t, Object*, Args args) {
  Object* v[3];
  TRY(args.bind(t, "eval", "source,globals=,locals=,/", v));
  Scope scope = TRY(scope_arguments(t, "eval", v[1], v[2]));
  if (is_exact<Code>(v[0])) {
    auto* code = cast<Code>(v[0]);
    if (code->free_names && code->free_names->size)
      return raise_type_error(t, "code object passed to eval() may not contain free variables");
    return run_in(t, code, scope);
  }
  std::string text = TRY(source_text(t, v[0], "eval", "string, bytes or code"));
  text.erase(0, text.find_first_not_of(" \t"));
  Code* code = TRY(compile_source(t, text, intern("<string>"), ParseMode::Eval, runtime_settings.optimize));
  return run_in(t, code, scope);
}

Object* builtin_exec(Thread& t, Object*, Args args) {
  Object* v[4];
  TRY(args.bind(t, "exec", "source,globals=,locals=,/,*,closure=", v));
  Scope scope = TRY(scope_arguments(t, "exec", v[1], v[2]));
  Object* closure = v[3] && v[3] != none() ? v[3] : nullptr;
  Code* code;
  if (is_exact<Code>(v[0])) {
    code = cast<Code>(v[0]);
    ssize free = code->free_names ? code->free_names->size : 0;
    if (!free && closure) return raise_type_error(t, "cannot use a closure with this code object");
    if (free && !closure) return raise_type_error(t, "code object requires a closure of exactly length %zd", free);
    if (free && (!is_exact<Tuple>(closure) || cast<Tuple>(closure)->size != free))
      return raise_type_error(t, "code object requires a closure of exactly length %zd", free);
  } else {
    if (closure) return raise_type_error(t, "closure argument can only be used with a code object");
    std::string text = TRY(source_text(t, v[0], "exec", "string, bytes or code"));
    code = TRY(compile_source(t, text, intern("<string>"), ParseMode::Exec, runtime_settings.optimize));
  }
  TRY(run_in(t, code, scope, closure ? cast<Tuple>(closure) : nullptr));
  return none();
}

Object* builtin_import(Thread& t, Object*, Args args) {
  Object* v[5];
  TRY(args.bind(t, "__import__", "name,globals=,locals=,fromlist=,level=", v));
  if (!is_str(v[0])) return raise_type_error(t, "__import__() argument 1 must be str, not %T", v[0]);
  Dict* globals = v[1] && is_dict(v[1]) ? cast<Dict>(v[1]) : nullptr;
  Object* level = v[4] ? TRY(index(t, v[4])) : TRY(int_from_int64(0));
  Object* from_list = v[3] && TRY(truth(t, v[3])) ? v[3] : none();
  return import_from_statement(t, cast<Str>(v[0]), globals, v[2] ? v[2] : none(), level, from_list);
}

}  // namespace

const NativeMethod builtin_code_functions[] = {
    {"__import__", builtin_import, MethodKind::Instance,
     "__import__(name, globals=None, locals=None, fromlist=(), level=0) -> module", Intrinsic::LooksAtFrames},
    {"compile", builtin_compile, MethodKind::Instance,
     "compile($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, "
     "_feature_version=-1)\n--\n\nCompile source into a code object that can be executed by exec() or eval()."},
    {"eval", builtin_eval, MethodKind::Instance,
     "eval($module, source, globals=None, locals=None, /)\n--\n\nEvaluate the given source in the context of globals "
     "and locals.",
     Intrinsic::LooksAtFrames},
    {"exec", builtin_exec, MethodKind::Instance,
     "exec($module, source, globals=None, locals=None, /, *, closure=None)\n--\n\nExecute the given source in the "
     "context of globals and locals.",
     Intrinsic::LooksAtFrames},
    {}};

}  // namespace sidewinder
