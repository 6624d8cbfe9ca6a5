# Compiler flags of the two build types, and ccache.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release or Debug" FORCE)
endif()
option(SIDEWINDER_WERROR "Warnings are errors" OFF)

set(CMAKE_C_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")

# vptr needs RTTI, which interpreter/ and jit/ are compiled without.
set(sanitizers "-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=undefined -fno-omit-frame-pointer")
set(CMAKE_C_FLAGS_DEBUG "-O1 -g ${sanitizers}")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g ${sanitizers}")
# Test cases are long and run once.
set(SIDEWINDER_TEST_FLAGS -O0)

add_compile_options(-Wall -Wextra)
if(SIDEWINDER_WERROR)
  add_compile_options(-Werror)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
