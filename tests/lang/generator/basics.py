def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
    return "done"


print(list(count(3)), sum(count(100)), [x for x in count(4) if x % 2], max(count(7)), tuple(count(0)))
g = count(1)
print(next(g))
try:
    next(g)
except StopIteration as stop:
    print(repr(stop), stop.value)
print(next(g, "exhausted"), iter(g) is g, type(g).__name__)
