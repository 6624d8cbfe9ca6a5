# compare: stderr
"""What the top level shows of exceptions whose fields say what no compiler would."""

import sys


def show(error):
    sys.excepthook(type(error), error, None)


for offset in range(-2, 10):
    for indent in (0, 2):
        show(SyntaxError("msg", ("file.py", 1, offset + indent, " " * indent + "text7")))

without_place = SyntaxError("bad syntax")
without_place.filename = "myfile.py"
show(without_place)
without_place.lineno = 100
show(without_place)
show(SyntaxError("alone"))


class Unplaced(Exception):
    pass


Unplaced.__module__ = 42
show(Unplaced("module is a number"))
