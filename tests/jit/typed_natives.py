# Native functions of numbers, characters and classes are operations of the trace: no calls, nothing boxed.
# jit: aborts 0
import math


def of_numbers(n):
    total, low = 0.0, 3
    for i in range(n):  # jit: allocations 0, calls 0
        total += math.sqrt(i & 1023) + abs(i - 500) + round(i * 0.3) + math.floor(i * 0.7)
        minutes, seconds = divmod(i, 60)
        total += minutes + seconds + math.fabs(total) * 0.5 + math.radians(1.0)
        total = min(total, 1e9)
        if math.isnan(total) or math.isinf(total):
            break
    return total


def of_functions(n):
    total = 0.0
    for i in range(n):  # jit: allocations 0, calls <= 3
        total += math.sin(i) * math.atan2(i, 7.0) + math.log(i + 1)
    return total


class Shape:
    pass


def of_classes(n):
    total = 0
    shape = Shape()
    for i in range(n):  # jit: allocations 0, calls 0
        if isinstance(shape, str) or isinstance(i, (list, tuple, dict)):
            total += 1
        if isinstance(shape, (int, Shape)) and type(i) is int and callable(len) and not callable(i):
            total += 2
    return total


def of_characters(n):
    text = "a plain text of some length"
    size, total = len(text), 0
    for i in range(n):  # jit: allocations 0, calls 0
        c = text[i % size]
        if c == "t":
            total += 1
        total += ord(c) + ord(chr(i & 63))
    return total


print(of_numbers(20000), of_functions(20000), of_classes(20000), of_characters(20000))
