"""An application with a hot spot somewhere: words are counted, and scores computed."""


def read(n):
    return [f"snake {i * 7919 % 1000}" for i in range(n)]


def score(limit):
    """How many steps the numbers below the limit take down to 1."""
    total = 0
    for start in range(1, limit):
        number = start
        while number != 1:
            number = number // 2 if number % 2 == 0 else 3 * number + 1
            total += 1
    return total


def count(words):
    found = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return found


def main():
    return len(count(read(20000))), score(12000)


if __name__ == "__main__":
    print(*main())
