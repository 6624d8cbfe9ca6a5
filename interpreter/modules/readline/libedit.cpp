#include "interpreter/modules/readline/libedit.h"

#include <dlfcn.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace sidewinder {

namespace {

std::string problem;

bool load(Libedit* table) {
  void* library = ::dlopen("libedit.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    problem = ::dlerror();
    return false;
  }
  auto find = [&](auto* place, const char* name) {
    *place = reinterpret_cast<std::remove_reference_t<decltype(*place)>>(::dlsym(library, name));
    if (!*place) problem = std::string("libedit.so.2 has no ") + name;
  };
#define LIBEDIT_SYMBOL(name) find(&table->name, #name);
#include "interpreter/modules/readline/libedit_symbols.def"
#undef LIBEDIT_SYMBOL
  return problem.empty();
}

// What is typed is UTF-8, also in the plain C locale.
bool initialize(const Libedit& edit) {
  const char* locale = std::setlocale(LC_CTYPE, "");
  if (!locale || MB_CUR_MAX == 1) std::setlocale(LC_CTYPE, "C.UTF-8");
  *edit.rl_readline_name = "python";
  *edit.rl_instream = stdin;
  *edit.rl_outstream = stdout;
  *edit.rl_catch_signals = 0;  // they are ours; the library would pass them on to the whole process group
  edit.rl_initialize();
  edit.using_history();
  return true;
}

}  // namespace

const Libedit* libedit() {
  static Libedit table;
  static const bool loaded = load(&table) && initialize(table);
  return loaded ? &table : nullptr;
}

const char* libedit_problem() { return problem.c_str(); }

}  // namespace sidewinder
