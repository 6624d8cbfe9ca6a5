#include "interpreter/cpyext/objects/ends_at_once.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "interpreter/memory/collector.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

namespace {

struct Listed {
  std::string_view module, name;
};
constexpr Listed kListed[] = {
    {"wx._core", "BufferedDC"}, {"wx._core", "BufferedPaintDC"},    {"wx._core", "ClientDC"},
    {"wx._core", "BusyCursor"}, {"wx._core", "WindowUpdateLocker"}, {"wx._core", "BusyInfo"},
    {"wx._core", "LogNull"},    {"wx._core", "EventBlocker"},
};

constexpr unsigned long kEndsAtOnce = 1UL << 41;  // of Type::flags, above the bits that C knows
bool any_class;

// Survivors are looked for again at most so often: a stale word may have kept them, or they are kept on purpose.
constexpr int kMostTries = 3;
size_t alive;  // instances
size_t kept;   // of those: that nobody expects to end soon
int tries;
int deepest_young;  // at how many calls of Python the newest that may be looked for was made; 0: there are none

thread_local int depth;

// What calls that have returned left there would keep what they had alive: the collector's own frames come to lie on
// it.
[[gnu::noinline]] void clear_stack_below() {
  volatile char words[64 << 10];
  memset(const_cast<char*>(words), 0, sizeof words);
  asm volatile("" : : "r"(words) : "memory");
}

void look_for_ends(Thread& t) {
  PendingSaved saved(t);
  clear_stack_below();
  collect_garbage();
  run_deferred_work();
  deepest_young = std::max(depth - 1, 1);
  if (alive > kept && ++tries < kMostTries) return;
  kept = alive;
  deepest_young = tries = 0;
}

}  // namespace

void note_class_of_c(Type* cls) {
  Object* module = dict_get_str(cls->dict, names::module);
  if (!module || !is_str(module)) return;
  std::string in = str_to_utf8(cast<Str>(module));
  if (std::none_of(std::begin(kListed), std::end(kListed),
                   [&](auto& l) { return l.module == in && l.name == cls->name; }))
    return;
  cls->flags |= kEndsAtOnce;
  any_class = true;
}

bool ends_at_once(const Type* cls) {
  if (!any_class) return false;
  while (cls && !(cls->flags & kEndsAtOnce)) cls = cls->base;
  return cls;
}

void instance_begins() {
  alive++;
  deepest_young = std::max(deepest_young, depth);
}

void instance_ends() {
  if (alive) alive--;
  kept = std::min(kept, alive);
}

void python_is_entered() { depth++; }

void python_is_left(Thread& t) {
  if (deepest_young && deepest_young >= depth) look_for_ends(t);
  depth--;
}

}  // namespace sidewinder
