// Bound methods.
#include "interpreter/execution/frame.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Method* new_method(Thread&, Object* function, Object* self) {
  Method* m = TRY(new_object<Method>(&method_type));
  m->function = function;
  m->self = self;
  return m;
}

namespace {

Object* method_call(Thread& t, Object* callee, Args args) {
  auto* m = cast<Method>(callee);
  PrependedArgs with_self(m->self, args);
  if (with_self.failed()) return nullptr;
  if (is_exact<Function>(m->function)) return call_function(t, cast<Function>(m->function), with_self.args());
  return call(t, m->function, with_self.args());
}

Object* method_new(Thread& t, Type&, Object* function, Object* instance) {
  if (!slots_of(function).call) return raise_type_error(t, "first argument must be callable");
  if (instance == none()) return raise_type_error(t, "instance must not be None");
  return new_method(t, function, instance);
}

Object* method_repr(Thread& t, Object* o) {
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  auto* m = cast<Method>(o);
  Lookup name = TRY(find_attribute(t, m->function, names::qualname));
  if (!name.found()) name = TRY(find_attribute(t, m->function, names::name));
  StrBuilder text;
  text.add("<bound method ");
  if (name.found() && is_str(name.value)) text.add(cast<Str>(name.value));
  else text.add("?");
  return text.add(" of ").add(TRY(repr(t, m->self))).add(">").finish();
}

Object* method_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_exact<Method>(b)) return not_implemented();
  auto* x = cast<Method>(a);
  auto* y = cast<Method>(b);
  bool same_method = x->self == y->self && TRY(equal(t, x->function, y->function));
  return bool_object(same_method == (op == CompareOp::Eq));
}

Result<ssize> method_hash(Thread& t, Object* o) {
  auto* m = cast<Method>(o);
  if (!native_stack_left(t)) return Raised{};
  ssize of_function = TRY(hash(t, m->function));
  ssize mixed = ssize(reinterpret_cast<size_t>(m->self) >> 4) ^ of_function;
  return mixed == -1 ? ssize(-2) : mixed;
}

// What the method has no attribute for, the function answers.
Lookup method_get_attribute(Thread& t, Object* o, Str* name) {
  if (!native_stack_left(t)) return Raised{};  // the function may be a method too
  if (Object* found = type_lookup(&method_type, name)) return bind_found(t, found, o, &method_type);
  return get_attribute(t, cast<Method>(o)->function, name);
}

Object* method_doc(Thread& t, const Method& self) {
  if (!native_stack_left(t)) return nullptr;
  return get_attribute(t, self.function, names::doc);
}

// Pickled as getattr(self, name).
Tuple* method_reduce(Thread& t, const Method& self) {
  Object* pair[] = {self.self, TRY(get_attribute(t, self.function, names::name))};
  Object* getter = dict_get_str(t.frame->function->builtins, intern("getattr"));
  Object* result[] = {getter ? getter : none(), TRY(new_tuple(pair, 2))};
  return new_tuple(result, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/function/method_methods.def"
#define NATIVE_TYPE Method
#define NATIVE_PREFIX method
#define NATIVE_NAME "method"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_method_data() {
  TypeData d{};
  d.slots.repr = method_repr;
  d.slots.hash = method_hash;
  d.slots.call = method_call;
  d.slots.get_attribute = method_get_attribute;
  d.slots.compare = method_compare;
  d.allows_weak_references = true;
  method_declare(d);
  return d;
}
constinit TypeData method_data = make_method_data();

}  // namespace

constinit Type method_type = static_type("method", sizeof(Method), 0, kTypeHaveGC, &method_data);

}  // namespace sidewinder
