"""A generator

In 2010 the JIT did not like these. Here its frame is one more frame of the trace.
"""


def evens(n):
    for i in range(n):
        if i % 2 == 0:
            yield i


def main(n):
    total = 0
    for number in evens(n):
        total += number
    return total


print(main(200000))
