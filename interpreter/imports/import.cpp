// The import statement and its finder: built-in modules, then NAME/__init__.py and NAME.py along a path.
#include "interpreter/imports/import.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/eval.h"
#include "interpreter/imports/import_source.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

Raised raise_import_error(Thread& t, Type& cls, Str* name, Object* path, const std::string& message) {
  raise(t, cls, "%s", message.c_str());
  if (pending_matches(t, cls)) {
    auto* e = static_cast<ImportErrorObject*>(t.pending);
    e->name = name;
    e->path = path;
  }
  return {};
}
Raised raise_not_found(Thread& t, Str* name, const std::string& detail = "") {
  return raise_import_error(t, exceptions::ModuleNotFoundError, name, nullptr,
                            "No module named " + str_to_utf8(str_repr(name)) + detail);
}

Lookup loaded_module(Thread& t, Str* name) {
  Dict* modules = TRY(system_modules(t));
  Lookup found = TRY(dict_get(t, modules, name));
  if (found.found() && found.value == none())
    return raise_import_error(t, exceptions::ModuleNotFoundError, name, nullptr,
                              "import of " + str_to_utf8(name) + " halted; None in sys.modules");
  return found;
}

// --- one module -----------------------------------------------------------------------------------

// Runs the body; a module whose body fails leaves sys.modules.
Object* execute(Thread& t, Module* module, Str* name, const SourceFile& file) {
  Dict* modules = TRY(system_modules(t));
  TRY(dict_set_str(t, modules, name, module));
  Code* code = compile_file(t, file);
  if (!code || !run_code(t, code, module->dict, nullptr)) {
    PendingSaved saved(t);
    if (dict_delete(t, modules, name) == Truth::Error) clear_pending(t);
    return nullptr;
  }
  // The body may have put something else in its place.
  Lookup now = TRY(dict_get(t, modules, name));
  if (now.found()) return now.value;
  return raise_key_error(t, name);
}

Str* parent_name(Str* name) {
  ssize dot = str_rfind(name, intern("."), 0, name->length);
  return dot < 0 ? nullptr : intern(str_substring(name, 0, dot));
}

Object* load_source(Thread& t, Str* name, const SourceFile& file) {
  Module* module = TRY(new_module(t, name));
  Str* package = file.is_package ? name : parent_name(name);
  TRY(add_object(t, module, "__file__", new_str(file.path)));
  TRY(add_object(t, module, "__package__", package ? package : empty_str()));
  TRY(add_object(t, module, "__builtins__", builtins_dict()));
  if (file.is_package) {
    Object* folder = TRY(new_str(file.path.substr(0, file.path.rfind('/'))));
    TRY(add_object(t, module, "__path__", list_from_array(t, &folder, 1)));
  }
  return execute(t, module, name, file);
}

// `path` null: a top-level module. Missing: there is none.
Lookup find_and_load(Thread& t, Str* name, Object* path) {
  if (!path) {
    Module* builtin = create_builtin_module(t, name);
    if (builtin) {
      TRY(dict_set_str(t, TRY(system_modules(t)), name, builtin));
      return builtin;
    }
    if (is_pending(t)) return Raised{};
    path = TRY(system_attribute(t, "path"));
  }
  std::string text = str_to_utf8(name);
  SourceFile file;
  if (!TRY(find_source(t, path, text.substr(text.rfind('.') + 1), &file))) return Lookup::missing();
  return load_source(t, name, file);
}

Object* load(Thread& t, Str* name);

// The __path__ of the package that a dotted name is in; null for a top-level name (with *top set).
Object* search_path(Thread& t, Str* name, Object** parent_module, bool* top) {
  Str* parent = parent_name(name);
  *top = !parent;
  if (!parent) return nullptr;
  *parent_module = TRY(load(t, parent));
  Lookup path = TRY(find_attribute(t, *parent_module, intern("__path__")));
  if (path.found()) return path.value;
  return raise_not_found(t, name, "; " + str_to_utf8(str_repr(parent)) + " is not a package");
}

// The module of an absolute name, its packages before it.
Object* load(Thread& t, Str* name) {
  if (!native_stack_left(t)) return nullptr;
  Lookup there = TRY(loaded_module(t, name));
  if (there.found()) return there.value;
  Object* parent = nullptr;
  bool top;
  Object* path = search_path(t, name, &parent, &top);
  if (!path && !top) return nullptr;
  there = TRY(loaded_module(t, name));  // the package may have imported it
  if (there.found()) return there.value;
  Lookup module = TRY(find_and_load(t, name, path));
  if (module.is_missing()) return raise_not_found(t, name);
  if (parent) {
    ssize dot = str_rfind(name, intern("."), 0, name->length);
    TRY(set_attribute(t, parent, intern(str_substring(name, dot + 1, name->length)), module.value));
  }
  return module.value;
}

// --- names of the statement -----------------------------------------------------------------------

// __package__, else what __name__ and __path__ tell.
Str* package_of(Thread& t, Dict* globals) {
  Object* package = globals ? dict_get_str(globals, names::package) : nullptr;
  if (package && package != none()) {
    if (!is_str(package)) return raise_type_error(t, "package must be a string");
    return cast<Str>(package);
  }
  Object* name = globals ? dict_get_str(globals, names::name) : nullptr;
  if (!name) return raise(t, exceptions::KeyError, "'__name__' not in globals");
  if (!is_str(name)) return raise_type_error(t, "__name__ must be a string");
  if (dict_get_str(globals, intern("__path__"))) return cast<Str>(name);
  Str* parent = parent_name(cast<Str>(name));
  return parent ? parent : empty_str();
}

Str* absolute_name(Thread& t, Str* name, Dict* globals, int64_t level) {
  if (level == 0) {
    if (!name->length) return raise_value_error(t, "Empty module name");
    return intern(name);
  }
  Str* package = TRY(package_of(t, globals));
  if (!package->length)
    return raise(t, exceptions::ImportError, "attempted relative import with no known parent package");
  for (int64_t i = 1; i < level; ++i) {
    package = parent_name(package);
    if (!package) return raise(t, exceptions::ImportError, "attempted relative import beyond top-level package");
  }
  if (!name->length) return intern(package);
  return intern(TRY(str_concat(t, TRY(str_concat(t, package, intern("."))), name)));
}

// `from package import name` imports the submodule `name` if the package does not have it.
Status load_submodules(Thread& t, Object* module, Object* from_list) {
  Lookup path = TRY(find_attribute(t, module, intern("__path__")));
  if (!path.found()) return Status::ok();
  Object* module_name = TRY(get_attribute(t, module, names::name));
  if (!is_str(module_name)) return Status::ok();
  return for_each(t, from_list, [&](Object* item) -> Status {
    if (!is_str(item)) return raise_type_error(t, "Item in ``from list'' must be str, not %T", item);
    if (str_equals(cast<Str>(item), "*")) {
      Lookup all = TRY(find_attribute(t, module, intern("__all__")));
      return all.found() ? load_submodules(t, module, all.value) : Status::ok();
    }
    Lookup there = TRY(find_attribute(t, module, intern(cast<Str>(item))));
    if (there.found()) return Status::ok();
    Str* full = intern(TRY(str_concat(t, TRY(str_concat(t, cast<Str>(module_name), intern("."))), cast<Str>(item))));
    if (load(t, full)) return Status::ok();
    if (!pending_matches(t, exceptions::ModuleNotFoundError)) return Raised{};
    auto* e = static_cast<ImportErrorObject*>(t.pending);
    if (!e->name || !is_str(e->name) || !str_equal(cast<Str>(e->name), full)) return Raised{};
    clear_pending(t);  // absent: the name itself will be missed
    return Status::ok();
  });
}

// Of `import a.b.c` the statement binds a; of a relative one the first part behind the package.
Object* top_of(Thread& t, Str* name, Str* absolute, Object* module) {
  ssize dot = str_find(name, intern("."), 0, name->length);
  if (dot < 0) return module;
  return load(t, intern(str_substring(absolute, 0, absolute->length - (name->length - dot))));
}

}  // namespace

Object* import_from_statement(Thread& t, Str* name, Dict* globals, Object*, Object* level, Object* from_list) {
  int64_t dots = TRY(int_to_int64(t, level));
  if (dots < 0) return raise_value_error(t, "level must be >= 0");
  Str* absolute = TRY(absolute_name(t, name, globals, dots));
  Object* module = TRY(load(t, absolute));
  if (from_list && from_list != none() && TRY(truth(t, from_list))) {
    TRY(load_submodules(t, module, from_list));
    return module;
  }
  return top_of(t, name, absolute, module);
}

Object* import_module(Thread& t, const char* name) { return load(t, intern(name)); }

Object* import_attribute(Thread& t, Object* module, Str* name) {
  Lookup found = TRY(find_attribute(t, module, name));
  if (found.found()) return found.value;
  Lookup module_name = TRY(find_attribute(t, module, names::name));
  if (!module_name.found() || !is_str(module_name.value))
    return raise_import_error(
        t, exceptions::ImportError, nullptr, nullptr,
        "cannot import name " + str_to_utf8(str_repr(name)) + " from '<unknown module name>' (unknown location)");
  auto* own_name = cast<Str>(module_name.value);
  // A circular import: the submodule is there, but not yet an attribute of its package.
  Str* full = intern(TRY(str_concat(t, TRY(str_concat(t, own_name, intern("."))), name)));
  Lookup submodule = TRY(dict_get(t, TRY(system_modules(t)), full));
  if (submodule.found()) return submodule.value;
  Lookup file = TRY(find_attribute(t, module, intern("__file__")));
  std::string place = file.found() && is_str(file.value) ? str_to_utf8(cast<Str>(file.value)) : "unknown location";
  return raise_import_error(t, exceptions::ImportError, own_name, file.value,
                            "cannot import name " + str_to_utf8(str_repr(name)) + " from " +
                                str_to_utf8(str_repr(own_name)) + " (" + place + ")");
}

Status import_all(Thread& t, Object* module, Object* names) {
  Lookup all = TRY(find_attribute(t, module, intern("__all__")));
  Object* list = all.value;
  if (all.is_missing()) {
    Object* dict = TRY(get_attribute(t, module, names::dict));
    list = TRY(list_from_iterable(t, TRY(call_method(t, dict, "keys"))));
  }
  return for_each(t, list, [&](Object* item) -> Status {
    if (!is_str(item)) {
      Object* module_name = TRY(get_attribute(t, module, names::name));
      return raise_type_error(t, "%s in %S.%s must be str, not %T", all.found() ? "Item" : "Key", module_name,
                              all.found() ? "__all__" : "__dict__", item);
    }
    auto* name = intern(cast<Str>(item));
    if (all.is_missing() && name->length && name->at(0) == '_') return Status::ok();
    Object* value = TRY(get_attribute(t, module, name));
    if (is_exact<Dict>(names)) return dict_set_str(t, cast<Dict>(names), name, value);
    return set_item(t, names, name, value);
  });
}

}  // namespace sidewinder
