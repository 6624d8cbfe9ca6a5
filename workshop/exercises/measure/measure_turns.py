"""How many times slower is b than a? The machine gets warmer, and slower, as it works."""

import statistics

ROUNDS = 20


def ratio(a, b):
    """a() and b() run a program once and return its seconds."""
    of_a = [a() for _ in range(ROUNDS)]
    of_b = [b() for _ in range(ROUNDS)]
    return statistics.median(of_b) / statistics.median(of_a)
