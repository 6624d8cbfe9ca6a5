"""A benchmark of a multiplication whose result goes on into the next turn, and out of the loop."""

import time


def multiply(turns):
    factor = 1.0000001
    product = 1.0
    for n in range(turns):
        product = product * factor
    return product


begin = time.perf_counter()
product = multiply(1000000)
seconds = time.perf_counter() - begin
print("measured:", seconds > 0)  # what it says is in `seconds`
