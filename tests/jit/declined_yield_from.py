# A loop around `yield from` of an iterator in Python.
# jit: YieldFrom >= 1, loops 0


class Pair:
    def __init__(self, value):
        self.left = 2
        self.value = value

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return self.value


def pairs(n):
    i = 0
    while i < n:
        yield from Pair(i)
        i += 1


print(sum(pairs(3000)))
