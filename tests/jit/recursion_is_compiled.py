# A function that calls itself is compiled from its handlers, whether the call that was recorded calls itself or is a
# last one.
# options: -X jit-function-threshold=100
# jit: functions 0, Recursion >= 1
try:
    from __sidewinder__ import is_compiled
except ImportError:

    def is_compiled(function):
        return True


def count_down(n):
    return 0 if n == 0 else 1 + count_down(n - 1)


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


print(count_down(150), count_down(500), fib(15))
print(is_compiled(count_down), is_compiled(fib))
