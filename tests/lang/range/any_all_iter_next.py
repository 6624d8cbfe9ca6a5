print(any([]), all([]), any([0, "", 5]), all([1, 0]), any(x > 2 for x in range(4)), all(x < 4 for x in range(4)))
it = iter([1, 2])
print(next(it), next(it), next(it, None))
try:
    next(it)
except StopIteration as error:
    print(repr(error))
counter = iter(lambda state=[0]: state.__setitem__(0, state[0] + 1) or state[0], 4)
print(list(counter))
for f in (lambda: iter(5), lambda: next([]), lambda: list(None)):
    try:
        f()
    except TypeError as error:
        print(error)
