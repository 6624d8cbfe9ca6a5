// The import statement: names, what they are relative to, and what is bound. Finding and loading: importer.cpp.
#include "interpreter/imports/import.h"

#include "interpreter/imports/import_error.h"
#include "interpreter/imports/importer.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Raised raise_import_error(Thread& t, Object* name, Object* path, const std::string& message) {
  raise(t, exceptions::ImportError, "%s", message.c_str());
  if (!pending_matches(t, exceptions::ImportError)) return {};
  auto* e = static_cast<ImportErrorObject*>(t.pending);
  e->name = name;
  e->path = path;
  return {};
}

namespace {

// --- the package that a relative name starts from -------------------------------------------------

Raised raise_no_parent(Thread& t) {
  return raise(t, exceptions::ImportError, "attempted relative import with no known parent package");
}

// What __spec__.parent says differs from __package__: a warning.
Status compare_with_spec(Thread& t, Object* package, Object* spec) {
  if (!spec || spec == none()) return Status::ok();
  Object* parent = TRY(get_attribute(t, spec, "parent"));
  if (TRY(equal(t, package, parent))) return Status::ok();
  return warn_import(t, "__package__ != __spec__.parent");
}

// By __name__ and __path__, for globals that say nothing better.
Str* package_by_name(Thread& t, Dict* globals) {
  TRY(warn_import(t, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"));
  Object* name = dict_get_str(globals, names::name);
  if (!name) return raise(t, exceptions::KeyError, "'__name__' not in globals");
  if (!is_str(name)) return raise_type_error(t, "__name__ must be a string");
  if (dict_get_str(globals, import_names::path())) return cast<Str>(name);
  ssize dot = str_rfind(cast<Str>(name), intern("."), 0, cast<Str>(name)->length);
  return dot < 0 ? raise_no_parent(t) : str_substring(cast<Str>(name), 0, dot);
}

Str* package_of(Thread& t, Dict* globals) {
  if (!globals) return raise(t, exceptions::KeyError, "'__name__' not in globals");
  Object* package = dict_get_str(globals, names::package);
  Object* spec = dict_get_str(globals, names::spec);
  if (package && package != none()) {
    if (!is_str(package)) return raise_type_error(t, "package must be a string");
    TRY(compare_with_spec(t, package, spec));
    return cast<Str>(package);
  }
  if (!spec || spec == none()) return package_by_name(t, globals);
  Object* parent = TRY(get_attribute(t, spec, "parent"));
  return is_str(parent) ? cast<Str>(parent) : raise_type_error(t, "__spec__.parent must be a string");
}

Str* relative_name(Thread& t, Str* name, Dict* globals, int64_t level) {
  Str* package = TRY(package_of(t, globals));
  ssize end = package->length;
  if (!end) return raise_no_parent(t);
  for (int64_t i = 1; i < level; ++i) {
    end = str_rfind(package, intern("."), 0, end);
    if (end < 0) return raise(t, exceptions::ImportError, "attempted relative import beyond top-level package");
  }
  Str* base = str_substring(package, 0, end);
  if (!name->length) return intern(TRY(base));
  return intern(TRY(str_concat(t, TRY(str_concat(t, TRY(base), intern("."))), name)));
}

// __path__ and __all__ of a module, which most modules do not have: no exception is made for that.
Lookup module_attribute(Thread& t, Object* module, Str* name) {
  if (!is_exact<Module>(module)) return find_attribute(t, module, name);
  Dict* dict = cast<Module>(module)->dict;
  if (Object* value = dict_get_str(dict, name)) return value;
  return dict_get_str(dict, names::getattr) ? find_attribute(t, module, name) : Lookup::missing();
}

// --- submodules that `from package import name` needs ---------------------------------------------

Raised raise_bad_item(Thread& t, Object* module, Object* item, bool of_all) {
  if (!of_all) return raise_type_error(t, "Item in ``from list'' must be str, not %T", item);
  Object* name = TRY(get_attribute(t, module, names::name));
  return raise_type_error(t, "Item in %S.__all__ must be str, not %T", name, item);
}

// A submodule that does not exist is no error: the name itself will be missed.
Status load_submodule(Thread& t, Object* module, Str* name) {
  Object* module_name = TRY(get_attribute(t, module, names::name));
  Str* prefix = TRY(to_str(t, module_name));
  Str* full = intern(TRY(str_concat(t, TRY(str_concat(t, prefix, intern("."))), name)));
  if (load_module(t, full)) return Status::ok();
  if (!pending_matches(t, exceptions::ModuleNotFoundError)) return Raised{};
  auto* e = static_cast<ImportErrorObject*>(t.pending);
  if (!e->name || !is_str(e->name) || !str_equal(cast<Str>(e->name), full)) return Raised{};
  Object* there = dict_get_str(TRY(system_modules(t)), full);
  if (there == none()) return Raised{};
  clear_pending(t);
  return Status::ok();
}

Status load_submodules(Thread& t, Object* module, Object* from_list, bool of_all) {
  return for_each(t, from_list, [&](Object* item) -> Status {
    if (!is_str(item)) return raise_bad_item(t, module, item, of_all);
    auto* name = cast<Str>(item);
    if (!str_equals(name, "*")) {
      Lookup there = TRY(find_attribute(t, module, intern(name)));
      return there.found() ? Status::ok() : load_submodule(t, module, name);
    }
    if (of_all) return Status::ok();
    Lookup all = TRY(module_attribute(t, module, import_names::all()));
    return all.found() ? load_submodules(t, module, all.value, true) : Status::ok();
  });
}

// Of `import a.b.c` the statement binds a; of a relative one the first part behind the package.
Object* top_of(Thread& t, Str* name, Str* absolute, int64_t level, Object* module) {
  if (level && !name->length) return module;
  ssize dot = str_find(name, intern("."), 0, name->length);
  if (dot < 0) return module;
  if (!level) {
    Str* top = TRY(str_substring(name, 0, dot));
    Object* there = dict_get_str(TRY(system_modules(t)), top);
    if (there && there != none() && !is_being_initialized(t, there)) return there;
    return load_module(t, intern(top));
  }
  Str* top = TRY(str_substring(absolute, 0, absolute->length - (name->length - dot)));
  Lookup there = TRY(dict_get(t, TRY(system_modules(t)), top));
  if (there.found()) return there.value;
  return raise(t, exceptions::KeyError, "%R not in sys.modules as expected", top);
}

// builtins.__import__ of the code that runs, if it is not the one that was there at the start. Null: it is.
Object* other_import(Dict* globals) {
  Object* builtins = globals ? dict_get_str(globals, names::builtins) : nullptr;
  Dict* scope = builtins_dict();
  if (builtins && is_dict(builtins)) scope = cast<Dict>(builtins);
  else if (builtins && is_exact<Module>(builtins)) scope = cast<Module>(builtins)->dict;
  Object* function = dict_get_str(scope, import_names::import());
  return function == importer().original_import ? nullptr : function ? function : none();
}

}  // namespace

Object* import_name(Thread& t, Str* name, Dict* globals, int64_t level, Object* from_list) {
  if (level < 0) return raise_value_error(t, "level must be >= 0");
  if (!level && !name->length) return raise_value_error(t, "Empty module name");
  Str* absolute = level ? TRY(relative_name(t, name, globals, level)) : intern(name);
  Object* module = TRY(load_module(t, absolute));
  if (!from_list || from_list == none() || !TRY(truth(t, from_list))) return top_of(t, name, absolute, level, module);
  Lookup path = TRY(module_attribute(t, module, import_names::path()));
  if (path.found()) TRY(load_submodules(t, module, from_list, false));
  return module;
}

Object* import_from_statement(Thread& t, Str* name, Dict* globals, Object* locals, Object* level, Object* from_list) {
  Object* other = other_import(globals);
  if (!other) [[likely]]
    return import_name(t, name, globals, TRY(int_to_int64(t, level)), from_list);
  if (other == none()) return raise(t, exceptions::ImportError, "__import__ not found");
  Object* arguments[] = {name, globals ? static_cast<Object*>(globals) : none(), locals ? locals : none(), from_list,
                         level};
  return call(t, other, Args{arguments, 5});
}

Object* import_module(Thread& t, const char* name) { return load_module(t, intern(name)); }

namespace {

// A circular import: the submodule is there, but not yet an attribute of its package. Missing: it is not.
Lookup submodule_of(Thread& t, Str* package, Str* name) {
  Str* full = intern(TRY(str_concat(t, TRY(str_concat(t, package, intern("."))), name)));
  return dict_get(t, TRY(system_modules(t)), full);
}

Object* file_of(Object* module) {
  if (!is_instance(module, Module::type())) return nullptr;
  Object* file = dict_get_str(cast<Module>(module)->dict, import_names::file());
  return file && is_str(file) ? file : nullptr;
}

Raised raise_no_such_name(Thread& t, Object* module, Object* module_name, Str* name) {
  std::string text = "cannot import name " + str_to_utf8(str_repr(name)) + " from ";
  Str* shown = module_name ? cast<Str>(module_name) : intern("<unknown module name>");
  std::string shown_text = str_to_utf8(str_repr(shown));
  Object* file = file_of(module);
  if (!file) return raise_import_error(t, module_name, nullptr, text + shown_text + " (unknown location)");
  if (is_being_initialized(t, module))
    text += "partially initialized module " + shown_text + " (most likely due to a circular import)";
  else text += shown_text;
  return raise_import_error(t, module_name, file, text + " (" + str_to_utf8(cast<Str>(file)) + ")");
}

}  // namespace

Object* import_attribute(Thread& t, Object* module, Str* name) {
  Lookup found = find_attribute(t, module, name);
  if (found.failed()) {
    if (!pending_matches(t, exceptions::AttributeError)) return nullptr;
    clear_pending(t);
  }
  if (found.found()) return found.value;
  Lookup module_name = find_attribute(t, module, names::name);
  if (module_name.failed()) clear_pending(t);
  Object* own_name = module_name.found() && is_str(module_name.value) ? module_name.value : nullptr;
  if (own_name) {
    Lookup submodule = TRY(submodule_of(t, cast<Str>(own_name), name));
    if (submodule.found()) return submodule.value;
  }
  return raise_no_such_name(t, module, own_name, name);
}

namespace {

Raised raise_bad_key(Thread& t, Object* module, bool is_item, Object* item) {
  Object* name = TRY(get_attribute(t, module, names::name));
  if (!is_str(name)) return raise_type_error(t, "module __name__ must be a string, not %T", name);
  return raise_type_error(t, "%s in %S.%s must be str, not %T", is_item ? "Item" : "Key", name,
                          is_item ? "__all__" : "__dict__", item);
}

}  // namespace

Status import_all(Thread& t, Object* module, Object* names) {
  Lookup all = TRY(module_attribute(t, module, import_names::all()));
  Object* list = all.value;
  if (all.is_missing()) {
    Lookup dict = TRY(find_attribute(t, module, names::dict));
    if (dict.is_missing())
      return raise(t, exceptions::ImportError, "from-import-* object has no __dict__ and no __all__");
    list = TRY(list_from_iterable(t, TRY(call_method(t, dict.value, "keys"))));
  }
  return for_each(t, list, [&](Object* item) -> Status {
    if (!is_str(item)) return raise_bad_key(t, module, all.found(), item);
    auto* name = intern(cast<Str>(item));
    if (all.is_missing() && name->length && name->at(0) == '_') return Status::ok();
    Object* value = TRY(get_attribute(t, module, name));
    if (is_exact<Dict>(names)) return dict_set_str(t, cast<Dict>(names), name, value);
    return set_item(t, names, name, value);
  });
}

}  // namespace sidewinder
