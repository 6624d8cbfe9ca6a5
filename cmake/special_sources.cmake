# Sources that need flags of their own.

# The eval loop is one function of computed gotos. gcc merges the tails of its handlers back together unless told
# not to, which costs up to 1.4x (docs: interpreter/execution/README.md).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  set_source_files_properties(interpreter/execution/eval_direct.cpp PROPERTIES
    COMPILE_OPTIONS "-fno-crossjumping;-fno-tree-tail-merge;-fno-gcse")
endif()

# The sanitizer writes red zones for the locals of handlers inlined into the loop's step at every instruction, whichever it is: most of the time.
set_source_files_properties(interpreter/execution/eval_checking.cpp PROPERTIES COMPILE_OPTIONS -fno-inline)

# Memory that C++'s containers do not get is an exception of C++, which the eval loop catches. On its way there only these clean up: objects on
# the stack that others would go on referring to.
set_source_files_properties(
  interpreter/execution/eval.cpp interpreter/tracing/baseline.cpp interpreter/memory/reserve.cpp interpreter/execution/generator_throw.cpp
  interpreter/modules/functools/partial.cpp interpreter/modules/io/buffered.cpp interpreter/modules/io/buffered_methods.cpp
  interpreter/modules/collections/deque_methods.cpp interpreter/modules/collections/ordered_dict_methods.cpp
  interpreter/modules/collections/default_dict.cpp interpreter/objects/namespace/simple_namespace.cpp
  interpreter/objects/container/tuple_methods.cpp interpreter/objects/container/dict_views.cpp
  interpreter/objects/container/list_methods.cpp interpreter/objects/container/set_methods.cpp
  interpreter/objects/container/dict_methods.cpp
  PROPERTIES COMPILE_OPTIONS "-fexceptions")

# Args is three words, handed over on the stack. gcc copies the first two with one load of 16 bytes right after they
# were stored one by one: no processor forwards that, and each call of a native function waited some 12 cycles, where it
# begins and in each callee that copies them once more.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64")
  foreach(layer sidewinder_objects sidewinder_execution sidewinder_modules)
    target_compile_options(${layer} PRIVATE -mtune-ctrl=^sse_unaligned_load_optimal,^sse_unaligned_store_optimal)
  endforeach()
endif()

# The C API sees CPython's own headers (layout_check.cpp also those that are not public, to compare our structs with theirs); what of
# it the program exports the list says (exports.cmake).
target_include_directories(sidewinder_cpyext SYSTEM PRIVATE ${CPYTHON_INCLUDE})
target_compile_options(sidewinder_cpyext PRIVATE -fvisibility=default -Wno-cast-function-type -Wno-deprecated-declarations -Wno-missing-field-initializers)
set_source_files_properties(interpreter/cpyext/layout_check.cpp PROPERTIES
  COMPILE_OPTIONS "-isystem;${CPYTHON_INCLUDE};-isystem;${CPYTHON_INCLUDE}/internal"
  COMPILE_DEFINITIONS Py_BUILD_CORE)

# Where the files of tests/ir are, wherever the tests are run from.
set_source_files_properties(jit/optimizer/ir_files_test.cpp PROPERTIES
  COMPILE_DEFINITIONS "SIDEWINDER_SOURCE_DIR=\"${CMAKE_SOURCE_DIR}\"")

# asmjit's header costs 2.7 of the 4 seconds of each source of the backend: compiled once. The others do without it.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  target_precompile_headers(sidewinder_jit PRIVATE <asmjit/x86.h>)
  target_compile_options(sidewinder_jit PRIVATE -fpch-preprocess) # what ccache needs
  get_target_property(sources sidewinder_jit SOURCES)
  list(FILTER sources EXCLUDE REGEX "/jit/(backend|baseline)/")
  set_source_files_properties(${sources} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endif()
