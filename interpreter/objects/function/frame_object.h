// Frames as Python sees them (sys._getframe, traceback.tb_frame, gi_frame): one object for each frame, made when it is
// first asked for. While the frame runs, or is suspended, the object reads the frame itself; at the frame's end it
// takes the named registers over. Frames that a trace has inlined get a *detached* object (frame null) when an
// exception passes through them; leaving the trace attaches it.
#pragma once

#include "interpreter/execution/frame.h"
#include "interpreter/execution/thread.h"

namespace sidewinder {

struct Dict;

struct FrameObject : Object {       // 48 bytes as PyFrameObject, then ours
  FrameObject* back;                // 16; of a frame that has ended; or null
  FrameHeader* frame;               // 24; null: ended, or detached
  Object* trace;                    // 32; f_trace, or null
  int line;                         // 40; 0: the line of the pc; kLineZero: 0
  char trace_lines, trace_opcodes;  // 44
  Function* function;               // 48
  Code* code;
  Object* locals;   // the mapping of a module or class body; else the dict given as f_locals, or null
  const Instr* pc;  // where it ended; until then, where the newest exception was raised that passed through it
  static Type* type();
  static constexpr int kLineZero = INT32_MIN;

  Object** registers() { return reinterpret_cast<Object**>(this + 1); }  // the named ones, of a frame that has ended
  // the current instruction; before the first one: not begun
  const Instr* position() const;
  int current_line() const;
};
extern Type frame_type;
inline Type* FrameObject::type() { return &frame_type; }

// Who is called by h: h itself, or the innermost of the frames that a trace runs whose root h is. They are made real
// first, so that frames, registers and positions are true (interpreter/tracing/forced_frames.h). Whoever goes through
// callers and looks at more than what a function is asks it about the first frame and each caller.
FrameHeader* real_frame(FrameHeader* h);
// What f says of its frame is true afterwards.
void make_real(const FrameObject* f);

// The nearest real frame from h outwards that Python sees: not continuations and hidden code. Null: none.
FrameHeader* visible_frame(FrameHeader* h);
// The nearest real frame from h outwards that runs a function, be it hidden. Null: none.
FrameHeader* function_frame(FrameHeader* h);
// The object of a visible frame. Null: MemoryError is pending.
FrameObject* frame_object_of(Thread& t, FrameHeader* h);
// An object for a frame that does not exist yet.
FrameObject* detached_frame_object(Function* function, Code* code);
void attach_frame_object(FrameObject* object, FrameHeader* h);
// The frame goes on in another place.
void move_frame_object(FrameHeader* from, FrameHeader* to);
// Frame h, which has an object, is about to go. Raises nothing; a pending exception stays.
void end_frame_object(Thread& t, FrameHeader* h);
FrameObject* frame_back(Thread& t, FrameObject* f, Status* status);  // f_back, or null

// The named register i is a cell's or a free variable's: a cell, once the function has begun.
bool holds_cell(const Code* code, int i);
// What was changed in the dict that frame_locals gave, if it has given one, is changed in the frame. A variable is not
// unbound: code that was compiled where it is certainly bound does not look.
void write_back_locals(FrameObject* f);
// f_locals: the namespace of a module or class body; of a function one dict, brought up to date at each call.
Object* frame_locals(Thread& t, FrameObject* f);
// Setting f_lineno: a trace function sends its frame to another line. Value null: `del`.
Status jump_to_line(Thread& t, FrameObject& frame, Object* value);

}  // namespace sidewinder
