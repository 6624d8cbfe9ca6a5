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

ANSWER = ...
