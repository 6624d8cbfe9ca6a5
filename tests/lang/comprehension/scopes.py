x = "outer"
print([x for x in range(3)], x)
n = 10
print([n * i for i in range(3)], [lambda: i for i in range(2)][0]())


def f(k):
    return [[k * i + j for j in range(k)] for i in range(k)], {i: (lambda: i + k)() for i in range(2)}


print(f(3))


class C:
    base = 2
    values = [i for i in range(base)]


print(C.values)
try:
    class D:
        base = 2
        values = [base * i for i in range(3)]
except NameError as error:
    print(error)
