def norm(values):
    total = 0.0
    for value in values:
        total += value * value + 1.0
    return total


print(norm([i * 0.5 for i in range(60000)]))
