def multiply(a, b):
    n, m, p = len(a), len(b), len(b[0])
    result = [[0] * p for _ in range(n)]
    for i in range(n):
        for j in range(p):
            total = 0
            for k in range(m):
                total += a[i][k] * b[k][j]
            result[i][j] = total
    return result


a = [[(i * j) % 7 for j in range(12)] for i in range(12)]
b = [[i - j / 2 for j in range(12)] for i in range(12)]
print(multiply(a, a)[3])
print(multiply(a, b)[5])
print(multiply(b, a)[11])
