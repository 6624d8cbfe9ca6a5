# Code that is made while the project is built: the magic number of compiled files; the modules that start-up needs,
# compiled by the compiler that was just built (`freeze`) and embedded in every program that imports; and the rest of the
# distribution's library, as files beside the program.

set(SIDEWINDER_LIBRARY_FOLDER /usr/lib/python3.11 CACHE PATH "The distribution's library, of which start-up is compiled")
set(generated ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${generated})

# --- the magic number: a digest of what decides how compiled code looks -----------------------
file(GLOB_RECURSE compiler_files CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/interpreter/compiler/* ${CMAKE_SOURCE_DIR}/interpreter/syntax/*
  ${CMAKE_SOURCE_DIR}/interpreter/imports/marshal* ${CMAKE_SOURCE_DIR}/interpreter/objects/function/code.h)
list(FILTER compiler_files EXCLUDE REGEX "_test\\.cpp$|\\.md$")
add_custom_command(OUTPUT ${generated}/code_magic.cpp
  COMMAND ${CMAKE_COMMAND} "-DFILES=${compiler_files}" -DOUTPUT=${generated}/code_magic.cpp
    -P ${CMAKE_SOURCE_DIR}/cmake/code_magic.cmake
  DEPENDS ${compiler_files} ${CMAKE_SOURCE_DIR}/cmake/code_magic.cmake VERBATIM)
target_sources(sidewinder_startup PRIVATE ${generated}/code_magic.cpp)

# --- embedded modules -------------------------------------------------------------------------
sidewinder_program(freeze FOLDERS interpreter/freeze LINKS sidewinder_interpreter)
file(GLOB frozen_sources ${SIDEWINDER_LIBRARY_FOLDER}/*.py ${SIDEWINDER_LIBRARY_FOLDER}/importlib/*.py)
add_custom_command(OUTPUT ${generated}/frozen_table.cpp ${generated}/frozen.bin
  COMMAND freeze ${SIDEWINDER_LIBRARY_FOLDER} ${generated}/frozen.bin ${generated}/frozen_table.cpp
  DEPENDS freeze ${frozen_sources} VERBATIM)
add_library(sidewinder_frozen OBJECT ${generated}/frozen_table.cpp)
set_source_files_properties(${generated}/frozen_table.cpp PROPERTIES OBJECT_DEPENDS ${generated}/frozen.bin)
target_include_directories(sidewinder_frozen PRIVATE ${CMAKE_SOURCE_DIR})
target_compile_options(sidewinder_frozen PRIVATE ${SIDEWINDER_CORE_FLAGS})

# --- the distribution's library and packages ---------------------------------------------------
# Compiled again when the compiler or a source changes; not when only the program was linked again. Packages come and
# go: they are looked through again when dpkg has done something.
set(SIDEWINDER_PACKAGES_FOLDER /usr/lib/python3/dist-packages CACHE PATH "The distribution's packages, to be compiled")
set(packages_state /var/lib/dpkg/status)

function(sidewinder_compiled_folder target program folder)
  set(stamp ${generated}/${target}.stamp)
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -E env PYTHONHASHSEED=0 $<TARGET_FILE:${program}> -S
      ${CMAKE_SOURCE_DIR}/cmake/compile_library.py ${folder} ${CMAKE_BINARY_DIR}/lib/sidewinder ${stamp}
    DEPENDS ${generated}/code_magic.cpp ${CMAKE_SOURCE_DIR}/cmake/compile_library.py ${ARGN} VERBATIM)
  add_custom_target(${target} ALL DEPENDS ${stamp})
  add_dependencies(${target} ${program})
endfunction()

function(sidewinder_compiled_library program)
  file(GLOB_RECURSE library_sources ${SIDEWINDER_LIBRARY_FOLDER}/*.py)
  list(FILTER library_sources EXCLUDE REGEX "/(test|tests|idle_test|dist-packages)/")
  sidewinder_compiled_folder(compiled_library ${program} ${SIDEWINDER_LIBRARY_FOLDER} ${library_sources})
  if(EXISTS ${packages_state})
    sidewinder_compiled_folder(compiled_packages ${program} ${SIDEWINDER_PACKAGES_FOLDER} ${packages_state})
  endif()
endfunction()
