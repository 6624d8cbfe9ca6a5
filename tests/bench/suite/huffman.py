"""Huffman codes with heapq: frequencies, a heap of tuples, encoding and decoding."""

from heapq import heapify, heappop, heappush

TEXT = "it was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness " * 8


def frequencies(text):
    counts = {}
    for letter in text:
        counts[letter] = counts.get(letter, 0) + 1
    return counts


def codes_of(counts):
    heap = [(count, i, letter) for i, (letter, count) in enumerate(sorted(counts.items()))]
    heapify(heap)
    number = len(heap)
    while len(heap) > 1:
        count_1, _, left = heappop(heap)
        count_2, _, right = heappop(heap)
        heappush(heap, (count_1 + count_2, number, (left, right)))
        number += 1
    codes = {}

    def walk(node, code):
        if isinstance(node, tuple):
            walk(node[0], code + "0")
            walk(node[1], code + "1")
        else:
            codes[node] = code

    walk(heap[0][2], "")
    return codes, heap[0][2]


def decoded(bits, tree):
    out = []
    node = tree
    for bit in bits:
        node = node[0] if bit == "0" else node[1]
        if not isinstance(node, tuple):
            out.append(node)
            node = tree
    return "".join(out)


def run():
    codes, tree = codes_of(frequencies(TEXT))
    bits = "".join([codes[letter] for letter in TEXT])
    assert decoded(bits, tree) == TEXT
    heap = []
    for i in range(2500):
        heappush(heap, (i * 7919) % 2503)
    total = 0
    while heap:
        total = (total * 3 + heappop(heap)) % 1000003
    return len(bits) * 1000 + total
