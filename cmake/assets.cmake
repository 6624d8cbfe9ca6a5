# The showcase's pages, compiled into its server.

file(GLOB_RECURSE page_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/demos/mandelbrot/page/*)
set(page_assets ${generated}/page_assets.cpp)
add_custom_command(OUTPUT ${page_assets}
  COMMAND /usr/bin/python3 ${CMAKE_SOURCE_DIR}/cmake/embed.py ${page_assets} ${CMAKE_SOURCE_DIR}/demos/mandelbrot/page
  DEPENDS ${page_files} ${CMAKE_SOURCE_DIR}/cmake/embed.py VERBATIM)
target_sources(mandelbrot-server PRIVATE ${page_assets})
