"""The spectral norm of an infinite matrix, by the power method."""

from math import sqrt


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def multiply(vector):
    size = len(vector)
    return [sum(element(i, j) * vector[j] for j in range(size)) for i in range(size)]


def multiply_transposed(vector):
    result = []
    for i in range(len(vector)):
        total = 0.0
        for j, value in enumerate(vector):
            total += element(j, i) * value
        result.append(total)
    return result


def run():
    u = [1.0] * 60
    for _ in range(5):
        v = multiply_transposed(multiply(u))
        u = multiply_transposed(multiply(v))
    numerator = sum(a * b for a, b in zip(u, v))
    denominator = sum(a * a for a in v)
    return int(sqrt(numerator / denominator) * 1e9)
