a, b = [1, 2], (3,)
print([*a, *b, 4], (*a, 0), {*a, *b} == {1, 2, 3}, {**{"x": 1}, "y": 2, **{"x": 3}}, [*range(3), *"ab"])


def f(*args, **kwargs):
    return args, kwargs


print(f(*a, *b), f(**{"k": 1}, j=2), f(0, *a, k=5, **{"z": 1}), f(*"ab", *[], **{}))
