// Frame objects as Python sees them (traceback.tb_frame, sys._getframe): what a frame was when it was asked for.
#pragma once

#include "interpreter/objects/function/code.h"

namespace sidewinder {

struct Dict;

struct FrameObject : Object {
  FrameObject* back;  // or null
  Code* code;
  Dict *globals, *builtins;
  Object* locals;  // or null
  int line, last_instruction;
  static Type* type();
};
extern Type frame_type;
inline Type* FrameObject::type() { return &frame_type; }

FrameObject* new_frame_object(Thread& t, Code* code, Dict* globals, Object* locals, int line);

}  // namespace sidewinder
