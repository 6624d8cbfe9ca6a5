# A step of an iterator of a built-in type is loads and stores: no call, no tuple, no number.
# jit: aborts 0


def numbered(data):
    total = 0
    for k, x in enumerate(data):  # jit: calls 0, allocations 0
        total += k * x
    return total


def together(a, b):
    total = 0
    for x, y in zip(a, b):  # jit: calls 0, allocations 0
        total += x * y
    return total


def items(d):
    total = 0
    for key, value in d.items():  # jit: calls 0, allocations 0
        total += value
    return total


def keys(d):
    total = 0
    for key in d:  # jit: calls 0, allocations 0
        total += key
    return total


def letters(text):
    count = 0
    for letter in text:  # jit: calls 0, allocations 0
        if letter is text:
            count += 1
        count += 1
    return count


def backward(data):
    total = 0
    for x in reversed(data):  # jit: calls 0, allocations 0
        total = (total * 3 + x) & 65535
    return total


def mapped(data):
    total = 0
    for x in map(lambda v: v >> 1, data):  # jit: calls 0, allocations 0
        total += x
    return total


data = list(range(3000))
print(numbered(data), together(data, data), items(dict(zip(data, data))), keys(dict.fromkeys(data)))
print(letters("abc" * 1000), backward(data), mapped(data))
