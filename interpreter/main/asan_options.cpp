// Settings of AddressSanitizer for every binary of the debug build. Boehm's heap would be reported as leaked, and
// fake stack frames would hide the collector's roots: both checks are off. A lack of memory is the program's to see.

#if defined(__SANITIZE_ADDRESS__)
extern "C" __attribute__((visibility("default"), used)) const char* __asan_default_options() {
  return "detect_leaks=0:detect_stack_use_after_return=0:allocator_may_return_null=1";
}
#endif
