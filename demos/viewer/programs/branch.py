"""A loop with a branch

The loop is recorded as it went. When the other side of the branch has been taken often enough, it grows a bridge.
"""


def total(n):
    result = 0
    for i in range(n):
        if i % 3 == 0:
            result += i
    return result


print(total(300000))
