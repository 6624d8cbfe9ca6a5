"""build_extension.py PYTHON: compiles an extension module against CPython's headers and uses it on that Python."""

import subprocess
import sys
import tempfile
from pathlib import Path

from engines import run

SOURCE = """
#include <Python.h>

static PyObject *answer(PyObject *self, PyObject *arguments) {
  long six, seven;
  if (!PyArg_ParseTuple(arguments, "ll", &six, &seven)) return NULL;
  return PyLong_FromLong(six * seven);
}
static PyMethodDef methods[] = {{"answer", answer, METH_VARARGS, "The product."}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "drumroll", NULL, 0, methods, NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_drumroll(void) { return PyModule_Create(&module); }
"""
SETUP = """
from setuptools import Extension, setup
setup(name="drumroll", version="1", ext_modules=[Extension("drumroll", ["drumroll.c"])])
"""

print(SOURCE.strip().split("\n\n")[1])
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "drumroll.c").write_text(SOURCE)
    Path(folder, "setup.py").write_text(SETUP)
    command = ["/usr/bin/python3", "setup.py", "build_ext", "--inplace"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(result.stdout[-500:] + result.stderr[-500:])
    made = next(Path(folder).glob("drumroll*.so"))
    print(f"\ncompiled: {made.name}, {made.stat().st_size} bytes")
    use = f"import sys; sys.path.insert(0, {folder!r}); import drumroll; print(sys.implementation.name, 'says', drumroll.answer(6, 7))"
    print(run(sys.argv[1], "-c", use), end="")
