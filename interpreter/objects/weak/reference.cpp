// weakref.ref: making references, sharing those without a callback, comparing, calling.
#include "interpreter/objects/weak/reference.h"

#include <cstdio>

#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

namespace {

// Without a callback there is one reference and one proxy of an object. They are the first ones among its holders.
struct Shared {
  WeakReference *reference = nullptr, *proxy = nullptr;
  size_t count() const { return size_t(reference != nullptr) + size_t(proxy != nullptr); }
};

Shared shared_references(const Object* referent) {
  Shared shared;
  auto* first = static_cast<WeakReference*>(weak_holder_at(referent, 0));
  if (first && first->cls == &weak_reference_type && !first->callback) {
    shared.reference = first;
    first = static_cast<WeakReference*>(weak_holder_at(referent, 1));
  }
  if (first && is_weak_proxy(first) && !first->callback) shared.proxy = first;
  return shared;
}

Status check_allowed(Thread& t, Object* referent) {
  if (referent->cls->data->allows_weak_references) return Status::ok();
  return raise_type_error(t, "cannot create weak reference to '%T' object", referent);
}

WeakReference* attach(Thread& t, WeakReference* self, Object* referent, Object* callback, size_t position) {
  self->callback = callback;
  self->hash = -1;
  if (!attach_weak_holder(self, referent, position, callback != nullptr)) return raise_memory_error(t);
  return self;
}

// The callback's references are gone when it runs, as its `self` says.
void call_back(WeakHolder* holder) {
  Thread& t = current_thread();
  auto* self = static_cast<WeakReference*>(holder);
  Object* callback = self->callback;
  self->callback = nullptr;
  if (!callback) return;
  PendingSaved saved(t);
  if (!call(t, callback, self)) report_unraisable(t, callback);
}

// --- slots ---

Object* reference_create(Thread& t, Type* cls, Args args) {
  Args positional{args.values, args.count};
  TRY(positional.expect(t, "__new__", 1, 2));
  Object* callback = args.or_default(1, none());
  return new_weak_reference(t, cls, args[0], callback == none() ? nullptr : callback);
}

Status reference_init(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "ref"));
  return args.expect(t, "__init__", 1, 2);
}

Object* reference_call(Thread& t, Object* self, Args args) {
  TRY(args.no_keywords(t, "weakref"));
  if (args.count) return raise_type_error(t, "weakref expected 0 arguments, got %zd", args.count);
  return cast<WeakReference>(self)->referent;
}

Result<ssize> reference_hash(Thread& t, Object* o) {
  auto* self = cast<WeakReference>(o);
  if (self->hash != -1) return self->hash;
  if (!self->living()) return raise_type_error(t, "weak object has gone away");
  return self->hash = TRY(hash(t, self->referent));
}

// Living referents are compared; else references are equal to themselves only.
Object* reference_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (op != CompareOp::Eq && op != CompareOp::Ne) return not_implemented();
  if (!is_instance(a, &weak_reference_type) || !is_instance(b, &weak_reference_type)) return not_implemented();
  Object* x = cast<WeakReference>(a)->living();
  Object* y = cast<WeakReference>(b)->living();
  if (!x || !y) return bool_object((a == b) == (op == CompareOp::Eq));
  return compare(t, x, y, op);
}

Object* reference_repr(Thread& t, Object* o) {
  Object* referent = cast<WeakReference>(o)->living();
  char text[64];
  if (!referent) {
    snprintf(text, sizeof text, "<weakref at %p; dead>", static_cast<void*>(o));
    return new_str(text);
  }
  StrBuilder builder;
  snprintf(text, sizeof text, "<weakref at %p; to '", static_cast<void*>(o));
  builder.add(text).add(referent->cls->name);
  snprintf(text, sizeof text, "' at %p", static_cast<void*>(referent));
  builder.add(text);
  Lookup name = TRY(find_attribute(t, referent, names::name));
  if (name.found() && is_str(name.value)) builder.add(" (").add(cast<Str>(name.value)).add(")");
  return builder.add(">").finish();
}

// --- methods ---

Object* reference_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

}  // namespace

WeakReference* new_weak_reference(Thread& t, Type* cls, Object* referent, Object* callback) {
  TRY(check_allowed(t, referent));
  bool is_shared = !callback && cls == &weak_reference_type;
  if (is_shared)
    if (WeakReference* known = shared_references(referent).reference) return known;
  auto* self = static_cast<WeakReference*>(TRY(allocate_weak_instance(t, cls)));
  return attach(t, self, referent, callback, is_shared ? 0 : shared_references(referent).count());
}

WeakReference* new_weak_proxy(Thread& t, Object* referent, Object* callback) {
  TRY(check_allowed(t, referent));
  Shared shared = shared_references(referent);
  if (!callback && shared.proxy) return shared.proxy;
  Type* cls = slots_of(referent).call ? &weak_callable_proxy_type : &weak_proxy_type;
  auto* self = static_cast<WeakReference*>(TRY(allocate_weak_instance(t, cls)));
  shared = shared_references(referent);
  size_t position = callback ? shared.count() : size_t(shared.reference != nullptr);
  return attach(t, self, referent, callback, position);
}

void install_weak_callbacks() {
  set_weak_notification(call_back);
  dead_referent = none();
}

#define NATIVE_TABLE "interpreter/objects/weak/reference_methods.def"
#define NATIVE_TYPE WeakReference
#define NATIVE_PREFIX reference
#define NATIVE_NAME "weakref.ReferenceType"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_reference_data() {
  TypeData d{};
  d.slots.create = reference_create;
  d.slots.init = reference_init;
  d.slots.call = reference_call;
  d.slots.hash = reference_hash;
  d.slots.compare = reference_compare;
  d.slots.repr = reference_repr;
  reference_declare(d);
  return d;
}
constinit TypeData reference_data = make_reference_data();

}  // namespace

constinit Type weak_reference_type =
    static_type("weakref.ReferenceType", sizeof(WeakReference), 0, kTypeBase | kTypeHaveGC, &reference_data);

}  // namespace sidewinder
