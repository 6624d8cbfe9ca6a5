// The core's Slots of types that C defines: the core's signature, and the C function behind it.
#include "interpreter/cpyext/bridge/arguments.h"
#include "interpreter/cpyext/bridge/bound_function.h"
#include "interpreter/cpyext/bridge/operator_slots.h"
#include "interpreter/cpyext/bridge/slots.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_method.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/c_power.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status status_of(Thread& t, int result) { return received_status(t, result); }

Truth truth_of_answer(Thread& t, int answer) {
  return received_status(t, answer).failed() ? Truth::Error : truth_of(answer);
}

// --- one adapter a kind ------------------------------------------------------------------------------

Object* unary_from_c(Thread& t, Object* self, unaryfunc f) { return received(t, f(borrowed(self))); }

Result<ssize> hash_from_c(Thread& t, Object* self, hashfunc f) {
  Py_hash_t hash = f(borrowed(self));
  if (hash == -1 && is_pending(t)) return Raised{};
  return ssize(hash);
}

Result<ssize> length_from_c(Thread& t, Object* self, lenfunc f) {
  Py_ssize_t length = f(borrowed(self));
  if (length < 0) {
    TRY(received_status(t, -1));
    return Raised{};
  }
  return ssize(length);
}

Truth truth_from_c(Thread& t, Object* self, inquiry f) { return truth_of_answer(t, f(borrowed(self))); }

Truth contains_from_c(Thread& t, Object* self, Object* item, objobjproc f) {
  return truth_of_answer(t, f(borrowed(self), borrowed(item)));
}

Object* call_by_tuple(Thread& t, Object* self, const Args& args, ternaryfunc f) {
  Tuple* tuple = TRY(arguments_as_tuple(args));
  Dict* keywords;
  TRY(keywords_as_dict(t, args, &keywords));
  return received(t, f(borrowed(self), borrowed(tuple), borrowed(keywords)), self);
}

Object* call_from_c(Thread& t, Object* self, ternaryfunc f, Args args) { return call_by_tuple(t, self, args, f); }

// Of a type with Py_TPFLAGS_HAVE_VECTORCALL: the instance says which function.
Object* vectorcall_from_c(Thread& t, Object* self, ternaryfunc otherwise, Args args) {
  auto offset = self->cls->c_vectorcall_offset;
  auto f = offset > 0 ? *reinterpret_cast<vectorcallfunc*>(reinterpret_cast<char*>(self) + offset) : nullptr;
  if (!f) return call_by_tuple(t, self, args, otherwise);
  prepare_arguments_for_c(args);
  return received(t,
                  f(borrowed(self), reinterpret_cast<PyObject* const*>(args.values), size_t(args.count),
                    reinterpret_cast<PyObject*>(args.names)),
                  self);
}

Object* new_from_c(Thread& t, Type* cls, newfunc f, Args args) {
  Tuple* tuple = TRY(arguments_as_tuple(args));
  Dict* keywords;
  TRY(keywords_as_dict(t, args, &keywords));
  return received(t, f(borrowed(cls), borrowed(tuple), borrowed(keywords)), cls);
}

Status init_from_c(Thread& t, Object* self, initproc f, Args args) {
  Tuple* tuple = TRY(arguments_as_tuple(args));
  Dict* keywords;
  TRY(keywords_as_dict(t, args, &keywords));
  return status_of(t, f(borrowed(self), borrowed(tuple), borrowed(keywords)));
}

Lookup getattro_from_c(Thread& t, Object* self, Str* name, getattrofunc f) {
  return received(t, f(borrowed(self), borrowed(name)));
}

Lookup getattr_from_c(Thread& t, Object* self, Str* name, getattrfunc f) {
  std::string text = str_to_utf8(name);
  return received(t, f(borrowed(self), text.data()));
}

Status setattro_from_c(Thread& t, Object* self, Str* name, Object* value, setattrofunc f) {
  return status_of(t, f(borrowed(self), borrowed(name), borrowed(value)));
}

Status setattr_from_c(Thread& t, Object* self, Str* name, Object* value, setattrfunc f) {
  std::string text = str_to_utf8(name);
  return status_of(t, f(borrowed(self), text.data(), borrowed(value)));
}

Object* compare_from_c(Thread& t, Object* a, Object* b, CompareOp op, richcmpfunc f) {
  return received(t, f(borrowed(a), borrowed(b), int(op)));
}

Lookup next_from_c(Thread& t, Object* self, iternextfunc f) {
  PyObject* item = f(borrowed(self));
  if (!item) return is_pending(t) ? Lookup(Raised{}) : Lookup::missing();
  return received(t, item);
}

Object* descriptor_get_from_c(Thread& t, Object* self, Object* instance, Type* owner, descrgetfunc f) {
  return received(t, f(borrowed(self), borrowed(instance), borrowed(static_cast<Object*>(owner))));
}

Status descriptor_set_from_c(Thread& t, Object* self, Object* instance, Object* value, descrsetfunc f) {
  return status_of(t, f(borrowed(self), borrowed(instance), borrowed(value)));
}

Object* binary_from_c(Thread& t, Object* a, Object* b, binaryfunc f) {
  return received(t, f(borrowed(a), borrowed(b)));
}

Object* power_from_c(Thread& t, Object* a, Object* b, ternaryfunc f) {
  return received(t, f(borrowed(a), borrowed(b), borrowed(none())));
}

// The three types are asked in order, each function once.
Object* power_with_modulus_from_c(Thread& t, Object* a, Object* b, Object* modulus) {
  ternaryfunc asked[3] = {};
  for (Object* o : {a, b, modulus}) {
    const auto* numbers = static_cast<PyNumberMethods*>(o->cls->c_as_number);
    ternaryfunc f = numbers ? numbers->nb_power : nullptr;
    if (!f || find_bound_function(reinterpret_cast<void*>(f)) || f == asked[0] || f == asked[1]) continue;
    asked[asked[0] ? 1 : 0] = f;
    Object* result = TRY(received(t, f(borrowed(a), borrowed(b), borrowed(modulus))));
    if (result != not_implemented()) return result;
  }
  return not_implemented();
}

Object* in_place_power_with_modulus_from_c(Thread& t, const Type* owner, Object* a, Object* b, Object* modulus) {
  ternaryfunc f = static_cast<PyNumberMethods*>(owner->c_as_number)->nb_inplace_power;
  return received(t, f(borrowed(a), borrowed(b), borrowed(modulus)));
}

Object* repeat_from_c(Thread& t, Object* self, ssize times, ssizeargfunc f) {
  return received(t, f(borrowed(self), times));
}

Status set_item_from_c(Thread& t, Object* self, Object* key, Object* value, objobjargproc f) {
  return status_of(t, f(borrowed(self), borrowed(key), borrowed(value)));
}

// A sequence gets numbers, counted from the beginning.
Result<ssize> position_in(Thread& t, Object* self, Object* key) {
  ssize i = TRY(index_as_ssize(t, key, &exceptions::IndexError));
  const auto* sequence = static_cast<PySequenceMethods*>(self->cls->c_as_sequence);
  if (i < 0 && sequence->sq_length) i += TRY(length_from_c(t, self, sequence->sq_length));
  return i;
}

Object* item_from_c(Thread& t, Object* self, Object* key, ssizeargfunc f) {
  ssize i = TRY(position_in(t, self, key));
  return received(t, f(borrowed(self), i));
}

Status set_item_at_from_c(Thread& t, Object* self, Object* key, Object* value, ssizeobjargproc f) {
  ssize i = TRY(position_in(t, self, key));
  return status_of(t, f(borrowed(self), i, borrowed(value)));
}

// What the core calls: the function of the core that C's is made of, or a bound function.
template <class CoreFn, class Adapter, class CFn> void fill(CoreFn& slot, CFn f, Adapter* adapter, int argument) {
  if (!f) return;
  const BoundFunction* known = find_bound_function(reinterpret_cast<void*>(f));
  slot = reinterpret_cast<CoreFn>(known ? known->bound : bind_function(adapter, f, argument));
}

void fill_number(const PyNumberMethods& n, Slots* s) {
  fill(s->truth, n.nb_bool, truth_from_c, 2);
  fill(s->index, n.nb_index, unary_from_c, 2);
  fill(s->to_int, n.nb_int, unary_from_c, 2);
  fill(s->to_float, n.nb_float, unary_from_c, 2);
  fill(s->negative, n.nb_negative, unary_from_c, 2);
  fill(s->positive, n.nb_positive, unary_from_c, 2);
  fill(s->absolute, n.nb_absolute, unary_from_c, 2);
  fill(s->invert, n.nb_invert, unary_from_c, 2);
  for_each_operator_slot(n, [&](BinaryOp op, bool in_place, auto f) {
    BinaryFn& slot = in_place ? s->in_place[int(op)] : s->binary[int(op)];
    if constexpr (std::is_same_v<decltype(f), binaryfunc>) fill(slot, f, binary_from_c, 3);
    else fill(slot, f, power_from_c, 3);
  });
}

void fill_sequence(const PySequenceMethods& q, Slots* s) {
  fill(s->length, q.sq_length, length_from_c, 2);
  fill(s->contains, q.sq_contains, contains_from_c, 3);
  fill(s->concat, q.sq_concat, binary_from_c, 3);
  fill(s->in_place_concat, q.sq_inplace_concat, binary_from_c, 3);
  fill(s->repeat, q.sq_repeat, repeat_from_c, 3);
  fill(s->in_place_repeat, q.sq_inplace_repeat, repeat_from_c, 3);
  fill(s->get_item, q.sq_item, item_from_c, 3);
  fill(s->set_item, q.sq_ass_item, set_item_at_from_c, 4);
}

void fill_mapping(const PyMappingMethods& m, Slots* s) {
  fill(s->length, m.mp_length, length_from_c, 2);
  fill(s->get_item, m.mp_subscript, binary_from_c, 3);
  fill(s->set_item, m.mp_ass_subscript, set_item_from_c, 4);
}

void fill_call(const PyTypeObject& c, Slots* s) {
  bool by_vector = (c.tp_flags & Py_TPFLAGS_HAVE_VECTORCALL) && c.tp_vectorcall_offset > 0;
  const BoundFunction* known = find_bound_function(reinterpret_cast<void*>(c.tp_call));
  if (by_vector && c.tp_call && !known)
    s->call = reinterpret_cast<CallFn>(bind_function(vectorcall_from_c, c.tp_call, 2));
  else fill(s->call, c.tp_call, call_from_c, 2);
}

}  // namespace

void install_power_hooks() {
  c_power_hook = power_with_modulus_from_c;
  c_in_place_power_hook = in_place_power_with_modulus_from_c;
}

void* const kSubscriptFromC = reinterpret_cast<void*>(binary_from_c);
void* const kItemFromC = reinterpret_cast<void*>(item_from_c);
void* const kSetSubscriptFromC = reinterpret_cast<void*>(set_item_from_c);
void* const kSetItemFromC = reinterpret_cast<void*>(set_item_at_from_c);

void fill_core_slots(Type* cls) {
  Slots* s = &cls->data->slots;
  const PyTypeObject& c = *borrowed(cls);
  fill(s->repr, c.tp_repr, unary_from_c, 2);
  fill(s->str, c.tp_str, unary_from_c, 2);
  if (c.tp_hash != PyObject_HashNotImplemented) fill(s->hash, c.tp_hash, hash_from_c, 2);
  fill_call(c, s);
  if (c.tp_getattro) fill(s->get_attribute, c.tp_getattro, getattro_from_c, 3);
  else fill(s->get_attribute, c.tp_getattr, getattr_from_c, 3);
  if (c.tp_setattro) fill(s->set_attribute, c.tp_setattro, setattro_from_c, 4);
  else fill(s->set_attribute, c.tp_setattr, setattr_from_c, 4);
  fill(s->compare, c.tp_richcompare, compare_from_c, 4);
  fill(s->iter, c.tp_iter, unary_from_c, 2);
  fill(s->next, c.tp_iternext, next_from_c, 2);
  fill(s->descriptor_get, c.tp_descr_get, descriptor_get_from_c, 4);
  fill(s->descriptor_set, c.tp_descr_set, descriptor_set_from_c, 4);
  fill(s->init, c.tp_init, init_from_c, 2);
  fill(s->create, c.tp_new, new_from_c, 2);
  if (c.tp_as_number) fill_number(*c.tp_as_number, s);
  if (c.tp_as_sequence) fill_sequence(*c.tp_as_sequence, s);
  if (c.tp_as_mapping) fill_mapping(*c.tp_as_mapping, s);
  bool is_sequence = c.tp_as_sequence && c.tp_as_sequence->sq_item;
  if (c.tp_as_mapping && c.tp_as_mapping->mp_subscript && !is_sequence) cls->flags |= kTypeSubscriptOnly;
}

// --- tp_as_async -------------------------------------------------------------------------------------

namespace {

Object* async_from_c(Thread& t, Object* self, unaryfunc f, Args args) {
  if (args.count || args.keyword_count()) return raise_type_error(t, "expected 0 arguments, got %zd", args.count);
  return received(t, f(borrowed(self)));
}

Status add_async_method(Thread& t, Type* cls, const char* name, unaryfunc f) {
  if (!f || dict_get_str(cls->dict, intern(name))) return Status::ok();
  auto* row = new NativeMethod(name, reinterpret_cast<NativeFn>(bind_function(async_from_c, f, 2)));
  return dict_set_str(t, cls->dict, intern(name), TRY(new_method_descriptor(t, cls, row)));
}

}  // namespace

Status add_async_methods(Thread& t, Type* cls) {
  const auto* async = static_cast<PyAsyncMethods*>(cls->c_as_async);
  if (!async) return Status::ok();
  TRY(add_async_method(t, cls, "__await__", async->am_await));
  TRY(add_async_method(t, cls, "__aiter__", async->am_aiter));
  return add_async_method(t, cls, "__anext__", async->am_anext);
}

}  // namespace sidewinder
