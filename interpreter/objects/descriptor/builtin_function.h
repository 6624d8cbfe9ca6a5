// Built-in functions and bound native methods: CPython's PyCFunctionObject, 56 bytes. A NativeMethod row stands where
// C has its PyMethodDef: name and doc lie at the same offsets.
#pragma once

#include <cstddef>

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct BuiltinFunction : Object {
  const NativeMethod* method;  // 16; static, or raw storage that lives as long as the function
  Object* self;                // 24: passed as `self`; of a module's function the module; null for none
  Object* module;              // 32: __module__, a str or null
  Object* weak_list;           // 40
  void* vectorcall;            // 48
  static Type* type();
};
static_assert(sizeof(BuiltinFunction) == 56);
extern Type builtin_function_type;
inline Type* BuiltinFunction::type() { return &builtin_function_type; }

// After a call of the row that raised: what is wrong with the number of the arguments is told with the name of self's
// class, not with that of the class which has the row: "Child.count() takes exactly one argument (0 given)".
Raised raise_as_called(Thread& t, const BuiltinFunction* function, const Args& args);
inline Object* call_builtin_function(Thread& t, BuiltinFunction* function, const Args& args) {
  Object* result = function->method->function(t, function->self, args);
  if (!result) [[unlikely]]
    return raise_as_called(t, function, args);
  return result;
}
// Is that the only thing that can be told of such a call, before self is looked at?
bool is_miscounted(const NativeMethod& method, ssize count, bool has_keywords);

BuiltinFunction* new_builtin_function(Thread& t, const NativeMethod* method, Object* self, Object* module = nullptr);

// Documentation strings may begin with "name(signature)\n--\n\n": the two parts as Python sees them, None if absent.
Object* doc_without_signature(const char* name, const char* doc);
Object* text_signature(const char* name, const char* doc);

}  // namespace sidewinder
