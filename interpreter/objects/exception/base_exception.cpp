// BaseException: its attributes and methods, and traceback objects.
#include "interpreter/objects/exception/base_exception.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

BaseException* as_exception(Object* o) { return static_cast<BaseException*>(o); }
Object* or_none(void* o) { return o ? static_cast<Object*>(o) : none(); }

Object* base_create(Thread& t, Type* cls, Args args) {
  auto* self = static_cast<BaseException*>(allocate_instance(t, cls));
  if (!self) return nullptr;
  self->args = new_tuple(args.values, args.count);
  return self->args ? self : nullptr;
}
Status base_init(Thread& t, Object* self, Args args) {
  if (args.keyword_count()) return raise_type_error(t, "%T() takes no keyword arguments", self);
  as_exception(self)->args = TRY(new_tuple(args.values, args.count));
  return Status::ok();
}
Object* base_str(Thread& t, Object* self) {
  Tuple* args = as_exception(self)->args;
  if (!args->size) return reinterpret_cast<Object*>(empty_str());
  return reinterpret_cast<Object*>(args->size == 1 ? to_str(t, args->items[0]) : to_str(t, args));
}
Object* base_repr(Thread& t, Object* self) {
  Tuple* args = as_exception(self)->args;
  StrBuilder b;
  b.add(type_name(self->cls));
  if (args->size == 1) b.add("(").add(TRY(repr(t, args->items[0]))).add(")");
  else b.add(TRY(repr(t, args)));
  return reinterpret_cast<Object*>(b.finish());
}

Object* get_args(Thread&, Object* self) { return as_exception(self)->args; }
Status set_args(Thread& t, Object* self, Object* value) {
  if (!value) return raise_type_error(t, "args may not be deleted");
  as_exception(self)->args = TRY(tuple_from_iterable(t, value));
  return Status::ok();
}
Object* get_traceback(Thread&, Object* self) { return or_none(as_exception(self)->traceback); }
Status set_traceback(Thread& t, Object* self, Object* value) {
  if (!value) return raise_type_error(t, "__traceback__ may not be deleted");
  if (value != none() && value->cls != Traceback::type())
    return raise_type_error(t, "__traceback__ must be a traceback or None");
  as_exception(self)->traceback = value == none() ? nullptr : value;
  return Status::ok();
}
template <BaseException* BaseException::*kField, bool kSuppress>
Status set_link(Thread& t, Object* self, Object* value) {
  if (!value) return raise_type_error(t, kSuppress ? "__cause__ may not be deleted" : "__context__ may not be deleted");
  if (value != none() && !has_flag(value, kTypeBaseException))
    return raise_type_error(t, kSuppress ? "exception cause must be None or derive from BaseException"
                                         : "exception context must be None or derive from BaseException");
  as_exception(self)->*kField = value == none() ? nullptr : as_exception(value);
  if (kSuppress) as_exception(self)->suppress_context = true;
  return Status::ok();
}
Object* get_context(Thread&, Object* self) { return or_none(as_exception(self)->context); }
Object* get_cause(Thread&, Object* self) { return or_none(as_exception(self)->cause); }
Object* get_suppress(Thread&, Object* self) { return bool_object(as_exception(self)->suppress_context); }
Status set_suppress(Thread& t, Object* self, Object* value) {
  as_exception(self)->suppress_context = value && TRY(truth(t, value));
  return Status::ok();
}
Object* get_dict(Thread& t, Object* self) { return reinterpret_cast<Object*>(instance_dict(t, self)); }
Object* get_notes_list(Thread& t, Object* self) {
  if (!as_exception(self)->notes) return raise_attribute_error(t, self, intern("__notes__"));
  return as_exception(self)->notes;
}
Status set_notes_list(Thread&, Object* self, Object* value) {
  as_exception(self)->notes = value;
  return Status::ok();
}

Object* method_with_traceback(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "with_traceback", 1, 1));
  TRY(set_traceback(t, self, args[0]));
  return self;
}
Object* method_add_note(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "add_note", 1, 1));
  if (!is_str(args[0])) return raise_type_error(t, "note must be a str, not '%T'", args[0]);
  BaseException* e = as_exception(self);
  if (!e->notes) e->notes = TRY(new_list(t));
  TRY(list_append(t, static_cast<List*>(e->notes), args[0]));
  return none();
}

const NativeMethod kMethods[] = {
    {"with_traceback", method_with_traceback, MethodKind::Instance,
     "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."},
    {"add_note", method_add_note, MethodKind::Instance, "Exception.add_note(note) --\n    add a note to the exception"},
    {nullptr, nullptr},
};
const NativeGetSet kGetSets[] = {
    {"args", get_args, set_args},
    {"__traceback__", get_traceback, set_traceback},
    {"__context__", get_context, set_link<&BaseException::context, false>},
    {"__cause__", get_cause, set_link<&BaseException::cause, true>},
    {"__suppress_context__", get_suppress, set_suppress},
    {"__notes__", get_notes_list, set_notes_list},
    {"__dict__", get_dict},
    {nullptr, nullptr},
};
TypeData base_data = [] {
  TypeData d{};
  d.slots.create = base_create;
  d.slots.init = base_init;
  d.slots.str = base_str;
  d.slots.repr = base_repr;
  d.spec = {kMethods, kGetSets, nullptr, "Common base class for all exceptions"};
  return d;
}();

// Tracebacks
Traceback* as_traceback(Object* o) { return static_cast<Traceback*>(o); }
Object* get_tb_frame(Thread&, Object* self) { return as_traceback(self)->frame; }
Object* get_tb_next(Thread&, Object* self) { return or_none(as_traceback(self)->next); }
Status set_tb_next(Thread& t, Object* self, Object* value) {
  if (!value) return raise_type_error(t, "can't delete tb_next attribute");
  if (value != none() && value->cls != Traceback::type())
    return raise_type_error(t, "expected traceback object, got '%T'", value);
  Traceback* next = value == none() ? nullptr : as_traceback(value);
  for (Traceback* tb = next; tb; tb = tb->next)
    if (tb == self) return raise_value_error(t, "traceback loop detected");
  as_traceback(self)->next = next;
  return Status::ok();
}
// TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)
Object* traceback_create(Thread& t, Type*, Args args) {
  Object* v[4];
  TRY(args.bind(t, "TracebackType", "tb_next,tb_frame,tb_lasti,tb_lineno", v));
  if (!is_exact<FrameObject>(v[1]))
    return raise_type_error(t, "TracebackType() argument 'tb_frame' must be frame, not %T", v[1]);
  int last_instruction = int(TRY(index_as_ssize(t, v[2], &exceptions::OverflowError)));
  int line = int(TRY(index_as_ssize(t, v[3], &exceptions::OverflowError)));
  if (v[0] != none() && v[0]->cls != Traceback::type())
    return raise_type_error(t, "expected traceback object or None, got '%T'", v[0]);
  Traceback* tb = TRY(new_object<Traceback>(Traceback::type()));
  tb->next = v[0] == none() ? nullptr : as_traceback(v[0]);
  tb->frame = cast<FrameObject>(v[1]);
  tb->last_instruction = last_instruction;
  tb->line = line;
  return tb;
}
Object* get_tb_line(Thread&, Object* self) { return int_from_int64(as_traceback(self)->line); }
Object* get_tb_lasti(Thread&, Object* self) { return int_from_int64(as_traceback(self)->last_instruction); }
const NativeGetSet kTracebackGetSets[] = {
    {"tb_frame", get_tb_frame}, {"tb_next", get_tb_next, set_tb_next},
    {"tb_lineno", get_tb_line}, {"tb_lasti", get_tb_lasti},
    {nullptr, nullptr},
};
TypeData traceback_data = [] {
  TypeData d{};
  d.slots.create = traceback_create;
  d.spec.getsets = kTracebackGetSets;
  return d;
}();

}  // namespace

Object* slots_of_base_str(Thread& t, Object* self) { return base_str(t, self); }

constexpr Type base_exception_type() {
  Type t =
      static_type("BaseException", sizeof(BaseException), 0, kTypeBase | kTypeHaveGC | kTypeBaseException, &base_data);
  t.c_dict_offset = offsetof(BaseException, dict);
  return t;
}
namespace exceptions {
constinit Type BaseException = base_exception_type();
}

Type traceback_type = static_type("traceback", sizeof(Traceback), 0, kTypeHaveGC, &traceback_data);
Type* Traceback::type() { return &traceback_type; }

}  // namespace sidewinder
