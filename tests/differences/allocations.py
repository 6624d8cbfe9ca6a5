"""Tracing allocations

`tracemalloc` can be imported, and cannot be started.
Modules: test_tracemalloc, test_warnings
"""
import tracemalloc

try:
    tracemalloc.start()
    print(tracemalloc.is_tracing())
except RuntimeError as error:
    print("RuntimeError:", error)
