# SPDX-License-Identifier: GPL-3.0-or-later
# Installs library, header, program and scenarios, and what find_package and pkg-config need to find them.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/ardey)
install(TARGETS ardey EXPORT ardey)
install(TARGETS ardey_program)
install(FILES sim/api/ardey.h TYPE INCLUDE)
install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/ardey)
# Where `ardey compare --html` looks for it.
install(DIRECTORY scripts/ardey_results DESTINATION ${CMAKE_INSTALL_DATADIR}/ardey/python
  PATTERN __pycache__ EXCLUDE)

# The library needs nothing that its user would have to find, so the exported target is the whole package.
install(EXPORT ardey NAMESPACE ardey:: FILE ardeyConfig.cmake DESTINATION ${package_dir})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/ardeyConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/ardeyConfigVersion.cmake DESTINATION ${package_dir})

# From the .pc file to the prefix, so that an installation may be moved.
file(RELATIVE_PATH ARDEY_PREFIX_FROM_PC
  ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(scripts/cmake/ardey.pc.in ardey.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/ardey.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# Beside the scenarios: what clusters need, and the package that reads results.
install(DIRECTORY scripts/slurm DESTINATION ${CMAKE_INSTALL_DATADIR}/ardey)
install(DIRECTORY scripts/ardey_results DESTINATION ${CMAKE_INSTALL_DATADIR}/ardey/python
  PATTERN __pycache__ EXCLUDE)

# Packages: cpack -G DEB, cpack -G TGZ, cpack --config CPackSourceConfig.cmake
set(CPACK_PACKAGE_NAME ardey)
set(CPACK_PACKAGE_VENDOR "The Ardey project")
set(CPACK_PACKAGE_CONTACT "The Ardey project")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR TGZ)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_IGNORE_FILES "/\\.git" "/build/" "__pycache__" "\\.h5$")
include(CPack)
