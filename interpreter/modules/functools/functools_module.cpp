// Module _functools: reduce, cmp_to_key; the classes are in sources of their own.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/functools/functools_types.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/function/partial.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

// --- cmp_to_key ---

struct KeyWrapper : Object {
  Object* compare;
  Object* object;  // null: what cmp_to_key returned, which makes the others
  static Type* type() { return &key_wrapper_type; }
};

Object* key_wrapper_call(Thread& t, Object* callee, Args args) {
  ssize given = args.count + args.keyword_count();
  if (given > 1) return raise_type_error(t, "K() takes at most 1 argument (%zd given)", given);
  if (!given || (args.names && !str_equals(args.keyword_name(0), "obj")))
    return raise_type_error(t, "K() missing required argument 'obj' (pos 1)");
  Object* object = args.values[0];
  auto* key = static_cast<KeyWrapper*>(TRY(new_key_wrapper(cast<KeyWrapper>(callee)->compare)));
  key->object = object;
  return key;
}

Object* key_wrapper_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_exact<KeyWrapper>(b)) return raise_type_error(t, "other argument must be K instance");
  Object* x = cast<KeyWrapper>(a)->object;
  Object* y = cast<KeyWrapper>(b)->object;
  if (!x || !y) return raise(t, exceptions::AttributeError, "object");
  Object* order = TRY(call(t, cast<KeyWrapper>(a)->compare, x, y));
  return compare(t, order, int_from_int64(0), op);
}

Object* functools_cmp_to_key(Object* compare) { return new_key_wrapper(compare); }

// --- reduce ---

Object* functools_reduce(Thread& t, Object* function, Object* iterable, Object* initial) {
  Object* iterator = get_iterator(t, iterable);
  if (!iterator && pending_matches(t, exceptions::TypeError)) {
    clear_pending(t);
    return raise_type_error(t, "reduce() arg 2 must support iteration");
  }
  if (!iterator) return nullptr;
  Object* result = initial;
  for (;;) {
    Lookup item = TRY(iterator_next(t, iterator));
    if (item.is_missing()) break;
    result = result ? TRY(call(t, function, result, item.value)) : item.value;
  }
  if (!result) return raise_type_error(t, "reduce() of empty iterable with no initial value");
  return result;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/functools/key_wrapper.def"
#define NATIVE_TYPE KeyWrapper
#define NATIVE_PREFIX key_wrapper
#define NATIVE_NAME "KeyWrapper"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/functools/functools_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX functools
#define NATIVE_NAME ""  // messages name these functions without the module
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_key_wrapper_data() {
  TypeData d{};
  d.slots.call = key_wrapper_call;
  d.slots.compare = key_wrapper_compare;
  key_wrapper_declare(d);
  return d;
}
constinit TypeData key_wrapper_data = make_key_wrapper_data();

}  // namespace

constinit Type key_wrapper_type = static_type("functools.KeyWrapper", sizeof(KeyWrapper), 0,
                                              kTypeHaveGC | kTypeDisallowInstantiation, &key_wrapper_data);

Object* new_key_wrapper(Object* compare) {
  auto* key = TRY(new_object<KeyWrapper>(&key_wrapper_type));
  key->compare = compare;
  return key;
}

Module* create_functools(Thread& t) {
  for (Type* cls : {&partial_type, &key_wrapper_type, &lru_link_type, &lru_cache_type}) ready_type(t, cls);
  TRY(lru_keyword_mark());
  Module* module = TRY(new_module(t, "_functools"));
  TRY(add_functions(t, module, functools_method_rows));
  partial_class = &partial_type;
  TRY(add_object(t, module, "partial", &partial_type));
  TRY(add_object(t, module, "_lru_cache_wrapper", &lru_cache_type));
  TRY(add_object(t, module, "__doc__", new_str("Functions about functions.")));
  return module;
}

}  // namespace sidewinder
