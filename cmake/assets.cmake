# The showcase's pages and the slides, compiled into its server.

set(python /usr/bin/python3)
set(slides_folder ${generated}/pages/slides)
file(GLOB slides_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/slides/* ${CMAKE_SOURCE_DIR}/demos/pictures/wx.png
  ${CMAKE_SOURCE_DIR}/demos/pictures/taken.json
  ${CMAKE_SOURCE_DIR}/demos/walkthrough/part*.py ${CMAKE_SOURCE_DIR}/jit/optimizer/passes.def ${CMAKE_SOURCE_DIR}/jit/optimizer/README.md
  ${CMAKE_SOURCE_DIR}/jit/README.md ${CMAKE_SOURCE_DIR}/interpreter/execution/ops/handlers.def ${CMAKE_SOURCE_DIR}/demos/viewer/handlers.py
  ${CMAKE_SOURCE_DIR}/demos/walkthrough/recorded/*)
add_custom_command(OUTPUT ${slides_folder}/index.html
  COMMAND ${python} ${CMAKE_SOURCE_DIR}/slides/make.py ${slides_folder} DEPENDS ${slides_sources} VERBATIM)

file(GLOB_RECURSE page_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/demos/mandelbrot/page/*)
set(page_assets ${generated}/page_assets.cpp)
add_custom_command(OUTPUT ${page_assets}
  COMMAND ${python} ${CMAKE_SOURCE_DIR}/cmake/embed.py ${page_assets} ${CMAKE_SOURCE_DIR}/demos/mandelbrot/page ${generated}/pages
  DEPENDS ${page_files} ${slides_folder}/index.html ${CMAKE_SOURCE_DIR}/cmake/embed.py
    ${CMAKE_SOURCE_DIR}/cmake/page_head.py VERBATIM)
target_sources(mandelbrot-server PRIVATE ${page_assets})
