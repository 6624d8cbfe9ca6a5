// Python functions, bound methods and cells.
#pragma once

#include "interpreter/objects/function/code.h"

namespace sidewinder {

struct Dict;

struct Function : Object {  // PyFunctionObject: 136 bytes
  Dict* globals;            // 16
  Dict* builtins;           // 24
  Str *name, *qualname;     // 32, 40
  Code* code;               // 48
  Tuple* defaults;          // 56, or null
  Dict* keyword_defaults;   // 64, or null
  Tuple* closure;           // 72, of cells, or null
  Object* doc;              // 80
  Object* dict;             // 88: __dict__, or null
  Object* weak_list;        // 96
  Object* module;           // 104
  Object* annotations;      // 112, or null
  void* vectorcall;         // 120
  uint32_t version;         // 128; 0 until code or defaults are replaced, then unique; and kFoundOnClass
  static Type* type();
};
static_assert(sizeof(Function) == 136);
// A bit of Function::version: compiled code relies on the function as long as it has this version, or, if it was found
// on a class, as long as that class has its version, which therefore changes with the function's code or defaults.
constexpr uint32_t kFoundOnClass = uint32_t(1) << 31;

struct Method : Object {  // PyMethodObject: 48
  Object* function;       // 16
  Object* self;           // 24
  Object* weak_list;      // 32
  void* vectorcall;       // 40
  static Type* type();
};
static_assert(sizeof(Method) == 48);

struct Cell : Object {  // PyCellObject: 24
  Object* value;        // null: empty
  static Type* type();
};

extern Type function_type, method_type, cell_type;
inline Type* Function::type() { return &function_type; }
inline Type* Method::type() { return &method_type; }
inline Type* Cell::type() { return &cell_type; }

Function* new_function(Thread& t, Code* code, Dict* globals, Tuple* closure = nullptr);
// of module builtins: for code whose globals name none, when no Python code is running
void set_default_builtins(Dict* builtins);
Method* new_method(Thread& t, Object* function, Object* self);
Cell* new_cell(Thread& t, Object* value);

}  // namespace sidewinder
