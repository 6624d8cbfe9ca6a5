"""Integers beyond a machine word: factorials, Fibonacci, digits of pi, powers, digits as text, bit sets."""


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def digits_of_pi(count):
    digits = []
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(n)
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = (
                q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
            )
    return digits


def bit_set(count):
    bits = 0
    for i in range(0, count, 3):
        bits |= 1 << i
    total = 0
    while bits:
        low = bits & -bits
        total += low.bit_length()
        bits ^= low
    return total


def run():
    total = sum(int(digit) for digit in str(factorial(300)))
    total += fibonacci(3000) % 1000003
    for digit in digits_of_pi(120):
        total = (total * 31 + digit) % 1000003
    total += pow(7, 10 ** 40, 10 ** 30 + 57) % 1000003
    hash_value = 14695981039346656037
    for i in range(3000):
        hash_value = (hash_value ^ (i & 255)) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
    return total + hash_value % 1000003 + bit_set(1500)
