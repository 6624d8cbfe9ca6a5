def pairs(n):
    for i in range(n):
        for j in range(i):
            yield i, j


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print(sum(i * j for i, j in pairs(25)))
total = 0
for n in fib():
    if n > 10 ** 25:
        break
    total += n
print(total)
print([sum(x for x in range(k)) for k in range(0, 60, 7)])
