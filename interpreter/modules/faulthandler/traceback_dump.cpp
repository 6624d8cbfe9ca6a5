#include "interpreter/modules/faulthandler/traceback_dump.h"

#include <unistd.h>

#include <cstdint>

#include "interpreter/execution/frame.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/threads.h"
#include "interpreter/objects/function/code.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

constexpr int kMostFrames = 100, kMostThreads = 100;
constexpr ssize kMostCharacters = 500;

void write_digits(int fd, uint64_t value, unsigned base, int width) {
  char digits[24];
  int n = int(sizeof digits);
  do {
    digits[--n] = "0123456789abcdef"[value % base];
    value /= base;
  } while (value || int(sizeof digits) - n < width);
  write_signal_safe(fd, {digits + n, sizeof digits - size_t(n)});
}

// Characters beyond ASCII as \xhh, \uhhhh or \Uhhhhhhhh.
void write_text(int fd, const Str* text) {
  ssize n = std::min(text->length, kMostCharacters);
  for (ssize i = 0; i < n; i++) {
    char32_t c = text->at(i);
    char plain = char(c);
    if (c >= 0x20 && c < 0x7f) {
      write_signal_safe(fd, {&plain, 1});
      continue;
    }
    write_signal_safe(fd, c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U");
    write_digits(fd, c, 16, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
  }
  if (n < text->length) write_signal_safe(fd, "...");
}

void write_frame(int fd, const FrameHeader& frame) {
  write_signal_safe(fd, "  File \"");
  write_text(fd, frame.code->filename);
  write_signal_safe(fd, "\", line ");
  int line = frame.code->line_of(frame.pc > frame.code->instructions ? frame.pc - 1 : frame.pc);
  if (line > 0) write_digits(fd, uint64_t(line), 10, 1);
  else write_signal_safe(fd, "???");
  write_signal_safe(fd, " in ");
  write_text(fd, frame.code->name);
  write_signal_safe(fd, "\n");
}

void write_frames(int fd, const Thread& t, const char* title) {
  write_signal_safe(fd, title);
  write_signal_safe(fd, " (most recent call first):\n");
  int written = 0;
  for (FrameHeader* frame = t.frame; frame; frame = frame->caller) {
    if (!frame->function) continue;  // a continuation
    if (written++ == kMostFrames) return write_signal_safe(fd, "  ...\n");
    write_frame(fd, *frame);
  }
  if (!written) write_signal_safe(fd, "  <no Python frame>\n");
}

}  // namespace

void write_signal_safe(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t written = ::write(fd, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(size_t(written));
  }
}

void dump_stack(int fd, const Thread& t) { write_frames(fd, t, "Stack"); }

void dump_thread(int fd, const Thread& t, const char* title) {
  write_signal_safe(fd, title);
  write_signal_safe(fd, " 0x");
  write_digits(fd, t.thread_id, 16, 16);
  write_frames(fd, t, "");
}

// The newest one first, as CPython has them.
void dump_all_threads(int fd, const Thread* current) {
  const Thread* threads[kMostThreads];
  int count = 0;
  for (Thread* t = first_thread(); t; t = next_thread(*t))
    if (count < kMostThreads) threads[count++] = t;
  for (int i = count - 1; i >= 0; i--) {
    dump_thread(fd, *threads[i], threads[i] == current ? "Current thread" : "Thread");
    if (i) write_signal_safe(fd, "\n");
  }
}

}  // namespace sidewinder
