// What Python sees of generators; their frames: execution/generator.cpp.
#include <cstdio>

#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status take_str(Thread& t, Object* value, const char* attribute, Str** field) {
  if (!value || !is_str(value)) return raise_type_error(t, "%s must be set to a string object", attribute);
  *field = cast<Str>(value);
  return Status::ok();
}

}  // namespace

Object* generator_outcome(Thread& t, const Generator* g, Lookup next, Object* result) {
  if (next.failed()) return nullptr;
  if (next.found()) return next.value;
  if (is_async_generator(g)) return raise_object(t, TRY(call(t, &exceptions::StopAsyncIteration)));
  return raise_stop_iteration(t, result == none() ? nullptr : result);
}

Object* generator_repr(Thread&, Object* o) {
  char address[64];
  std::snprintf(address, sizeof address, " at %p>", static_cast<void*>(o));
  auto* g = cast<Generator>(o);
  return StrBuilder().add("<").add(o->cls->name).add(" object ").add(g->qualname).add(address).finish();
}
Object* generator_object_frame(Thread& t, Generator& self) {
  return self.state == GeneratorState::Finished ? none() : frame_object_of(t, &self.header);
}
Str* generator_object_name(const Generator& self) { return self.name; }
Status generator_object_set_name(Thread& t, Generator& self, Object* value) {
  return take_str(t, value, "__name__", &self.name);
}
Str* generator_object_qualname(const Generator& self) { return self.qualname; }
Status generator_object_set_qualname(Thread& t, Generator& self, Object* value) {
  return take_str(t, value, "__qualname__", &self.qualname);
}

namespace {

Object* generator_object_send(Thread& t, Generator& self, Object* value) {
  Object* result;
  Lookup next = generator_send(t, &self, value, &result);
  return generator_outcome(t, &self, next, result);
}

Object* generator_object_throw(Thread& t, Generator& self, Object* type, Object* value, Object* traceback) {
  Object* given[] = {type, value, traceback};
  ssize count = traceback ? 3 : value ? 2 : 1;
  Object* result;
  Lookup next = generator_throw(t, &self, Args{given, count}, &result);
  return generator_outcome(t, &self, next, result);
}

Status generator_object_close(Thread& t, Generator& self) { return generator_close(t, &self); }

ssize generator_object_sizeof(const Generator& self) { return size_with_variables(self); }
void generator_object_del(Generator& self) { end_generator(&self); }

Object* generator_iter(Thread&, Object* o) { return o; }

Lookup generator_next(Thread& t, Object* o) {
  Object* result;
  Lookup next = generator_send(t, cast<Generator>(o), none(), &result);
  if (next.is_missing() && result != none()) return raise_stop_iteration(t, result);
  return next;
}

bool generator_object_running(const Generator& self) { return self.state == GeneratorState::Running; }
bool generator_object_suspended(const Generator& self) { return is_suspended(self.state); }
Object* generator_object_yield_from(const Generator& self) { return shown_delegate(self); }

}  // namespace

Object* shown_delegate(const Generator& g) { return g.yield_from && is_suspended(g.state) ? g.yield_from : none(); }

#define NATIVE_TABLE "interpreter/objects/function/generator_methods.def"
#define NATIVE_TYPE Generator
#define NATIVE_PREFIX generator_object
#define NATIVE_NAME "generator"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_generator_data() {
  TypeData d{};
  d.slots.iter = generator_iter;
  d.slots.next = generator_next;
  d.slots.repr = generator_repr;
  d.allows_weak_references = true;
  generator_object_declare(d);
  return d;
}
constinit TypeData generator_data = make_generator_data();

}  // namespace

constinit Type generator_type = static_type("generator", sizeof(Generator), sizeof(Object*),
                                            kTypeHaveGC | kTypeDisallowInstantiation, &generator_data);

}  // namespace sidewinder
