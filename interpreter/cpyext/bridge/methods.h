// The rows of C's method, getset and member tables as the core's rows. Both have name and doc at the same places, so C
// may read (and some write) them in descriptors and functions.
#pragma once

#include <Python.h>

#include "interpreter/objects/core/native_method.h"

namespace sidewinder {

// A C function behind the core's row.
struct CMethod : NativeMethod {
  PyMethodDef* definition;
  PyTypeObject* defining_class;  // of METH_METHOD
};
// Null: SystemError (bad flags) is pending. One that is made lives for ever, as CPython's tables do.
const CMethod* method_row(Thread& t, PyMethodDef* definition, PyTypeObject* defining_class = nullptr);
// The C function's row; null if it is a function of the core.
const CMethod* find_c_method(const NativeMethod* method);

const NativeGetSet* getset_row(PyGetSetDef* definition);
const NativeGetSet* member_row(struct PyMemberDef* definition);

// C's table of a built-in type's methods (some extensions look methods up there); it lives for ever.
PyMethodDef* methods_for_c(const NativeMethod* methods);

// Puts the descriptors of the tables into the class's dict; what is there already stays. Any may be null.
Status add_methods(Thread& t, Type* cls, PyMethodDef* methods);
Status add_getsets(Thread& t, Type* cls, PyGetSetDef* getsets);
Status add_members(Thread& t, Type* cls, struct PyMemberDef* members);

}  // namespace sidewinder
