# A function gets other defaults or other code while a loop that calls it runs; functions of one code, made in the loop.
def plain(a, b=1):
    return a + b


def other(a, b=5):
    return a - b


def changed(n):
    results = []
    for i in range(n):
        results.append(plain(i))
        if i == n // 3:
            plain.__defaults__ = (100,)
        if i == n // 2:
            plain.__code__ = other.__code__
    plain.__defaults__ = (1,)
    return sum(results), results[-3:]


def made(n):
    total = 0
    for i in range(n):
        def add(x, y=i):
            return x + y
        twice = lambda x: x * 2
        total += add(twice(i)) + add(1, 2)
    return total


def appended(n):
    out = []
    append = out.append
    for i in range(n):
        append(i)
        text = str(i).zfill
        append(text(5))
    return out[-4:]


for n in 6, 60, 600:
    print(changed(n), made(n), appended(n), [appended(k)[-1] for k in range(1, 40)])
