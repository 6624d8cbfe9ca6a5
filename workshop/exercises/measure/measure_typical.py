"""One number for many runs of the same thing. Now and then another program got in the way."""


def typical(times):
    return sum(times) / len(times)
