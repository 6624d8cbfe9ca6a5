"""Mandelbrot with complex numbers and abs()."""


def escape_time(c, limit):
    z = 0j
    for i in range(limit):
        z = z * z + c
        if abs(z) > 2.0:
            return i
    return limit


def run():
    total = 0
    for row in range(40):
        for column in range(60):
            total += escape_time(complex(column / 20 - 2.2, row / 20 - 1.0), 60)
    return total
