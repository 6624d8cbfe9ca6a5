// Module _queue: SimpleQueue. put() waits for nothing and wakes one of those that wait in get().
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/collections/deque.h"
#include "interpreter/modules/thread/waiting.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

extern Type simple_queue_type;

namespace {

struct SimpleQueue : Object {
  Deque* items;
  Waiters waiters;
  static Type* type() { return &simple_queue_type; }
};

// _queue.Empty, once it is made.
Object*& empty_error() {
  static Object** const place = allocate_permanent(1);
  return *place;
}

Object* queue_new(Thread& t, Type* cls, Args args) {
  if (args.count) return raise_type_error(t, "SimpleQueue() takes no positional arguments");
  if (cls == &simple_queue_type) TRY(args.no_keywords(t, "SimpleQueue"));
  Deque* items = TRY(new_deque(t, -1));
  auto* self = static_cast<SimpleQueue*>(TRY(allocate_instance(t, cls)));
  self->items = items;
  initialize_waiters(self->waiters);
  return self;
}

Status queue_put_nowait(Thread& t, SimpleQueue& self, Object* item) {
  TRY(deque_push_right(t, self.items, item));
  wake_waiter(self.waiters);
  return Status::ok();
}
Status queue_put(Thread& t, SimpleQueue& self, Object* item, Object*, Object*) {
  return queue_put_nowait(t, self, item);
}

Raised raise_empty(Thread& t) { return raise_object(t, TRY(call(t, empty_error()))); }

Object* queue_get(Thread& t, SimpleQueue& self, bool block, Object* seconds) {
  Timeout timeout;
  if (block && seconds != none()) {
    if (!is_float(seconds)) seconds = TRY(index(t, seconds));
    timeout.seconds = TRY(as_double(t, seconds));
    if (timeout.seconds < 0) return raise_value_error(t, "'timeout' must be a non-negative number");
    if (timeout.seconds > kLongestTimeout) return raise_overflow_error(t, "timeout value is too large");
  }
  if (!self.items->size && block) TRY(wait_until_free(t, self.waiters, timeout, [&] { return self.items->size != 0; }));
  if (!self.items->size) return raise_empty(t);
  return deque_take_left(self.items);
}

Object* queue_get_nowait(Thread& t, Object* o, Args args) {
  if (args.count || args.keyword_count()) return raise_type_error(t, "get_nowait() takes no arguments");
  return queue_get(t, *cast<SimpleQueue>(o), false, none());
}

bool queue_empty(SimpleQueue& self) { return self.items->size == 0; }
ssize queue_qsize(SimpleQueue& self) { return self.items->size; }
Object* queue_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

Object* make_empty_error(Thread& t) {
  Object* base = &exceptions::Exception;
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("_queue")));
  TRY(dict_set_str(t, namespace_, intern("__doc__"), TRY(new_str("A queue had no item for get() without waiting."))));
  return new_heap_type(t, &type_type, intern("Empty"), TRY(new_tuple(&base, 1)), namespace_, Args{});
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/queue/queue_methods.def"
#define NATIVE_TYPE SimpleQueue
#define NATIVE_PREFIX queue
#define NATIVE_NAME "SimpleQueue"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_simple_queue_data() {
  TypeData d{};
  d.allows_weak_references = true;
  queue_declare(d);
  return d;
}
constinit TypeData simple_queue_data = make_simple_queue_data();

}  // namespace

constinit Type simple_queue_type =
    static_type("_queue.SimpleQueue", sizeof(SimpleQueue), 0, kTypeBase | kTypeHaveGC, &simple_queue_data);

Module* create_queue(Thread& t) {
  ready_type(t, &deque_type);
  ready_type(t, &simple_queue_type);
  if (!empty_error()) empty_error() = TRY(make_empty_error(t));
  Module* module = TRY(new_module(t, "_queue"));
  TRY(add_object(t, module, "SimpleQueue", &simple_queue_type));
  TRY(add_object(t, module, "Empty", empty_error()));
  TRY(add_object(t, module, "__doc__", new_str("A queue for what may be interrupted anywhere.")));
  return module;
}

}  // namespace sidewinder
