#include "interpreter/memory/out_of_memory.h"

#include <cxxabi.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <typeinfo>

namespace sidewinder {

namespace {

std::terminate_handler handler_before;

// A container of C++ got no memory.
void on_terminate() {
  const std::type_info* thrown = abi::__cxa_current_exception_type();
  bool has_no_memory_to_throw = !thrown;
  if (has_no_memory_to_throw || std::strcmp(thrown->name(), "St9bad_alloc") == 0) end_without_memory();
  handler_before();
  std::abort();
}

// Before all that the program's own static data allocates.
__attribute__((constructor(101))) void end_where_containers_get_no_memory() {
  handler_before = std::set_terminate(on_terminate);
}

}  // namespace

void end_without_memory() {
  std::fputs("sidewinder: out of memory\n", stderr);
  std::_Exit(1);
}

}  // namespace sidewinder
