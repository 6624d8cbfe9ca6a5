#include "interpreter/cpyext/bridge/methods.h"

#include <structmember.h>

#include <unordered_map>

#include "interpreter/cpyext/bridge/after_c.h"
#include "interpreter/cpyext/bridge/arguments.h"
#include "interpreter/cpyext/bridge/bound_function.h"
#include "interpreter/execution/crossing_meter.h"
#include "interpreter/execution/frame_stack.h"
#include "interpreter/objects/buffer/exports.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// --- one adapter for each of METH_* --------------------------------------------------------------------

// "module.function()" or "Class.method()", as in CPython's messages.
std::string shown_name(Object* self, const CMethod* m) {
  std::string name = std::string(m->name) + "()";
  if (!self) return name;
  if (is_exact<Module>(self)) {
    Str* module = cast<Module>(self)->name;
    return module ? str_to_utf8(module) + "." + name : name;
  }
  return str_to_utf8(type_qualname(is_type(self) ? cast<Type>(self) : self->cls)) + "." + name;
}

Status no_keywords(Thread& t, Object* self, const CMethod* m, const Args& args) {
  if (args.keyword_count() == 0) return Status::ok();
  return raise_type_error(t, "%s takes no keyword arguments", shown_name(self, m).c_str());
}

// As CPython shows what was called.
std::string shown_callee(Object* self, const CMethod* m) {
  if (!self || is_exact<Module>(self)) return std::string("<built-in function ") + m->name + ">";
  Type* cls = m->defining_class ? core(m->defining_class) : is_type(self) ? cast<Type>(self) : self->cls;
  return std::string("<method '") + m->name + "' of '" + str_to_utf8(type_qualname(cls)) + "' objects>";
}

PY_NOINLINE Object* finish_with_error(Thread& t, PyObject* result, Object* self, const CMethod* m) {
  if (!result && is_pending(t)) return nullptr;
  std::string callee = shown_callee(self, m);
  if (!result)
    return raise(t, exceptions::SystemError, "%s returned NULL without setting an exception", callee.c_str());
  taken(result);
  BaseException* cause = take_pending(t);
  raise(t, exceptions::SystemError, "%s returned a result with an exception set", callee.c_str());
  auto* error = cast<BaseException>(t.pending);
  error->cause = error->context = cause;
  return nullptr;
}

PY_ALWAYS_INLINE Object* finish(Thread& t, PyObject* result, Object* self, const CMethod* m) {
  settle_frame_stack(t);
  after_c(t);
  if (!result || is_pending(t)) [[unlikely]]
    return finish_with_error(t, result, self, m);
  return taken(result);
}

// Which exporter it is that refuses is not known, only that it is none of the core's most frequent ones.
bool may_be_of_c(const Object* exporter, const Object*) {
  return !is_bytes(exporter) && !is_instance(exporter, &bytearray_type);
}

// Calls C once, and once more if it refuses because of memoryviews that nobody can reach: with reference counts they
// would be gone.
template <class Call> Object* invoke(Thread& t, Object* self, const CMethod* m, Call&& call) {
  Object* result = finish(t, metered(crossing_meter.to_c, call), self, m);
  if (result || !pending_matches(t, exceptions::BufferError)) [[likely]]
    return result;
  clear_pending(t);
  release_unreachable_views_of(none(), may_be_of_c);
  return finish(t, call(), self, m);
}

// A static method's function gets none.
PyObject* self_for_c(Object* self, const CMethod* m) {
  return m->definition->ml_flags & METH_STATIC ? nullptr : borrowed(self);
}

template <class F> F function_of(const CMethod* m) { return reinterpret_cast<F>(m->definition->ml_meth); }

PyObject* const* values_for_c(const Args& args) {
  prepare_arguments_for_c(args);
  return reinterpret_cast<PyObject* const*>(args.values);
}

Object* no_arguments(Thread& t, Object* self, const CMethod* m, Args args) {
  TRY(no_keywords(t, self, m, args));
  if (args.count)
    return raise_type_error(t, "%s takes no arguments (%zd given)", shown_name(self, m).c_str(), args.count);
  return invoke(t, self, m, [&] { return function_of<PyCFunction>(m)(self_for_c(self, m), nullptr); });
}

Object* one_argument(Thread& t, Object* self, const CMethod* m, Args args) {
  TRY(no_keywords(t, self, m, args));
  if (args.count != 1)
    return raise_type_error(t, "%s takes exactly one argument (%zd given)", shown_name(self, m).c_str(), args.count);
  return invoke(t, self, m, [&] { return function_of<PyCFunction>(m)(self_for_c(self, m), borrowed(args[0])); });
}

Object* by_tuple(Thread& t, Object* self, const CMethod* m, Args args) {
  TRY(no_keywords(t, self, m, args));
  Tuple* tuple = TRY(arguments_as_tuple(args));
  return invoke(t, self, m, [&] { return function_of<PyCFunction>(m)(self_for_c(self, m), borrowed(tuple)); });
}

Object* by_tuple_and_dict(Thread& t, Object* self, const CMethod* m, Args args) {
  Tuple* tuple = TRY(arguments_as_tuple(args));
  Dict* keywords;
  TRY(keywords_as_dict(t, args, &keywords));
  auto f = function_of<PyCFunctionWithKeywords>(m);
  return invoke(t, self, m, [&] { return f(self_for_c(self, m), borrowed(tuple), borrowed(keywords)); });
}

Object* by_vector(Thread& t, Object* self, const CMethod* m, Args args) {
  TRY(no_keywords(t, self, m, args));
  return invoke(t, self, m,
                [&] { return function_of<_PyCFunctionFast>(m)(self_for_c(self, m), values_for_c(args), args.count); });
}

Object* by_vector_and_names(Thread& t, Object* self, const CMethod* m, Args args) {
  auto f = function_of<_PyCFunctionFastWithKeywords>(m);
  return invoke(t, self, m,
                [&] { return f(self_for_c(self, m), values_for_c(args), args.count, borrowed(args.names)); });
}

Object* with_class(Thread& t, Object* self, const CMethod* m, Args args) {
  auto f = function_of<PyCMethod>(m);
  return invoke(t, self, m, [&] {
    return f(self_for_c(self, m), m->defining_class, values_for_c(args), size_t(args.count), borrowed(args.names));
  });
}

using MethodAdapter = Object*(Thread&, Object*, const CMethod*, Args);

MethodAdapter* adapter_for(int flags) {
  switch (flags & ~(METH_CLASS | METH_STATIC | METH_COEXIST)) {
    case METH_NOARGS: return no_arguments;
    case METH_O: return one_argument;
    case METH_VARARGS: return by_tuple;
    case METH_VARARGS | METH_KEYWORDS: return by_tuple_and_dict;
    case METH_FASTCALL: return by_vector;
    case METH_FASTCALL | METH_KEYWORDS: return by_vector_and_names;
    case METH_METHOD | METH_FASTCALL | METH_KEYWORDS: return with_class;
    default: return nullptr;
  }
}

constexpr int kRowArgument = 2;  // after Thread& and self; Args are on the stack

}  // namespace

// Rows that were made, by their address: where CPython's descriptors have a PyMethodDef, ours have a row, which C may
// take from there (Cython's class methods).
static std::unordered_map<const void*, const CMethod*> rows_made;

const CMethod* method_row(Thread& t, PyMethodDef* definition, PyTypeObject* defining_class) {
  if (auto known = rows_made.find(definition); known != rows_made.end()) definition = known->second->definition;
  MethodAdapter* adapter = adapter_for(definition->ml_flags);
  if (!adapter) return raise(t, exceptions::SystemError, "method %s: bad call flags", definition->ml_name);
  int kind = definition->ml_flags & (METH_CLASS | METH_STATIC);
  auto* row =
      new CMethod{{definition->ml_name, nullptr, MethodKind(kind), definition->ml_doc}, definition, defining_class};
  row->function = reinterpret_cast<NativeFn>(bind_function(adapter, row, kRowArgument));
  rows_made.emplace(static_cast<const NativeMethod*>(row), row);
  return row;
}

const CMethod* find_c_method(const NativeMethod* method) {
  const BoundFunction* known = find_bound_function(reinterpret_cast<void*>(method->function));
  return known && known->bound == method ? static_cast<const CMethod*>(method) : nullptr;
}

// --- methods of the core, for C --------------------------------------------------------------------------

namespace {

PyObject* without_arguments_for_c(PyObject* self, PyObject*, const NativeMethod* m) {
  return new_reference(m->function(current_thread(), core(self), Args{}));
}
PyObject* with_one_for_c(PyObject* self, PyObject* o, const NativeMethod* m) {
  Object* value = core(o);
  return new_reference(m->function(current_thread(), core(self), Args{&value, 1}));
}
PyObject* by_tuple_for_c(PyObject* self, PyObject* args, PyObject* keywords, const NativeMethod* m) {
  Thread& t = current_thread();
  TupleArguments arguments(t, args, keywords);
  return arguments.failed() ? nullptr : new_reference(m->function(t, core(self), arguments.args()));
}

PyMethodDef method_for_c(const NativeMethod* m) {
  int kind = int(m->kind);
  auto* row = const_cast<NativeMethod*>(m);
  auto function = [](void* f) { return reinterpret_cast<PyCFunction>(f); };
  switch (m->shape) {
    case CallShape::NoArguments:
      return {m->name, function(bind_function(without_arguments_for_c, row, 2)), METH_NOARGS | kind, m->doc};
    case CallShape::One: return {m->name, function(bind_function(with_one_for_c, row, 2)), METH_O | kind, m->doc};
    default:
      return {m->name, function(bind_function(by_tuple_for_c, row, 3)), METH_VARARGS | METH_KEYWORDS | kind, m->doc};
  }
}

}  // namespace

PyMethodDef* methods_for_c(const NativeMethod* methods) {
  size_t count = 0;
  while (methods && methods[count].name) count++;
  auto* table = new PyMethodDef[count + 1]{};
  for (size_t i = 0; i < count; i++) table[i] = method_for_c(&methods[i]);
  return table;
}

// --- getsets and members -------------------------------------------------------------------------------

namespace {

Object* get_of_c(Thread& t, Object* self, PyGetSetDef* d) { return received(t, d->get(borrowed(self), d->closure)); }
Status set_of_c(Thread& t, Object* self, Object* value, PyGetSetDef* d) {
  return received_status(t, d->set(borrowed(self), borrowed(value), d->closure));
}
Object* get_member_of_c(Thread& t, Object* self, PyMemberDef* d) {
  return received(t, PyMember_GetOne(reinterpret_cast<char*>(self), d));
}
Status set_member_of_c(Thread& t, Object* self, Object* value, PyMemberDef* d) {
  return received_status(t, PyMember_SetOne(reinterpret_cast<char*>(self), d, borrowed(value)));
}

using Getter = decltype(NativeGetSet::get);
using Setter = decltype(NativeGetSet::set);

}  // namespace

const NativeGetSet* getset_row(PyGetSetDef* d) {
  auto* row = new NativeGetSet{d->name, nullptr, nullptr, d->doc};
  if (d->get) row->get = reinterpret_cast<Getter>(bind_function(get_of_c, d, 2));
  if (d->set) row->set = reinterpret_cast<Setter>(bind_function(set_of_c, d, 3));
  return row;
}

const NativeGetSet* member_row(PyMemberDef* d) {
  auto* row = new NativeGetSet{d->name, nullptr, nullptr, d->doc};
  row->get = reinterpret_cast<Getter>(bind_function(get_member_of_c, d, 2));
  row->set = reinterpret_cast<Setter>(bind_function(set_member_of_c, d, 3));  // of a read-only one: raises
  return row;
}

// --- into the class's dict -------------------------------------------------------------------------------

namespace {

Status add_unless_there(Thread& t, Type* cls, const char* name, Object* descriptor, bool replaces = false) {
  Str* key = intern(name);
  if (!replaces && dict_get_str(cls->dict, key)) return Status::ok();
  return dict_set_str(t, cls->dict, key, descriptor);
}

}  // namespace

Status add_methods(Thread& t, Type* cls, PyMethodDef* methods) {
  for (PyMethodDef* d = methods; d && d->ml_name; d++) {
    const CMethod* row = TRY(method_row(t, d, borrowed(cls)));
    TRY(add_unless_there(t, cls, d->ml_name, TRY(new_method_descriptor(t, cls, row)), d->ml_flags & METH_COEXIST));
  }
  return Status::ok();
}

Status add_getsets(Thread& t, Type* cls, PyGetSetDef* getsets) {
  for (PyGetSetDef* d = getsets; d && d->name; d++)
    TRY(add_unless_there(t, cls, d->name, TRY(new_getset_descriptor(t, cls, getset_row(d)))));
  return Status::ok();
}

Status add_members(Thread& t, Type* cls, PyMemberDef* members) {
  for (PyMemberDef* d = members; d && d->name; d++)
    TRY(add_unless_there(t, cls, d->name, TRY(new_getset_descriptor(t, cls, member_row(d)))));
  return Status::ok();
}

}  // namespace sidewinder
