"""Allocators that PYTHONMALLOC names

Objects are not in the memory of C's allocators. What extension modules ask for comes from `malloc` always, with or without checks that
PYTHONMALLOC and `-X dev` ask for.
Modules: test_cmd_line"""

import _testcapi

print(_testcapi.pymem_getallocatorsname())
