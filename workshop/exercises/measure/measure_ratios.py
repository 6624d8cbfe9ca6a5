"""A table's last line. Twice as fast on one program and half as fast on another should be: as fast."""


def summary(ratios):
    """One number for how many times faster, over all programs."""
    return sum(ratios) / len(ratios)
