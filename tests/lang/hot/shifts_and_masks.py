def hash_words(words):
    h = 14695981039346656037
    for word in words:
        for c in word:
            h = ((h ^ ord(c)) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return h


def xorshift(n):
    x = 2463534242
    out = []
    for i in range(n):
        x ^= (x << 13) & 0xFFFFFFFF
        x ^= x >> 17
        x ^= (x << 5) & 0xFFFFFFFF
        if i % 25 == 0:
            out.append(x)
    return out


print(hash_words(["hello", "world", "sidewinder"] * 10), xorshift(201))
print([1 << i for i in range(55, 70)], [(-1 << 40) >> i for i in range(30, 50, 3)])
