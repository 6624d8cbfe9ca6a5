"""A file that is written to and not closed

CPython counts references: the file object goes when the statement ends, and its buffer is written. A collector that traces comes later. Sidewinder writes what
was let go of before anyone looks at the file; elsewhere the words may be in memory only. With a `with` statement it is right everywhere.
"""
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "x")
open(path, "w").write("stuff")
print("in the file:", repr(open(path).read()))
