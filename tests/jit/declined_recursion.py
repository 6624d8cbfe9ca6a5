# A function that calls itself. One attempt is enough.
# options: -X jit-function-threshold=100
# jit: Recursion 1, functions 0


def count_down(n):
    return 0 if n == 0 else 1 + count_down(n - 1)


print(count_down(150), count_down(500))
