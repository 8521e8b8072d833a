# SPDX-License-Identifier: GPL-3.0-or-later
# One object library per layer: layer_<folder>, in the order of scripts/layers.txt. A folder without source
# files has none. ARDEY_LAYERS: all that belong to the library; ARDEY_CLI: the program's, without main.c.

configure_file(scripts/cmake/version.h.in generated/base/version.h)

file(STRINGS scripts/layers.txt rows REGEX "^[a-z]+:")
set(ARDEY_LAYERS "")
set(ARDEY_CLI "")
foreach(row IN LISTS rows)
  string(REGEX REPLACE ":.*" "" layer "${row}")
  file(GLOB sources CONFIGURE_DEPENDS sim/${layer}/*.c)
  list(FILTER sources EXCLUDE REGEX "/cli/main\\.c$")
  if(NOT sources)
    continue()
  endif()
  add_library(layer_${layer} OBJECT ${sources})
  target_include_directories(layer_${layer} PUBLIC sim ${CMAKE_BINARY_DIR}/generated)
  target_link_libraries(layer_${layer} PRIVATE ${ARDEY_LINK_${layer}} m)
  if(layer STREQUAL "cli")
    list(APPEND ARDEY_CLI layer_${layer})
  else()
    list(APPEND ARDEY_LAYERS layer_${layer})
  endif()
endforeach()
