def check(limit):
    total = 0
    for a in range(-limit, limit):
        for b in (-7, -3, 2, 5):
            total += (a // b) * 3 + (a % b) * 7 + (a // b * b + a % b == a)
    return total


print(check(60))


def floats(limit):
    total = 0.0
    for i in range(-limit, limit):
        total += (i * 0.5) // 3 + (i * 0.5) % -1.25
    return total


print(floats(100))
