# Calls with defaults, keywords and keyword-only parameters in hot loops, while what they rely on changes.
def step(value, by=1, *, times=1, offset=0):
    return value + by * times - offset


def other(value, by=7, *, times=2, offset=3):
    return value * 2 + by + times + offset


class Box:
    def __init__(self, content, size=3, *, kind="plain"):
        self.content, self.size, self.kind = content, size, kind

    def grown(self, by=2, *, again=False):
        self.size += by + again
        return self.size


def every_way(n):
    total = 0
    for i in range(n):
        total = step(total) & 0xFFFFFF
        total = step(total, 2)
        total = step(by=3, value=total)
        total = step(total, times=i & 3)
        total = step(total, offset=1, times=2, by=5)
    return total


def methods(n):
    box = Box(1)
    for i in range(n):
        box.grown()
        box.grown(again=True)
        box.grown(by=i & 1)
        box = Box(box.size & 255, kind="other") if i % 7 == 0 else box
    return box.content, box.size, box.kind


def counters(n):
    def counter():
        count = 0

        def add(by=1):
            nonlocal count
            count += by
            return count

        return add

    adders = [counter(), counter()]
    return sum(adders[i & 1]() + adders[0](by=i) for i in range(n))


def wrong(n):
    found = []
    for i in range(n):
        try:
            step(i, by=1, value=2) if i % 50 == 0 else step(i, unknown=1) if i % 50 == 1 else step() if i % 50 == 2 else step(i)
        except TypeError as error:
            found.append((i, str(error)))
    return found


for n in (3, 400):
    print(every_way(n), methods(n), counters(n))
step.__defaults__ = (10,)
print(every_way(400))
step.__kwdefaults__["times"] = 4
print(every_way(400))
step.__kwdefaults__ = {"times": 5, "offset": 6}
print(every_way(400))
step.__code__ = other.__code__
print(every_way(400))
print(wrong(120))
del step.__kwdefaults__["offset"]
try:
    print(every_way(400))
except TypeError as error:
    print(error)
Box.grown.__defaults__ = (5,)
Box.__init__.__kwdefaults__["kind"] = "late"
print(methods(400))


def changed_inside(n):
    def f(a, b=0, *, c=0):
        return a + b + c

    total = 0
    for i in range(n):
        total += f(i) + f(i, c=2)
        if i % 100 == 99:
            f.__defaults__ = (i,)
        if i % 150 == 149:
            f.__kwdefaults__["c"] = i
    return total


print(changed_inside(1000))
