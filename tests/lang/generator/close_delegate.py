# needs prompt collection
"""A generator that is garbage closes what it delegates to, if that has a close() of its own."""

import gc


class Inner:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def close(self):
        print("closed")


def outer():
    yield from Inner()


def start(depth):
    if depth:
        return start(depth - 1)
    next(outer())


start(20)
gc.collect()
print("collected")
