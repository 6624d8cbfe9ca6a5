"""The same work thirty times. Which figures are those of a program that is warm?"""

import time

ANSWER = ...  # the number of the last call in which something was compiled


def price(order):
    total = 0
    for n in range(order):
        if n % 20 == 3:
            total += n * 2
        else:
            total += 1
    return total


for call in range(1, 31):
    begin = time.perf_counter()
    price(250)
    print("call", call, round((time.perf_counter() - begin) * 1e6), "us", flush=True)
