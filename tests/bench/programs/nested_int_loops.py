"""Three nested loops of integer arithmetic: multiply, add, compare, remainder."""

from timing import report


def run(size):
    total = 0
    for i in range(size):
        for j in range(size):
            product = i * j
            k = 0
            while k < 10:
                if product % 7 < k:
                    total = total + product
                else:
                    total = total - k
                k = k + 1
    return total


if __name__ == "__main__":
    report(run, 400)
