// The built-in exception classes, from exceptions.def, and those whose data takes only a few lines. OSError,
// SyntaxError, the UnicodeErrors and the groups have sources of their own.
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/exception/exception_data.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status stop_iteration_init(Thread& t, Object* self, Args args) {
  TRY(base_exception_init(t, self, args));
  cast<StopIterationObject>(self)->value = args.or_default(0, none());
  return Status::ok();
}

Status system_exit_init(Thread& t, Object* o, Args args) {
  TRY(base_exception_init(t, o, args));
  auto* self = cast<SystemExitObject>(o);
  self->code = args.count > 1 ? self->args : args.or_default(0, none());
  return Status::ok();
}

Status import_error_init(Thread& t, ImportErrorObject& self, Args args, Object* name, Object* path) {
  TRY(base_exception_init(t, &self, args));
  self.message = args.count == 1 ? args[0] : nullptr;
  self.name = name;
  self.path = path;
  return Status::ok();
}
Object* import_error_str(Thread& t, Object* o) {
  Object* message = cast<ImportErrorObject>(o)->message;
  return message && is_exact<Str>(message) ? message : base_exception_str(t, o);
}

// name and path travel with the attributes.
Tuple* import_error_reduce(Thread& t, const ImportErrorObject& self) {
  Object* state = self.dict;
  if (self.name || self.path) {
    Dict* all = self.dict ? TRY(dict_copy(t, cast<Dict>(self.dict))) : TRY(new_dict(t));
    if (self.name) TRY(dict_set_str(t, all, intern("name"), self.name));
    if (self.path) TRY(dict_set_str(t, all, intern("path"), self.path));
    state = all;
  }
  return reduce_exception(t, self, self.args, state);
}

Status name_error_init(Thread& t, NameErrorObject& self, Args args, Object* name) {
  self.name = name;
  return base_exception_init(t, &self, args);
}

Status attribute_error_init(Thread& t, AttributeErrorObject& self, Args args, Object* name, Object* object) {
  self.name = name;
  self.object = object;
  return base_exception_init(t, &self, args);
}

Object* key_error_str(Thread& t, Object* o) {
  Tuple* args = cast<BaseException>(o)->args;
  return args->size == 1 ? repr(t, args->items[0]) : base_exception_str(t, o);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/exception/stop_iteration_methods.def"
#define NATIVE_TYPE StopIterationObject
#define NATIVE_PREFIX stop_iteration
#define NATIVE_NAME "StopIteration"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/objects/exception/system_exit_methods.def"
#define NATIVE_TYPE SystemExitObject
#define NATIVE_PREFIX system_exit
#define NATIVE_NAME "SystemExit"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/objects/exception/import_error_methods.def"
#define NATIVE_TYPE ImportErrorObject
#define NATIVE_PREFIX import_error
#define NATIVE_NAME "ImportError"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/objects/exception/name_error_methods.def"
#define NATIVE_TYPE NameErrorObject
#define NATIVE_PREFIX name_error
#define NATIVE_NAME "NameError"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/objects/exception/attribute_error_methods.def"
#define NATIVE_TYPE AttributeErrorObject
#define NATIVE_PREFIX attribute_error
#define NATIVE_NAME "AttributeError"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_data(void (*declare)(TypeData&), UnaryFn str = nullptr) {
  TypeData d{};
  d.slots.str = str;
  declare(d);
  return d;
}
constexpr TypeData make_plain_data(const char* doc) {
  TypeData d{};
  d.spec.doc = doc;
  return d;
}
constexpr TypeData make_key_error_data() {
  TypeData d = make_plain_data("Mapping key not found.");
  d.slots.str = key_error_str;
  return d;
}

}  // namespace

constinit TypeData StopIteration_data = make_data(stop_iteration_declare);
constinit TypeData SystemExit_data = make_data(system_exit_declare);
constinit TypeData ImportError_data = make_data(import_error_declare, import_error_str);
constinit TypeData NameError_data = make_data(name_error_declare);
constinit TypeData AttributeError_data = make_data(attribute_error_declare);
constinit TypeData KeyError_data = make_key_error_data();

namespace {
#define EXCEPTION(name, base, layout, doc) constinit TypeData name##_data = make_plain_data(doc);
#define EXCEPTION_WITH_DATA(...)
#include "interpreter/objects/exception/exceptions.def"
#undef EXCEPTION

constexpr Type exception_type(const char* name, ssize size, TypeData* data, Type* base) {
  return with_dict_at(offsetof(BaseException, dict),
                      static_type(name, size, 0, kTypeBase | kTypeHaveGC | kTypeBaseException, data, base));
}
}  // namespace

namespace exceptions {
#define EXCEPTION(name, base, layout, doc) \
  constinit Type name = exception_type(#name, sizeof(sidewinder::layout), &name##_data, &base);
#include "interpreter/objects/exception/exceptions.def"
#undef EXCEPTION
}  // namespace exceptions

}  // namespace sidewinder
