def f(n):
    out = []
    for i in range(n):
        out.append(i % 3)
    return sum(out)


print(f(60000))
