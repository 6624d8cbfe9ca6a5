def f(n):
    out = {}
    for i in range(n):
        out[i] = i % 3
    return sum(out.values())


print(f(60000))
