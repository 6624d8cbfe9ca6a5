# Classes whose struct C changes: ctypes puts a dict of its own there, a class is gone when nobody has it any more. With a
# collection at every reference that goes to C (CPython does not know the option).
import ctypes
import gc
import subprocess
import sys
import weakref

PROGRAM = """
import ctypes
class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_double)]
class Named(Point):
    _fields_ = [("name", ctypes.c_char_p)]
Named.__qualname__ = "Renamed"
Named.__name__ = "Other"
points = (Point * 3)(Point(1, 2), Point(3, 4), Point(5, 6))
values = (ctypes.c_int * 5)(5, 3, 1, 4, 2)
compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
ctypes.CDLL(None).qsort(values, 5, 4, compare(lambda a, b: a[0] - b[0]))
print([(p.x, p.y) for p in points], list(values), Named(1, 2, b"n").name, Named.__qualname__, Named.__name__)
"""
done = subprocess.run([sys.executable, "-X", "cpyext-collect-every=1", "-c", PROGRAM], capture_output=True, text=True)
print(done.returncode, done.stdout, done.stderr)


def make(n):
    references = []
    for i in range(n):
        class Point(ctypes.Structure):
            _fields_ = [("x", ctypes.c_int)]
            extra = [i]
        Point.__qualname__ = f"Point{i}"
        Point(i)
        references.append(weakref.ref(Point))
    return references


references = make(200)
for _ in range(4):
    gc.collect()
print("classes gone:", sum(r() is None for r in references) > 190)
