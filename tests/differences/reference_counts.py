"""The count of references

Nothing is counted: `sys.getrefcount` says the same of every object that is not C's.
Modules: test_ctypes
"""
import sys

value = object()
before = sys.getrefcount(value)
others = [value] * 100
print(sys.getrefcount(value) - before)
