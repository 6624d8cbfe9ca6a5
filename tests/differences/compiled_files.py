"""Compiled files

They have a magic number and a tag of their own: neither Python reads the other's.
Modules: test_importlib
"""
import importlib.util
import sys

print(int.from_bytes(importlib.util.MAGIC_NUMBER[:2], "little") == 3495, sys.implementation.cache_tag == "cpython-311")
