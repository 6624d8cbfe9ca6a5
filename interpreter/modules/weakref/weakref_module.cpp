// Module _weakref. The types are in interpreter/objects/weak/.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/weak/reference.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

ssize weakref_getweakrefcount(Object* object) { return ssize(weak_holder_count(object)); }

List* weakref_getweakrefs(Thread& t, Object* object) {
  List* all = TRY(new_list(t));
  for (size_t i = 0; WeakHolder* holder = weak_holder_at(object, i); i++) TRY(list_append(t, all, holder));
  return all;
}

Status weakref_remove_dead_weakref(Thread& t, Dict* dct, Object* key) {
  Lookup value = TRY(dict_get(t, dct, key));
  if (value.is_missing()) return Status::ok();
  if (!is_any_weak_reference(value.value)) return raise_type_error(t, "not a weakref");
  if (cast<WeakReference>(value.value)->living()) return Status::ok();
  TRY(dict_delete(t, dct, key));
  return Status::ok();
}

Object* weakref_proxy(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "_weakref.proxy"));
  TRY(args.expect(t, "proxy", 1, 2));
  Object* callback = args.or_default(1, none());
  return new_weak_proxy(t, args[0], callback == none() ? nullptr : callback);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/weakref/weakref_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX weakref
#define NATIVE_NAME "_weakref"
#include "interpreter/objects/core/native_table.inc"

Module* create_weakref(Thread& t) {
  Module* module = TRY(new_module(t, "_weakref"));
  TRY(add_functions(t, module, weakref_method_rows));
  TRY(add_object(t, module, "ref", &weak_reference_type));
  TRY(add_object(t, module, "ReferenceType", &weak_reference_type));
  TRY(add_object(t, module, "ProxyType", &weak_proxy_type));
  TRY(add_object(t, module, "CallableProxyType", &weak_callable_proxy_type));
  return module;
}

}  // namespace sidewinder
