// Calling objects from C++.
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/descriptor/slot_wrapper.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"

namespace sidewinder {

Object* call(Thread& t, Object* callee, Args args) {
  CallFn function = slots_of(callee).call;
  if (!function) return raise_type_error(t, "'%T' object is not callable", callee);
  RecursionLevel level(t, " while calling a Python object");
  if (level.too_deep()) return Raised{};
  Object* result = function(t, callee, args);
  PY_DCHECK((result == nullptr) == is_pending(t));
  return result;
}

Object* call(Thread& t, Object* callee) { return call(t, callee, Args{}); }
Object* call(Thread& t, Object* callee, Object* a) { return call(t, callee, Args{&a, 1}); }
Object* call(Thread& t, Object* callee, Object* a, Object* b) {
  Object* values[] = {a, b};
  return call(t, callee, Args{values, 2});
}

Object* call_found(Thread& t, Object* found, Args self_and_arguments) {
  if (is_exact<Function>(found)) return call_function(t, cast<Function>(found), self_and_arguments);
  if (has_flag(found, kTypeMethodDescriptor)) return call(t, found, self_and_arguments);
  Object* self = self_and_arguments[0];
  Object* bound = TRY(bind_found(t, found, self, self->cls));
  return call(t, bound, self_and_arguments.drop_first());
}

Object* call_method(Thread& t, Object* o, Str* name, Args args) {
  if (slots_of(o).get_attribute == generic_get_attribute) {
    Object* found = type_lookup(o->cls, name);
    if (found && has_flag(found, kTypeMethodDescriptor)) {
      Lookup own = has_own_attributes(o->cls) ? instance_get(t, o, name) : Lookup::missing();
      if (own.failed()) return Raised{};
      if (own.found()) return call(t, own.value, args);
      PrependedArgs with_self(o, args);
      return with_self.failed() ? nullptr : call_found(t, found, with_self.args());
    }
  }
  return call(t, TRY(get_attribute(t, o, name)), args);
}

Object* call_method(Thread& t, Object* o, const char* name) { return call_method(t, o, intern(name), Args{}); }

Object* call_with_tuple(Thread& t, Object* callee, Tuple* positional, Dict* keywords) {
  if (!keywords || keywords->used == 0) return call(t, callee, Args{positional->items, positional->size});
  ssize count = positional->size, keyword_count = keywords->used;
  Tuple* names = TRY(new_tuple(keyword_count));
  Object** values = TRY(allocate_raw<Object*>(size_t(count + keyword_count)));
  for (ssize i = 0; i < count; i++) values[i] = (*positional)[i];
  ssize position = 0, n = 0;
  Object *key, *value;
  while (n < keyword_count && dict_next(keywords, &position, &key, &value)) {
    if (!is_str(key)) {
      if (!slots_of(callee).call) return call(t, callee);  // that it cannot be called comes first
      if (is_exact<SlotWrapper>(callee) || is_exact<MethodWrapper>(callee)) return refuse_keywords(t, callee);
      return raise_type_error(t, "keywords must be strings");
    }
    names->items[n] = TRY(str_exact(cast<Str>(key)));  // names are exact: binding them runs no Python code
    values[count + n++] = value;
  }
  return call(t, callee, Args{values, count, names});
}

}  // namespace sidewinder
