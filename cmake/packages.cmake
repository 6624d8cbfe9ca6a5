# What is installed, and the Debian packages of it (scripts/package; packaging/README.md). Two components: the interpreter, and the kit,
# which is installed as one tree with the paths of this one, so that its programs find each other as they do here.

set(packaging ${CMAKE_SOURCE_DIR}/packaging)
set(packaged ${generated}/packaging)
set(kit lib/sidewinder-kit)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON) # who packages has built

# --- documents, compressed as Debian wants them, without a time ---------------------------------
function(compressed source name)
  add_custom_command(OUTPUT ${packaged}/${name}.gz
    COMMAND ${CMAKE_COMMAND} -E make_directory ${packaged}
    COMMAND gzip -9nc ${source} > ${packaged}/${name}.gz DEPENDS ${source} VERBATIM)
  set(compressed_files ${compressed_files} ${packaged}/${name}.gz PARENT_SCOPE)
endfunction()
foreach(name sidewinder.1 sidewinder-kit.1 changelog)
  compressed(${packaging}/${name} ${name})
endforeach()
add_custom_target(packaged_documents ALL DEPENDS ${compressed_files})

# Our own notice and those of what is linked statically, from the distribution's packages.
function(copyright_file package)
  file(READ ${packaging}/copyright text)
  foreach(library ${ARGN})
    set(notice /usr/share/doc/${library}/copyright)
    string(APPEND text "\n--- ${library} ---\n\n")
    if(EXISTS ${notice})
      file(READ ${notice} words)
      string(APPEND text "${words}")
    endif()
  endforeach()
  file(WRITE ${packaged}/${package}/copyright "${text}")
endfunction()

function(sidewinder_package_documents component package)
  copyright_file(${package} ${ARGN})
  install(FILES ${packaged}/${package}/copyright ${packaged}/changelog.gz DESTINATION share/doc/${package} COMPONENT ${component})
endfunction()

# --- the interpreter ---------------------------------------------------------------------------
install(TARGETS sidewinder RUNTIME DESTINATION bin COMPONENT interpreter)
install(FILES cmake/compile_library.py DESTINATION lib/sidewinder COMPONENT interpreter)
install(FILES ${packaging}/interpreter/lintian-overrides DESTINATION share/lintian/overrides RENAME python3-sidewinder
  COMPONENT interpreter)
install(FILES ${packaged}/sidewinder.1.gz DESTINATION share/man/man1 COMPONENT interpreter)
sidewinder_package_documents(interpreter python3-sidewinder
  libpython3.11-stdlib libgc-dev libasmjit-dev libgmp-dev libexpat1-dev libssl-dev libseccomp-dev)

# --- the kit -----------------------------------------------------------------------------------
set(kit_scripts demo demo-wx django-lite doctor hotspot part1 part2 part3 rehearse slides workshop)
list(TRANSFORM kit_scripts PREPEND scripts/)
install(TARGETS mandelbrot-server second_language RUNTIME DESTINATION ${kit}/build/bin COMPONENT kit)
install(CODE [[file(CREATE_LINK ../../../../bin/sidewinder
  $ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/lib/sidewinder-kit/build/bin/sidewinder SYMBOLIC)]] COMPONENT kit)
install(PROGRAMS ${kit_scripts} DESTINATION ${kit}/scripts COMPONENT kit)
install(PROGRAMS ${packaging}/kit-setup DESTINATION ${kit}/scripts RENAME setup COMPONENT kit)
# The server's sources and pages are in its program; pictures are for the tree's README.
install(DIRECTORY demos workshop slides DESTINATION ${kit} COMPONENT kit USE_SOURCE_PERMISSIONS
  REGEX "/__pycache__$|^${CMAKE_SOURCE_DIR}/workshop/mine$" EXCLUDE
  REGEX "^${CMAKE_SOURCE_DIR}/demos/(pictures|mandelbrot/(page|http|[^/]*\\.(cpp|h)))$" EXCLUDE)
# What walkthroughs and exercises show or run of the rest of the tree.
install(DIRECTORY tests/bench/suite DESTINATION ${kit}/tests/bench COMPONENT kit REGEX "/__pycache__$" EXCLUDE)
install(DIRECTORY interpreter/execution/ops DESTINATION ${kit}/interpreter/execution COMPONENT kit FILES_MATCHING PATTERN "*.h" PATTERN "handlers.def")

install(PROGRAMS ${packaging}/sidewinder-kit DESTINATION bin COMPONENT kit)
install(FILES ${packaged}/sidewinder-kit.1.gz DESTINATION share/man/man1 COMPONENT kit)
install(FILES ${packaging}/sidewinder-explorer.desktop DESTINATION share/applications COMPONENT kit)
install(FILES demos/mandelbrot/page/icon.svg DESTINATION share/icons/hicolor/scalable/apps RENAME sidewinder-explorer.svg COMPONENT kit)
sidewinder_package_documents(kit python3-sidewinder-kit libgc-dev libasmjit-dev libstb-dev nlohmann-json3-dev)

# --- CPack -------------------------------------------------------------------------------------
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME python3-sidewinder)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Sidewinder maintainers <sidewinder@example.org>")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL interpreter kit)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SECTION python)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

set(CPACK_DEBIAN_INTERPRETER_PACKAGE_NAME python3-sidewinder)
set(CPACK_DEBIAN_INTERPRETER_DESCRIPTION "Python 3.11 with a tracing JIT
Runs Python programs as CPython 3.11 does, with the distribution's library
and packages and the same binary extension modules; loops and functions
that run often are compiled to machine code.

It is installed as sidewinder, beside the distribution's Python.")
set(CPACK_DEBIAN_INTERPRETER_PACKAGE_DEPENDS libpython3.11-stdlib)
set(CPACK_DEBIAN_INTERPRETER_PACKAGE_RECOMMENDS python3.11-venv)
set(CPACK_DEBIAN_INTERPRETER_PACKAGE_SUGGESTS "libpython3.11-dev, python3-pip, python3-sidewinder-kit")
set(CPACK_DEBIAN_INTERPRETER_PACKAGE_CONTROL_EXTRA
  ${packaging}/interpreter/postinst ${packaging}/interpreter/prerm ${packaging}/interpreter/triggers)

set(CPACK_DEBIAN_KIT_PACKAGE_NAME python3-sidewinder-kit)
set(CPACK_DEBIAN_KIT_DESCRIPTION "Python 3.11 with a tracing JIT: pages, slides, exercises
A server whose pages race Sidewinder against CPython and show what its JIT
does, the slides of a talk, its parts as walkthroughs in a terminal, a
workshop, a Django project, and a desktop program.")
set(CPACK_DEBIAN_KIT_PACKAGE_DEPENDS "python3-sidewinder (= ${PROJECT_VERSION}), python3 (>= 3.11), python3 (<< 3.12)")
set(CPACK_DEBIAN_KIT_PACKAGE_RECOMMENDS "python3-django, python3-execnet, python3-wxgtk4.0")
set(CPACK_DEBIAN_KIT_PACKAGE_SUGGESTS "chromium, gcc, libpython3.11-dev, pypy3, python3-setuptools")
set(CPACK_DEBIAN_KIT_PACKAGE_CONTROL_EXTRA ${packaging}/kit/prerm)
include(CPack)
