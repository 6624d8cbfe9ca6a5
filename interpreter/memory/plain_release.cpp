#include "interpreter/memory/plain_release.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <utility>

#include "interpreter/memory/blocks.h"
#include "interpreter/memory/light_finalizer.h"
#include "interpreter/memory/mapped_array.h"

namespace sidewinder {

namespace {

MappedArray<Object*> registered;
MappedArray<Object*> dead;
size_t next_dead = 0;
constexpr size_t kAhead = 8;  // what is looked at next comes into the cache meanwhile

bool some_must_live = false;

void take(Object* object) { object->refcount ^= kFlagHasRelease | kFlagDeadPending; }

void mark(Object** from, Object** end) {
  const bool headers_are_known = blocks_are_known();
  HeaderOfCell header_of;
  for (; from < end; from++) {
    if (!headers_are_known) {
      GC_set_mark_bit(*from);
      continue;
    }
    BlockHeader& header = header_of(*from);
    uint8_t& mark = header.marks[granule_of(*from)];
    header.marked_cells += !mark;
    mark = 1;
  }
}

}  // namespace

bool register_plain_release(Object* object) {
  if (!registered.try_push_back(object)) return false;
  object->refcount |= kFlagHasRelease;
  return true;
}

Object* next_plain_dead() {
  if (next_dead + kAhead < dead.size()) __builtin_prefetch(dead[next_dead + kAhead], 1);
  if (next_dead < dead.size()) return dead[next_dead++];
  dead.clear();
  next_dead = 0;
  return nullptr;
}

bool has_plain_dead() { return next_dead < dead.size(); }
bool has_plain_releases() { return registered.size(); }

size_t declare_plain_dead(bool (*skips)(Object* object)) {
  size_t kept = 0, before = dead.size();
  for (Object* object : registered) {
    if (!(object->refcount & kFlagHasRelease)) continue;
    if (skips(object) || !dead.try_push_back(object)) registered[kept++] = object;
    else take(object);
  }
  registered.shrink(kept);
  return dead.size() - before;
}

void push_plain_dead(void (*push)(void* begin, void* end)) { push(dead.begin() + next_dead, dead.end()); }

void take_plain_dead() {
  const bool headers_are_known = blocks_are_known();
  HeaderOfCell header_of;
  size_t kept = 0;
  for (size_t i = 0; i < registered.size(); i++) {
    if (i + kAhead < registered.size()) __builtin_prefetch(registered[i + kAhead], 1);
    Object* object = registered[i];
    bool is_marked = headers_are_known ? header_of(object).marks[granule_of(object)] : GC_is_marked(object);
    if (is_marked) {
      registered[kept++] = object;
    } else if (object->refcount & kFlagHasRelease) {
      if (dead.try_push_back(object)) {
        take(object);
      } else {  // without memory for the list it lives on
        registered[kept++] = object;
        some_must_live = true;
      }
    }
  }
  registered.shrink(kept);
}

void mark_plain_dead() {
  mark(dead.begin() + next_dead, dead.end());
  if (std::exchange(some_must_live, false)) keep_plain_alive();
}

void keep_plain_alive() {
  for (Object*& object : registered)
    if (object->refcount & kFlagHasRelease) mark(&object, &object + 1);
}

}  // namespace sidewinder
