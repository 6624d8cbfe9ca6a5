// _thread._local: attributes that each thread has for itself. They lie in a dict of the thread, under a number that is
// the object's own; `dict` is that of the thread that looked last, which every access sets anew.
#include "interpreter/execution/threads.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/modules/thread/locks.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/type_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct ThreadLocal : Object {
  Object* dict;
  Object* key;
  Tuple* positional;  // of the call that made it: each thread calls __init__ with them
  Dict* keywords;
  static Type* type() { return &thread_local_type; }
};

// The threads' attributes go with the object, but not at the end of the process: other finalizers may ask for them.
void finalize_local(Object* o) {
  if (program_is_ending()) return;
  for (Thread* t = first_thread(); t; t = next_thread(*t))
    if (t->dict && dict_delete(current_thread(), cast<Dict>(t->dict), cast<ThreadLocal>(o)->key) == Truth::Error)
      clear_pending(current_thread());
}

Status initialize(Thread& t, ThreadLocal& self) {
  InitFn init = slots_of(&self).init;
  if (!init || init == object_init) return Status::ok();
  Object* function = TRY(get_attribute(t, &self, "__init__"));
  TRY(call_with_tuple(t, function, self.positional, self.keywords));
  return Status::ok();
}

// Makes the attributes those of the current thread.
Status enter(Thread& t, ThreadLocal& self) {
  Dict* all = TRY(thread_dict(t));
  Lookup known = TRY(dict_get(t, all, self.key));
  if (known.found()) {
    self.dict = known.value;
    return Status::ok();
  }
  Dict* fresh = TRY(new_dict(t));
  self.dict = fresh;
  TRY(dict_set(t, all, self.key, fresh));
  Status status = initialize(t, self);
  if (status.failed()) {
    PendingSaved saved(t);
    if (dict_delete(t, all, self.key) == Truth::Error) clear_pending(t);
  }
  self.dict = fresh;  // __init__ may have let other threads run
  return status;
}

Object* local_new(Thread& t, Type* cls, Args args) {
  bool takes_none = cls->data->slots.init == object_init;
  if ((args.count || args.keyword_count()) && takes_none)
    return raise_type_error(t, "Initialization arguments are not supported");
  static int64_t numbers = 0;
  auto* self = static_cast<ThreadLocal*>(TRY(allocate_instance(t, cls)));
  self->key = TRY(int_from_int64(numbers++));
  self->positional = TRY(new_tuple(args.values, args.count));
  if (args.keyword_count()) self->keywords = TRY(new_dict(t));
  for (ssize i = 0; i < args.keyword_count(); i++)
    TRY(dict_set_str(t, self->keywords, args.keyword_name(i), args.keyword_value(i)));
  // The call that makes it goes on with __init__ for this thread.
  Dict* fresh = TRY(new_dict(t));
  self->dict = fresh;
  TRY(dict_set(t, TRY(thread_dict(t)), self->key, fresh));
  if (!slots_of(self).finalize && !register_finalizer(self, finalize_local)) return raise_memory_error(t);
  return self;
}

Lookup local_get_attribute(Thread& t, Object* o, Str* name) {
  TRY(enter(t, *cast<ThreadLocal>(o)));
  return generic_get_attribute(t, o, name);
}

Status local_set_attribute(Thread& t, Object* o, Str* name, Object* value) {
  if (str_equal(name, names::dict))
    return raise(t, exceptions::AttributeError, "'%T' object attribute '%U' is read-only", o, name);
  TRY(enter(t, *cast<ThreadLocal>(o)));
  return generic_set_attribute(t, o, name, value);
}

Object* local_attributes(Thread& t, ThreadLocal& self) {
  TRY(enter(t, self));
  return self.dict;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/thread/local_methods.def"
#define NATIVE_TYPE ThreadLocal
#define NATIVE_PREFIX local
#define NATIVE_NAME "_thread._local"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_local_data() {
  TypeData d{};
  d.slots.get_attribute = local_get_attribute;
  d.slots.set_attribute = local_set_attribute;
  d.allows_weak_references = true;
  local_declare(d);
  return d;
}
constinit TypeData local_data = make_local_data();

}  // namespace

constinit Type thread_local_type =
    with_dict_at(offsetof(ThreadLocal, dict),
                 static_type("_thread._local", sizeof(ThreadLocal), 0, kTypeBase | kTypeHaveGC, &local_data));

}  // namespace sidewinder
