"""A benchmark of a multiplication that nobody needs: so the JIT does not do it, and the figure is that of an empty loop."""

import time


def multiply(turns):
    factor = 1.0000001
    for n in range(turns):
        n * factor


begin = time.perf_counter()
multiply(1000000)
seconds = time.perf_counter() - begin
print("measured:", seconds > 0)  # what it says is in `seconds`
