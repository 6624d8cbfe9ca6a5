numbers = [1, 2, 3]
numbers.append(4.5)
print(numbers, sum(numbers))
floats = [0.5, 1.5]
floats.append(2)
print(floats, type(floats[2]), type(floats[0]))
floats[0] = "text"
print(floats)
mixed = []
mixed.append(1)
mixed.append(True)
print(mixed, type(mixed[1]))
big = [1, 2]
big.append(1 << 70)
big[0] = -(1 << 63)
print(big, big[0] - 1)
zeros = [0.0]
zeros.append(-0.0)
print(zeros, [0] * 3 + [0.0] * 2, [1.0] + [2])
ints = list(range(5))
ints[2] = None
print(ints)
