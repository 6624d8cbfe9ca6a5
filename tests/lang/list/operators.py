a = [1, 2]
print(a + [3], a * 3, 2 * a, a == [1, 2], a != [1], a < [1, 3], [] < a, [1, 2, 0] > a, 2 in a, 5 not in a, a * -1)
b = a
b *= 2
print(a, a is b, [[0] * 2] * 2, [1, [2, [3]]] == [1, [2, [3]]])
for f in (lambda: a + (1,), lambda: a * "x", lambda: a - a):
    try:
        f()
    except TypeError as error:
        print(error)
