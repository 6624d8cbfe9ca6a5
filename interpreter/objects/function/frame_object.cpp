// What Python sees of frames; how an object follows its frame: execution/frame_object.cpp.
#include "interpreter/objects/function/frame_object.h"

#include <cstdio>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/code_units.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

int FrameObject::current_line() const {
  if (line) return line == kLineZero ? 0 : line;
  const Instr* at = position();
  return at < code->instructions ? code->first_line : code->line_of(at);
}

namespace {

Object* frame_repr(Thread& t, Object* o) {
  auto* f = cast<FrameObject>(o);
  char head[64];
  char line[32];
  snprintf(head, sizeof head, "<frame at %p, file ", static_cast<void*>(o));
  snprintf(line, sizeof line, ", line %d, code ", f->current_line());
  Str* file = TRY(repr(t, f->code->filename));
  return StrBuilder().add(head).add(file).add(line).add(f->code->name).add(">").finish();
}

// Null: unbound.
Object* value_of_register(FrameObject* f, int i) {
  Object* value = (f->frame ? f->frame->registers() : f->registers())[i];
  if (value && is_exact<Cell>(value) && holds_cell(f->code, i)) return cast<Cell>(value)->value;
  return value;
}

Object* frame_variables(Thread& t, FrameObject& self) { return frame_locals(t, &self); }

Object* frame_object_back(Thread& t, FrameObject& self) {
  Status status = Status::ok();
  FrameObject* back = frame_back(t, &self, &status);
  TRY(status);
  return back ? back : none();
}
Code* frame_code(const FrameObject& self) { return self.code; }
Dict* frame_globals(const FrameObject& self) { return self.function->globals; }
Dict* frame_builtins(const FrameObject& self) { return self.function->builtins; }

Object* frame_line(const FrameObject& self) {
  int line = self.current_line();
  return line < 0 ? none() : int_from_int64(line);
}
Status frame_set_line(Thread& t, FrameObject& self, Object* value) { return jump_to_line(t, self, value); }
int frame_last_instruction(const FrameObject& self) {
  int offset = self.code->offset_of(self.position());
  return offset < 0 ? -1 : offset + kStartOfCode;
}

ssize frame_sizeof(const FrameObject& self) {
  return ssize(sizeof(FrameObject) + self.code->register_count * sizeof(Object*));
}
Object* frame_trace(const FrameObject& self) { return self.trace ? self.trace : none(); }
Status frame_set_trace(Thread&, FrameObject& self, Object* value) {
  self.trace = value == none() ? nullptr : value;
  return Status::ok();
}

// clear(): the variables go. Of a suspended generator's frame: the generator is closed.
Status frame_clear(Thread& t, FrameObject& self) {
  make_real(&self);
  if (self.frame) {
    bool is_generator = self.frame->kind == FrameKind::Generator;
    Generator* g = is_generator ? Generator::of(self.frame) : nullptr;
    if (!g || g->state == GeneratorState::Running)
      return raise(t, exceptions::RuntimeError, "cannot clear an executing frame");
    end_generator(g);
    return Status::ok();
  }
  self.trace = nullptr;
  for (int i = 0; i < self.code->named_register_count(); i++) self.registers()[i] = nullptr;
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/function/frame_methods.def"
#define NATIVE_TYPE FrameObject
#define NATIVE_PREFIX frame
#define NATIVE_NAME "frame"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_frame_data() {
  TypeData d{};
  d.slots.repr = frame_repr;
  frame_declare(d);
  return d;
}
constinit TypeData frame_data = make_frame_data();

}  // namespace

bool holds_cell(const Code* code, int i) {
  if (i >= code->first_free) return true;
  for (ssize k = 0; k < code->cell_names->size; k++)
    if (code->cell_names->items[k] == code->names_of_registers->items[i]) return true;
  return false;
}

Object* frame_locals(Thread& t, FrameObject* f) {
  make_real(f);
  if (!(f->code->flags & kCodeOptimized)) return f->locals ? f->locals : f->function->globals;
  bool is_new = !f->locals;
  if (is_new) f->locals = TRY(new_dict(t));
  Dict* names = cast<Dict>(f->locals);
  for (int i = 0; i < f->code->named_register_count(); i++) {
    auto* name = cast<Str>(f->code->names_of_registers->items[i]);
    if (Object* value = value_of_register(f, i)) TRY(dict_set_str(t, names, name, value));
    else if (!is_new && dict_delete(t, names, name) == Truth::Error) return nullptr;
  }
  return names;
}

void write_back_locals(FrameObject* f) {
  make_real(f);
  if (!(f->code->flags & kCodeOptimized) || !f->locals || !f->frame) return;
  Dict* names = cast<Dict>(f->locals);
  for (int i = 0; i < f->code->named_register_count(); i++) {
    auto* name = cast<Str>(f->code->names_of_registers->items[i]);
    Object* value = dict_get_str(names, name);
    Object*& place = f->frame->registers()[i];
    if (!value) continue;
    if (place && is_exact<Cell>(place) && holds_cell(f->code, i)) cast<Cell>(place)->value = value;
    else place = value;
  }
}

constinit Type frame_type =
    static_type("frame", sizeof(FrameObject), 0, kTypeHaveGC | kTypeDisallowInstantiation, &frame_data);

}  // namespace sidewinder
