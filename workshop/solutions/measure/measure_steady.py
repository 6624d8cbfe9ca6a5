"""The first runs are slow: the JIT still counts, records and compiles; some of it comes late. How fast is it after that?"""

import statistics


def steady(times):
    """Seconds a run, once warm; `times` are those of all runs in their order."""
    return statistics.median(times[len(times) // 2 :])
