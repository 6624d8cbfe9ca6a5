// Short names for the unit tests of objects: values in, repr and error messages out.
#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/testing/interp.h"

namespace sidewinder::testing {

inline Thread& thread() { return interpreter_thread(); }

inline Object* i(int64_t n) { return thread(), int_from_int64(n); }
inline Object* f(double x) { return thread(), new_float(x); }
inline Str* s(const char* text) { return thread(), new_str(text); }
inline List* list(std::initializer_list<Object*> items) {
  return list_from_array(thread(), items.begin(), ssize(items.size()));
}
inline Tuple* tuple(std::initializer_list<Object*> items) { return new_tuple(items.begin(), ssize(items.size())); }

inline std::string take_error() {
  BaseException* e = take_pending(thread());
  Str* text = to_str(thread(), e);
  return std::string(e->cls->name) + ": " + (text ? str_to_utf8(text) : "?");
}

// repr of a result, or the error.
inline std::string text(Object* o) {
  if (!o) return take_error();
  Str* shown = repr(thread(), o);
  return shown ? str_to_utf8(shown) : take_error();
}
inline std::string text(Status status) { return status.failed() ? take_error() : "ok"; }
inline std::string text(Truth truth) {
  return truth == Truth::Error ? take_error() : truth == Truth::True ? "True" : "False";
}
inline std::string text(Lookup lookup) { return lookup.is_missing() ? "missing" : text(lookup.value); }

// o.name(arguments...), as Python calls it.
inline Object* method(Object* o, const char* name, std::initializer_list<Object*> arguments = {}) {
  return call_method(thread(), o, intern(name), Args{arguments.begin(), ssize(arguments.size()), nullptr});
}
// All items of an iterable, as text.
inline std::string items(Object* iterable) {
  if (!iterable) return take_error();
  return text(list_from_iterable(thread(), iterable));
}
inline Object* make(Type& cls, std::initializer_list<Object*> arguments = {}) {
  return call(thread(), &cls, Args{arguments.begin(), ssize(arguments.size()), nullptr});
}

}  // namespace sidewinder::testing
