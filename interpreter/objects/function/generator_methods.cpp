// What Python sees of generators; their frames: execution/generator.cpp.
#include <cstdio>

#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Generator* as_generator(Object* o) { return static_cast<Generator*>(o); }

Object* finish_send(Thread& t, Lookup next, Object* result) {
  if (next.failed()) return nullptr;
  if (next.found()) return next.value;
  return raise_stop_iteration(t, result == none() ? nullptr : result);
}

Object* generator_method_send(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "send", 1, 1));
  Object* result;
  Lookup next = generator_send(t, as_generator(self), args[0], &result);
  return finish_send(t, next, result);
}

Object* generator_method_throw(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "throw", 1, 3));
  Object* result;
  Lookup next = generator_throw(t, as_generator(self), args, &result);
  return finish_send(t, next, result);
}

Object* generator_method_close(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "close", 0, 0));
  TRY(generator_close(t, as_generator(self)));
  return none();
}

Object* generator_self(Thread&, Object* self) { return self; }
Lookup generator_slot_next(Thread& t, Object* self) {
  Object* result;
  Lookup next = generator_send(t, as_generator(self), none(), &result);
  if (next.is_missing() && result != none()) return raise_stop_iteration(t, result);
  return next;
}
Object* generator_repr(Thread&, Object* self) {
  char text[64];
  std::snprintf(text, sizeof text, " at %p>", static_cast<void*>(self));
  return reinterpret_cast<Object*>(
      StrBuilder().add("<generator object ").add(as_generator(self)->qualname).add(text).finish());
}
Object* get_running(Thread&, Object* self) { return bool_object(as_generator(self)->state == GeneratorState::Running); }
Object* get_suspended(Thread&, Object* self) {
  return bool_object(as_generator(self)->state == GeneratorState::Suspended);
}
Object* get_frame(Thread& t, Object* self) {
  Generator* g = as_generator(self);
  if (g->state == GeneratorState::Finished) return none();
  return frame_object_of(t, &g->header);
}
template <Str* Generator::*field> Status set_text(Thread& t, const char* attribute, Object* self, Object* value) {
  if (!value || !is_str(value)) return raise_type_error(t, "%s must be set to a string object", attribute);
  as_generator(self)->*field = cast<Str>(value);
  return Status::ok();
}
Status set_name(Thread& t, Object* self, Object* value) {
  return set_text<&Generator::name>(t, "__name__", self, value);
}
Status set_qualname(Thread& t, Object* self, Object* value) {
  return set_text<&Generator::qualname>(t, "__qualname__", self, value);
}
Object* get_name(Thread&, Object* self) { return as_generator(self)->name; }
Object* get_qualname(Thread&, Object* self) { return as_generator(self)->qualname; }
Object* get_yield_from(Thread&, Object* self) {
  return as_generator(self)->yield_from ? as_generator(self)->yield_from : none();
}

const NativeMethod kMethods[] = {
    {"send", generator_method_send, MethodKind::Instance,
     "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration."},
    {"throw", generator_method_throw, MethodKind::Instance,
     "throw(value): raise exception in generator, return next yielded value or raise StopIteration."},
    {"close", generator_method_close, MethodKind::Instance, "close() -> raise GeneratorExit inside generator."},
    {nullptr, nullptr},
};
const NativeGetSet kGetSets[] = {
    {"gi_running", get_running}, {"gi_suspended", get_suspended},  {"gi_yieldfrom", get_yield_from},
    {"gi_frame", get_frame},     {"__name__", get_name, set_name}, {"__qualname__", get_qualname, set_qualname},
    {nullptr, nullptr},
};
const NativeMember kMembers[] = {
    {"gi_code", MemberKind::Object, int32_t(offsetof(Generator, header) + offsetof(FrameHeader, code))}, {}};

TypeData generator_data = [] {
  TypeData d{};
  d.slots.iter = generator_self;
  d.slots.next = generator_slot_next;
  d.slots.repr = generator_repr;
  d.spec.methods = kMethods;
  d.spec.getsets = kGetSets;
  d.spec.members = kMembers;
  return d;
}();

}  // namespace

Type generator_type = static_type("generator", sizeof(Generator), sizeof(Object*),
                                  kTypeHaveGC | kTypeDisallowInstantiation, &generator_data);

}  // namespace sidewinder
