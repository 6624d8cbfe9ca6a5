"""Big ints whose 30-bit digits are at their bounds, where carries, borrows and estimated quotients go wrong first; every
result is checked against another way to it, and their hash printed."""
import random

source = random.Random(20)
state = 0


def note(*values):
    global state
    for value in values:
        state = (state * 1000003 + value) % ((1 << 521) - 1)


def at_the_edge(digits):
    value = 0
    for _ in range(digits):
        value = value << 30 | source.choice([0, 0, (1 << 30) - 1, (1 << 30) - 1, 1, 1 << 29, source.getrandbits(30)])
    return -value if source.random() < 0.4 else value


def check_sums(a, b):
    total, difference = a + b, a - b
    assert total - b == a and difference + b == a and total + difference == a << 1
    assert (a & b) + (a | b) == total and (a ^ b) == (a | b) - (a & b)
    assert ~a == -a - 1 and (a & -b) + (a | -b) == difference
    note(total, difference, a & b, a | b, a ^ b, -a, abs(b))


def check_products(a, b, small):
    product = a * b
    assert product == b * a and (a + b) * (a + b) == a * a + b * b + (product << 1)
    assert a * small == sum(a * (1 << bit) for bit in range(64) if small >> bit & 1)
    note(product, a * small, a * -small)


def check_quotients(a, b, small):
    quotient, remainder = divmod(a, b)
    assert quotient == a // b and remainder == a % b
    assert quotient * b + remainder == a and (0 <= remainder < b or b < remainder <= 0)
    note(quotient, remainder)
    for near in (-1, 0, 1, abs(b) - 1):  # quotients of few bits, at whole multiples and beside them
        for dividend in (b * small + near, -b * small + near):
            assert dividend // b * b + dividend % b == dividend and abs(dividend % b) < abs(b)
            note(dividend // b, dividend % b)


def check_shifts(a, bits):
    assert a << bits == a * 2 ** bits and a >> bits == a // 2 ** bits
    note(a << bits, a >> bits)


for round in range(400):
    a, b = at_the_edge(source.randrange(1, 40)), at_the_edge(source.randrange(1, 40)) or 1
    small = source.getrandbits(source.choice([1, 29, 30, 31, 55, 56, 57, 58, 60, 64]))
    check_sums(a, b)
    check_products(a, b, small)
    check_quotients(a, b, small)
    check_shifts(a, source.randrange(200))
    assert int(str(a)) == a and int.from_bytes(a.to_bytes(200, "big", signed=True), "big", signed=True) == a
print(hex(state))
for a, b in [(1 << 90, 0), (0, -(1 << 200)), (1 << 300, 1 << 300), ((1 << 300) - 1, -(1 << 300))]:
    print(a + b, a - b, a * b, a & b, a | b, a ^ b)
for bad in ("@", "divmod"):
    try:
        divmod(1 << 99, 0) if bad == "divmod" else (1 << 99) @ (1 << 99)
    except (TypeError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
try:
    x = 1 << 99
    x @= 3
except TypeError as error:
    print(error)
