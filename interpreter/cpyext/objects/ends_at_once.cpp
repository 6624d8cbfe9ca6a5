#include "interpreter/cpyext/objects/ends_at_once.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "interpreter/cpyext/objects/dealloc.h"
#include "interpreter/imports/import.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/pins.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

namespace {

// Of Type::flags, above the bits that C knows.
constexpr unsigned long kScoped = 1UL << 41, kAwaited = 1UL << 42, kOnlyOfC = 1UL << 44;
constexpr unsigned long kAnyKind = kScoped | kAwaited | kOnlyOfC;

struct Listed {
  std::string_view name;
  unsigned long flag;
  std::string_view module = "wx._core";
};
// These classes, and so what extends them.
constexpr Listed kListed[] = {
    {"PaintDC", kScoped},       {"BufferedPaintDC", kScoped},     {"AutoBufferedPaintDC", kScoped},
    {"BufferedDC", kAwaited},   {"WindowDC", kAwaited},           {"ClientDC", kAwaited},
    {"GCDC", kAwaited},         {"GraphicsContext", kAwaited},    {"BusyCursor", kAwaited},
    {"BusyInfo", kAwaited},     {"WindowUpdateLocker", kAwaited}, {"LogNull", kAwaited},
    {"EventBlocker", kAwaited}, {"mapiter", kOnlyOfC, "numpy"},
};
bool any_class;

// The nearest of cls and its bases that is listed says which.
unsigned long kind_of(const Type* cls) {
  while (cls && !(cls->flags & kAnyKind)) cls = cls->base;
  return cls ? cls->flags & kAnyKind : 0;
}

thread_local int depth;  // of calls of Python by C

// --- scoped ---------------------------------------------------------------------------------------------

struct Scoped {
  Object* object;    // not held: it is taken out when it ends
  const int* owner;  // the thread's depth
  int depth;
};
std::vector<Scoped> scoped;

// siplib's own way: the wrapper stays, what it wraps is gone.
void delete_wrapped(Thread& t, Object* o) {
  PendingSaved saved(t);
  Dict* modules = system_modules(t);
  Object* siplib = modules ? dict_get_str(modules, intern("wx.siplib")) : nullptr;
  if (siplib && !call_method(t, siplib, intern("delete"), Args{&o, 1})) clear_pending(t);  // it was deleted before
}

// The newest first, as they may be made of one another.
void end_scoped(Thread& t) {
  for (size_t i = scoped.size(); i-- > 0;) {
    if (i >= scoped.size() || scoped[i].owner != &depth || scoped[i].depth < depth) continue;
    Object* o = scoped[i].object;
    scoped.erase(scoped.begin() + ptrdiff_t(i));
    delete_wrapped(t, o);
  }
}

// --- awaited --------------------------------------------------------------------------------------------

// Survivors are looked for again at most so often: a stale word may have kept them, or they are kept on purpose.
constexpr int kMostTries = 3;
size_t alive;  // instances
size_t kept;   // of those: that nobody expects to end soon
int tries;
int deepest_young;  // at how many calls of Python the newest that may be looked for was made; 0: there are none

void look_for_ends(Thread& t) {
  PendingSaved saved(t);
  scrub_stack<64 * 1024>();
  collect_garbage();
  run_deferred_work();
  deepest_young = std::max(depth - 1, 1);
  if (alive > kept && ++tries < kMostTries) return;
  kept = alive;
  deepest_young = tries = 0;
}

// --- only of C ------------------------------------------------------------------------------------------

std::vector<Object*> only_of_c;  // not held: each is taken out when it ends

}  // namespace

bool any_only_of_c;

// The newest first. Its end may run Python, which calls C.
void end_what_only_c_had(Thread& t) {
  for (size_t i = only_of_c.size(); i-- > 0;) {
    if (i >= only_of_c.size()) continue;
    Object* o = only_of_c[i];
    bool is_in_queue = o->refcount & kFlagDeadPending;
    if (pin_count(o) <= 0 && !is_in_queue) end_instance(t, o);
  }
}

// A class in memory of the heap has its module in its dict, a static one in its name.
static bool is_listed_as(const Type* cls, const Listed& listed) {
  std::string_view name = cls->name;
  size_t n = listed.module.size();
  if (name.size() == n + 1 + listed.name.size() && name.starts_with(listed.module) && name[n] == '.')
    return name.ends_with(listed.name);
  Object* module = name == listed.name ? dict_get_str(cls->dict, names::module) : nullptr;
  return module && is_str(module) && str_equals(cast<Str>(module), listed.module);
}

void note_class_of_c(Type* cls) {
  for (const Listed& listed : kListed) {
    if (!is_listed_as(cls, listed)) continue;
    cls->flags |= listed.flag;
    any_class = true;
  }
}

bool ends_at_once(const Type* cls) { return any_class && kind_of(cls); }

void instance_begins(Object* o) {
  if (kind_of(o->cls) == kScoped) {
    if (depth) scoped.push_back({o, &depth, depth});
    return;
  }
  if (kind_of(o->cls) == kOnlyOfC) {
    only_of_c.push_back(o);
    any_only_of_c = true;
    return;
  }
  alive++;
  deepest_young = std::max(deepest_young, depth);
}

void instance_ends(Object* o) {
  if (kind_of(o->cls) == kScoped) {
    std::erase_if(scoped, [&](const Scoped& s) { return s.object == o; });
    return;
  }
  if (kind_of(o->cls) == kOnlyOfC) {
    std::erase(only_of_c, o);
    any_only_of_c = !only_of_c.empty();
    return;
  }
  if (alive) alive--;
  kept = std::min(kept, alive);
}

void python_is_entered() { depth++; }

void python_is_left(Thread& t) {
  if (!scoped.empty()) end_scoped(t);
  if (deepest_young && deepest_young >= depth) look_for_ends(t);
  depth--;
}

}  // namespace sidewinder
