// Exception objects: CPython's layouts.
#pragma once

#include "interpreter/objects/core/type.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

struct Tuple;
struct FrameObject;

struct BaseException : Object {    // 72 bytes
  Object* dict;                    // 16
  Tuple* args;                     // 24
  Object* notes;                   // 32: always null, as in C: notes are an attribute of the instance
  Object* traceback;               // 40, Traceback or null
  BaseException *context, *cause;  // 48, 56
  bool suppress_context;           // 64
  static Type* type() { return &exceptions::BaseException; }
};
static_assert(sizeof(BaseException) == 72);

struct StopIterationObject : BaseException {
  Object* value;
};  // 72
struct SystemExitObject : BaseException {
  Object* code;
};
struct OSErrorObject : BaseException {
  Object *number, *text, *filename, *filename2;
  ssize written;
};
struct UnicodeErrorObject : BaseException {
  Object *encoding, *object;
  ssize start, end;
  Object* reason;
};
struct SyntaxErrorObject : BaseException {
  Object *message, *filename, *line, *offset, *end_line, *end_offset, *text, *print_file_and_line;
};
struct ImportErrorObject : BaseException {
  Object *message, *name, *path;
  static Type* type() { return &exceptions::ImportError; }
};
struct NameErrorObject : BaseException {
  Object* name;
  static Type* type() { return &exceptions::NameError; }
};
struct AttributeErrorObject : BaseException {
  Object *object, *name;
  static Type* type() { return &exceptions::AttributeError; }
};
struct ExceptionGroupObject : BaseException {
  Object *message, *exceptions;
};

struct Traceback : Object {    // PyTracebackObject, 40 bytes
  Traceback* next;             // 16
  FrameObject* frame;          // 24
  int last_instruction, line;  // 32: in bytes of co_code, as f_lasti; 36
  static Type* type();
};

extern Type traceback_type;
inline Type* Traceback::type() { return &traceback_type; }

// The slots that the classes below begin with: args are kept as they are; no keywords.
Object* base_exception_new(Thread& t, Type* cls, Args args);
Status base_exception_init(Thread& t, Object* self, Args args);
Object* base_exception_str(Thread& t, Object* self);

// (class, args), and if state is not null (class, args, state)
Tuple* reduce_exception(Thread& t, const BaseException& self, Tuple* args, Object* state);

PY_ALWAYS_INLINE bool is_exception(const Object* o) { return has_flag(o, kTypeBaseException); }

}  // namespace sidewinder
