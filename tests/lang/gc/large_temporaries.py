# Texts, bytes and ints of many kilobytes that only an expression has, beside others that look like it and are kept.
import gc

BYTES = bytes(range(256)) * 100
TEXT = "abcdefgh" * 4000
WIDE = "\u20ac\U0001f600x" * 8000


def check(value):
    return len(value), hash(value)


def fresh():
    total = 0
    for i in range(20):
        total += len(BYTES + b"x") + len(TEXT + "x") + len(WIDE + "y")
        total += len(BYTES[i:]) + len(TEXT[i:]) + len(b"ab" * (20000 + i))
        total += len(bytes(30000 + i)) + len(bytes(BYTES)) + len(TEXT.encode()) + len(BYTES.decode("latin-1"))
        total += (TEXT + "needle" + TEXT).find("needle") + (BYTES + b"\xff\xfe" + BYTES).count(b"\xff\xfe")
        total += len(f"{TEXT}{i}{TEXT}".replace("a", "bb").encode())
    return total


def kept():
    # The operation gives its operand back, or the callee keeps it.
    keep = []
    for i in range(20):
        keep.append(BYTES + b"%d" % i)
        same = (TEXT + str(i)).replace("not there", "")
        also = (BYTES + b"%d" % i)[:]
        padded = (TEXT + str(i)).ljust(5)
        stripped = (TEXT + str(i)).strip()
        pieces = (BYTES + b",%d" % i).split(b",,")
        assert len(same) == len(padded) == len(stripped) and len(pieces) == 1
        keep += [same, also, padded, stripped, *pieces]
        b = bytes(20000 + i)
        assert len(b) == len(BYTES + BYTES) - 31200 + i
        keep.append(b)
    return [check(k) for k in keep]


def raised():
    # The exception has the operand.
    errors = []
    for i in range(10):
        try:
            (TEXT + "\ud800" * (i + 1)).encode()
        except UnicodeEncodeError as e:
            errors.append(e)
        try:
            (BYTES + b"%d" % i).decode()
        except UnicodeDecodeError as e:
            errors.append(e)
        len(TEXT + "x" * i), len(BYTES + b"x" * i), len(TEXT + TEXT + str(i))
    return [(len(e.object), e.start, e.end, hash(e.object)) for e in errors]


class Keeps:
    def __init__(self):
        self.kept = []

    def __radd__(self, other):
        self.kept.append(other)
        return self

    def __len__(self):
        return len(self.kept)

    def __eq__(self, other):
        self.kept.append(other)
        return False


def seen_by_others():
    keeps = Keeps()
    for i in range(10):
        len((TEXT + str(i)) + keeps)
        (BYTES + b"%d" % i) == keeps
        len(TEXT + "y" * i)
        len(BYTES + b"y" * i)
    return [check(k) for k in keeps.kept]


def len_of(x, kept=[]):
    kept.append(x)
    return check(kept[len(kept) // 2])


def callee_changes():
    size, sizes = len, []
    for i in range(40):
        sizes.append(size(TEXT + str(i)))
        if i == 10:
            size = len_of
        len(TEXT + "x")
        if i == 30:
            gc.collect()
    return sizes


def one_of_two(x):
    kept = []
    for i in range(20):
        y = len(x or (TEXT + str(i)))
        z = TEXT + "z%d" % i
        y += len(z if i % 2 else (TEXT + str(i)))
        kept.append(z)
        x = kept[-1] if i % 3 else ""
    return y, [check(k) for k in kept]


def numbers():
    big, total = (1 << 200000) - 1, 0
    kept = []
    for i in range(20):
        total += (big >> i).bit_length() + (big + i).bit_count() + (big >> i & 1)
        kept.append((big << 1 | i) ^ 5)
        kept.append(big | 0)
        total += ((big ^ i) - 1) % 1000003
    return total, [hash(k) for k in kept]


def made_by_generators():
    def produce():
        for i in range(10):
            yield len(TEXT + str(i)) + len((yield TEXT + "y%d" % i) or "")
    g, out = produce(), []
    for i in range(10):
        a = next(g)
        n = g.send(a + "z")
        out.append((check(a), n))
    return out


for _ in range(3):
    for function in fresh, kept, raised, seen_by_others, callee_changes, numbers, made_by_generators:
        print(function.__name__, hash(str(function())) if function is fresh else len(str(function())))
    print(one_of_two("")[0])
