a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), [c, d] = (1, 2), "xy"
print(a, b, c, d)
first, *rest = [1, 2, 3]
*init, last = "abc"
head, *middle, tail = range(5)
print(first, rest, init, last, head, middle, tail)
a, *b = [1]
print(a, b)
x = y = z = []
x.append(1)
print(x, y is z)
