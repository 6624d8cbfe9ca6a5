"""Counting into dicts, by int, by str and by tuple."""

from timing import report

WORDS = "the quick brown fox jumps over the lazy dog and the dog sleeps while the fox runs over the hill".split()


def run(size):
    by_number = {}
    by_word = {}
    by_pair = {}
    number = 1
    for i in range(size):
        number = (number * 1103515245 + 12345) % 2147483648
        key = number % 97
        if key in by_number:
            by_number[key] += 1
        else:
            by_number[key] = 1
        word = WORDS[key % len(WORDS)]
        by_word[word] = by_word.get(word, 0) + 1
        pair = (key % 3, key % 5)
        by_pair[pair] = by_pair.get(pair, 0) + 1
    total = 0
    for key, count in by_number.items():
        total += key * count
    for word in WORDS:
        total += by_word.get(word, 0) * len(word)
    for a, b in by_pair:
        total += by_pair[a, b] * (a + 2 * b)
    return total


if __name__ == "__main__":
    report(run, 300000)
