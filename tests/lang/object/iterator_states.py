# What iterators say to copy and pickle: where they began, how far they are, and how to go there.
import copy
import pickle


def show(it):
    function, arguments, *state = it.__reduce__()
    print(type(it).__name__, function.__name__, arguments, state)


for r in range(10), range(5, 50, 7), range(10, 0, -3), range(0), range(2**70, 2**70 + 30, 10), range(-(2**65), 0, 2**64):
    it = iter(r)
    show(it)
    next(it, None)
    next(it, None)
    show(it)
    print(list(copy.copy(it)), list(pickle.loads(pickle.dumps(it))))
    for state in 1, 0, 3, -5, 100, 2:
        it.__setstate__(state)
        print(state, it.__length_hint__(), it.__reduce__()[2], list(copy.copy(it)))
big = iter(range(2**32 + 2))
big.__setstate__(2**32 + 1)
print(big.__reduce__(), next(big))
it = iter(range(2**66, 2**67))
it.__setstate__(2**65)
print(next(it) == 2**66 + 2**65)
try:
    it.__setstate__("x")
except TypeError as e:
    print(e)

it = reversed([1, 2])
for i in range(4):
    show(it)
    print(it.__length_hint__(), next(it, "over"))
l = [1, 2, 3]
it = reversed(l)
list(it)
l.append(4)
print(list(it))


class BadLength:
    def __len__(self):
        raise RuntimeError("length")

    def __iter__(self):
        return iter(range(3))


class BadHint:
    def __length_hint__(self):
        raise RuntimeError("hint")

    def __iter__(self):
        return iter(range(3))


for bad in BadLength, BadHint:
    for f in list, [].extend, bytearray().extend, tuple:
        try:
            print(f(bad()))
        except RuntimeError as e:
            print(f.__name__, e)
