# What extension modules find in the program: the symbols of interpreter/cpyext/abi/symbols.txt and the rest of the C API
# that is there, by a list that the linker gets. For symbols that are not there yet a stub is made which ends the process with the
# symbol's name, so that modules which bind everything at once can be loaded.

set(exports_list ${generated}/exports.list)
set(stubs_source ${generated}/missing_symbols.c)
add_custom_command(OUTPUT ${exports_list} ${stubs_source}
  COMMAND ${CMAKE_SOURCE_DIR}/cmake/exports.py ${CMAKE_SOURCE_DIR}/interpreter/cpyext/abi/symbols.txt
    $<TARGET_FILE:sidewinder_cpyext> ${CMAKE_SOURCE_DIR}/interpreter/objects/core/c_symbols.def ${exports_list} ${stubs_source}
  DEPENDS sidewinder_cpyext ${CMAKE_SOURCE_DIR}/cmake/exports.py ${CMAKE_SOURCE_DIR}/interpreter/cpyext/abi/symbols.txt
    ${CMAKE_SOURCE_DIR}/interpreter/objects/core/c_symbols.def VERBATIM)
add_library(sidewinder_missing_symbols OBJECT ${stubs_source})
set_source_files_properties(${stubs_source} PROPERTIES OBJECT_DEPENDS ${exports_list} COMPILE_OPTIONS "-w;-fno-builtin")

# A program that loads extension modules: all of the API is in it, whether the core uses it or not.
function(sidewinder_exports program)
  target_sources(${program} PRIVATE $<TARGET_OBJECTS:sidewinder_missing_symbols>)
  target_link_options(${program} PRIVATE -Wl,--dynamic-list=${exports_list})
  target_link_options(${program} PRIVATE
    -Wl,--whole-archive $<TARGET_FILE:sidewinder_cpyext> -Wl,--no-whole-archive)
  set_property(TARGET ${program} APPEND PROPERTY LINK_DEPENDS ${exports_list})
endfunction()
