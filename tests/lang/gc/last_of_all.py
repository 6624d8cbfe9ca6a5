# What module sys refers to is finalized after everything else, when nothing can be printed any more.
import sys


class Last:
    def __del__(self):
        print("not to be seen")
        raise ValueError("nor this")


sys.last = Last()
print("end")
