// BaseExceptionGroup and ExceptionGroup: several exceptions raised together (PEP 654).
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/exception/exception_data.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Tuple* members_argument(Thread& t, Object* sequence) {
  if (!slots_of(sequence).iter && !slots_of(sequence).get_item)
    return raise_type_error(t, "second argument (exceptions) must be a sequence");
  Tuple* members = TRY(tuple_from_iterable(t, sequence));
  if (!members->size) return raise_value_error(t, "second argument (exceptions) must be a non-empty sequence");
  for (ssize i = 0; i < members->size; i++)
    if (!is_exception(members->items[i]))
      return raise_value_error(t, "Item %zd of second argument (exceptions) is not an exception", i);
  return members;
}

bool are_plain(const Tuple* members) {
  for (ssize i = 0; i < members->size; i++)
    if (!is_instance(members->items[i], &exceptions::Exception)) return false;
  return true;
}

// BaseExceptionGroup(message, exceptions): ExceptionGroup if all of them are Exceptions.
Object* exception_group_new(Thread& t, Type* cls, Args args) {
  if (args.count != 2)
    return raise_type_error(t, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%zd given)", args.count);
  if (!is_str(args[0]))
    return raise_type_error(t, "BaseExceptionGroup.__new__() argument 1 must be str, not %s",
                            args[0] == none() ? "None" : args[0]->cls->name);
  Tuple* members = TRY(members_argument(t, args[1]));
  bool plain = are_plain(members);
  if (cls == &exceptions::BaseExceptionGroup && plain) cls = &exceptions::ExceptionGroup;
  if (cls == &exceptions::ExceptionGroup && !plain)
    return raise_type_error(t, "Cannot nest BaseExceptions in an ExceptionGroup");
  auto* self = cast<ExceptionGroupObject>(TRY(base_exception_new(t, cls, args)));
  self->message = args[0];
  self->exceptions = members;
  return self;
}

Object* exception_group_str(Thread& t, Object* o) {
  auto* self = cast<ExceptionGroupObject>(o);
  ssize n = cast<Tuple>(self->exceptions)->size;
  StrBuilder text;
  text.add(TRY(to_str(t, self->message))).add(" (" + std::to_string(n));
  return text.add(n == 1 ? " sub-exception)" : " sub-exceptions)").finish();
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/exception/exception_group_methods.def"
#define NATIVE_TYPE ExceptionGroupObject
#define NATIVE_PREFIX exception_group
#define NATIVE_NAME "BaseExceptionGroup"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_exception_group_data() {
  TypeData d{};
  d.slots.str = exception_group_str;
  exception_group_declare(d);
  return d;
}

}  // namespace

constinit TypeData BaseExceptionGroup_data = make_exception_group_data();

}  // namespace sidewinder
