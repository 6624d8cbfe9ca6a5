"""A loop that is different every time

64 functions are called from one place, in turn. Sixteen bridges later the JIT gives up, and says so below, with the line to change.
"""


def adder(i):
    return eval(f"lambda x: x + {i}")


def call_each(functions):
    total = 0
    for function in functions:
        total += function(1)
    return total


print(call_each([adder(i) for i in range(64)] * 400))
