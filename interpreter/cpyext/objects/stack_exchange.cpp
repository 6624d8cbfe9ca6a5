#include "interpreter/cpyext/objects/stack_exchange.h"

#include <Python.h>
#include <link.h>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/objects/dealloc.h"
#include "interpreter/imports/import.h"
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

}  // namespace

void note_exchanger(Thread&, void* function) {
  Search search{function, {}};
  dl_iterate_phdr(look_at_library, &search);
  code = search.found;
  set_block_holders(holds_blocks);
}

void before_dealloc_by_exchanger(Thread& t, Object* o) {
  if (!holds_blocks(o)) return;
  Dict* modules = system_modules(t);
  Object* module = modules ? dict_get_str(modules, intern("greenlet._greenlet")) : nullptr;
  if (module && !call_method(t, module, intern("getcurrent"), {})) clear_pending(t);
}

bool is_called_by_exchanger(const void* return_address) { return code.has(return_address); }

}  // namespace sidewinder
