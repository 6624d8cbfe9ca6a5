// Module _pickle: functions, and what outlives a call.
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/pickle/pickle.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

PickleState& pickle_state() {
  static auto* const state = reinterpret_cast<PickleState*>(allocate_permanent(sizeof(PickleState) / sizeof(Object*)));
  return *state;
}

namespace {

Dict* dict_of(Thread& t, Object* module, const char* name) {
  Object* value = TRY(get_attribute(t, module, name));
  if (is_exact<Dict>(value)) return cast<Dict>(value);
  return raise(t, exceptions::RuntimeError, "%S.%s should be a dict, not %T", TRY(get_attribute(t, module, "__name__")),
               name, value);
}

Type* make_error_class(Thread& t, const char* name, Type* base) {
  Object* base_object = base;
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("_pickle")));
  return new_heap_type(t, &type_type, intern(name), TRY(new_tuple(&base_object, 1)), namespace_, Args{});
}

Status make_error_classes(Thread& t) {
  PickleState& state = pickle_state();
  state.error = TRY(make_error_class(t, "PickleError", &exceptions::Exception));
  state.pickling_error = TRY(make_error_class(t, "PicklingError", state.error));
  state.unpickling_error = TRY(make_error_class(t, "UnpicklingError", state.error));
  return Status::ok();
}

Status take_from_library(Thread& t) {
  PickleState& state = pickle_state();
  Object* copyreg = TRY(import_module(t, "copyreg"));
  state.dispatch_table = TRY(dict_of(t, copyreg, "dispatch_table"));
  state.extension_registry = TRY(dict_of(t, copyreg, "_extension_registry"));
  state.inverted_registry = TRY(dict_of(t, copyreg, "_inverted_registry"));
  state.extension_cache = TRY(dict_of(t, copyreg, "_extension_cache"));
  Object* compatible = TRY(import_module(t, "_compat_pickle"));
  state.names_for_3 = TRY(dict_of(t, compatible, "NAME_MAPPING"));
  state.modules_for_3 = TRY(dict_of(t, compatible, "IMPORT_MAPPING"));
  state.names_for_2 = TRY(dict_of(t, compatible, "REVERSE_NAME_MAPPING"));
  state.modules_for_2 = TRY(dict_of(t, compatible, "REVERSE_IMPORT_MAPPING"));
  state.codecs_encode = TRY(get_attribute(t, TRY(import_module(t, "codecs")), "encode"));
  if (!slots_of(state.codecs_encode).call)
    return raise(t, exceptions::RuntimeError, "codecs.encode should be a callable, not %T", state.codecs_encode);
  state.partial = TRY(get_attribute(t, TRY(import_module(t, "functools")), "partial"));
  state.getattr = dict_get_str(builtins_dict(), intern("getattr"));
  return state.getattr ? Status::ok() : raise(t, exceptions::RuntimeError, "lost builtins.getattr");
}

// --- functions --------------------------------------------------------------------------------------

Status pickle_dump(Thread& t, Object* o, Object* file, Object* protocol, bool fix_imports, Object* buffer_callback) {
  return pickle_to_file(t, o, file, protocol, fix_imports, buffer_callback);
}
Object* pickle_dumps(Thread& t, Object* o, Object* protocol, bool fix_imports, Object* buffer_callback) {
  return pickle_to_bytes(t, o, protocol, fix_imports, buffer_callback);
}
Object* pickle_load(Thread& t, Object* file, bool fix_imports, Str* encoding, Str* errors, Object* buffers) {
  return unpickle_file(t, file, fix_imports, encoding, errors, buffers);
}
Object* pickle_loads(Thread& t, Object* data, bool fix_imports, Str* encoding, Str* errors, Object* buffers) {
  return unpickle_bytes(t, data, fix_imports, encoding, errors, buffers);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/pickle/pickle_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX pickle
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

// --- names ------------------------------------------------------------------------------------------

Status fill_pickle_state(Thread& t) {
  PickleState& state = pickle_state();
  if (!state.error) TRY(make_error_classes(t));
  state.latin1 = intern("latin1");
  state.reduce_ex = intern("__reduce_ex__");
  state.reducer_override = intern("reducer_override");
  state.persistent_id = intern("persistent_id");
  state.persistent_load = intern("persistent_load");
  state.dispatch_table_name = intern("dispatch_table");
  state.setstate = intern("__setstate__");
  state.extend = intern("extend");
  state.append = intern("append");
  state.add = intern("add");
  state.ascii = intern("ASCII");
  state.strict = intern("strict");
  return take_from_library(t);
}

Object* pickle_import(Thread& t, Str* name) {
  TRY(import_name(t, str_exact(name), nullptr, 0, none()));  // of a dotted name, that is the package
  Lookup there = TRY(dict_get(t, TRY(system_modules(t)), name));
  return there.found() ? there.value : raise_key_error(t, name);
}

bool pickle_path_is_local(Str* path) {
  if (path->length < 8) return false;
  for (ssize begin = 0;;) {
    ssize end = str_find(path, intern("."), begin, path->length);
    ssize stop = end < 0 ? path->length : end;
    if (stop - begin == 8 && str_find(path, intern("<locals>"), begin, stop) == begin) return true;
    if (end < 0) return false;
    begin = end + 1;
  }
}

Lookup pickle_dotted_attribute(Thread& t, Object* owner, Str* path, Object** parent, Str** last) {
  for (ssize begin = 0;;) {
    ssize end = str_find(path, intern("."), begin, path->length);
    bool whole = begin == 0 && end < 0;
    Str* name = whole ? path : TRY(str_substring(path, begin, end < 0 ? path->length : end));
    if (parent) *parent = owner;
    if (last) *last = name;
    Lookup found = TRY(find_attribute(t, owner, name));
    if (found.is_missing() || end < 0) return found;
    owner = found.value;
    begin = end + 1;
  }
}

Module* create_pickle(Thread& t) {
  for (Type* cls : {&pickle_buffer_type, &pickler_type, &unpickler_type, &pickler_memo_type, &unpickler_memo_type})
    ready_type(t, cls);
  TRY(fill_pickle_state(t));
  Module* module = TRY(new_module(t, "_pickle"));
  TRY(add_functions(t, module, pickle_method_rows));
  TRY(add_object(t, module, "__doc__", new_str("Pickles, written and read by C++.")));
  TRY(add_object(t, module, "Pickler", &pickler_type));
  TRY(add_object(t, module, "Unpickler", &unpickler_type));
  TRY(add_object(t, module, "PickleBuffer", &pickle_buffer_type));
  TRY(add_object(t, module, "PickleError", pickle_state().error));
  TRY(add_object(t, module, "PicklingError", pickle_state().pickling_error));
  TRY(add_object(t, module, "UnpicklingError", pickle_state().unpickling_error));
  return module;
}

}  // namespace sidewinder
