"""What C asks of the interpreter as a whole: its configuration, its arguments, its end; and what C gets of a call."""
import _testbuffer
import _testcapi
import _testinternalcapi
import ctypes
import subprocess
import sys

api = ctypes.pythonapi
api.Py_GetProgramName.restype = api.Py_GetPythonHome.restype = ctypes.c_wchar_p

# The configuration: as a dict, set anew, refused.
config = _testinternalcapi.get_config()
print(sorted(config))
for key, value in (("verbose", -1), ("verbose", "x"), ("hash_seed", 1 << 32), ("argv", ["a", None]), ("argv", [1]), ("argv", "a"),
                   ("platlibdir", None), ("platlibdir", b"x"), ("_config_init", 7)):
    try:
        _testinternalcapi.set_config(config | {key: value})
    except (TypeError, ValueError) as e:
        print(key, type(e).__name__)
saved = dict(sys.__dict__)
_testinternalcapi.set_config(config | dict(argv=["one", "two"], xoptions=["a", "b=c"], warnoptions=["error"], quiet=3, base_prefix=None,
                                           prefix="/nowhere", pycache_prefix="cache", site_import=0, module_search_paths=["x"]))
print(sys.argv, sys._xoptions, sys.warnoptions, sys.flags.quiet, sys.flags.no_site, sys.prefix, sys.base_prefix, sys.pycache_prefix, sys.path)
print(_testinternalcapi.get_config()["argv"], len(sys.flags) == len(saved["flags"]))
_testinternalcapi.set_config(config)
sys.__dict__.update(saved)

# Names, and the process's own arguments.
count, arguments = ctypes.c_int(), ctypes.POINTER(ctypes.c_wchar_p)()
api.Py_GetArgcArgv(ctypes.byref(count), ctypes.byref(arguments))
print([arguments[i] for i in range(count.value)] == sys.orig_argv)
api.Py_SetPythonHome("/home/of/python")
api.Py_SetProgramName("program")
print(api.Py_GetPythonHome(), api.Py_GetProgramName())
api.Py_SetPythonHome(None)
print(list((ctypes.c_int * 6).in_dll(api, "_Py_SwappedOp")))


def run(code):
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    print(done.returncode, done.stdout.split())


# Its end.
run("""import atexit, ctypes
atexit.register(print, "atexit")
print("printed", end=" ")
ctypes.pythonapi.Py_Exit(7)
print("never")
""")

# What C gets of a call: the caller's tuple.
items = tuple(range(5))
print(_testcapi.MethodDescriptorNopGet()(*items) is items, _testcapi.MethodDescriptorNopGet()(0, 1, 2, 3, 4) == items)

# What was unpacked is no other value: a NaN is not equal to itself.
nan = _testbuffer.ndarray([(0, 0.0)], shape=[1], format="l x d x", flags=_testbuffer.ND_WRITABLE)
print(memoryview(nan) == nan)
nan[0] = (-1, float("nan"))
print(memoryview(nan) == nan)
