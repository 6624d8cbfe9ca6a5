"""Two wheels to install: one of Python alone, one with an extension module compiled for CPython 3.11."""

import base64
import hashlib
import subprocess
import sysconfig
import zipfile
from pathlib import Path

PURE = {
    "plain_snake/__init__.py": "def length(text):\n    return len(text) + 1\n",
    "plain_snake/__main__.py": "from plain_snake import length\n\n\ndef main():\n    print('plain', length('snake'))\n",
}

EXTENSION = """
#include <Python.h>

static PyObject* twice(PyObject* self, PyObject* argument) { return PyNumber_Add(argument, argument); }

static PyMethodDef methods[] = {{"twice", twice, METH_O, "The argument, added to itself."}, {0}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "compiled_snake", 0, 0, methods};
PyMODINIT_FUNC PyInit_compiled_snake(void) { return PyModule_Create(&module); }
"""


def write(folder, name, tag, files, extra=None):
    """The wheel's path."""
    information = f"{name}-1.0.dist-info"
    files = dict(files, **(extra or {}))
    files[f"{information}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    files[f"{information}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: {'true' if tag.endswith('any') else 'false'}\nTag: {tag}\n"
    record = []
    path = Path(folder, f"{name}-1.0-{tag}.whl")
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            archive.writestr(file, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.append(f"{file},sha256={digest},{len(data)}")
        archive.writestr(f"{information}/RECORD", "\n".join([*record, f"{information}/RECORD,,"]) + "\n")
    return path


def pure(folder):
    scripts = {"plain_snake-1.0.dist-info/entry_points.txt": "[console_scripts]\nplain-snake = plain_snake.__main__:main\n"}
    return write(folder, "plain_snake", "py3-none-any", PURE, scripts)


def binary(folder):
    source, library = Path(folder, "compiled_snake.c"), Path(folder, "compiled_snake.so")
    source.write_text(EXTENSION)
    include = sysconfig.get_path("include", vars={"base": "/usr", "installed_base": "/usr"})
    subprocess.run(["gcc", "-shared", "-fPIC", f"-I{include}", source, "-o", library], check=True)
    return write(folder, "compiled_snake", "cp311-cp311-linux_x86_64", {"compiled_snake.cpython-311-x86_64-linux-gnu.so": library.read_bytes()})
