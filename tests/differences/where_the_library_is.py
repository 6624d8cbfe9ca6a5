"""Where the library is

It is known when Sidewinder is built, and not found by CPython's program for that.
Modules: test_getpath
"""
import sys
from pathlib import Path

print((Path(sys.base_prefix) / "lib" / "python3.11" / "os.py").exists())
try:
    from test.test_getpath import SOURCE
    print("found by getpath.py")
except Exception as error:
    print(type(error).__name__)
