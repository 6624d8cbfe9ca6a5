// _thread._local: attributes that each thread has for itself. The object has a dict for each thread, so that they die
// with it, also where they refer to it; a thread that ends takes out its own. `dict` is that of the thread that looked
// last, which every access sets anew.
#include <algorithm>
#include <memory>
#include <vector>

#include "interpreter/execution/threads.h"
#include "interpreter/memory/weak.h"
#include "interpreter/modules/thread/locks.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/type_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct ThreadLocal : Object {
  Object* dict;
  Dict* dicts;        // by the identifier of the thread
  Tuple* positional;  // of the call that made it: each thread calls __init__ with them
  Dict* keywords;
  static Type* type() { return &thread_local_type; }
};

// Links to all that live. The words of the dead are null.
std::vector<Object**> all_locals;

void drop_dead_locals() {
  std::erase_if(all_locals, [](Object** word) {
    bool is_dead = !*word;
    if (is_dead) delete word;
    return is_dead;
  });
}

// False: out of memory.
bool add_to_locals(ThreadLocal* self) {
  static size_t drop_at = 64;
  if (all_locals.size() >= drop_at) {
    drop_dead_locals();
    drop_at = std::max<size_t>(64, all_locals.size() * 2);
  }
  auto word = std::make_unique<Object*>();
  if (!weak_link(word.get(), self)) return false;
  all_locals.push_back(word.release());
  return true;
}

Object* key_of(const Thread& t) { return int_from_int64(int64_t(thread_identifier(t))); }

void forget_thread(Thread& t, Object* key) {
  for (size_t i = 0; i < all_locals.size(); i++) {
    Object* local = *all_locals[i];
    if (!local) continue;
    if (dict_delete(t, cast<ThreadLocal>(local)->dicts, key) == Truth::Error) clear_pending(t);
  }
}

// Once a thread: its end is noticed.
Status watch_end(Thread& t, Object* key) {
  Dict* of_thread = TRY(thread_dict(t));
  Str* mark = intern("_thread._local");
  if (dict_get_str(of_thread, mark)) return Status::ok();
  at_thread_end(t, forget_thread, key);
  return dict_set_str(t, of_thread, mark, py_true());
}

// The attributes of the current thread, from now on.
Dict* add_attributes(Thread& t, ThreadLocal& self) {
  Object* key = TRY(key_of(t));
  TRY(watch_end(t, key));
  Dict* fresh = TRY(new_dict(t));
  self.dict = fresh;
  TRY(dict_set(t, self.dicts, key, fresh));
  return fresh;
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
  Object* key = TRY(key_of(t));
  Lookup known = TRY(dict_get(t, self.dicts, key));
  if (known.found()) {
    self.dict = known.value;
    return Status::ok();
  }
  Dict* fresh = TRY(add_attributes(t, self));
  Status status = initialize(t, self);
  if (status.failed()) {
    PendingSaved saved(t);
    if (dict_delete(t, self.dicts, key) == Truth::Error) clear_pending(t);
  }
  self.dict = fresh;  // __init__ may have let other threads run
  return status;
}

Object* local_new(Thread& t, Type* cls, Args args) {
  bool takes_none = cls->data->slots.init == object_init;
  if ((args.count || args.keyword_count()) && takes_none)
    return raise_type_error(t, "Initialization arguments are not supported");
  TRY(args.keywords_are_strings(t));
  auto* self = static_cast<ThreadLocal*>(TRY(allocate_instance(t, cls)));
  self->dicts = TRY(new_dict(t));
  self->positional = TRY(new_tuple(args.values, args.count));
  if (args.keyword_count()) self->keywords = TRY(new_dict(t));
  for (ssize i = 0; i < args.keyword_count(); i++)
    TRY(dict_set(t, self->keywords, args.keyword_name(i), args.keyword_value(i)));
  // The call that makes it goes on with __init__ for this thread.
  TRY(add_attributes(t, *self));
  if (!add_to_locals(self)) return raise_memory_error(t);
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
