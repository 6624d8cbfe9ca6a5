#include "interpreter/protocol/audit.h"

#include "interpreter/execution/trace_events.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

bool has_audit_hooks = false;

namespace {

Status (*native_hook)(Thread& t, std::string_view event, Tuple* arguments) = nullptr;

// A tuple, or null: there are none. Not a list: gc.get_objects() would hand it out to be changed.
Object*& audit_hooks() {
  static Object** const place = allocate_permanent(1);
  return *place;
}

// Nothing is traced meanwhile; but for hooks that ask for it.
class NoTracing {
 public:
  explicit NoTracing(Thread& t) : t_(t) { change(1); }
  ~NoTracing() { change(-1); }
  NoTracing(const NoTracing&) = delete;

  Object* call_traced(Object* hook, Object* event, Tuple* arguments) {
    change(-1);
    Object* result = call(t_, hook, event, arguments);
    change(1);
    return result;
  }

 private:
  void change(int by) {
    t_.tracing += by;
    if (t_.trace_function || t_.profile_function) update_tracing(t_);
  }
  Thread& t_;
};

Status tell_hook(Thread& t, NoTracing& untraced, Object* hook, Object* event, Tuple* arguments) {
  Lookup can_trace = TRY(find_attribute(t, hook, intern("__cantrace__")));
  bool traced = false;
  if (can_trace.found()) traced = TRY(truth(t, can_trace.value));
  Object* result = traced ? untraced.call_traced(hook, event, arguments) : call(t, hook, event, arguments);
  return result ? Status::ok() : Status(Raised{});
}

}  // namespace

Status tell_audit_hooks(Thread& t, Object* event, Tuple* arguments) {
  if (!has_audit_hooks) return Status::ok();
  if (native_hook) TRY(native_hook(t, str_to_utf8(cast<Str>(event)), arguments));
  if (!audit_hooks()) return Status::ok();
  NoTracing untraced(t);
  return for_each(t, audit_hooks(), [&](Object* hook) { return tell_hook(t, untraced, hook, event, arguments); });
}

Object* audit_argument(Object* object) { return object ? object : none(); }
Object* audit_argument(int64_t number) { return int_from_int64(number); }
Object* audit_argument(const char* text) { return new_str(text); }

Status raise_audit_event(Thread& t, const char* event, std::initializer_list<Object*> arguments) {
  Tuple* tuple = TRY(new_tuple(ssize(arguments.size())));
  ssize i = 0;
  for (Object* argument : arguments) tuple->items[i++] = TRY(argument);
  return tell_audit_hooks(t, TRY(intern(event)), tuple);
}

void set_native_audit_hook(Status (*hook)(Thread& t, std::string_view event, Tuple* arguments)) {
  native_hook = hook;
  has_audit_hooks = true;
}

Status add_audit_hook(Thread&, Object* hook) {
  auto* before = static_cast<Tuple*>(audit_hooks());
  ssize count = before ? before->size : 0;
  Tuple* hooks = TRY(new_tuple(count + 1));
  for (ssize i = 0; i < count; i++) hooks->items[i] = before->items[i];
  hooks->items[count] = hook;
  audit_hooks() = hooks;
  has_audit_hooks = true;
  return Status::ok();
}

}  // namespace sidewinder
