// BaseException: its attributes and methods. Tracebacks: traceback.cpp.
#include "interpreter/objects/exception/base_exception.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Object* base_exception_new(Thread& t, Type* cls, Args args) {
  auto* self = static_cast<BaseException*>(TRY(allocate_instance(t, cls)));
  self->args = TRY(new_tuple(args.values, args.count));
  return self;
}

Status base_exception_init(Thread& t, Object* self, Args args) {
  if (args.keyword_count()) return raise_type_error(t, "%T() takes no keyword arguments", self);
  cast<BaseException>(self)->args = TRY(new_tuple(args.values, args.count));
  return Status::ok();
}

Object* base_exception_str(Thread& t, Object* self) {
  Tuple* args = cast<BaseException>(self)->args;
  if (!args->size) return empty_str();
  return to_str(t, args->size == 1 ? args->items[0] : args);
}

namespace {

Object* base_exception_repr(Thread& t, Object* self) {
  Tuple* args = cast<BaseException>(self)->args;
  StrBuilder text;
  text.add(type_name(self->cls));
  if (args->size == 1) text.add("(").add(TRY(repr(t, args->items[0]))).add(")");
  else text.add(TRY(repr(t, args)));
  return text.finish();
}

// --- attributes ---

Object* or_none(Object* o) { return o ? o : none(); }

Tuple* base_exception_args(const BaseException& self) { return self.args; }
Status base_exception_set_args(Thread& t, BaseException& self, Object* value) {
  if (!value) return raise_type_error(t, "args may not be deleted");
  self.args = TRY(tuple_from_iterable(t, value));
  return Status::ok();
}

Object* base_exception_traceback(const BaseException& self) { return or_none(self.traceback); }
Status base_exception_set_traceback(Thread& t, BaseException& self, Object* value) {
  if (!value) return raise_type_error(t, "__traceback__ may not be deleted");
  if (value != none() && !is_exact<Traceback>(value))
    return raise_type_error(t, "__traceback__ must be a traceback or None");
  self.traceback = value == none() ? nullptr : value;
  return Status::ok();
}

// The link `field` to another exception; `name` and `role` are for messages.
Status set_link(Thread& t, BaseException** field, Object* value, const char* name, const char* role) {
  if (!value) return raise_type_error(t, "%s may not be deleted", name);
  if (value != none() && !is_exception(value))
    return raise_type_error(t, "exception %s must be None or derive from BaseException", role);
  *field = value == none() ? nullptr : cast<BaseException>(value);
  return Status::ok();
}
Object* base_exception_context(const BaseException& self) { return or_none(self.context); }
Status base_exception_set_context(Thread& t, BaseException& self, Object* value) {
  return set_link(t, &self.context, value, "__context__", "context");
}
Object* base_exception_cause(const BaseException& self) { return or_none(self.cause); }
Status base_exception_set_cause(Thread& t, BaseException& self, Object* value) {
  TRY(set_link(t, &self.cause, value, "__cause__", "cause"));
  self.suppress_context = true;
  return Status::ok();
}

Dict* base_exception_dict(Thread& t, BaseException& self) { return instance_dict(t, &self); }
Status base_exception_set_dict(Thread& t, BaseException& self, Object* value) {
  if (!value) return raise_type_error(t, "cannot delete __dict__");
  return instance_dict_getset.set(t, &self, value);
}

// --- methods ---

BaseException* base_exception_with_traceback(Thread& t, BaseException& self, Object* traceback) {
  TRY(base_exception_set_traceback(t, self, traceback));
  return &self;
}

Status base_exception_add_note(Thread& t, BaseException& self, Object* note) {
  if (!is_str(note)) return raise_type_error(t, "note must be a str, not '%T'", note);
  Lookup notes = TRY(find_attribute(t, &self, intern("__notes__")));
  if (notes.is_missing()) {
    notes.value = TRY(new_list(t));
    TRY(set_attribute(t, &self, intern("__notes__"), notes.value));
  }
  if (!has_flag(notes.value, kTypeList)) return raise_type_error(t, "Cannot add note: __notes__ is not a list");
  return list_append(t, cast<List>(notes.value), note);
}

Tuple* base_exception_reduce(Thread& t, const BaseException& self) {
  return reduce_exception(t, self, self.args, self.dict);
}

Status base_exception_setstate(Thread& t, BaseException& self, Object* state) {
  if (state == none()) return Status::ok();
  if (!has_flag(state, kTypeDict)) return raise_type_error(t, "state is not a dictionary");
  ssize position = 0;
  Object *key, *value;
  while (dict_next(cast<Dict>(state), &position, &key, &value)) {
    if (!is_str(key)) return raise_type_error(t, "attribute name must be string, not '%T'", key);
    TRY(set_attribute(t, &self, cast<Str>(key), value));
  }
  return Status::ok();
}

}  // namespace

Tuple* reduce_exception(Thread&, const BaseException& self, Tuple* args, Object* state) {
  Object* items[] = {self.cls, args, state};
  return new_tuple(items, state ? 3 : 2);
}

#define NATIVE_TABLE "interpreter/objects/exception/base_exception_methods.def"
#define NATIVE_TYPE BaseException
#define NATIVE_PREFIX base_exception
#define NATIVE_NAME "BaseException"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_base_exception_data() {
  TypeData d{};
  d.slots.init = base_exception_init;
  d.slots.str = base_exception_str;
  d.slots.repr = base_exception_repr;
  d.slots.get_attribute = generic_get_attribute;  // object's, but shown as its own
  d.slots.set_attribute = generic_set_attribute;
  base_exception_declare(d);
  return d;
}
constinit TypeData base_exception_data = make_base_exception_data();

}  // namespace

namespace exceptions {
constinit Type BaseException =
    with_dict_at(offsetof(sidewinder::BaseException, dict),
                 static_type("BaseException", sizeof(sidewinder::BaseException), 0,
                             kTypeBase | kTypeHaveGC | kTypeBaseException, &base_exception_data));
}

}  // namespace sidewinder
