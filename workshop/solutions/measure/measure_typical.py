"""One number for many runs of the same thing. Now and then another program got in the way."""

import statistics


def typical(times):
    return statistics.median(times)
