# SPDX-License-Identifier: GPL-3.0-or-later
# Foreign libraries as ARDEY_LINK_<layer>: what the layer's objects are compiled and linked with.

find_package(PkgConfig REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS C)
find_package(GSL REQUIRED)
pkg_check_modules(deflate REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(zip REQUIRED IMPORTED_TARGET libzip)
pkg_search_module(lua REQUIRED IMPORTED_TARGET lua5.4 lua-5.4 lua54)

# libcsv ships neither a CMake nor a pkg-config file.
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
find_library(CSV_LIBRARY csv REQUIRED)
add_library(csv INTERFACE)
target_include_directories(csv SYSTEM INTERFACE ${CSV_INCLUDE_DIR})
target_link_libraries(csv INTERFACE ${CSV_LIBRARY})

# The serial flavour by its name: plain `hdf5` means the MPI flavour as soon as that one is installed too.
add_library(hdf5_serial INTERFACE)
target_compile_definitions(hdf5_serial INTERFACE H5_USE_110_API)
pkg_check_modules(hdf5 IMPORTED_TARGET hdf5-serial)
if(hdf5_FOUND)
  find_library(HDF5_HL_LIBRARY NAMES hdf5_hl hdf5_serial_hl HINTS ${hdf5_LIBRARY_DIRS} REQUIRED)
  target_link_libraries(hdf5_serial INTERFACE ${HDF5_HL_LIBRARY} PkgConfig::hdf5)
else()
  set(HDF5_PREFER_PARALLEL OFF)
  find_package(HDF5 REQUIRED COMPONENTS C HL)
  if(HDF5_IS_PARALLEL)
    message(FATAL_ERROR "Only the MPI flavour of HDF5 was found; the serial one is needed")
  endif()
  target_link_libraries(hdf5_serial INTERFACE hdf5::hdf5_hl hdf5::hdf5)
endif()

set(ARDEY_LINK_base GSL::gsl)
set(ARDEY_LINK_kernel OpenMP::OpenMP_C GSL::gsl)
set(ARDEY_LINK_demand GSL::gsl)
set(ARDEY_LINK_ensemble GSL::gsl)
set(ARDEY_LINK_validate GSL::gsl)
set(ARDEY_LINK_scenario PkgConfig::lua csv)
set(ARDEY_LINK_import PkgConfig::zip csv)
set(ARDEY_LINK_results hdf5_serial PkgConfig::deflate)
