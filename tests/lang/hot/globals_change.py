limit = 10


def step(i):
    return i if i < limit else limit


results = []
for i in range(60):
    if i == 30:
        limit = 20
    if i == 45:
        step = lambda i: -1
    if i == 50:
        len = lambda x: 99
    results.append(step(i) + len([1, 2]))
print(results)
del len
print(len([1, 2]))
