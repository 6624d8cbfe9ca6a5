"""A figure without an interval says nothing about the next run. This one comes from drawing again, from the runs themselves."""

import random
import statistics

DRAWS = 400


def interval(times):
    """(low, high): where the true value is, nineteen times out of twenty."""
    chance = random.Random(1)
    medians = sorted(statistics.median(chance.choices(times, k=len(times))) for _ in range(DRAWS))
    return medians[round(0.025 * DRAWS)], medians[round(0.975 * DRAWS) - 1]
