#include "interpreter/modules/sre/session.h"

#include <algorithm>

#include "interpreter/modules/sre/matcher.h"

namespace sidewinder::sre {

namespace {

template <class T, class Owner> T* room(uint32_t n, T* here, uint32_t size, Owner& owner) {
  if (n <= size) return here;
  owner.reset(static_cast<T*>(std::malloc(n * sizeof(T))));
  return owner.get();
}

}  // namespace

Session::Session(const Program& p, const void* subject, int bytes, ssize length, ssize begin_at, ssize end_at)
    : program(p),
      data(subject),
      width(bytes),
      pos(std::clamp<ssize>(begin_at, 0, length)),
      endpos(std::clamp<ssize>(end_at, 0, length)),
      from(pos) {
  registers_ = room(p.registers, inline_registers_, kInline, more_registers_);
  slots_ = room(p.slots, inline_slots_, 4, more_slots_);
  if (!slots_) registers_ = nullptr;
}

Outcome Session::run(Thread& t, Mode mode) {
  switch (width) {
    case 1: return Matcher<uint8_t>(t, *this).run(mode);
    case 2: return Matcher<uint16_t>(t, *this).run(mode);
    default: return Matcher<uint32_t>(t, *this).run(mode);
  }
}

}  // namespace sidewinder::sre
