// Descriptors that objects own: files and sockets. One that the program has let go of keeps its descriptor, and the
// output that it holds back, until it is collected. Where that could be seen it is collected first, if it is garbage:
// when there are no more descriptors, when a number is closed that an object owns, and when somebody looks at a file
// that somebody writes. What is still referred to stays as it is.
#pragma once

#include <sys/stat.h>

#include <cerrno>
#include <cstdint>

#include "interpreter/execution/collection.h"

namespace sidewinder {

constexpr int kNotedDescriptors = 16384;  // larger ones are not known here
constexpr uint8_t kDescriptorOwned = 1;
constexpr uint8_t kDescriptorHoldsOutput = 2;
constexpr uint8_t kDescriptorWasKept = 4;  // a collection found that its object lives
extern uint8_t descriptor_notes[kNotedDescriptors];

void note_descriptor(int fd);    // an object will close it
void forget_descriptor(int fd);  // it is closed, or no longer the object's
inline void note_held_output(int fd) {
  if (unsigned(fd) < kNotedDescriptors && descriptor_notes[fd]) descriptor_notes[fd] |= kDescriptorHoldsOutput;
}
inline void note_flushed_output(int fd) {
  if (unsigned(fd) < kNotedDescriptors) descriptor_notes[fd] &= kDescriptorOwned;
}

// Those with a Thread may run Python code.
// A call that makes a descriptor failed with `error`. True: it may be tried again, once.
bool make_descriptors(Thread& t, int error);
// `fd` is about to be closed by its number.
void before_close(Thread& t, int fd, const StillNeeded& needed);
// `file` is looked at: true if output for it may have been written now. `needed` is the native function's.
bool write_dropped_output(Thread& t, const struct stat& file, const StillNeeded& needed);
bool output_is_held();
// Another program, or a copy of this one, is about to run.
void write_dropped_output(Thread& t, const StillNeeded& needed);

// f() makes a descriptor, and returns -1 and sets errno when it fails.
template <class F> auto making_descriptor(Thread& t, F&& f) {
  auto result = f();
  return result == decltype(result)(-1) && make_descriptors(t, errno) ? f() : result;
}

}  // namespace sidewinder
