def f(a, b=2, *rest, scale=1, **more):
    return (a + b + sum(rest)) * scale + len(more)


total = 0
for i in range(120):
    if i % 4 == 0:
        total += f(i)
    elif i % 4 == 1:
        total += f(i, scale=2)
    elif i % 4 == 2:
        total += f(i, 1, 2, 3, x=1, y=2)
    else:
        total += f(*(i, 5), **{"scale": 3})
print(total)
