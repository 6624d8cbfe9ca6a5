def f(n):
    t, values = 0, list(range(100))
    for i in range(n):
        t += values[i % 90] + values[i % 90 + 1]
    return t


print(f(60000))
