// Where the stubs of functions that are not written yet end (cmake/exports.py).
#include <cstdio>
#include <cstdlib>

extern "C" [[noreturn]] void sidewinder_missing_symbol(const char* name);

extern "C" void sidewinder_missing_symbol(const char* name) {
  fprintf(stderr, "Fatal Python error: an extension module called %s, which this Python does not have yet\n", name);
  abort();
}
