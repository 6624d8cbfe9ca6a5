// Weak proxies: every operation is done with the referent, or raises ReferenceError.
#include <cstdio>
#include <utility>

#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/objects/weak/reference.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// The referent of a proxy, any other object itself. Null: ReferenceError is pending.
Object* behind(Thread& t, Object* o) {
  if (!is_weak_proxy(o)) return o;
  Object* referent = cast<WeakReference>(o)->living();
  return referent ? referent : raise(t, exceptions::ReferenceError, "weakly-referenced object no longer exists");
}

template <auto operation> Object* unary(Thread& t, Object* o) {
  Object* referent = TRY(behind(t, o));
  return operation(t, referent);
}
Object* text_of(Thread& t, Object* o) { return to_str(t, o); }
Object* int_of(Thread& t, Object* o) { return call(t, Int::type(), o); }
Object* float_of(Thread& t, Object* o) { return call(t, Float::type(), o); }

template <BinaryOp op> Object* proxy_binary(Thread& t, Object* a, Object* b) {
  Object* x = TRY(behind(t, a));
  Object* y = TRY(behind(t, b));
  return binary(t, op, x, y);
}
template <BinaryOp op> Object* proxy_in_place(Thread& t, Object* a, Object* b) {
  Object* x = TRY(behind(t, a));
  Object* y = TRY(behind(t, b));
  return in_place(t, op, x, y);
}

Object* proxy_repr(Thread&, Object* o) {
  Object* referent = cast<WeakReference>(o)->living();
  if (!referent) referent = none();
  char address[64];
  snprintf(address, sizeof address, "<weakproxy at %p to ", static_cast<void*>(o));
  StrBuilder text;
  text.add(address).add(referent->cls->name);
  snprintf(address, sizeof address, " at %p>", static_cast<void*>(referent));
  return text.add(address).finish();
}

Object* proxy_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  Object* x = TRY(behind(t, a));
  Object* y = TRY(behind(t, b));
  return compare(t, x, y, op);
}
Result<ssize> proxy_length(Thread& t, Object* o) {
  Object* referent = TRY(behind(t, o));
  return length(t, referent);
}
Truth proxy_truth(Thread& t, Object* o) {
  Object* referent = behind(t, o);
  return referent ? truth(t, referent) : Truth::Error;
}
Truth proxy_contains(Thread& t, Object* o, Object* item) {
  Object* referent = behind(t, o);
  return referent ? contains(t, referent, item) : Truth::Error;
}
Object* proxy_call(Thread& t, Object* o, Args args) {
  Object* referent = TRY(behind(t, o));
  return call(t, referent, args);
}
Lookup proxy_get_attribute(Thread& t, Object* o, Str* name) {
  Object* referent = TRY(behind(t, o));
  return get_attribute(t, referent, name);
}
Status proxy_set_attribute(Thread& t, Object* o, Str* name, Object* value) {
  Object* referent = TRY(behind(t, o));
  return set_attribute(t, referent, name, value);
}
Lookup proxy_next(Thread& t, Object* o) {
  Object* referent = TRY(behind(t, o));
  if (!slots_of(referent).next)
    return raise_type_error(t, "Weakref proxy referenced a non-iterator '%T' object", referent);
  return iterator_next(t, referent);
}
Object* proxy_get_item(Thread& t, Object* o, Object* key) {
  Object* referent = TRY(behind(t, o));
  return get_item(t, referent, key);
}
Status proxy_set_item(Thread& t, Object* o, Object* key, Object* value) {
  Object* referent = TRY(behind(t, o));
  return value ? set_item(t, referent, key, value) : delete_item(t, referent, key);
}

Object* proxy_bytes(Thread& t, Object& self) {
  Object* referent = TRY(behind(t, &self));
  return call_method(t, referent, "__bytes__");
}
Object* proxy_reversed(Thread& t, Object& self) {
  Object* referent = TRY(behind(t, &self));
  return call_method(t, referent, names::reversed, Args{});
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/weak/proxy_methods.def"
#define NATIVE_TYPE Object
#define NATIVE_PREFIX proxy
#define NATIVE_NAME "weakref.ProxyType"
#include "interpreter/objects/core/native_table.inc"

namespace {

template <size_t... i> constexpr void fill_operators(Slots& slots, std::index_sequence<i...>) {
  ((slots.binary[i] = proxy_binary<BinaryOp(i)>, slots.in_place[i] = proxy_in_place<BinaryOp(i)>), ...);
  slots.in_place[int(BinaryOp::DivMod)] = nullptr;
}

constexpr TypeData make_proxy_data(CallFn call_slot) {
  TypeData d{};
  Slots& s = d.slots;
  s.repr = proxy_repr;
  s.str = unary<text_of>;
  s.iter = unary<get_iterator>;
  s.next = proxy_next;
  s.index = unary<index>;
  s.to_int = unary<int_of>;
  s.to_float = unary<float_of>;
  s.negative = unary<negative>;
  s.positive = unary<positive>;
  s.absolute = unary<absolute>;
  s.invert = unary<invert>;
  s.compare = proxy_compare;
  s.length = proxy_length;
  s.truth = proxy_truth;
  s.contains = proxy_contains;
  s.call = call_slot;
  s.get_attribute = proxy_get_attribute;
  s.set_attribute = proxy_set_attribute;
  s.get_item = proxy_get_item;
  s.set_item = proxy_set_item;
  fill_operators(s, std::make_index_sequence<size_t(BinaryOp::kCount)>{});
  if (!call_slot) proxy_declare(d);  // the other class has none of the methods
  return d;
}
constinit TypeData proxy_data = make_proxy_data(nullptr);
constinit TypeData callable_proxy_data = make_proxy_data(proxy_call);

}  // namespace

constinit Type weak_proxy_type = static_type("weakref.ProxyType", sizeof(WeakReference), 0, kTypeHaveGC, &proxy_data);
constinit Type weak_callable_proxy_type =
    static_type("weakref.CallableProxyType", sizeof(WeakReference), 0, kTypeHaveGC, &callable_proxy_data);

}  // namespace sidewinder
