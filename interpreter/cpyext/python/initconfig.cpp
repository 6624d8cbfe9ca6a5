// PyConfig: what this process was started with, by CPython's names, and setting it anew. How this Python starts is its
// own (interpreter/startup): a configuration is made of what sys says, and setting one changes what sys says.
#include <Python.h>

#include <cstddef>
#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"

namespace {

enum class Kind : uint8_t { Number, Seed, Text, OptionalText, Texts };

struct Field {
  const char* name;
  Kind kind;
  size_t offset;
};
#define NUMBER(name) \
  { #name, Kind::Number, offsetof(PyConfig, name) }
#define TEXT(name) \
  { #name, Kind::Text, offsetof(PyConfig, name) }
#define OPTIONAL(name) \
  { #name, Kind::OptionalText, offsetof(PyConfig, name) }
#define TEXTS(name) \
  { #name, Kind::Texts, offsetof(PyConfig, name) }
constexpr Field kFields[] = {
    NUMBER(_config_init),
    NUMBER(isolated),
    NUMBER(use_environment),
    NUMBER(dev_mode),
    NUMBER(install_signal_handlers),
    NUMBER(use_hash_seed),
    {"hash_seed", Kind::Seed, offsetof(PyConfig, hash_seed)},
    NUMBER(faulthandler),
    NUMBER(tracemalloc),
    NUMBER(import_time),
    NUMBER(code_debug_ranges),
    NUMBER(show_ref_count),
    NUMBER(dump_refs),
    NUMBER(malloc_stats),
    TEXT(filesystem_encoding),
    TEXT(filesystem_errors),
    OPTIONAL(pycache_prefix),
    NUMBER(parse_argv),
    TEXTS(orig_argv),
    TEXTS(argv),
    TEXTS(xoptions),
    TEXTS(warnoptions),
    NUMBER(site_import),
    NUMBER(bytes_warning),
    NUMBER(warn_default_encoding),
    NUMBER(inspect),
    NUMBER(interactive),
    NUMBER(optimization_level),
    NUMBER(parser_debug),
    NUMBER(write_bytecode),
    NUMBER(verbose),
    NUMBER(quiet),
    NUMBER(user_site_directory),
    NUMBER(configure_c_stdio),
    NUMBER(buffered_stdio),
    TEXT(stdio_encoding),
    TEXT(stdio_errors),
    TEXT(check_hash_pycs_mode),
    NUMBER(use_frozen_modules),
    NUMBER(safe_path),
    NUMBER(pathconfig_warnings),
    TEXT(program_name),
    OPTIONAL(pythonpath_env),
    OPTIONAL(home),
    TEXT(platlibdir),
    NUMBER(module_search_paths_set),
    TEXTS(module_search_paths),
    OPTIONAL(stdlib_dir),
    OPTIONAL(executable),
    OPTIONAL(base_executable),
    OPTIONAL(prefix),
    OPTIONAL(base_prefix),
    OPTIONAL(exec_prefix),
    OPTIONAL(base_exec_prefix),
    NUMBER(skip_source_first_line),
    OPTIONAL(run_command),
    OPTIONAL(run_module),
    OPTIONAL(run_filename),
    NUMBER(_install_importlib),
    NUMBER(_init_main),
    NUMBER(_isolated_interpreter),
    NUMBER(_is_python_build),
};
#undef NUMBER
#undef TEXT
#undef OPTIONAL
#undef TEXTS

template <class T> T& at(PyConfig* config, const Field& field) {
  return *reinterpret_cast<T*>(reinterpret_cast<char*>(config) + field.offset);
}
template <class T> const T& at(const PyConfig* config, const Field& field) {
  return at<T>(const_cast<PyConfig*>(config), field);
}

int invalid_value(const char* name) {
  PyErr_Format(PyExc_ValueError, "invalid config value: %s", name);
  return -1;
}
int invalid_type(const char* name) {
  PyErr_Format(PyExc_TypeError, "invalid config type: %s", name);
  return -1;
}

// --- a dict as a configuration ---------------------------------------------------------------------------------------

int read_number(PyConfig* config, const Field& field, PyObject* value) {
  constexpr unsigned long kMostSeed = 4294967295;
  if (!PyLong_Check(value)) return invalid_type(field.name);
  int overflow;
  long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
  if (overflow || number < 0 || number > (field.kind == Kind::Seed ? (long long)(kMostSeed) : INT_MAX))
    return invalid_value(field.name);
  if (field.kind == Kind::Seed) {
    at<unsigned long>(config, field) = static_cast<unsigned long>(number);
    return 0;
  }
  constexpr int kMostInit = 3;  // _PyConfig_INIT_ISOLATED
  bool is_init = !strcmp(field.name, "_config_init");
  if (is_init && (number < 1 || number > kMostInit)) return invalid_value(field.name);
  at<int>(config, field) = int(number);
  return 0;
}

// A copy of C's; null with an exception.
wchar_t* wide_copy(PyObject* text) {
  Py_ssize_t length;
  wchar_t* wide = PyUnicode_AsWideCharString(text, &length);
  if (!wide) return nullptr;
  auto bytes = size_t(length + 1) * sizeof(wchar_t);
  auto* copy = static_cast<wchar_t*>(PyMem_RawMalloc(bytes));
  if (copy) memcpy(copy, wide, bytes);
  else PyErr_NoMemory();
  PyMem_Free(wide);
  return copy;
}

int read_text(PyConfig* config, const Field& field, PyObject* value) {
  wchar_t*& place = at<wchar_t*>(config, field);
  if (value == Py_None && field.kind == Kind::Text) return invalid_value(field.name);
  if (value != Py_None && !PyUnicode_Check(value)) return invalid_type(field.name);
  PyMem_RawFree(place);
  place = value == Py_None ? nullptr : wide_copy(value);
  return place || value == Py_None ? 0 : -1;
}

void clear_texts(PyWideStringList& list) {
  for (Py_ssize_t i = 0; i < list.length; i++) PyMem_RawFree(list.items[i]);
  PyMem_RawFree(list.items);
  list = {0, nullptr};
}

int read_texts(PyConfig* config, const Field& field, PyObject* value) {
  if (!PyList_CheckExact(value) && !PyTuple_CheckExact(value)) return invalid_type(field.name);
  PyWideStringList& list = at<PyWideStringList>(config, field);
  clear_texts(list);
  Py_ssize_t count = PySequence_Size(value);
  list.items = static_cast<wchar_t**>(PyMem_RawCalloc(size_t(count) + 1, sizeof(wchar_t*)));
  if (!list.items) return PyErr_NoMemory(), -1;
  for (; list.length < count; list.length++) {
    PyObject* item = PySequence_Fast_GET_ITEM(value, list.length);
    if (item == Py_None) return invalid_value(field.name);
    if (!PyUnicode_Check(item)) return invalid_type(field.name);
    if (!(list.items[list.length] = wide_copy(item))) return -1;
  }
  return 0;
}

int read_field(PyConfig* config, const Field& field, PyObject* dict) {
  PyObject* value = PyDict_GetItemString(dict, field.name);
  if (!value) {
    PyErr_Format(PyExc_ValueError, "missing config key: %s", field.name);
    return -1;
  }
  switch (field.kind) {
    case Kind::Number:
    case Kind::Seed: return read_number(config, field, value);
    case Kind::Text:
    case Kind::OptionalText: return read_text(config, field, value);
    case Kind::Texts: return read_texts(config, field, value);
  }
  return -1;
}

// --- and back --------------------------------------------------------------------------------------------------------

PyObject* text_object(const wchar_t* text) { return text ? PyUnicode_FromWideChar(text, -1) : Py_NewRef(Py_None); }

PyObject* texts_object(const PyWideStringList& list) {
  PyObject* items = PyList_New(list.length);
  for (Py_ssize_t i = 0; items && i < list.length; i++) {
    PyObject* item = text_object(list.items[i]);
    if (item) PyList_SET_ITEM(items, i, item);
    else Py_CLEAR(items);
  }
  return items;
}

PyObject* field_object(const PyConfig* config, const Field& field) {
  switch (field.kind) {
    case Kind::Number: return PyLong_FromLong(at<int>(config, field));
    case Kind::Seed: return PyLong_FromUnsignedLong(at<unsigned long>(config, field));
    case Kind::Text:
    case Kind::OptionalText: return text_object(at<wchar_t*>(config, field));
    case Kind::Texts: return texts_object(at<PyWideStringList>(config, field));
  }
  return nullptr;
}

// --- the interpreter's -----------------------------------------------------------------------------------------------

// The configuration that holds, as a dict. Made of what sys says when it is first asked for.
constexpr char kFromSys[] = R"(
import _tracemalloc, os, sys
def from_sys():
    flags = sys.flags
    seed = os.environ.get("PYTHONHASHSEED", "random") if not flags.ignore_environment else "random"
    stdin = sys.__stdin__
    numbers = dict(
        _config_init=2, isolated=flags.isolated, use_environment=1 - flags.ignore_environment,
        dev_mode=int(flags.dev_mode), install_signal_handlers=1, use_hash_seed=int(seed.isdigit()),
        hash_seed=int(seed) if seed.isdigit() else 0, faulthandler=int("faulthandler" in sys._xoptions),
        tracemalloc=_tracemalloc.get_traceback_limit() if _tracemalloc.is_tracing() else 0,
        import_time=int("importtime" in sys._xoptions), code_debug_ranges=1, show_ref_count=0, dump_refs=0,
        malloc_stats=0, parse_argv=2, site_import=1 - flags.no_site, bytes_warning=flags.bytes_warning,
        warn_default_encoding=flags.warn_default_encoding, inspect=flags.inspect, interactive=flags.interactive,
        optimization_level=flags.optimize, parser_debug=flags.debug, write_bytecode=1 - flags.dont_write_bytecode,
        verbose=flags.verbose, quiet=flags.quiet, user_site_directory=1 - flags.no_user_site, configure_c_stdio=1,
        buffered_stdio=1, use_frozen_modules=1, safe_path=int(flags.safe_path), pathconfig_warnings=1,
        module_search_paths_set=1, skip_source_first_line=0, _install_importlib=1, _init_main=1,
        _isolated_interpreter=0, _is_python_build=0)
    library = sys._stdlib_dir
    texts = dict(
        filesystem_encoding=sys.getfilesystemencoding(), filesystem_errors=sys.getfilesystemencodeerrors(),
        pycache_prefix=sys.pycache_prefix, stdio_encoding=getattr(stdin, "encoding", None) or "utf-8",
        stdio_errors=getattr(stdin, "errors", None) or "strict", check_hash_pycs_mode="default",
        program_name=sys.orig_argv[0] if sys.orig_argv else sys.executable,
        pythonpath_env=None if flags.ignore_environment else os.environ.get("PYTHONPATH"),
        home=None if flags.ignore_environment else os.environ.get("PYTHONHOME"), platlibdir=sys.platlibdir,
        stdlib_dir=library, executable=sys.executable, base_executable=sys._base_executable, prefix=sys.prefix,
        base_prefix=sys.base_prefix, exec_prefix=sys.exec_prefix, base_exec_prefix=sys.base_exec_prefix,
        run_command=None, run_module=None, run_filename=None)
    paths = [p for p in sys.path if p.endswith(".zip") or p in (library, os.path.join(library, "lib-dynload"))]
    lists = dict(
        orig_argv=list(sys.orig_argv), argv=list(sys.argv), warnoptions=list(sys.warnoptions),
        xoptions=[k if v is True else f"{k}={v}" for k, v in sys._xoptions.items()], module_search_paths=paths)
    return numbers | texts | lists
)";

// What sys says of a configuration.
constexpr char kToSys[] = R"(
import sys
def to_sys(config, first):
    for name in "prefix", "exec_prefix", "executable", "platlibdir", "pycache_prefix":
        setattr(sys, name, config[name])
    for name, otherwise in ("base_prefix", "prefix"), ("base_exec_prefix", "exec_prefix"):
        setattr(sys, name, config[otherwise] if config[name] is None else config[name])
    sys._base_executable = config["executable"] if config["base_executable"] is None else config["base_executable"]
    sys._stdlib_dir = config["stdlib_dir"]
    sys.argv = list(config["argv"]) or [""]
    sys.orig_argv = list(config["orig_argv"])
    sys.warnoptions = list(config["warnoptions"])
    sys._xoptions = {k: v if is_set else True for k, is_set, v in (o.partition("=") for o in config["xoptions"])}
    sys.path = list((config if config["module_search_paths_set"] else first)["module_search_paths"])
    sys.dont_write_bytecode = not config["write_bytecode"]
    return dict(
        debug=config["parser_debug"], inspect=config["inspect"], interactive=config["interactive"],
        optimize=config["optimization_level"], dont_write_bytecode=1 - config["write_bytecode"],
        no_user_site=1 - config["user_site_directory"], no_site=1 - config["site_import"],
        ignore_environment=1 - config["use_environment"], verbose=config["verbose"],
        bytes_warning=config["bytes_warning"], quiet=config["quiet"],
        hash_randomization=int(not config["use_hash_seed"] or config["hash_seed"] != 0), isolated=config["isolated"],
        dev_mode=bool(config["dev_mode"]), utf8_mode=sys.flags.utf8_mode,
        warn_default_encoding=config["warn_default_encoding"], safe_path=bool(config["safe_path"]),
        int_max_str_digits=sys.flags.int_max_str_digits)
)";

// The function `name` that `source` defines.
PyObject* function_of(const char* source, const char* name) {
  PyObject* names = PyDict_New();
  PyObject* builtins = names ? PyEval_GetBuiltins() : nullptr;
  if (!builtins || PyDict_SetItemString(names, "__builtins__", builtins) < 0) return nullptr;
  PyObject* done = PyRun_String(source, Py_file_input, names, names);
  PyObject* function = done ? Py_XNewRef(PyDict_GetItemString(names, name)) : nullptr;
  Py_XDECREF(done);
  Py_DECREF(names);
  return function;
}

PyObject *first_config, *held_config;  // dicts

// Borrowed.
PyObject* config_that_holds() {
  if (held_config) return held_config;
  static PyObject* const from_sys = function_of(kFromSys, "from_sys");
  if (!from_sys || !(held_config = PyObject_CallNoArgs(from_sys))) return nullptr;
  first_config = Py_NewRef(held_config);
  return held_config;
}

int set_flags(PyObject* values) {
  PyObject* flags = PySys_GetObject("flags");
  PyObject* changed = flags ? PyStructSequence_New(Py_TYPE(flags)) : nullptr;
  if (!changed) return -1;
  PyObject *name, *value;
  Py_ssize_t position = 0;
  // In the order of sys.flags, as the dict is.
  for (Py_ssize_t i = 0; PyDict_Next(values, &position, &name, &value); i++)
    PyStructSequence_SetItem(changed, i, Py_NewRef(value));
  int result = PySys_SetObject("flags", changed);
  Py_DECREF(changed);
  return result;
}

}  // namespace

extern "C" {

void PyConfig_InitIsolatedConfig(PyConfig* config) { memset(config, 0, sizeof *config); }
void PyConfig_InitPythonConfig(PyConfig* config) { memset(config, 0, sizeof *config); }
void PyConfig_Clear(PyConfig* config) {
  for (const Field& field : kFields) {
    if (field.kind == Kind::Texts) clear_texts(at<PyWideStringList>(config, field));
    if (field.kind == Kind::Text || field.kind == Kind::OptionalText) PyMem_RawFree(at<wchar_t*>(config, field));
  }
  memset(config, 0, sizeof *config);
}

PyObject* _PyConfig_AsDict(const PyConfig* config) {
  PyObject* dict = PyDict_New();
  for (const Field& field : kFields) {
    PyObject* value = dict ? field_object(config, field) : nullptr;
    if (dict && (!value || PyDict_SetItemString(dict, field.name, value) < 0)) Py_CLEAR(dict);
    Py_XDECREF(value);
  }
  return dict;
}
int _PyConfig_FromDict(PyConfig* config, PyObject* dict) {
  if (!PyDict_Check(dict)) {
    PyErr_SetString(PyExc_TypeError, "dict expected");
    return -1;
  }
  for (const Field& field : kFields)
    if (read_field(config, field, dict) < 0) return -1;
  return 0;
}

int _PyInterpreterState_GetConfigCopy(PyConfig* config) {
  PyObject* dict = config_that_holds();
  memset(config, 0, sizeof *config);
  return dict ? _PyConfig_FromDict(config, dict) : -1;
}
int _PyInterpreterState_SetConfig(const PyConfig* config) {
  if (!config_that_holds()) return -1;
  static PyObject* const to_sys = function_of(kToSys, "to_sys");
  PyObject* dict = to_sys ? _PyConfig_AsDict(config) : nullptr;
  PyObject* flags = dict ? PyObject_CallFunctionObjArgs(to_sys, dict, first_config, nullptr) : nullptr;
  if (!flags || set_flags(flags) < 0) {
    Py_XDECREF(flags);
    Py_XDECREF(dict);
    return -1;
  }
  Py_DECREF(flags);
  Py_SETREF(held_config, dict);
  return 0;
}
void _PyPathConfig_ClearGlobal() {}
}
