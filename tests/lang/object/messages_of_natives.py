# Which exception comes, and its words: what few programs meet.
import bisect
import re
import struct


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Broken:
    def __index__(self):
        return 1.5


class Text(str):
    pass


show(lambda: OSError(2, "gone").characters_written)
show(lambda: BlockingIOError(2, "gone", 5).characters_written)
show(lambda: KeyError("k").__new__(5))
show(lambda: ValueError.__new__())
show(lambda: UnicodeDecodeError.__new__(int))
show(lambda: FileNotFoundError.__new__(5))
print([name for name in ("Exception", "KeyError", "OSError", "Warning", "ValueError", "UnicodeError", "UnicodeEncodeError",
                         "SystemExit", "StopIteration", "TabError", "BlockingIOError", "RecursionError")
       if "__new__" in vars(eval(name))])
print(type(iter("abc")).__name__, type(iter("\xe9")).__name__, type(iter(Text("abc"))).__name__, list(iter(Text("abc"))))
show(lambda: struct.calcsize(int | None))
show(lambda: struct.calcsize(list[int]))
show(lambda: struct.pack(re.match("a", "a")))
show(lambda: bisect.insort({}, 1))
show(lambda: bisect.bisect({1: 2}, 1))
show(lambda: bisect.bisect(set(), 1))
show(lambda: bisect.bisect(5, 1))
print(b"%s %.2s %-5s|" % (memoryview(b"abcd")[::2], memoryview(b"abcdef")[::-2], memoryview(b"ab")))
show(lambda: f"{10**20:c}")
show(lambda: f"{-1:c}")
show(lambda: reversed(int | None))
show(lambda: reversed(list[int]))
show(lambda: reversed(re.match("a", "a")))
show(lambda: reversed({1}))
show(lambda: list(reversed(memoryview(b"ab"))))
show(lambda: bytearray(Broken()))
show(lambda: bytes(Broken()))
