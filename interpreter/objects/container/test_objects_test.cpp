#include "interpreter/objects/container/test_objects.h"

namespace sidewinder::testing {

Thread& thread() {
  static Thread& t = [] () -> Thread& {
    initialize_memory();
    Thread& current = current_thread();
    ready_builtin_types(current);
    return current;
  }();
  return t;
}

}  // namespace sidewinder::testing
