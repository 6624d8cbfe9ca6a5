// What jit/ needs of a language at run time, as one table of functions and offsets; and what a language's
// frames look like to it. `Object` and `Thread` are opaque here. See jit/README.md for the Language concept,
// the compile-time half, on which the machines are templates.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "jit/language/descriptors.h"

namespace sidewinder {
struct Object;
struct Thread;
}  // namespace sidewinder

namespace sidewinder::jit {

// A frame as rebuilt from a snapshot: its values are objects (or null) by now.
struct FrameImage {
  uint64_t position, info;
  Object* const* values;  // header references, then registers
  uint32_t count;
};

struct Hooks {
  const char* name;
  const Boxes* boxes;
  int32_t class_offset;        // of the class word in every object
  uint32_t header_references;  // values that stand before the registers in a SnapshotFrame

  int32_t request_offset;  // in Thread: a 32-bit word, nonzero = leave compiled code at the next boundary

  // Allocation. The free list's head (a word in static memory; each free object's first word links to the next),
  // or null if this size has none. allocate: the general path; header words set, the rest zero; null = MemoryError
  // pending.
  void** (*free_list)(uint16_t allocation_kind, uint32_t size);
  Object* (*allocate)(Thread& t, const Shape& shape);
  Object* (*box_int)(Thread& t, int64_t value);
  Object* (*box_float)(Thread& t, double value);

  // Leaving a trace: frames[0] is the root, whose registers start at `root_registers`; its header references are
  // what the language has made of them; the others are pushed above it. Afterwards the interpreter goes on in the
  // innermost frame.
  void (*write_frames)(Thread& t, Object** root_registers, std::span<const FrameImage> frames);

  // Frames seen while a call from a trace is under way; null: never. make_frames builds what write_frames would, apart
  // from the thread's frame stack, on which the callee's frames lie, and puts it between these and the root. It returns
  // scanned memory. finish_frames, once the call has returned, moves the frames to where they belong, with `result`
  // (null: it raised) in the innermost one's register (~0: nowhere), which goes on at `position`.
  void* (*make_frames)(Thread& t, Object** root_registers, std::span<const FrameImage> frames) = nullptr;
  void (*finish_frames)(Thread& t, void* made, uint64_t position, uint32_t result_register, Object* result) = nullptr;

  // What a helper with kEffectLate gives in the trace whose root's registers these are: the exits' way to it. Null: the
  // language has no such helper.
  Object* (*root_object)(Thread& t, Object** root_registers) = nullptr;

  // All traces are gone: what the language has kept alive for their positions may go. Null: nothing.
  void (*forget_code)() = nullptr;

  // Objects that machine code or a trace embeds: an uncollectable, scanned vector of `count` words, to be filled before
  // use.
  bool (*class_is_constant)(const void* class_word);  // instances never change class: static built-in types

  Object** (*allocate_roots)(uint32_t count);
  void (*free_roots)(Object** roots);

  std::string (*describe_object)(const void* object);  // for dumps: "<class float>", "'name'", 3.5
  int (*line_of_position)(uint64_t position);
  std::string (*describe_position)(uint64_t position);  // "mandelbrot:12 jump_if_lt"
};

}  // namespace sidewinder::jit
