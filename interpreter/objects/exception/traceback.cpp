// Traceback objects.
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* traceback_new(Thread& t, Type&, Object* next, FrameObject* frame, int last_instruction, int line) {
  if (next != none() && !is_exact<Traceback>(next))
    return raise_type_error(t, "expected traceback object or None, got '%T'", next);
  Traceback* self = TRY(new_object<Traceback>(&traceback_type));
  self->next = next == none() ? nullptr : cast<Traceback>(next);
  self->frame = frame;
  self->last_instruction = last_instruction;
  self->line = line;
  return self;
}

Object* traceback_next(const Traceback& self) { return self.next ? self.next : none(); }

Status traceback_set_next(Thread& t, Traceback& self, Object* value) {
  if (!value) return raise_type_error(t, "can't delete tb_next attribute");
  if (value != none() && !is_exact<Traceback>(value))
    return raise_type_error(t, "expected traceback object, got '%T'", value);
  Traceback* next = value == none() ? nullptr : cast<Traceback>(value);
  for (Traceback* each = next; each; each = each->next)
    if (each == &self) return raise_value_error(t, "traceback loop detected");
  self.next = next;
  return Status::ok();
}

List* traceback_dir(Thread& t, Traceback&) {
  Object* names[] = {intern("tb_frame"), intern("tb_next"), intern("tb_lasti"), intern("tb_lineno")};
  return list_from_array(t, names, 4);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/exception/traceback_methods.def"
#define NATIVE_TYPE Traceback
#define NATIVE_PREFIX traceback
#define NATIVE_NAME "TracebackType"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_traceback_data() {
  TypeData d{};
  traceback_declare(d);
  return d;
}
constinit TypeData traceback_data = make_traceback_data();

}  // namespace

constinit Type traceback_type = static_type("traceback", sizeof(Traceback), 0, kTypeHaveGC, &traceback_data);

}  // namespace sidewinder
