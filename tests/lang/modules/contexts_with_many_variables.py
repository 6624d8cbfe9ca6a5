# Contexts with many variables: copies share what they have until one of them changes.
import contextvars

variables = [contextvars.ContextVar(f"v{i}") for i in range(300)]

def fill(step):
    for i in range(0, len(variables), step):
        variables[i].set(i * step)

one = contextvars.Context()
one.run(fill, 1)
two = one.copy()
two.run(fill, 3)
print(len(one), len(two), one == two, one == one.copy())
print([one[v] for v in variables[:10]], [two[v] for v in variables[:10]])
print(sum(one.values()), sum(two.values()))
print(sorted(v.name for v in two)[:5], sorted((v.name, x) for v, x in two.items())[-3:])
print(set(two.keys()) == set(variables), variables[7] in two, two.get(variables[8]), contextvars.ContextVar("new") in two)

def reset_all():
    tokens = [v.set(None) for v in variables]
    inside = contextvars.copy_context()
    for v, token in reversed(list(zip(variables, tokens))):
        v.reset(token)
    return inside
before = two.copy()
inside = two.run(reset_all)
print(two == before, set(inside.values()), len(inside))

empty = contextvars.Context()
def set_and_reset():
    tokens = [v.set(1) for v in variables]
    print(len(contextvars.copy_context()))
    for v, token in zip(variables, tokens):
        v.reset(token)
        assert v not in contextvars.copy_context()
    print(len(contextvars.copy_context()), list(contextvars.copy_context().items()))
empty.run(set_and_reset)
print(len(empty), empty == contextvars.Context())
items = iter(one.items())
next(items)
one.run(fill, 2)
print(len(list(items)), len(two.keys()), len(two.items()), len(two.values()))
