#include "interpreter/memory/watched.h"

namespace sidewinder {

uint32_t watch_countdown = 0;

namespace {

constexpr uint32_t kAllocations = 32;  // of 4 KB each
void (*watch_hook)();
bool began = false;
size_t before_program = 0;

size_t watched() { return finalizer_registrations() + light_finalizer_registrations() + weak_referents(); }

}  // namespace

void set_watch_hook(void (*hook)()) { watch_hook = hook; }
void watched_begin_program() {
  began = true;
  before_program = watched();
}
bool deaths_are_watched() { return began && watched() > before_program; }
void note_watched() {
  if (began && !watch_countdown) watch_countdown = kAllocations;
}
void call_watch_hook() {
  if (watch_hook) watch_hook();
}

}  // namespace sidewinder
