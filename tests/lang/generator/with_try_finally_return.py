def f():
    try:
        yield 1
        return "value"
    finally:
        print("cleanup")


for x in f():
    print(x)
g = f()
next(g)
g.close()


def take(n, iterable):
    for i, item in enumerate(iterable):
        if i >= n:
            return
        yield item


print(list(take(3, "abcdef")), list(take(10, range(2))))
