"""Counting into dicts by word, by number and by tuple; defaultdict, Counter, setdefault and get."""

from collections import Counter, defaultdict

TEXT = ("the quick brown fox jumps over the lazy dog and the dog sleeps while the fox runs over the hill and "
        "far away from it all ") * 40


def run():
    words = TEXT.split()
    by_word = {}
    for word in words:
        by_word[word] = by_word.get(word, 0) + 1
    by_length = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    by_pair = defaultdict(int)
    for first, second in zip(words, words[1:]):
        by_pair[first, second] += 1
    by_letter = Counter(TEXT)
    numbers = {}
    for i in range(8000):
        key = i * 7919 % 997
        if key in numbers:
            numbers[key] += 1
        else:
            numbers[key] = 1
    total = sum(len(word) * count for word, count in by_word.items())
    total += sum(length * len(group) for length, group in by_length.items())
    total += max(by_pair.values()) + len(by_pair) + by_letter.most_common(3)[0][1]
    return total + sum(key ^ count for key, count in numbers.items())
