"""Mandelbrot with floats: the inner loop on local variables."""


def escape_time(cx, cy, limit):
    x = 0.0
    y = 0.0
    for i in range(limit):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return i
        y = 2.0 * x * y + cy
        x = xx - yy + cx
    return limit


def run():
    total = 0
    for row in range(40):
        for column in range(60):
            total += escape_time(column / 20 - 2.2, row / 20 - 1.0, 60)
    return total
