#include "interpreter/cpyext/objects/stack_exchange.h"

#include <Python.h>
#include <link.h>
#include <unistd.h>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/objects/dealloc.h"
#include "interpreter/execution/frame_stack.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/threads.h"
#include "interpreter/imports/import.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/pins.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct Range {
  uintptr_t begin, end;  // both null: no library is loaded that exchanges stacks
  bool has(const void* p) const { return uintptr_t(p) - begin < end - begin; }
};
Range code;

struct Search {
  const void* function;
  Range found;
};

int look_at_library(dl_phdr_info* info, size_t, void* arg) {
  auto* search = static_cast<Search*>(arg);
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr)& segment = info->dlpi_phdr[i];
    uintptr_t begin = info->dlpi_addr + segment.p_vaddr;
    Range range{begin, begin + segment.p_memsz};
    if (segment.p_type == PT_LOAD && range.has(search->function)) search->found = range;
  }
  return search->found.end != 0;
}

bool holds_blocks(const Object* o) { return code.end && code.has(reinterpret_cast<void*>(dealloc_of_c(o->cls))); }

// greenlet leaves what ends in another thread to the thread that began it: until that asks for something.
void end_what_waits_for(Thread& t) {
  Dict* modules = system_modules(t);
  Object* module = modules ? dict_get_str(modules, intern("greenlet._greenlet")) : nullptr;
  if (module && !call_method(t, module, intern("getcurrent"), {})) clear_pending(t);
}

// With reference counts most pieces would have ended with the thread's frames. Once the thread has ended they cannot go
// on, and what they hold is held for good. Another thread may be about to end those that this one's collection found.
void end_unreachable_pieces(Thread& t, Object*) {
  constexpr int kMostWaits = 20;
  constexpr useconds_t kWait = 1000;
  bool others_may_end_them = true;
  for (int i = 0; unended_piece_count(t) && others_may_end_them && i < kMostWaits; i++) {
    others_may_end_them = is_running_deferred_work();
    if (others_may_end_them) without_gil(t, [] { return usleep(kWait); });
    scrub_stack();
    collect_garbage();
    run_deferred_work();
    settle_frame_stack(t);
    end_what_waits_for(t);
  }
}

}  // namespace

void note_exchanger(Thread&, void* function) {
  Search search{function, {}};
  dl_iterate_phdr(look_at_library, &search);
  code = search.found;
  set_block_holders(holds_blocks);
}

void before_dealloc_by_exchanger(Thread& t, Object* o) {
  if (holds_blocks(o)) end_what_waits_for(t);
}

void note_exchange(Thread& t) {
  static thread_local bool is_noted;
  if (!is_noted && &t != first_thread()) at_thread_end(t, end_unreachable_pieces, nullptr);
  is_noted = true;
}

bool is_called_by_exchanger(const void* return_address) { return code.has(return_address); }

}  // namespace sidewinder
