// Errors: PyErr_*, and the exception that is being handled. The pending exception is always an instance here; C's three
// values are made of it and one is made of them.
#include <cerrno>
#include <cstdarg>
#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/python/format.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

namespace {

bool is_exception_class(const Object* o) {
  return is_type(o) && (static_cast<const Type*>(o)->flags & kTypeBaseException);
}

// An instance of `type` for `value`: the value itself if it is one, else type(*value), type(value) or type().
Object* instance_for(Thread& t, Object* type, Object* value) {
  if (is_exception(type)) return type;
  if (!is_exception_class(type)) return raise_type_error(t, "exceptions must derive from BaseException");
  if (value && is_instance(value, cast<Type>(type))) return value;
  Object* made = !value || value == none()   ? call(t, type)
                 : value->cls == &tuple_type ? call(t, type, Args{cast<Tuple>(value)->items, cast<Tuple>(value)->size})
                                             : call(t, type, value);
  if (made && !is_exception(made))
    return raise_type_error(t, "calling %R should have returned an instance of BaseException, not %T", type, made);
  return made;
}

void raise_for_c(Thread& t, Object* type, Object* value) {
  clear_pending(t);
  if (!type) return;
  Object* exception = instance_for(t, type, value);
  if (exception) raise_object(t, exception);
}

bool matches(Object* exception, Object* wanted) {
  if (wanted->cls == &tuple_type) {
    auto* all = cast<Tuple>(wanted);
    for (ssize i = 0; i < all->size; i++)
      if (matches(exception, (*all)[i])) return true;
    return false;
  }
  Type* cls = is_exception(exception) ? exception->cls : is_type(exception) ? cast<Type>(exception) : nullptr;
  if (cls && is_exception_class(cls) && is_exception_class(wanted)) return is_subtype(cls, cast<Type>(wanted));
  return exception == wanted;
}

}  // namespace

}  // namespace sidewinder

using namespace sidewinder;

extern "C" {

void PyErr_SetObject(PyObject* type, PyObject* value) { raise_for_c(current_thread(), core(type), core(value)); }
void PyErr_SetNone(PyObject* type) { PyErr_SetObject(type, nullptr); }
void PyErr_SetString(PyObject* type, const char* text) {
  Object* message = decode_for_message(text);
  if (message) PyErr_SetObject(type, borrowed(message));
}
PyObject* PyErr_FormatV(PyObject* type, const char* format, va_list arguments) {
  PyErr_Clear();
  PyObject* message = PyUnicode_FromFormatV(format, arguments);
  if (!message) return nullptr;
  PyErr_SetObject(type, message);
  Py_DECREF(message);
  return nullptr;
}
PyObject* PyErr_Format(PyObject* type, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  PyErr_FormatV(type, format, arguments);
  va_end(arguments);
  return nullptr;
}
PyObject* _PyErr_FormatFromCause(PyObject* type, const char* format, ...) {
  Thread& t = current_thread();
  BaseException* cause = take_pending(t);
  va_list arguments;
  va_start(arguments, format);
  PyErr_FormatV(type, format, arguments);
  va_end(arguments);
  if (t.pending && is_exception(t.pending)) {
    auto* error = cast<BaseException>(t.pending);
    error->cause = error->context = cause;
    error->suppress_context = true;
  }
  return nullptr;
}

PyObject* PyErr_Occurred() {
  Thread& t = current_thread();
  return is_pending(t) ? reinterpret_cast<PyObject*>(t.pending->cls) : nullptr;
}
void PyErr_Clear() { clear_pending(current_thread()); }

void PyErr_Fetch(PyObject** type, PyObject** value, PyObject** traceback) {
  Thread& t = current_thread();
  *type = *value = *traceback = nullptr;
  if (!is_pending(t)) return;
  BaseException* e = take_pending(t);
  *type = new_reference(e->cls);
  *value = new_reference(e);
  *traceback = new_reference(e->traceback);
}
void PyErr_Restore(PyObject* type, PyObject* value, PyObject* traceback) {
  Thread& t = current_thread();
  Object *class_ = taken(type), *instance = taken(value), *trace = taken(traceback);
  clear_pending(t);
  if (!class_) return;
  Object* exception = instance_for(t, class_, instance);
  if (!exception) return;
  if (trace && trace != none()) cast<BaseException>(exception)->traceback = trace;
  set_pending(t, cast<BaseException>(exception));
}
void PyErr_NormalizeException(PyObject** type, PyObject** value, PyObject**) {
  Thread& t = current_thread();
  if (!*type) return;
  Object* exception = instance_for(t, core(*type), core(*value));
  if (!exception) exception = take_pending(t);
  PyObject *old_type = *type, *old_value = *value;
  *type = new_reference(exception->cls);
  *value = new_reference(exception);
  Py_XDECREF(old_type);
  Py_XDECREF(old_value);
}

int PyErr_GivenExceptionMatches(PyObject* given, PyObject* wanted) {
  return given && wanted && matches(core(given), core(wanted));
}
int PyErr_ExceptionMatches(PyObject* wanted) {
  Thread& t = current_thread();
  return is_pending(t) && matches(t.pending, core(wanted));
}

PyObject* PyErr_NoMemory() {
  raise_memory_error(current_thread());
  return nullptr;
}
int PyErr_BadArgument() {
  raise_type_error(current_thread(), "bad argument type for built-in operation");
  return 0;
}
void _PyErr_BadInternalCall(const char* file, int line) {
  raise(current_thread(), exceptions::SystemError, "%s:%d: bad argument to internal function", file, line);
}
#undef PyErr_BadInternalCall
void PyErr_BadInternalCall() { raise(current_thread(), exceptions::SystemError, "bad argument to internal function"); }

// --- OSError ---------------------------------------------------------------------------------------------------

PyObject* PyErr_SetFromErrnoWithFilenameObjects(PyObject* type, PyObject* filename, PyObject* filename2) {
  Thread& t = current_thread();
  int number = errno;
  if (number == EINTR && PyErr_CheckSignals() < 0) return nullptr;
  if (core(type) == &exceptions::OSError) {
    raise_os_error(t, number, core(filename), core(filename2));
    return nullptr;
  }
  Object* text = new_str(strerror(number));
  if (!text) return nullptr;
  Object* values[] = {int_from_int64(number), text, core(filename), int_from_int64(0), core(filename2)};
  ssize count = filename2 ? 5 : filename ? 3 : 2;
  if (Object* exception = call(t, core(type), Args{values, count})) raise_object(t, exception);
  return nullptr;
}
PyObject* PyErr_SetFromErrnoWithFilenameObject(PyObject* type, PyObject* filename) {
  return PyErr_SetFromErrnoWithFilenameObjects(type, filename, nullptr);
}
PyObject* PyErr_SetFromErrnoWithFilename(PyObject* type, const char* filename) {
  int number = errno;
  PyObject* name = filename ? PyUnicode_DecodeFSDefault(filename) : nullptr;
  if (filename && !name) return nullptr;
  errno = number;
  PyErr_SetFromErrnoWithFilenameObject(type, name);
  Py_XDECREF(name);
  return nullptr;
}
PyObject* PyErr_SetFromErrno(PyObject* type) { return PyErr_SetFromErrnoWithFilenameObjects(type, nullptr, nullptr); }

PyObject* PyErr_SetImportErrorSubclass(PyObject* type, PyObject* message, PyObject* name, PyObject* path) {
  Thread& t = current_thread();
  raise_for_c(t, core(type), core(message));
  if (pending_matches(t, exceptions::ImportError)) {
    auto* e = static_cast<ImportErrorObject*>(t.pending);
    e->name = core(name);
    e->path = core(path);
  }
  return nullptr;
}
PyObject* PyErr_SetImportError(PyObject* message, PyObject* name, PyObject* path) {
  return PyErr_SetImportErrorSubclass(PyExc_ImportError, message, name, path);
}

// --- new exception classes ------------------------------------------------------------------------------------

PyObject* PyErr_NewExceptionWithDoc(const char* name, const char* doc, PyObject* bases, PyObject* dict) {
  Thread& t = current_thread();
  const char* dot = strrchr(name, '.');
  if (!dot) {
    raise(t, exceptions::SystemError, "PyErr_NewException: name must be module.class");
    return nullptr;
  }
  Dict* space = dict ? dict_copy(t, core_as<Dict>(dict)) : new_dict(t);
  if (!space) return nullptr;
  if (!dict_get_str(space, names::module) &&
      dict_set_str(t, space, names::module, new_str({name, size_t(dot - name)})).failed())
    return nullptr;
  if (doc && dict_set_str(t, space, names::doc, new_str(doc)).failed()) return nullptr;
  Object* base = bases ? core(bases) : static_cast<Object*>(&exceptions::Exception);
  Tuple* all = base->cls == &tuple_type ? cast<Tuple>(base) : new_tuple(&base, 1);
  if (!all) return nullptr;
  Object* arguments[] = {new_str(dot + 1), all, space};
  return new_reference(call(t, &type_type, Args{arguments, 3}));
}
PyObject* PyErr_NewException(const char* name, PyObject* bases, PyObject* dict) {
  return PyErr_NewExceptionWithDoc(name, nullptr, bases, dict);
}

// --- shown ------------------------------------------------------------------------------------------------------

void PyErr_PrintEx(int) { print_uncaught(current_thread()); }
void PyErr_Print() { PyErr_PrintEx(1); }
void PyErr_WriteUnraisable(PyObject* where) { report_unraisable(current_thread(), core(where)); }
void _PyErr_WriteUnraisableMsg(const char* text, PyObject* where) {
  std::string message = std::string("Exception ignored ") + (text ? text : "in");
  report_unraisable(current_thread(), core(where), message.c_str());
}
void PyErr_Display(PyObject*, PyObject* value, PyObject*) {
  Thread& t = current_thread();
  PendingSaved saved(t);
  set_pending(t, core_as<BaseException>(value));
  print_uncaught(t);
}

// --- what is being handled ------------------------------------------------------------------------------------

void PyErr_GetExcInfo(PyObject** type, PyObject** value, PyObject** traceback) {
  PyObject* e = PyErr_GetHandledException();
  *value = e;
  *type = e ? new_reference(core(e)->cls) : nullptr;
  *traceback = e ? new_reference(core_as<BaseException>(e)->traceback) : nullptr;
}
PyObject* PyErr_GetHandledException() {
  for (HandledStack* h = current_thread().handled; h; h = h->previous)
    if (h->exception && h->exception != none()) return new_reference(h->exception);
  return nullptr;
}
void PyErr_SetHandledException(PyObject* e) {
  current_thread().handled->exception = core(e) == none() ? nullptr : core(e);
}
void PyErr_SetExcInfo(PyObject* type, PyObject* value, PyObject* traceback) {
  Py_XDECREF(type);
  Py_XDECREF(traceback);
  PyErr_SetHandledException(value);
  Py_XDECREF(value);
}
void _PyErr_ChainExceptions(PyObject* type, PyObject* value, PyObject* traceback) {
  Thread& t = current_thread();
  if (!type) return;
  if (!is_pending(t)) return PyErr_Restore(type, value, traceback);
  BaseException* newer = take_pending(t);
  PyErr_Restore(type, value, traceback);
  BaseException* older = take_pending(t);
  newer->context = older;
  set_pending(t, newer);
}

// --- exception objects ------------------------------------------------------------------------------------------

PyObject* PyException_GetTraceback(PyObject* e) { return new_reference(core_as<BaseException>(e)->traceback); }
int PyException_SetTraceback(PyObject* e, PyObject* traceback) {
  core_as<BaseException>(e)->traceback = core(traceback) == none() ? nullptr : core(traceback);
  return 0;
}
PyObject* PyException_GetCause(PyObject* e) { return new_reference(core_as<BaseException>(e)->cause); }
void PyException_SetCause(PyObject* e, PyObject* cause) {
  core_as<BaseException>(e)->cause = static_cast<BaseException*>(taken(cause));
  core_as<BaseException>(e)->suppress_context = true;
}
PyObject* PyException_GetContext(PyObject* e) { return new_reference(core_as<BaseException>(e)->context); }
void PyException_SetContext(PyObject* e, PyObject* context) {
  core_as<BaseException>(e)->context = static_cast<BaseException*>(taken(context));
}
const char* PyExceptionClass_Name(PyObject* cls) { return core_as<Type>(cls)->name; }
}
