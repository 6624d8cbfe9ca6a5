"""The first runs are slow: the JIT still counts, records and compiles; some of it comes late. How fast is it after that?"""


def steady(times):
    """Seconds a run, once warm; `times` are those of all runs in their order."""
    return min(times[0], times[1])
