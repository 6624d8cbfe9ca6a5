def f(n):
    t, values = 0, list(range(100))
    for i in range(n):
        t += sum(values[i % 90:i % 90 + 2])
    return t


print(f(60000))
