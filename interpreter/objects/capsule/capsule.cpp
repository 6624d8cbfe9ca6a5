#include "interpreter/objects/capsule/capsule.h"

#include <cstring>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

Capsule* new_capsule(Thread& t, void* pointer, const char* name) {
  if (!pointer) return raise_value_error(t, "PyCapsule_New called with null pointer");
  auto* self = TRY(new_object<Capsule>(&capsule_type));
  self->pointer = pointer;
  self->name = name;
  return self;
}

bool capsule_is_named(const Capsule* capsule, const char* name) {
  if (!capsule->name || !name) return capsule->name == name;
  return std::strcmp(capsule->name, name) == 0;
}

namespace {

Object* capsule_repr(Thread&, Object* o) {
  const auto* self = cast<Capsule>(o);
  char address[32];
  std::snprintf(address, sizeof address, " at %p>", static_cast<void*>(o));
  std::string name = self->name ? "\"" + std::string(self->name) + "\"" : "NULL";
  return new_str("<capsule object " + name + address);
}

constexpr TypeData make_capsule_data() {
  TypeData d{};
  d.slots.repr = capsule_repr;
  d.spec.doc = "A pointer of C with a name: how extension modules give each other their C functions.";
  return d;
}
constinit TypeData capsule_data = make_capsule_data();

}  // namespace

constinit Type capsule_type = static_type("PyCapsule", sizeof(Capsule), 0, kTypeDisallowInstantiation, &capsule_data);

}  // namespace sidewinder
