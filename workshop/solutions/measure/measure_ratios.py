"""A table's last line. Twice as fast on one program and half as fast on another should be: as fast."""

import statistics


def summary(ratios):
    """One number for how many times faster, over all programs."""
    return statistics.geometric_mean(ratios)
