// Residual calls of calls, and what only calls build: the dict of **keywords.
#include "interpreter/execution/ops/call.h"

#include <vector>

#include "interpreter/imports/import.h"
#include "interpreter/protocol/iterable.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Tuple* keyword_names(Dict* dict) {
  uint32_t count = dict->table ? dict->table->entry_count : 0;
  if (ssize(count) != dict->used) return nullptr;
  std::vector<Object*> names;
  for (uint32_t i = 0; i < count; ++i) {
    Object* key = dict->table->entries[i].key;
    if (!key || key->cls != Str::type()) return nullptr;
    names.push_back(key);
  }
  return new_tuple(names.data(), count);
}

}  // namespace sidewinder

namespace sidewinder::help {

namespace {
Str* callee_text(Thread& t, Object* callee) {
  Lookup qualname = find_attribute(t, callee, intern("__qualname__"));
  if (qualname.found() && is_str(qualname.value)) {
    StrBuilder b;
    Lookup module = find_attribute(t, callee, intern("__module__"));
    if (module.found() && is_str(module.value) && str_to_utf8(as_str(module.value)) != "builtins")
      b.add(as_str(module.value)).add(".");
    clear_pending(t);
    return b.add(as_str(qualname.value)).add("()").finish();
  }
  clear_pending(t);
  return to_str(t, callee);
}
}  // namespace

Object* call_function_row(Thread& t, Object* callee, Object* const* values, int count, Tuple* names) {
  if (!native_stack_left(t, " while calling a Python object")) return nullptr;
  return call_builtin_function(t, static_cast<BuiltinFunction*>(callee), Args{values, count, names});
}
Object* call_method_row(Thread& t, Object* callee, Object* const* values, int count, Tuple* names) {
  if (!native_stack_left(t, " while calling a Python object")) return nullptr;
  Args args{values, count, names};
  return static_cast<MethodDescriptor*>(callee)->method->function(t, values[0], args.drop_first());
}

Object* call_0(Thread& t, Object* callee) { return call(t, callee); }
Object* call_1(Thread& t, Object* callee, Object* a) { return call(t, callee, a); }
Object* call_2(Thread& t, Object* callee, Object* a, Object* b) { return call(t, callee, a, b); }
Object* call_3(Thread& t, Object* callee, Object* a, Object* b, Object* c) {
  Object* arguments[] = {a, b, c};
  return call(t, callee, Args{arguments, 3});
}
static Object* native(Thread& t, void* method, Object* self, Args args) {
  if (!native_stack_left(t, " while calling a Python object")) return nullptr;
  return static_cast<const NativeMethod*>(method)->function(t, self, args);
}
Object* native_0(Thread& t, void* method, Object* self) { return native(t, method, self, Args{}); }
Object* native_1(Thread& t, void* method, Object* self, Object* a) { return native(t, method, self, Args{&a, 1}); }
Object* native_2(Thread& t, void* method, Object* self, Object* a, Object* b) {
  Object* arguments[] = {a, b};
  return native(t, method, self, Args{arguments, 2});
}
Object* native_3(Thread& t, void* method, Object* self, Object* a, Object* b, Object* c) {
  Object* arguments[] = {a, b, c};
  return native(t, method, self, Args{arguments, 3});
}
Object* call_tuple(Thread& t, Object* callee, Object* tuple, Object* names) {
  auto* values = reinterpret_cast<Tuple*>(tuple);
  auto* keywords = reinterpret_cast<Tuple*>(names);
  return call(t, callee, Args{values->items, values->size - (keywords ? keywords->size : 0), keywords});
}
Object* call_spread(Thread& t, Object* callee, Object* tuple, Object* keywords) {
  Tuple* positional;
  if (tuple->cls == Tuple::type()) positional = as_tuple(tuple);
  else {
    if (!slots_of(tuple).iter && !slots_of(tuple).get_item) {
      Str* name = callee_text(t, callee);
      if (!name) return nullptr;
      return raise_type_error(t, "%U argument after * must be an iterable, not %T", name, tuple);
    }
    positional = TRY(tuple_from_iterable(t, tuple));
  }
  return call_with_tuple(t, callee, positional, as_dict(keywords));
}
namespace {

// Of `**other` in a call: what is given already must not come again.
Status merge_keywords(Thread& t, Dict* dict, Object* other, Object* callee) {
  auto add = [&](Object* key, Object* value) -> Status {
    if (!TRY(dict_contains(t, dict, key))) return dict_set(t, dict, key, value);
    Str* name = TRY(callee_text(t, callee));
    return raise_type_error(t, "%U got multiple values for keyword argument '%S'", name, key);
  };
  bool walked_as_dict = has_flag(other, kTypeDict) && slots_of(other).iter == Dict::type()->data->slots.iter;
  if (walked_as_dict) {
    ssize position = 0;
    Object *key, *value;
    while (dict_next(as_dict(other), &position, &key, &value)) TRY(add(key, value));
    return Status::ok();
  }
  return for_each(t, TRY(list_of_keys(t, other)), [&](Object* key) -> Status {
    if (TRY(dict_contains(t, dict, key))) return add(key, none());
    return add(key, TRY(sidewinder::get_item(t, other, key)));
  });
}

}  // namespace

Object* dict_merge(Thread& t, Object* dict, Object* other, Object* callee) {
  if (!merge_keywords(t, as_dict(dict), other, callee).failed()) return none();
  if (!pending_matches(t, exceptions::AttributeError)) return nullptr;
  clear_pending(t);
  Str* name = TRY(callee_text(t, callee));
  return raise_type_error(t, "%U argument after ** must be a mapping, not %T", name, other);
}

Object* collected_keywords(Thread& t, Object* names, Object* values) {
  Dict* dict = sidewinder::new_dict(t);
  if (!dict) PyLanguage::out_of_memory();
  for (ssize i = 0; i < as_tuple(names)->size; ++i)
    if (dict_set(t, dict, as_tuple(names)->items[i], as_tuple(values)->items[i]).failed()) PyLanguage::out_of_memory();
  return dict;
}
int64_t has_keywords(Object* dict, Object* names) {
  const Dict* d = as_dict(dict);
  ssize count = as_tuple(names)->size;
  if (d->used != count || (count && d->table->entry_count != count)) return 0;
  for (ssize i = 0; i < count; ++i) {
    Object *key = d->table->entries[i].key, *name = as_tuple(names)->items[i];
    if (key != name && !(key && key->cls == Str::type() && str_equal(as_str(key), as_str(name)))) return 0;
  }
  return 1;
}
Object* keyword_value(Object* dict, int64_t index) { return as_dict(dict)->table->entries[index].value; }

}  // namespace sidewinder::help
