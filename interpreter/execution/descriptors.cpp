#include "interpreter/execution/descriptors.h"

#include <algorithm>

#include "interpreter/base/clock.h"

namespace sidewinder {

uint8_t descriptor_notes[kNotedDescriptors];

namespace {

int beyond_noted = 0;  // one more than the largest that was ever noted

bool holds_output(int fd) {
  constexpr uint8_t kBoth = kDescriptorOwned | kDescriptorHoldsOutput;
  return (descriptor_notes[fd] & kBoth) == kBoth;
}

// For the output that `fd` holds. Where a stream that lives is written to and its file looked at all the time, and
// where collections take long, what that takes is a small part of it.
void collect_for_output(Thread& t, int fd, const StillNeeded& needed) {
  constexpr double kShare = 20, kDear = 0.1;
  static double not_before = 0, last = 0;
  double begin = seconds_of_clock(CLOCK_MONOTONIC);
  bool may_be_in_vain = descriptor_notes[fd] & kDescriptorWasKept || last > kDear;
  if (may_be_in_vain && begin < not_before) return;
  double work = seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID);
  collect_what_was_dropped(t, needed);
  last = seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID) - work;
  not_before = seconds_of_clock(CLOCK_MONOTONIC) + last * kShare;
  if (holds_output(fd)) descriptor_notes[fd] |= kDescriptorWasKept;
}

// The first from `fd` on that holds output, or beyond_noted.
int next_holding(int fd) {
  while (fd < beyond_noted && !holds_output(fd)) fd++;
  return fd;
}

}  // namespace

void note_descriptor(int fd) {
  if (unsigned(fd) >= kNotedDescriptors) return;
  descriptor_notes[fd] = kDescriptorOwned;
  beyond_noted = std::max(beyond_noted, fd + 1);
}

void forget_descriptor(int fd) {
  if (unsigned(fd) < kNotedDescriptors) descriptor_notes[fd] = 0;
}

bool make_descriptors(Thread& t, int error) {
  if (error != EMFILE && error != ENFILE) return false;
  collect_what_was_dropped(t);  // sockets and the like are closed by the collection itself: what ran does not tell
  return true;
}

void before_close(Thread& t, int fd, const StillNeeded& needed) {
  if (unsigned(fd) >= kNotedDescriptors || !descriptor_notes[fd]) return;
  collect_what_was_dropped(t, needed);
  forget_descriptor(fd);
}

bool output_is_held() { return next_holding(0) < beyond_noted; }

bool write_dropped_output(Thread& t, const struct stat& file, const StillNeeded& needed) {
  if (!S_ISREG(file.st_mode)) return false;
  for (int fd = next_holding(0); fd < beyond_noted; fd = next_holding(fd + 1)) {
    struct stat written;
    if (::fstat(fd, &written) || written.st_dev != file.st_dev || written.st_ino != file.st_ino) continue;
    collect_for_output(t, fd, needed);
    return true;
  }
  return false;
}

void write_dropped_output(Thread& t, const StillNeeded& needed) {
  for (int fd = next_holding(0); fd < beyond_noted; fd = next_holding(fd + 1)) collect_for_output(t, fd, needed);
}

}  // namespace sidewinder
