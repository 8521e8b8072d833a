# SPDX-License-Identifier: GPL-3.0-or-later
# One object library per layer: layer_<folder>, in the order of scripts/layers.txt. A folder without source
# files has none. ARDEY_LAYERS: all that belong to the library; ARDEY_CLI: the program's, without main.c.

configure_file(scripts/cmake/version.h.in generated/base/version.h)

# How it is built, for `ardey version`; the commit is that of the last time that the build was configured.
set(ARDEY_COMMIT unknown)
find_package(Git QUIET)
if(GIT_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} describe --always --dirty --abbrev=12
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE
    ERROR_QUIET RESULT_VARIABLE git_failed)
  if(NOT git_failed)
    set(ARDEY_COMMIT ${commit})
  endif()
endif()
string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
string(STRIP "${CMAKE_C_FLAGS} ${CMAKE_C_FLAGS_${build_type}}" ARDEY_FLAGS)
set(ARDEY_HDF5_VERSION ${hdf5_VERSION}${HDF5_VERSION})
configure_file(scripts/cmake/build_info.h.in generated/api/build_info.h @ONLY)

# The scripts of a sweep as C texts: one source for readers and for the program.
set(ARDEY_SLURM_SCRIPTS "")
foreach(script submit.sh array.sbatch merge.sbatch)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS scripts/slurm/${script})
  file(READ scripts/slurm/${script} text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n\"\n     \"" text "${text}")
  string(APPEND ARDEY_SLURM_SCRIPTS "    {\"${script}\",\n     \"${text}\"},\n")
endforeach()
configure_file(scripts/cmake/slurm_scripts.h.in generated/ensemble/slurm_scripts.h @ONLY)

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
