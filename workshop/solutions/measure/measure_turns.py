"""How many times slower is b than a? The machine gets warmer, and slower, as it works."""

import statistics

ROUNDS = 20


def ratio(a, b):
    """a() and b() run a program once and return its seconds."""
    ratios = []
    for turn in range(ROUNDS):
        if turn % 2:
            of_b, of_a = b(), a()
        else:
            of_a, of_b = a(), b()
        ratios.append(of_b / of_a)
    return statistics.median(ratios)
