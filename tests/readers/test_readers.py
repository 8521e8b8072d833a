# SPDX-License-Identifier: GPL-3.0-or-later
"""A result file says the same to everybody: h5py, xarray with both engines, pandas, h5dump, R and the reader of
browsers find the same values, labels and units. Readers that are not installed are skipped, and say so; h5wasm is looked
for in the folder H5WASM (`npm install h5wasm` there)."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import warnings

import h5py
import numpy as np
import pandas as pd
import xarray

sys.path.insert(0, "tests/cli")
from command_support import SMALL, ardey  # noqa: E402  pylint: disable=wrong-import-position


def text_of(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=200, check=True).stdout


class Readers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="ardey-readers-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.path = os.path.join(cls.folder, "out.h5")
        scenario = os.path.join(cls.folder, "morning.lua")
        with open(scenario, "w", encoding="utf-8") as file:
            file.write('local s = require "small"\ns.start = "06:00" s.stop = "09:00"\nreturn s\n')
        shutil.copytree(SMALL, os.path.join(cls.folder, "small"))
        os.rename(os.path.join(cls.folder, "small", "small.lua"), os.path.join(cls.folder, "small", "init.lua"))
        code, _, err = ardey("run", scenario, "-q", "-o", cls.path)
        assert code == 0, err
        cls.columns = {}
        with h5py.File(cls.path) as file:
            file.visititems(cls.take)

    @classmethod
    def take(cls, name, item):
        """What h5py finds in a dataset is what the others are held against."""
        if not isinstance(item, h5py.Dataset):
            return
        is_text = item.dtype.kind == "O"
        values = item.asstr()[:] if is_text else item[:]
        finite = np.array([]) if is_text else values[np.isfinite(values)].astype(float)
        cls.columns[name] = {
            "values": values, "shape": list(item.shape),
            "texts": [values[0], values[-1]] if is_text and len(values) else [],
            "finite": len(finite), "sum": float(finite.sum()),
            "units": text_of(item.attrs.get("units", "")), "flags": text_of(item.attrs.get("flag_meanings", "")),
        }

    def compare(self, name, found, expected):
        with self.subTest(dataset=name):
            for key in ("shape", "texts", "finite", "units", "flags"):
                self.assertEqual(found[key], expected[key], key)
            self.assertTrue(np.isclose(found["sum"], expected["sum"], rtol=1e-12), (found["sum"], expected["sum"]))

    def test_there_is_something_to_compare(self):
        self.assertGreater(len(self.columns), 100)
        self.assertGreater(self.columns["trips/depart"]["finite"], 500)
        self.assertEqual(self.columns["trips/depart"]["units"], "seconds since 2026-03-02 00:00:00")

    def check_xarray(self, engine):
        groups = {name.rpartition("/")[0] for name in self.columns}
        for group in sorted(groups):
            with warnings.catch_warnings():
                # numpy warns about missing times (NaN) while xarray turns them into NaT.
                warnings.simplefilter("ignore", RuntimeWarning)
                dataset = xarray.open_dataset(self.path, group=group, engine=engine).load()
            self.assertEqual(set(dataset.dims), set(dataset.coords), group)
            names = {name.rpartition("/")[2] for name in self.columns if name.rpartition("/")[0] == group}
            self.assertEqual(names, set(dataset.variables), group)
            for name, variable in dataset.variables.items():
                expected = self.columns[f"{group}/{name}"]
                with self.subTest(column=f"{group}/{name}"):
                    self.compare_variable(variable, expected)

    def compare_variable(self, variable, expected):
        values = expected["values"]
        if expected["units"].startswith("seconds since"):
            self.assertEqual(variable.dtype, np.dtype("datetime64[ns]"))
            midnight = np.datetime64(expected["units"][14:24])
            seconds = (variable.values - midnight) / np.timedelta64(1, "ms")
            np.testing.assert_allclose(seconds, values * 1000, atol=1e-3)
        elif values.dtype.kind == "O":
            self.assertEqual(list(variable.values), list(values))
        else:
            np.testing.assert_array_equal(variable.values, values)
            self.assertEqual(variable.attrs.get("units", ""), expected["units"])
            self.assertEqual(variable.attrs.get("flag_meanings", ""), expected["flags"])

    def test_xarray_h5netcdf(self):
        self.check_xarray("h5netcdf")

    def test_xarray_netcdf4(self):
        try:
            import netCDF4  # noqa: F401  pylint: disable=import-outside-toplevel,unused-import
        except ImportError:
            self.skipTest("python3-netcdf4 is not installed")
        self.check_xarray("netcdf4")

    def test_pandas(self):
        frame = xarray.open_dataset(self.path, group="trips", engine="h5netcdf").to_dataframe()
        self.assertEqual(frame.index.name, "trip")
        self.assertIsInstance(frame["depart"].iloc[0], pd.Timestamp)
        self.assertEqual(len(frame), self.columns["trips/mode"]["shape"][0])
        self.assertEqual(int(frame["mode"].sum()), int(self.columns["trips/mode"]["sum"]))
        np.testing.assert_array_equal(frame["person"], self.columns["trips/person"]["values"])

    def test_h5dump(self):
        if not shutil.which("h5dump"):
            self.skipTest("hdf5-tools is not installed")
        for name in ("trips/mode", "trips/person", "links/flow", "trains/stop", "network/links/lanes"):
            text = run("h5dump", "-y", "-w", "0", "-m", "%.9g", "-A", "0", "-d", f"/{name}", self.path)
            body = text[text.index("DATA {") + 6:]
            numbers = [float(number) for number in re.findall(r"[-+0-9.e]+|nan", body.split("}")[0])]
            np.testing.assert_allclose(numbers, self.columns[name]["values"].ravel(), rtol=1e-8)
        header = run("h5dump", "-A", "-d", "/trips/depart", self.path)
        self.assertIn("seconds since 2026-03-02 00:00:00", header)
        self.assertIn("SHUFFLE", run("h5dump", "-p", "-H", "-d", "/trips/depart", self.path))

    def test_r(self):
        installed = shutil.which("Rscript") and subprocess.run(
            ["Rscript", "-e", "library(rhdf5)"], capture_output=True, check=False).returncode == 0
        if not installed:
            self.skipTest("r-bioc-rhdf5 is not installed")
        found = {}
        for line in run("Rscript", "tests/readers/read.R", self.path).splitlines():
            name, shape, first, last, finite, total, units, flags = line.split("\t")
            expected = self.columns[name]
            if 0 in expected["shape"]:
                units, flags = expected["units"], expected["flags"]  # rhdf5 cannot read what is empty
            found[name] = {"shape": [int(n) for n in shape.split()][::-1],  # R counts the other way round
                           "texts": [first, last] if expected["texts"] else [],
                           "finite": int(finite), "sum": float(total), "units": units, "flags": flags}
        self.assertEqual(set(found), set(self.columns))
        for name, expected in self.columns.items():
            expected = dict(expected, texts=[re.sub("[\t\n].*", "", t, flags=re.DOTALL) for t in expected["texts"]])
            self.compare(name, found[name], expected)

    def test_h5wasm(self):
        folder = os.environ.get("H5WASM", "")
        if not shutil.which("node") or not os.path.isdir(os.path.join(folder, "node_modules", "h5wasm")):
            self.skipTest("node, or h5wasm in the folder H5WASM, is not installed")
        found = json.loads(run("node", "tests/readers/read.mjs", os.path.abspath(folder), self.path))
        self.assertEqual(set(found), set(self.columns))
        for name, expected in self.columns.items():
            self.compare(name, found[name], expected)


if __name__ == "__main__":
    unittest.main()
