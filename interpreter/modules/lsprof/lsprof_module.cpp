// Module _lsprof: Profiler, a profile function in C++ (execution/trace_events.h) for cProfile.
#include <ctime>

#include "interpreter/execution/trace_events.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/lsprof/call_tree.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

extern Type profiler_type;

namespace {

using lsprof::CallTree;
using lsprof::Counts;

struct Profiler : Object {
  CallTree* tree;  // as old as the process: profilers are few
  List* shown;     // what stands for each function of the tree, in its order: a code object, or text
  Object* timer;   // or null
  double unit;     // of the timer's ints, in seconds; 0: the timer gives seconds
  bool with_callees, with_builtins, is_enabled;
  static Type* type() { return &profiler_type; }
};

constexpr double kNanosecond = 1e-9;

Object* profiler_new(Thread& t, Type* cls, Args) {
  auto* self = static_cast<Profiler*>(TRY(allocate_instance(t, cls)));
  self->tree = new CallTree;
  self->shown = TRY(new_list(t));
  self->with_callees = self->with_builtins = true;
  return self;
}

// --- time -----------------------------------------------------------------------------------------

Result<int64_t> ask_timer(Thread& t, Profiler& p) {
  Object* now = TRY(call(t, p.timer));
  if (p.unit > 0) return int_to_int64(t, TRY(index(t, now)));
  if (is_float(now)) return int64_t(cast<Float>(now)->value / kNanosecond);
  return TRY(int_to_int64(t, TRY(index(t, now)))) * 1'000'000'000;
}

int64_t now(Thread& t, Profiler& p) {
  if (!p.timer) {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
  }
  PendingSaved saved(t);
  Result<int64_t> answer = ask_timer(t, p);
  if (!answer.failed()) return answer.value;
  report_unraisable(t, p.timer);
  return 0;
}

double seconds_of_unit(const Profiler& p) { return p.timer && p.unit > 0 ? p.unit : kNanosecond; }

// --- events ---------------------------------------------------------------------------------------

Object* text_of_method(Thread& t, BuiltinFunction* f) {
  Str* name = intern(f->method->name);
  Object* descriptor = type_lookup(f->self->cls, name);
  if (descriptor) return repr(t, descriptor);
  return StrBuilder().add("<built-in method ").add(name).add(">").finish();
}

// As pstats shows built-in functions: with the module's name, or as the method of a class.
Object* text_of_builtin(Thread& t, BuiltinFunction* f) {
  if (f->self && f->self->cls != Module::type()) return text_of_method(t, f);
  StrBuilder text;
  text.add("<built-in method ");
  Lookup module = TRY(find_attribute(t, f, intern("__module__")));
  if (module.found() && is_str(module.value)) text.add(cast<Str>(module.value)).add(".");
  return text.add(f->method->name).add(">").finish();
}

Status enter(Thread& t, Profiler& p, const void* key, Object* shown) {
  lsprof::Function* f = p.tree->find(key);
  if (!f) {
    TRY(shown);
    TRY(list_append(t, p.shown, shown));
    f = p.tree->add(key);
  }
  p.tree->enter(f, now(t, p), p.with_callees);
  return Status::ok();
}

void leave(Thread& t, Profiler& p, const void* key) { p.tree->leave(p.tree->find(key), now(t, p), p.with_callees); }

Status enter_builtin(Thread& t, Profiler& p, BuiltinFunction* f) {
  Object* shown = p.tree->find(f->method) ? none() : TRY(text_of_builtin(t, f));
  return enter(t, p, f->method, shown);
}

int on_event(Object* self, FrameObject* frame, int what, Object* argument) {
  Thread& t = current_thread();
  Profiler& p = *static_cast<Profiler*>(self);
  Status status = Status::ok();
  bool is_builtin = p.with_builtins && argument && argument->cls == BuiltinFunction::type();
  switch (TraceEvent(what)) {
    case TraceEvent::Call: status = enter(t, p, frame->code, frame->code); break;
    case TraceEvent::Return: leave(t, p, frame->code); break;
    case TraceEvent::CCall:
      if (is_builtin) status = enter_builtin(t, p, static_cast<BuiltinFunction*>(argument));
      break;
    case TraceEvent::CReturn:
    case TraceEvent::CException:
      if (is_builtin) leave(t, p, static_cast<BuiltinFunction*>(argument)->method);
      break;
    default: break;
  }
  return status.failed() ? -1 : 0;
}

// --- methods --------------------------------------------------------------------------------------

Status profiler_init(Thread&, Profiler& self, Object* timer, double timeunit, bool subcalls, bool builtins) {
  self.timer = timer;
  self.unit = timeunit;
  self.with_callees = subcalls;
  self.with_builtins = builtins;
  return Status::ok();
}

// What is not given stays.
Status profiler_enable(Thread& t, Profiler& self, int subcalls, int builtins) {
  if (subcalls >= 0) self.with_callees = subcalls;
  if (builtins >= 0) self.with_builtins = builtins;
  self.is_enabled = true;
  set_profile_function(t, on_event, &self);
  return Status::ok();
}

Object* profiler_disable(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "disable", 0, 0));
  Profiler& self = *cast<Profiler>(o);
  self.is_enabled = false;
  set_profile_function(t, nullptr, nullptr);
  if (self.tree->is_inside()) self.tree->leave_all(now(t, self), self.with_callees);
  return none();
}

Object* profiler_clear(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "clear", 0, 0));
  cast<Profiler>(o)->tree->clear();
  cast<Profiler>(o)->shown = TRY(new_list(t));
  return none();
}

// --- results --------------------------------------------------------------------------------------

const NamedField entry_fields[] = {{"code"}, {"callcount"}, {"reccallcount"}, {"totaltime"}, {"inlinetime"}, {"calls"},
                                   {}};
const NamedField subentry_fields[] = {{"code"}, {"callcount"}, {"reccallcount"}, {"totaltime"}, {"inlinetime"}, {}};
StructSequenceData entry_data = struct_sequence_data(entry_fields);
StructSequenceData subentry_data = struct_sequence_data(subentry_fields);
Type entry_type = struct_sequence_type("_lsprof.profiler_entry", &entry_data);
Type subentry_type = struct_sequence_type("_lsprof.profiler_subentry", &subentry_data);

using PlaceOf = std::unordered_map<const lsprof::Function*, ssize>;

struct Numbers {
  Object *calls, *recursive, *total, *own;
  Numbers(const Counts& c, double unit)
      : calls(int_from_int64(c.calls)),
        recursive(int_from_int64(c.recursive_calls)),
        total(new_float(double(c.total) * unit)),
        own(new_float(double(c.own) * unit)) {}
};

Object* callees_of(Thread& t, const Profiler& p, const lsprof::Function& f, const PlaceOf& places) {
  if (f.callees.empty()) return none();
  List* list = TRY(new_list(t));
  for (const auto& [callee, counts] : f.callees) {
    Numbers n(counts, seconds_of_unit(p));
    Object* shown = list_get(t, p.shown, places.at(callee));
    TRY(list_append(t, list,
                    TRY(new_struct_sequence(t, &subentry_type, {shown, n.calls, n.recursive, n.total, n.own}))));
  }
  return list;
}

Object* profiler_getstats(Thread& t, Profiler& self) {
  PlaceOf places;
  for (const lsprof::Function& f : self.tree->functions()) places.emplace(&f, ssize(places.size()));
  List* list = TRY(new_list(t));
  ssize place = 0;
  for (const lsprof::Function& f : self.tree->functions()) {
    Object* shown = list_get(t, self.shown, place++);
    if (!f.counts.calls) continue;
    Numbers n(f.counts, seconds_of_unit(self));
    Object* callees = TRY(callees_of(t, self, f, places));
    TRY(list_append(t, list,
                    TRY(new_struct_sequence(t, &entry_type, {shown, n.calls, n.recursive, n.total, n.own, callees}))));
  }
  return list;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/lsprof/lsprof_methods.def"
#define NATIVE_TYPE Profiler
#define NATIVE_PREFIX profiler
#define NATIVE_NAME "Profiler"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_profiler_data() {
  TypeData d{};
  d.slots.create = profiler_new;
  profiler_declare(d);
  return d;
}
constinit TypeData profiler_data = make_profiler_data();

}  // namespace

constinit Type profiler_type = static_type("_lsprof.Profiler", sizeof(Profiler), 0, kTypeBase, &profiler_data);

Module* create_lsprof(Thread& t) {
  ready_type(t, &profiler_type);
  TRY(ready_struct_sequence(t, &entry_type));
  TRY(ready_struct_sequence(t, &subentry_type));
  Module* module = TRY(new_module(t, "_lsprof"));
  TRY(add_object(t, module, "Profiler", &profiler_type));
  TRY(add_object(t, module, "profiler_entry", &entry_type));
  TRY(add_object(t, module, "profiler_subentry", &subentry_type));
  TRY(add_object(t, module, "__doc__", new_str("Measures calls of functions.")));
  return module;
}

}  // namespace sidewinder
