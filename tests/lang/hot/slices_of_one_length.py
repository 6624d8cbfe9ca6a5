# o[i:i + n] again and again: parts that nobody keeps, and parts that are kept, changed, at the ends and beyond.


def lists(n):
    ints, floats, mixed = list(range(40)), [i * 0.5 for i in range(40)], [i if i % 3 else str(i) for i in range(40)]
    total, kept = 0, []
    for i in range(n):
        k = i & 31
        part = ints[k:k + 4]
        total += part[0] + part[3] + len(part)
        part[1] = i
        part.append(7)
        total += sum(part)
        total += floats[k:k + 2][1]
        if i % 100 == 3:
            kept.append((part, mixed[k - 1:k + 1], floats[k + 1:k + 3]))
    return total, kept[-2:], ints[:5]


def at_the_ends(n):
    data = [1, 2, 3, 4, 5]
    lengths = {}
    for i in range(n):
        k = i % 9 - 3
        part = data[k:k + 3]
        lengths[k] = (len(part), part)
    return sorted(lengths.items())


def shrinking(n):
    data = list(range(n))
    total = 0
    for i in range(n):
        total += len(data[i:i + 2])
        if i % 3 == 0:
            data.pop()
    return total


def tuples(n):
    data = tuple(range(10))
    small = (1, 2, 3)
    same = total = 0
    for i in range(n):
        k = i % 9
        total += data[k:k + 2][-1] + len(data[k:k + 2])
        same += small[0:3] is small
        first, second = data[k:k + 2] if k < 8 else (0, 0)
        total += first * second
    return total, same, data[2:4]


def texts(n):
    data = bytes(range(64))
    total, kept = 0, []
    for i in range(n):
        k = i & 31
        part = data[k:k + 5]
        total += data[k] + len(part) + part[2] + part[-1]
        if i % 100 == 7:
            kept.append(part)
            kept.append(hash(part) == hash(bytes(bytearray(part))))
            kept.append({part: 1}[data[k:k + 5]])
            kept.append(part + b"!" + data[k:k + 1])
    return total, kept[-4:]


def changes_kind(n):
    data = [1, 2, 3, 4, 5, 6]
    out = []
    for i in range(n):
        part = data[i % 3:i % 3 + 2]
        if i == n // 2:
            data[1] = "text"
        if i == n // 2 + 2:
            data[2] = 1 << 70
        out.append(part)
    return out[:3], out[-3:]


class Sized(list):
    def __getitem__(self, key):
        return "own"


def of_a_subclass(n):
    data = Sized([1, 2, 3])
    return {data[i % 2:i % 2 + 1] for i in range(n)}


def texts_of_numbers(n):
    out = []
    for i in range(n):
        out.append(str(i - 5))
        out.append(f"{i * 1000000007}")
        out.append(f"{True}{i == 3}")
        out.append("a\u00e4b".encode() if i & 1 else "ascii".encode("utf-8"))
        out.append("abc".encode("ascii"))
        out.append(str(1 << (i % 70)))
    return out[:8], out[-8:], "".join(map(str, range(n)))[-20:]


for f in (lists, at_the_ends, shrinking, tuples, texts, changes_kind, of_a_subclass, texts_of_numbers):
    for n in (3, 40, 3000):
        print(f.__name__, f(n))

print(bytes([1, 2, 255]), bytes((0, 7)), bytearray([3] * 4), bytes(1), bytes(3), bytes(0), bytes(True))
print(bytes(range(3)), bytes([True, 2]), bytearray((i for i in (1, 2))))
for bad in ([256], [-1], [1, "x"], (1.5,), [1 << 70], -1, 1 << 70):
    for cls in (bytes, bytearray):
        try:
            cls(bad)
        except (ValueError, TypeError, OverflowError) as error:
            print(cls.__name__, type(error).__name__, error)
