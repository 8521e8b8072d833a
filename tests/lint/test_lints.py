# SPDX-License-Identifier: GPL-3.0-or-later
"""Every lint must be able to fail: each is shown a small tree that breaks its law, and one that keeps it."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from lint import files, formatting, layers, objects, sizes

SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
LAW = "base:\nkernel: base\nroad: base kernel\n\n<omp.h> kernel/team.c\n<lua.h> scenario/lua_*.c\n<math.h> *\n"


class TreeCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="ardey-lint-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("scripts/layers.txt", LAW)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def compile(self, text, *options):
        source = self.write("object.c", text)
        target = self.root / "object.o"
        compiler = shutil.which("cc") or shutil.which("gcc") or "clang-14"
        subprocess.run([compiler, *options, "-fPIC", str(source), "-o", str(target)], check=True)
        return target


class Layers(TreeCase):
    def findings(self, name, line):
        self.write(name, SPDX + line + "\n")
        return layers.check(self.root)

    def test_keeps(self):
        self.write("sim/kernel/team.c", "#include <omp.h>\n#pragma omp parallel\n")
        self.assertEqual(self.findings("sim/road/a.c", '#include "kernel/b.h"\n#include <math.h>'), [])

    def test_upwards(self):
        found = self.findings("sim/kernel/a.c", '#include "road/b.h"')
        self.assertEqual(found, ['sim/kernel/a.c:2: layer kernel may not include "road/b.h"'])

    def test_without_layer(self):
        self.assertIn("needs its layer", self.findings("sim/road/a.c", '#include "b.h"')[0])

    def test_relative(self):
        self.assertEqual(len(self.findings("sim/base/a.c", '#include "../kernel/b.h"')), 1)

    def test_unknown_folder(self):
        self.assertIn("no layer", self.findings("sim/water/a.c", "")[0])

    def test_foreign_owner(self):
        found = self.findings("sim/road/a.c", "#include <lua.h>")
        self.assertEqual(found, ["sim/road/a.c:2: <lua.h> belongs to scenario/lua_*.c"])

    def test_foreign_unlisted(self):
        self.assertIn("not listed", self.findings("sim/base/a.c", "#  include <zlib.h>")[0])

    def test_openmp(self):
        self.assertEqual(len(self.findings("sim/kernel/a.c", "    #pragma omp parallel for")), 1)

    def test_own_law_has_eighteen_layers(self):
        law, _ = layers.read_law(Path("scripts/layers.txt"))
        self.assertEqual(len(law), 18)
        self.assertNotIn("rail", law["road"])


def function(name, parameters, lines):
    """A function of `lines` lines, as clang-format lays it out."""
    body = "    x();\n" * (lines - 3)
    return f"static int {name}({parameters})\n{{\n{body}}}\n"


class Sizes(TreeCase):
    def findings(self, text):
        self.write("sim/base/a.c", text)
        return sizes.check(self.root)

    def test_keeps(self):
        text = function("f", "int a, int b, void (*c)(int, int), int d, int e, int g", 60)
        self.assertEqual(self.findings(text + "\n" * 440), [])

    def test_file(self):
        self.assertEqual(self.findings("\n" * 501), ["sim/base/a.c: 501 lines, at most 500"])

    def test_function(self):
        found = self.findings("/* { */\nstruct s {\n    int a;\n};\n\n" + function("long_one", "void", 61))
        self.assertEqual(found, ["sim/base/a.c:6: long_one has 61 lines, at most 60"])

    def test_function_after_macro_and_text(self):
        text = '#define A(x) \\\n    x\nconst char *t = "}";\n// it\'s {\n' + function("f", "void", 61)
        self.assertEqual(len(self.findings(text)), 1)

    def test_parameters(self):
        found = self.findings(function("many", "int a, int b, int c,\n    int d, int e, int f, int g", 5))
        self.assertEqual(found, ["sim/base/a.c:1: many has 7 parameters, at most 6"])

    def test_counts(self):
        found = list(sizes.functions(function("f", "void", 10) + "\n" + function("g", "int a[const 2], b c", 5)))
        self.assertEqual(found, [("f", 1, 10, 0), ("g", 12, 5, 2)])


class Files(TreeCase):
    def test_keeps(self):
        self.write("sim/base/a.c", SPDX)
        self.write("sim/cli/main.c", SPDX)
        self.write("tests/base/test_a.c", SPDX)
        self.write("scripts/run.sh", "#!/bin/sh\n# " + SPDX[3:])
        self.assertEqual(files.check(self.root), [])

    def test_licence(self):
        self.write("scripts/a.py", "import sys\n")
        self.assertIn("scripts/a.py:1: the licence line is missing", files.check(self.root)[0])

    def test_source_without_test(self):
        self.write("sim/base/a.c", SPDX)
        self.assertEqual(files.check(self.root), ["sim/base/a.c: has no test, expected tests/base/test_a.c"])

    def test_unfinished(self):
        word = "TO" + "DO"
        self.write("README.md", f"one\n{word}: two\n")
        self.assertEqual(files.check(self.root), [f"README.md:2: '{word}' marks unfinished work"])


@unittest.skipUnless(shutil.which(formatting.TOOL), f"{formatting.TOOL} is not installed")
class Formatting(TreeCase):
    def setUp(self):
        super().setUp()
        shutil.copy(".clang-format", self.root)

    def test_keeps(self):
        self.write("sim/base/a.c", "int f(void)\n{\n    return 1;\n}\n")
        self.assertEqual(formatting.check(self.root), [])

    def test_breaks(self):
        self.write("sim/base/a.c", "int f(void)\n{\n  return 1;\n}\n")
        found = formatting.check(self.root)
        self.assertEqual(len(found), 1)
        self.assertIn("sim/base/a.c:2", found[0])


class Objects(TreeCase):
    def globals_of(self, text):
        return objects.check_globals(self.compile(text, "-c"))

    def test_constants_keep(self):
        text = 'static const char *const names[] = {"a", "b"};\nconst char *name(int i)\n{\n    return names[i];\n}\n'
        self.assertEqual(self.globals_of(text), [])

    def test_writable(self):
        self.assertIn("'count' is a writable global (in .data)", self.globals_of("int count = 1;\n")[0])
        self.assertIn("(in .bss)", self.globals_of("int count;\n")[0])

    def test_static_inside_function(self):
        self.assertEqual(len(self.globals_of("int f(void)\n{\n    static int n;\n    return ++n;\n}\n")), 1)

    def test_per_thread(self):
        self.assertEqual(len(self.globals_of("_Thread_local int n = 3;\n")), 1)

    def test_pointer_that_can_be_changed(self):
        self.assertEqual(len(self.globals_of('const char *name = "a";\n')), 1)

    def test_nothing_to_check(self):
        self.assertIn("no symbols", self.globals_of("typedef int nothing;\n")[0])

    def test_symbols(self):
        library = self.compile("int ardey_f(void)\n{\n    return 1;\n}\nint g(void)\n{\n    return 1;\n}\n", "-shared")
        self.assertEqual(objects.check_symbols(library), ["object.o: exports 'g'"])

    def test_symbols_hidden(self):
        library = self.compile("int g(void)\n{\n    return 1;\n}\n", "-shared", "-fvisibility=hidden")
        self.assertIn("exports nothing", objects.check_symbols(library)[0])


if __name__ == "__main__":
    unittest.main()
