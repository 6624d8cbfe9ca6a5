#include "interpreter/cpyext/objects/unready_strings.h"

#include <algorithm>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

constexpr uint32_t kReady = 1u << 7, kAscii = 1u << 6, kKind = 7u << 2;

// The list of them, visible to the collector.
List** known() {
  static auto** const root = reinterpret_cast<List**>(allocate_permanent(1));
  return root;
}

// Each character ends before the one that is read next begins.
template <class To> void narrow(Str* s, void* to) {
  auto* from = static_cast<const uint32_t*>(s->data());
  auto* out = static_cast<To*>(to);
  for (ssize i = 0; i < s->length; i++) out[i] = To(from[i]);
  out[s->length] = 0;
}

}  // namespace

Str* new_unready_str(Thread& t, ssize n) {
  constexpr uint32_t kLargest = 0x10ffff;
  if (!*known()) *known() = new_list(t, 0);
  Str* s = allocate_str(n, kLargest);
  if (!s || !*known() || list_append(t, *known(), s).failed()) return nullptr;
  s->state &= ~kReady;
  s->wide = s->data();
  static_cast<NonAsciiStr*>(s)->wide_length = n;
  has_unready_strings = true;
  return s;
}

void make_ready(Str* s) {
  if (s->state & kReady) return;
  s->state |= kReady;
  s->hash = -1;
  uint32_t largest = 0;
  auto* characters = static_cast<const uint32_t*>(s->data());
  for (ssize i = 0; i < s->length; i++) largest = std::max(largest, characters[i]);
  if (largest > 0xffff) return;
  uint32_t kind = largest > 0xff ? 2 : 1;
  if (largest < 0x80) {
    narrow<uint8_t>(s, s + 1);
    s->state |= kAscii;
  } else if (kind == 1) {
    narrow<uint8_t>(s, s->data());
  } else {
    narrow<uint16_t>(s, s->data());
  }
  s->state = (s->state & ~kKind) | kind << 2;
  s->wide = nullptr;
}

void make_strings_ready() {
  has_unready_strings = false;
  List* strings = *known();
  *known() = nullptr;
  for (ssize i = 0; i < strings->size; i++) make_ready(static_cast<Str*>(strings->items[i]));
}

}  // namespace sidewinder
