# Everything the build takes from the distribution. A missing piece stops the configuration with the name of
# its Debian package. Each dependency becomes an interface target: boehm, asmjit, gmp, zlib, expat, seccomp, httplib, stb,
# json, doctest.

find_package(Threads REQUIRED)

function(require_header variable header package)
  find_path(${variable} ${header} ${ARGN})
  if(NOT ${variable})
    message(FATAL_ERROR "${header} not found: install the Debian package ${package} (or run ./scripts/setup, which does)")
  endif()
endfunction()

function(require_library variable file package)
  find_library(${variable} NAMES ${file} ${ARGN})
  if(NOT ${variable})
    message(FATAL_ERROR "${file} not found: install the Debian package ${package} (or run ./scripts/setup, which does)")
  endif()
endfunction()

# Boehm GC is linked statically: the heap walk needs a symbol that the shared library hides.
require_header(BOEHM_INCLUDE gc/gc.h libgc-dev)
require_library(BOEHM_LIBRARY libgc.a libgc-dev)
add_library(boehm INTERFACE)
target_include_directories(boehm SYSTEM INTERFACE ${BOEHM_INCLUDE})
target_link_libraries(boehm INTERFACE ${BOEHM_LIBRARY} Threads::Threads ${CMAKE_DL_LIBS})
# Its tables grow also when memory is used up: interpreter/memory/table_reserve.cpp.
target_link_options(boehm INTERFACE -Wl,--wrap=GC_unix_get_mem)

require_header(ASMJIT_INCLUDE asmjit/x86.h libasmjit-dev)
require_library(ASMJIT_LIBRARY libasmjit.a libasmjit-dev)
add_library(asmjit INTERFACE)
target_include_directories(asmjit SYSTEM INTERFACE ${ASMJIT_INCLUDE})
target_compile_definitions(asmjit INTERFACE ASMJIT_STATIC)
target_link_libraries(asmjit INTERFACE ${ASMJIT_LIBRARY} Threads::Threads rt)

require_header(GMP_INCLUDE gmp.h libgmp-dev)
require_library(GMP_LIBRARY libgmp.a libgmp-dev gmp)
add_library(gmp INTERFACE)
target_include_directories(gmp SYSTEM INTERFACE ${GMP_INCLUDE})
target_link_libraries(gmp INTERFACE ${GMP_LIBRARY})

require_header(ZLIB_INCLUDE zlib.h zlib1g-dev)
require_library(ZLIB_LIBRARY z zlib1g-dev)
add_library(zlib INTERFACE)
target_include_directories(zlib SYSTEM INTERFACE ${ZLIB_INCLUDE})
target_link_libraries(zlib INTERFACE ${ZLIB_LIBRARY})

# XML. Linked statically, so that start-up has no library more to load.
require_header(EXPAT_INCLUDE expat.h libexpat1-dev)
require_library(EXPAT_LIBRARY libexpat.a libexpat1-dev)
add_library(expat INTERFACE)
target_include_directories(expat SYSTEM INTERFACE ${EXPAT_INCLUDE})
target_link_libraries(expat INTERFACE ${EXPAT_LIBRARY})

# Digests. Linked statically: a few objects of the archive are all that is needed.
require_header(CRYPTO_INCLUDE openssl/sha.h libssl-dev)
require_library(CRYPTO_LIBRARY libcrypto.a libssl-dev)
add_library(crypto INTERFACE)
target_include_directories(crypto SYSTEM INTERFACE ${CRYPTO_INCLUDE})
target_link_libraries(crypto INTERFACE ${CRYPTO_LIBRARY} Threads::Threads ${CMAKE_DL_LIBS})

require_header(HTTPLIB_INCLUDE httplib.h libcpp-httplib-dev)
require_library(HTTPLIB_LIBRARY cpp-httplib libcpp-httplib-dev)
add_library(httplib INTERFACE)
target_include_directories(httplib SYSTEM INTERFACE ${HTTPLIB_INCLUDE})
# The library is compiled with these; they are part of its classes' layout (see cpp-httplib.pc).
target_compile_definitions(httplib INTERFACE
  CPPHTTPLIB_OPENSSL_SUPPORT CPPHTTPLIB_ZLIB_SUPPORT CPPHTTPLIB_BROTLI_SUPPORT)
target_link_libraries(httplib INTERFACE ${HTTPLIB_LIBRARY} Threads::Threads)

require_header(STB_INCLUDE stb/stb_image_write.h libstb-dev)
add_library(stb INTERFACE)
target_include_directories(stb SYSTEM INTERFACE ${STB_INCLUDE})

require_header(JSON_INCLUDE nlohmann/json.hpp nlohmann-json3-dev)
add_library(json INTERFACE)
target_include_directories(json SYSTEM INTERFACE ${JSON_INCLUDE})

require_header(DOCTEST_INCLUDE doctest/doctest.h doctest-dev)
add_library(doctest INTERFACE)
target_include_directories(doctest SYSTEM INTERFACE ${DOCTEST_INCLUDE})
target_compile_definitions(doctest INTERFACE DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS)

# Filters of system calls (interpreter/sandbox). Linked statically, so that start-up has no library more to load.
require_header(SECCOMP_INCLUDE seccomp.h libseccomp-dev)
require_library(SECCOMP_LIBRARY libseccomp.a libseccomp-dev)
add_library(seccomp INTERFACE)
target_include_directories(seccomp SYSTEM INTERFACE ${SECCOMP_INCLUDE})
target_link_libraries(seccomp INTERFACE ${SECCOMP_LIBRARY})

# Only interpreter/cpyext may include Python.h; see special_sources.cmake.
require_header(CPYTHON_INCLUDE Python.h libpython3.11-dev HINTS /usr/include/python3.11 NO_DEFAULT_PATH)
