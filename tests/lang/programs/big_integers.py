# Big ints at work: digits of pi and e, factorials, fibonacci, modular powers, primality, square roots, number bases.
def pi_digits(count):
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while count:
        if 4 * q + r - t < n * t:
            yield n
            count -= 1
            q, r, n = 10 * q, 10 * (r - n * t), (10 * (3 * q + r)) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2


def pi_by_machin(digits):
    def arctan_of_inverse(x, unity):
        total = term = unity // x
        n, sign = 3, -1
        while term:
            term //= x * x
            total += sign * (term // n)
            sign, n = -sign, n + 2
        return total
    unity = 10 ** (digits + 10)
    return 4 * (4 * arctan_of_inverse(5, unity) - arctan_of_inverse(239, unity)) // 10 ** 10


def is_probable_prime(n):
    d, s = n - 1, 0
    while not d & 1:
        d, s = d >> 1, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def square_root(n):
    x = 1 << (n.bit_length() + 1) // 2
    while (y := (x + n // x) // 2) < x:
        x = y
    return x


def in_base(n, base):
    digits = ""
    while n:
        n, digit = divmod(n, base)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


print("".join(map(str, pi_digits(300))))
print(str(pi_by_machin(300)) == "".join(map(str, pi_digits(301))))
factorial = 1
for i in range(1, 301):
    factorial *= i
print(factorial, factorial.bit_length(), sum(map(int, str(factorial))))
a, b = 0, 1
for _ in range(1000):
    a, b = b, a + b
print(a, a % 10 ** 9 + 7, hash(a), hash(-a))
print([n for n in range(10 ** 12, 10 ** 12 + 150) if n % 2 and is_probable_prime(n)], is_probable_prime(2 ** 127 - 1), is_probable_prime(2 ** 129 - 1))
print(square_root(2 * 10 ** 120), square_root(3 ** 200) == 3 ** 100)
for base in 2, 7, 16, 36:
    assert int(in_base(factorial, base), base) == factorial
print(in_base(3 ** 100, 36), hex(3 ** 60), oct(-7 ** 20), bin(2 ** 70 + 5))
x = 0x1234567890ABCDEF << 77
print(x >> 80, x & (1 << 90) - 1, x ^ -x, ~x, -x >> 75, x | 0xFF, (-x) // 10 ** 20, (-x) % 10 ** 20, divmod(x, -997))
print(2 ** 200 / 3 ** 100, 10 ** 400 // 7 ** 300, float(10 ** 22), int(1e22), round(12345678901234567890, -5), (2 ** 64).to_bytes(9, "big"))
for failing in lambda: 10 ** 400 / 1, lambda: float(10 ** 400), lambda: 1 << 10 ** 30, lambda: 5 ** 3 % 0, lambda: pow(2, -1, 4):
    try:
        failing()
    except (OverflowError, ZeroDivisionError, ValueError, MemoryError) as error:
        print(type(error).__name__, error)
print(pow(3, -1, 10 ** 9 + 7), pow(12345, 6789, 10 ** 50), (-17) // 5, (-17) % 5, 17 // -5, 17 % -5)
