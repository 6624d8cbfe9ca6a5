#include "interpreter/uncaught/traceback_dump.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "interpreter/execution/collection.h"
#include "interpreter/execution/frame.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/threads.h"
#include "interpreter/imports/import.h"
#include "interpreter/objects/container/set.h"
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

void write_frames(int fd, const Thread& t, const char* title, bool is_current = false) {
  write_signal_safe(fd, title);
  write_signal_safe(fd, " (most recent call first):\n");
  if (is_current && collects_thoroughly()) write_signal_safe(fd, "  Garbage-collecting\n");
  int written = 0;
  for (FrameHeader* frame = t.frame; frame; frame = frame->caller) {
    if (!frame->function) continue;  // a continuation
    if (written++ == kMostFrames) return write_signal_safe(fd, "  ...\n");
    write_frame(fd, *frame);
  }
  if (!written) write_signal_safe(fd, "  <no Python frame>\n");
}

bool is_text(const Object* o, const char* text) {
  if (!is_str(o)) return false;
  auto* s = static_cast<const Str*>(o);
  auto length = ssize(std::strlen(text));
  for (ssize i = 0; i < length && i < s->length; i++)
    if (s->at(i) != char32_t(text[i])) return false;
  return s->length == length;
}

bool is_same_text(const Str* a, const Str* b) {
  for (ssize i = 0; i < a->length && i < b->length; i++)
    if (a->at(i) != b->at(i)) return false;
  return a->length == b->length;
}

// Without hashes, which may have to be computed first; null: there is none of that name.
Object* value_of(const Dict* dict, const char* name) {
  ssize position = 0;
  for (Object *key, *value; dict_next(dict, &position, &key, &value);)
    if (is_text(key, name)) return value;
  return nullptr;
}

bool has_name(const Object* set, const Str* name) {
  if (!set || set->cls != &frozenset_type) return false;
  ssize position = 0;
  for (Object* key; set_next(static_cast<const Set*>(set), &position, &key);)
    if (is_str(key) && is_same_text(static_cast<Str*>(key), name)) return true;
  return false;
}

bool is_in_c(const Str* name, const Object* module) {
  if (module->cls != Module::type()) return false;
  return static_cast<const Module*>(module)->definition || is_builtin_module(name);
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

void dump_thread(int fd, const Thread& t, const char* title, bool is_current) {
  write_signal_safe(fd, title);
  write_signal_safe(fd, " 0x");
  write_digits(fd, t.thread_id, 16, 16);
  write_frames(fd, t, "", is_current);
}

// The newest one first, as CPython has them.
void dump_all_threads(int fd, const Thread* current) {
  const Thread* threads[kMostThreads];
  int count = 0;
  for (Thread* t = first_thread(); t; t = next_thread(*t))
    if (count < kMostThreads) threads[count++] = t;
  for (int i = count - 1; i >= 0; i--) {
    bool is_current = threads[i] == current;
    dump_thread(fd, *threads[i], is_current ? "Current thread" : "Thread", is_current);
    if (i) write_signal_safe(fd, "\n");
  }
}

const Thread* thread_that_runs_here() {
  for (Thread* t = first_thread(); t; t = next_thread(*t))
    if (t->thread_id == uint64_t(pthread_self())) return t;
  return nullptr;
}

void dump_extension_modules(int fd) {
  const Dict* modules = system_modules(*first_thread());
  Object* sys = modules ? value_of(modules, "sys") : nullptr;
  if (!sys || sys->cls != Module::type()) return;
  Object* library = value_of(static_cast<Module*>(sys)->dict, "stdlib_module_names");
  ssize position = 0;
  uint64_t count = 0;
  for (Object *name, *module; dict_next(modules, &position, &name, &module);) {
    if (!is_str(name) || !is_in_c(static_cast<Str*>(name), module) || has_name(library, static_cast<Str*>(name)))
      continue;
    write_signal_safe(fd, count++ ? ", " : "\nExtension modules: ");
    write_text(fd, static_cast<Str*>(name));
  }
  if (!count) return;
  write_signal_safe(fd, " (total: ");
  write_digits(fd, count, 10, 1);
  write_signal_safe(fd, ")\n");
}

void end_by_fatal_error(const char* function, const char* text) {
  constexpr int kStandardError = 2;
  static bool has_begun = false;
  if (!std::exchange(has_begun, true)) {
    write_signal_safe(kStandardError, "Fatal Python error: ");
    if (function) {
      write_signal_safe(kStandardError, function);
      write_signal_safe(kStandardError, ": ");
    }
    write_signal_safe(kStandardError, text ? text : "<message not set>");
    write_signal_safe(kStandardError, "\nPython runtime state: initialized\n\n");
    dump_all_threads(kStandardError, thread_that_runs_here());
    dump_extension_modules(kStandardError);
  }
  ::signal(SIGABRT, SIG_DFL);  // faulthandler's would write it all a second time
  std::abort();
}

}  // namespace sidewinder
