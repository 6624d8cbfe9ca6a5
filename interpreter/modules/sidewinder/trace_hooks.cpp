#include "interpreter/modules/sidewinder/trace_hooks.h"

#include <utility>
#include <vector>

#include "interpreter/execution/jit_events.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/threads.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/modules/sidewinder/trace_reports.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

namespace {

// What happened, until it is told. Traces are told by their number: they may be gone by then.
struct Event {
  TraceEvent event;
  const char *kind, *reason;
  uint32_t id, parent;
  std::string place;
  int line;
  int64_t count;  // Compile: operations; Abort: bytecodes; Exit: how often it was taken
};
constexpr const char* kCountNames[] = {"operations", "bytecodes", "count"};

std::vector<Event> events;
bool is_telling;

Object** hooks() {
  static Object** const words = allocate_permanent(size_t(TraceEvent::kCount));
  return words;
}

void note(Event event) {
  if (is_telling || !hooks()[size_t(event.event)]) return;
  events.push_back(std::move(event));
  ask_thread(current_thread(), kRequestDeferredWork);
}

Event event_at(TraceEvent event, const jit::Hooks& hooks, uint64_t position) {
  return {event, "", nullptr, 0, 0, hooks.describe_position(position), hooks.line_of_position(position), 0};
}

void note_compiled(const jit::CompiledTrace& trace) {
  Event event = event_at(TraceEvent::Compile, *trace.hooks, trace.begins_at);
  event.kind = trace.kind;
  event.id = trace.id;
  event.parent = trace.parent;
  event.count = int64_t(trace.trace.ops.size());
  note(std::move(event));
}

void note_given_up(const jit::Hooks& hooks, const jit::RecordingEnd& recording, jit::Abort reason) {
  Event event = event_at(TraceEvent::Abort, hooks, recording.stopped_at);
  event.kind = recording.parent ? "bridge" : recording.kind == jit::TraceKind::Loop ? "loop" : "function";
  event.parent = recording.parent ? recording.parent->owner->id : 0;
  event.reason = jit::name_of(reason);
  event.count = int64_t(recording.bytecodes);
  note(std::move(event));
}

void note_exit(const jit::Exit& exit) {
  if (!hooks()[size_t(TraceEvent::Exit)]) return;  // there are many: not even their places are looked up
  Event event = event_at(TraceEvent::Exit, *exit.owner->hooks, jit::position_of(exit));
  event.kind = jit::info(exit.owner->trace.ops[exit.op_index].opcode).name;
  event.id = exit.owner->id;
  event.count = int64_t(exit.count) + 1;
  note(std::move(event));
}

Dict* describe(Thread& t, const Event& event) {
  auto number_or_none = [](uint32_t n) { return n ? int_from_int64(n) : none(); };
  return dict_of(t, {
                        {"kind", new_str(event.kind)},
                        {"id", number_or_none(event.id)},
                        {"parent", number_or_none(event.parent)},
                        {"reason", event.reason ? new_str(event.reason) : none()},
                        {"place", new_str(event.place)},
                        {"line", int_from_int64(event.line)},
                        {kCountNames[size_t(event.event)], int_from_int64(event.count)},
                    });
}

Object* tell(Thread& t, Object* hook, const Event& event) {
  Object* argument = TRY(describe(t, event));
  return call(t, hook, argument);
}

void tell_events(Thread& t) {
  if (is_telling || events.empty()) return;
  is_telling = true;
  std::vector<Event> due = std::exchange(events, {});
  for (const Event& event : due) {
    Object* hook = hooks()[size_t(event.event)];
    if (hook && !tell(t, hook, event)) report_unraisable(t, hook);
  }
  is_telling = false;
}

constexpr jit::Listener kListener{note_compiled, note_given_up, note_exit};

}  // namespace

void set_trace_hook(Thread& t, TraceEvent event, Object* hook) {
  tell_events(t);
  hooks()[size_t(event)] = hook == none() ? nullptr : hook;
  bool is_any = false;
  for (size_t i = 0; i < size_t(TraceEvent::kCount); i++) is_any |= hooks()[i] != nullptr;
  jit::listener = is_any ? &kListener : nullptr;
  jit_events_hook = tell_events;
}

}  // namespace sidewinder
