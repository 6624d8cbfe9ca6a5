def accumulate(items):
    total = 0
    for item in items:
        total = total + item
    return total


print(accumulate(list(range(100))))
print(accumulate([0.5] * 100))
print(accumulate(list(range(50)) + [0.25] * 50))
print(accumulate([1] * 60 + [1 << 70] + [2.0] * 3))
print(accumulate([1 + 0j] * 20 + [2] * 20))
print(accumulate([True] * 50))
