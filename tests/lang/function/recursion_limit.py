def endless(n):
    return endless(n + 1)


try:
    endless(0)
except RecursionError as error:
    print(type(error).__name__, str(error).startswith("maximum recursion depth exceeded"))


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


print(deep(900))
