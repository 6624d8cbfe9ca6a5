# The words of wrong calls of range and of the iterators.


class E(enumerate):
    pass


class M(map):
    pass


class OwnM(map):
    def __init__(self, *args, **keywords):
        pass


class Sequence:
    def __getitem__(self, index):
        return "abc"[index]

    def __len__(self):
        return 3


CALLS = """
range()
range(1, 2, 3, 4)
range(stop=1)
range(1, step=2)
range('a')
range(1, 'a')
range(1, 2, 'a')
range(1.5)
range(1, 2, 0)
range(1, None)
range(3).count()
range(3).count(1, 2)
range(3).count(value=1)
range(3).count('a')
range(3).count(2.0)
range(3).index()
range(3).index(1, 2)
range(3).index(3)
range(3).index(3.5)
range(3).index(2.0)
range(3).__reversed__(1)
range(3).__reversed__(x=1)
range(3).__reduce__(1)
range.count()
range.count(1, 2)
enumerate()
enumerate(1)
enumerate((), 'a')
enumerate((), 1, 2)
enumerate((), start=1, x=2)
enumerate((), x=2)
enumerate(start=1)
enumerate((), 1, start=1)
enumerate((), iterable=())
list(enumerate(iterable='ab', start=True))
list(enumerate('ab', start=2**70))
enumerate((), None)
E()
E((), x=1)
E((), 1, 2)
enumerate(()).__reduce__(1)
enumerate[int]
filter()
filter(1)
filter(1, 2)
filter(1, (), 3)
filter(function=1, iterable=())
filter(None, ()).__reduce__(1)
map()
map(1)
map(1, 2)
map(x=1)
map(1, (), x=1)
M(1, (), x=1)
list(OwnM(ord, 'a', x=1))
map(1, ()).__reduce__(1)
zip(1)
zip((), 1)
zip(x=1)
zip(strict=1, x=2)
zip((), x=2)
list(zip('ab', strict=1))
zip((), strict=Sequence())
zip().__reduce__(1)
zip().__setstate__()
zip().__setstate__(1, 2)
zip().__setstate__(state=1)
reversed()
reversed(1)
reversed([], [])
reversed(sequence=[])
reversed({1})
reversed(Sequence()).__length_hint__(1)
reversed(Sequence()).__reduce__(1)
reversed(Sequence()).__setstate__()
reversed(Sequence()).__setstate__('a')
reversed(Sequence()).__setstate__(2**100)
reversed(Sequence()).__setstate__(1.5)
iter([]).__length_hint__(1)
iter([]).__length_hint__(x=1)
iter([]).__setstate__()
iter([]).__setstate__(1, 2)
iter([]).__setstate__('a')
iter([]).__setstate__(2**100)
iter(()).__length_hint__(1)
iter(()).__setstate__()
iter(()).__setstate__(None)
reversed([]).__length_hint__(1)
reversed([]).__setstate__()
reversed([]).__setstate__('a')
iter({}).__length_hint__(1)
iter({}.values()).__length_hint__(1)
iter({}.items()).__length_hint__(1)
reversed({}).__length_hint__(1)
reversed({}.values()).__length_hint__(1)
reversed({}.items()).__length_hint__(1)
iter(set()).__length_hint__(1)
iter(frozenset()).__length_hint__(x=1)
iter(range(3)).__length_hint__(1)
iter(range(3)).__setstate__()
iter(range(3)).__setstate__('a')
iter(range(3)).__setstate__(1, 2)
iter(range(2**80)).__length_hint__(1)
iter(Sequence()).__length_hint__(1)
iter(Sequence()).__setstate__()
iter(Sequence()).__setstate__('a')
type(iter([]))()
type(iter({}))()
"""

for line in CALLS.strip().splitlines():
    try:
        result = eval(line)
        if type(result).__repr__ is object.__repr__:
            result = type(result).__name__
    except Exception as error:
        result = type(error).__name__ + ": " + str(error)
    print(line, "->", result)


def after(iterator, steps, state):
    for _ in range(steps):
        next(iterator)
    iterator.__setstate__(state)
    return list(iterator)


for state in (-5, 0, 1, 2, 50):
    for make in (lambda: iter([1, 2, 3]), lambda: iter((1, 2, 3)), lambda: reversed([1, 2, 3]), lambda: iter(Sequence()), lambda: reversed(Sequence())):
        print(state, after(make(), 0, state), after(make(), 1, state), after(make(), 3, state))
    print(state, after(iter(range(5)), 0, state))

hints = [iter([1, 2]), iter((1, 2)), reversed([1, 2]), iter({1: 2}), reversed({1: 2}), iter({1, 2}), iter(range(5)), iter(range(0)), iter(Sequence())]
print([i.__length_hint__() for i in hints], [list(i) and i.__length_hint__() for i in hints])

for cls in (range, enumerate, zip, map, filter, reversed):
    for name, value in sorted(vars(cls).items()):
        if callable(value) and not name.startswith("__"):
            print(cls.__name__, name, value.__text_signature__)
    print(cls.__name__, cls.__text_signature__)
