# Iterators over iterators over iterators: RecursionError, not the end of the process (CPython 3.11 does crash at depths beyond these).
def outcome(make, depth):
    iterator = iter([1])
    for _ in range(depth):
        iterator = make(iterator)
    try:
        return list(iterator)[:1] != []
    except RecursionError:
        return "too deep"


for make in (lambda it: map(abs, it), lambda it: filter(None, it), zip, enumerate):
    print(outcome(make, 300))
