# Extension modules that cannot be loaded, or do what they may not: CPython's errors, with the file's name.
import importlib.machinery
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile

import bad

FOLDER = tempfile.mkdtemp()


def load(name, path=None):
    path = path or bad.__file__
    loader = importlib.machinery.ExtensionFileLoader(name, path)
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    try:
        module = importlib.util.module_from_spec(spec)
        loader.exec_module(module)
        return module
    except BaseException as e:
        shown = str(e).replace(bad.__file__, "FILE").replace(FOLDER, "FOLDER")
        cause = f" from {type(e.__cause__).__name__}: {e.__cause__}" if e.__cause__ else ""
        has_path = getattr(e, "path", None) in (path,)
        return f"{type(e).__name__}: {shown}{cause}; name {getattr(e, 'name', None)!r}, path {has_path}"


for name in "nothing", "raises", "both", "number", "failing", "silent", "odd", "unknown", "missing_function":
    print(name, "->", load(name))


def file_of(name, data):
    path = os.path.join(FOLDER, name)
    with open(path, "wb") as f:
        f.write(data)
    return path


with open(bad.__file__, "rb") as f:
    library = f.read()
print("empty ->", load("bad", file_of("empty.so", b"")))
print("text ->", load("bad", file_of("text.so", b"not a library\n" * 100)))
print("cut off ->", load("bad", file_of("cut.so", library[:50])))
print("none ->", load("bad", os.path.join(FOLDER, "none.so")))


def compiled(name, source, *options):
    path = os.path.join(FOLDER, name)
    subprocess.run(["gcc-12", "-w", "-shared", "-fPIC", "-I/usr/include/python3.11", "-x", "c", "-", "-o", path, *options],
                   input=source.encode(), check=True)
    return path


dependency = compiled("libgone.so", "int gone(void) { return 1; }")
source = '#include <Python.h>\nint gone(void);\nint PySidewinderHasNoSuchFunction(void);\nPyMODINIT_FUNC PyInit_bad(void) { %s(); return NULL; }\n'
dependent = compiled("dependent.so", source % "gone", f"-L{FOLDER}", "-lgone")
os.remove(dependency)
print("missing dependency ->", load("bad", dependent))
print("missing symbol ->", load("bad", compiled("symbol.so", source % "PySidewinderHasNoSuchFunction", "-Wl,-z,now")))
other = compiled("bad.cpython-310-x86_64-linux-gnu.so", "int PyInit_bad(void) { return 1; }")
sys.path.insert(0, FOLDER)
del sys.modules["bad"]
again = __import__("bad")
print("another version's file is passed over:", os.path.dirname(again.__file__) != FOLDER)

for function in bad.result_with_error, bad.neither:
    try:
        print(function())
    except SystemError as e:
        print(re.sub("0x[0-9a-f]+", "ADDRESS", f"{e} from {e.__cause__!r}"))

program = "import faulthandler, bad\nfaulthandler.enable()\ndef inner():\n  bad.crash()\ndef outer():\n  inner()\nouter()\n"
done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=dict(os.environ, PYTHONPATH=os.path.dirname(bad.__file__)))
print(done.returncode, *re.findall(r'Fatal.*|  File.*|Extension modules.*', done.stderr), sep="\n")

lib = os.path.dirname(os.__file__) + "/lib-dynload/"
for name in "_json", "_asyncio", "_queue", "_contextvars", "_typing", "_lsprof", "_zoneinfo", "_decimal", "_bz2", "_crypt":
    module = load(name, f"{lib}{name}.cpython-311-x86_64-linux-gnu.so")
    print(name, module if isinstance(module, str) else (module.__name__, module.__file__.rpartition("/")[2]))
scanner = load("_json", f"{lib}_json.cpython-311-x86_64-linux-gnu.so")
print(scanner.encode_basestring_ascii("a\u00e9\n"), scanner.scanstring('x"abc\\n"', 2))
queue = load("_queue", f"{lib}_queue.cpython-311-x86_64-linux-gnu.so").SimpleQueue()
queue.put(1)
print(queue.get(), queue.qsize(), queue.empty())
shutil.rmtree(FOLDER)
