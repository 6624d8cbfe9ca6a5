import sys

print(sys.version_info[:2], sys.version_info >= (3, 8), sys.byteorder, sys.maxsize, len(sys.argv), sys.argv[0], __file__.rpartition("/")[2])
print(type(sys.path), isinstance(sys.modules, dict), "sys" in sys.modules, sys.modules["sys"] is sys, sys.getrecursionlimit())
