// What Python sees of frames; how an object follows its frame: execution/frame_object.cpp.
#include "interpreter/objects/function/frame_object.h"

#include <cstdio>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

int FrameObject::current_line() const {
  if (line) return line;
  const Instr* at = position();
  return at < code->instructions ? code->first_line : code->line_of(at);
}

namespace {

FrameObject* as_frame(Object* o) { return cast<FrameObject>(o); }

Object* frame_repr(Thread&, Object* o) {
  FrameObject* f = as_frame(o);
  char head[64], line[32];
  snprintf(head, sizeof head, "<frame at %p, file ", static_cast<void*>(o));
  snprintf(line, sizeof line, ", line %d, code ", f->current_line());
  Str* file = TRY(repr(current_thread(), f->code->filename));
  return StrBuilder().add(head).add(file).add(line).add(f->code->name).add(">").finish();
}

// Null: unbound.
Object* value_of_register(FrameObject* f, int i) {
  Object* value = (f->frame ? f->frame->registers() : f->registers())[i];
  if (value && value->cls == Cell::type() && holds_cell(f->code, i)) return static_cast<Cell*>(value)->value;
  return value;
}

Object* get_locals(Thread& t, Object* o) { return frame_locals(t, as_frame(o)); }

Object* get_back(Thread& t, Object* o) {
  Status status = Status::ok();
  FrameObject* back = frame_back(t, as_frame(o), &status);
  TRY(status);
  return back ? back : none();
}
Object* get_globals(Thread&, Object* o) { return as_frame(o)->function->globals; }
Object* get_builtins(Thread&, Object* o) { return as_frame(o)->function->builtins; }

Object* get_line(Thread&, Object* o) {
  int line = as_frame(o)->current_line();
  return line < 0 ? none() : int_from_int64(line);
}
Status set_line(Thread& t, Object*, Object* value) {
  if (!value) return raise(t, exceptions::AttributeError, "cannot delete attribute");
  if (!is_exact<Int>(value)) return raise_value_error(t, "lineno must be an integer");
  return raise_value_error(t, "can't jump from the 'call' trace event of a new frame");  // nothing traces
}
Object* get_last_instruction(Thread&, Object* o) {
  FrameObject* f = as_frame(o);
  int offset = f->code->offset_of(f->position());
  return int_from_int64(offset < 0 ? -1 : offset);
}

Object* get_trace(Thread&, Object* o) { return as_frame(o)->trace ? as_frame(o)->trace : none(); }
Status set_trace(Thread&, Object* o, Object* value) {
  as_frame(o)->trace = value == none() ? nullptr : value;
  return Status::ok();
}
template <char FrameObject::*field> Object* get_flag(Thread&, Object* o) { return bool_object(as_frame(o)->*field); }
template <char FrameObject::*field> Status set_flag(Thread& t, Object* o, Object* value) {
  if (!value) return raise_type_error(t, "can't delete numeric/char attribute");
  if (value != py_true() && value != py_false()) return raise_type_error(t, "attribute value type must be bool");
  as_frame(o)->*field = value == py_true();
  return Status::ok();
}

// Nobody can catch it.
void report_ignored(Thread& t, Generator* g) {
  std::fprintf(stderr, "Exception ignored in: <generator object %s at %p>\n", str_to_utf8(g->qualname).c_str(),
               static_cast<void*>(g));
  print_uncaught(t);
}

// clear(): the variables go. Of a suspended generator's frame: the generator is closed.
Object* frame_method_clear(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "frame.clear", 0, 0));
  FrameObject* f = as_frame(self);
  if (f->frame) {
    bool is_generator = f->frame->kind == FrameKind::Generator;
    Generator* g = is_generator ? Generator::of(f->frame) : nullptr;
    if (!g || g->state == GeneratorState::Running)
      return raise(t, exceptions::RuntimeError, "cannot clear an executing frame");
    if (generator_close(t, g).failed()) report_ignored(t, g);
    return none();
  }
  f->trace = nullptr;
  for (int i = 0; i < f->code->named_register_count(); ++i) f->registers()[i] = nullptr;
  return none();
}

const NativeMethod frame_methods[] = {
    {"clear", frame_method_clear, MethodKind::Instance, "F.clear(): clear most references held by the frame"},
    {},
};
const NativeGetSet frame_getsets[] = {
    {"f_back", get_back},
    {"f_locals", get_locals},
    {"f_globals", get_globals},
    {"f_builtins", get_builtins},
    {"f_lineno", get_line, set_line},
    {"f_lasti", get_last_instruction},
    {"f_trace", get_trace, set_trace},
    {"f_trace_lines", get_flag<&FrameObject::trace_lines>, set_flag<&FrameObject::trace_lines>},
    {"f_trace_opcodes", get_flag<&FrameObject::trace_opcodes>, set_flag<&FrameObject::trace_opcodes>},
    {},
};
const NativeMember frame_members[] = {
    {"f_code", MemberKind::Object, offsetof(FrameObject, code)},
    {},
};
TypeData frame_data = {
    .slots = {.repr = frame_repr},
    .spec = {.methods = frame_methods, .getsets = frame_getsets, .members = frame_members},
};

}  // namespace

bool holds_cell(const Code* code, int i) {
  if (i >= code->first_free) return true;
  for (ssize k = 0; k < code->cell_names->size; ++k)
    if (code->cell_names->items[k] == code->names_of_registers->items[i]) return true;
  return false;
}

Object* frame_locals(Thread& t, FrameObject* f) {
  if (!(f->code->flags & kCodeOptimized)) return f->locals ? f->locals : f->function->globals;
  bool is_new = !f->locals;
  if (is_new) f->locals = TRY(new_dict(t));
  Dict* names = cast<Dict>(f->locals);
  for (int i = 0; i < f->code->named_register_count(); ++i) {
    auto* name = cast<Str>(f->code->names_of_registers->items[i]);
    if (Object* value = value_of_register(f, i)) TRY(dict_set_str(t, names, name, value));
    else if (!is_new && dict_delete(t, names, name) == Truth::Error) return nullptr;
  }
  return names;
}

Type frame_type = static_type("frame", sizeof(FrameObject), 0, kTypeHaveGC | kTypeDisallowInstantiation, &frame_data);

}  // namespace sidewinder
