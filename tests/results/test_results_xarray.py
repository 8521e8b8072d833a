# SPDX-License-Identifier: GPL-3.0-or-later
"""A result file opens in xarray and h5py with labels, units and times. ARDEY_TEST_FILE names a file that the program
wrote; without it there is nothing to open."""

import os
import unittest
import warnings

try:
    import h5py
    import numpy
    import xarray
except ImportError as missing:
    raise unittest.SkipTest(str(missing))

PATH = os.environ.get("ARDEY_TEST_FILE")


def group_paths(path):
    """Paths of all groups that hold datasets."""
    found = []

    def visit(name, item):
        if isinstance(item, h5py.Group) and any(isinstance(child, h5py.Dataset) for child in item.values()):
            found.append(name)

    with h5py.File(path) as file:
        file.visititems(visit)
    return found


@unittest.skipUnless(PATH, "ARDEY_TEST_FILE names no result file")
class ResultFile(unittest.TestCase):
    def open(self, group):
        with warnings.catch_warnings():
            # numpy warns about missing times (NaN) while xarray turns them into NaT.
            warnings.simplefilter("ignore", RuntimeWarning)
            return xarray.open_dataset(PATH, engine="h5netcdf", group=group).load()

    def test_root(self):
        attributes = self.open(None).attrs
        self.assertEqual(attributes["Conventions"], "CF-1.10")
        self.assertEqual(len(attributes["digest"]), 64)

    def test_every_dimension_is_labelled(self):
        paths = group_paths(PATH)
        self.assertGreater(len(paths), 0)
        for path in paths:
            with self.subTest(group=path):
                dataset = self.open(path)
                self.assertEqual(set(dataset.dims), set(dataset.coords))

    def test_times_are_decoded(self):
        with h5py.File(PATH) as file:
            clocks = []
            file.visititems(lambda name, item: clocks.append(name)
                            if b"seconds since" in bytes(item.attrs.get("units", b"")) else None)
        self.assertGreater(len(clocks), 0)
        for name in clocks:
            with self.subTest(column=name):
                group, _, column = name.rpartition("/")
                self.assertEqual(self.open(group)[column].dtype, numpy.dtype("datetime64[ns]"))

    def test_codes_have_meanings(self):
        for path in group_paths(PATH):
            for name, column in self.open(path).items():
                if "flag_values" in column.attrs:
                    with self.subTest(column=f"{path}/{name}"):
                        values = numpy.atleast_1d(column.attrs["flag_values"])
                        self.assertEqual(len(values), len(column.attrs["flag_meanings"].split()))
                        self.assertTrue(numpy.isin(column.values, values).all())


if __name__ == "__main__":
    unittest.main()
