def grow(start, step, count):
    value = start
    for _ in range(count):
        value = value + step
    return value


def multiply(count):
    value = 3
    history = []
    for i in range(count):
        value = value * 3 - i
        if i % 20 == 0:
            history.append(value)
    return history


print(grow(0, 1 << 55, 100), grow(0, -(1 << 55), 100), grow(1 << 59, 1 << 58, 30), grow((1 << 60) - 20, 1, 40))
print(multiply(101))
print(grow((1 << 63) - 5, 1, 10), grow(-(1 << 63) + 5, -1, 10))
