#include "interpreter/objects/function/frame_object.h"

#include <cstdio>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

FrameObject* new_frame_object(Thread&, Code* code, Dict* globals, Object* locals, int line) {
  FrameObject* f = new_object<FrameObject>(&frame_type);
  if (!f) return nullptr;
  f->code = code;
  f->globals = globals;
  f->locals = locals;
  f->line = line;
  return f;
}

namespace {

Object* frame_repr(Thread&, Object* o) {
  auto* f = cast<FrameObject>(o);
  char head[64], line[32];
  snprintf(head, sizeof head, "<frame at %p, file '", static_cast<void*>(o));
  snprintf(line, sizeof line, "', line %d, code ", f->line);
  return StrBuilder().add(head).add(f->code->filename).add(line).add(f->code->name).add(">").finish();
}

Object* get_locals(Thread& t, Object* o) {
  auto* f = cast<FrameObject>(o);
  if (!f->locals) f->locals = TRY(new_dict(t));
  return f->locals;
}

const NativeGetSet frame_getsets[] = {{"f_locals", get_locals}, {}};
const NativeMember frame_members[] = {
    {"f_back", MemberKind::ObjectOrNone, offsetof(FrameObject, back)},
    {"f_code", MemberKind::Object, offsetof(FrameObject, code)},
    {"f_globals", MemberKind::ObjectOrNone, offsetof(FrameObject, globals)},
    {"f_builtins", MemberKind::ObjectOrNone, offsetof(FrameObject, builtins)},
    {"f_lineno", MemberKind::Int, offsetof(FrameObject, line)},
    {"f_lasti", MemberKind::Int, offsetof(FrameObject, last_instruction)},
    {},
};
TypeData frame_data = {
    .slots = {.repr = frame_repr},
    .spec = {.getsets = frame_getsets, .members = frame_members},
};

}  // namespace

Type frame_type = static_type("frame", sizeof(FrameObject), 0, kTypeHaveGC | kTypeDisallowInstantiation, &frame_data);

}  // namespace sidewinder
