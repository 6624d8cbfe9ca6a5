// weakref.ref and the proxies: holders of interpreter/memory/weak.h with a callback.
#pragma once

#include "interpreter/memory/weak.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct WeakReference : WeakHolder {  // PyWeakReference: 56 bytes
  Object* callback;                  // 24: or null; taken away before it is called
  ssize hash;                        // 32: the referent's, -1 until asked
  Object* c_links[2];                // 40: CPython's list of the referent's references; ours is elsewhere
  static Type* type();
};
static_assert(sizeof(WeakReference) == 56);

extern Type weak_reference_type, weak_proxy_type, weak_callable_proxy_type;
inline Type* WeakReference::type() { return &weak_reference_type; }

inline bool is_weak_proxy(const Object* o) { return o->cls == &weak_proxy_type || o->cls == &weak_callable_proxy_type; }
// A ref, an instance of a subclass, or a proxy.
inline bool is_any_weak_reference(const Object* o) { return is_instance(o, &weak_reference_type) || is_weak_proxy(o); }

// A reference to `referent`, or the one that is there: without a callback there is one weakref.ref and one proxy.
// `cls` is weakref.ref or derived from it; callback may be null. TypeError: the type of `referent` allows none.
WeakReference* new_weak_reference(Thread& t, Type* cls, Object* referent, Object* callback);
WeakReference* new_weak_proxy(Thread& t, Object* referent, Object* callback);
// Once, at startup: callbacks are called.
void install_weak_callbacks();

}  // namespace sidewinder
