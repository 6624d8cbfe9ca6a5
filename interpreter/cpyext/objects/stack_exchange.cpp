#include "interpreter/cpyext/objects/stack_exchange.h"

#include <Python.h>
#include <link.h>
#include <unistd.h>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/objects/dealloc.h"
#include "interpreter/execution/collection.h"
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

// What an earlier collection found dead ends first: until then another one finds nothing.
void end_what_is_dead(Thread& t) {
  run_deferred_work();
  collect_directly(t);
  run_deferred_work();
  settle_frame_stack(t);
  end_what_waits_for(t);
}

thread_local bool is_noted;  // that the calling thread exchanges pieces

// With reference counts most pieces would have ended with the thread's frames. Once the thread has ended they cannot go
// on, and what they hold is held for good. A round in which none ends need not be the last: what another thread's
// collection found is given back to this thread, and a word that is left over from before may look like a reference.
void end_unreachable_pieces(Thread& t, Object*) {
  constexpr int kMostRounds = 20, kMostInVain = 3;
  constexpr useconds_t kWait = 1000;
  is_noted = false;
  int in_vain = 0;
  for (int i = 0; i < kMostRounds && in_vain < kMostInVain; i++) {
    size_t before = unended_piece_count(t);
    if (!before) return;
    bool is_others_turn = is_running_deferred_work();
    if (is_others_turn) without_gil(t, [] { return usleep(kWait); });
    end_what_is_dead(t);
    in_vain = is_others_turn || unended_piece_count(t) < before ? 0 : in_vain + 1;
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
  if (!is_noted && &t != first_thread()) at_thread_end(t, end_unreachable_pieces, nullptr);
  is_noted = true;
}

bool is_called_by_exchanger(const void* return_address) { return code.has(return_address); }

}  // namespace sidewinder
