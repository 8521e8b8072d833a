# SPDX-License-Identifier: GPL-3.0-or-later
"""Spack recipe, by the conventions of its built-in repository; not executed by the project."""

from spack_repo.builtin.build_systems.cmake import CMakePackage

from spack.package import depends_on, license, variant, version


class Ardey(CMakePackage):
    """A day of travel between and inside two cities, person by person, event by event."""

    license("GPL-3.0-or-later")

    # From a checkout: spack dev-build ardey@main. A release adds `url` and its sha256 here. Of the dependencies libcsv
    # is not in the built-in repository; it needs a recipe, or an entry in packages.yaml as an external package.
    version("main")

    variant("tests", default=False, description="Build the tests")

    depends_on("c", type="build")
    depends_on("cmake@3.25:", type="build")
    depends_on("pkgconfig", type="build")
    depends_on("hdf5@1.10:+hl~mpi")
    depends_on("gsl@2.7:")
    depends_on("lua@5.4")
    depends_on("libdeflate")
    depends_on("libzip")
    depends_on("libcsv")
    depends_on("cmocka", when="+tests")

    def cmake_args(self):
        return [self.define_from_variant("BUILD_TESTING", "tests")]
