# `in`, len(), hash() and `del o[k]` of classes in Python, in loops that are compiled.
class Bag:
    def __init__(self, items):
        self.items = items
        self.deleted = 0

    def __contains__(self, x):
        if x == 77:
            raise LookupError(x)
        return self.items.get(x)  # None, 0, a list: only its truth counts

    def __len__(self):
        return len(self.items)

    def __hash__(self):
        return self.number

    def __delitem__(self, key):
        if key == 66:
            raise KeyError(key)
        self.deleted += key


class Length:
    def __len__(self):
        return self.n


class Truth:
    def __bool__(self):
        raise ZeroDivisionError("truth")


class Index:
    def __index__(self):
        return 12


class NoContains:
    __contains__ = None
    __hash__ = None

    def __iter__(self):
        return iter([1, 2])


class Meta(type):
    def __len__(cls):
        return 4

    def __contains__(cls, x):
        return x == 3


class OfMeta(metaclass=Meta):
    pass


def tried(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


def run(n):
    bag = Bag({1: 0, 2: [3], 3: None, 4: "x", 5: []})
    length = Length()
    none = NoContains()
    total = 0
    log = []
    values = [5, 0, True, 2**62, 2**63 - 1, 2**63, -1, 1.0, None, "a", Index(), 2**80]
    hashes = [1, -1, -2, 0, 2**60, 2**61 - 1, 2**61, 2**63, -2**63, -2**70, True, 1.5, None]
    for i in range(n):
        k = i % 6
        total += (k in bag) + 2 * (k not in bag)
        if k in bag:
            total += 10
        total += len(bag) + len(OfMeta) + (k in OfMeta)
        del bag[k]
        length.n = values[0] if i < 100 else values[i % len(values)]
        bag.number = hashes[0] if i < 100 else hashes[i % len(hashes)]
        found = tried(len, length)
        hashed = tried(hash, bag)
        if i >= 100:
            log.append((found, hashed))
        else:
            total += found + hashed
        if i == 120:
            bag.items[6] = Truth()
        try:
            total += i % 7 in bag
            total += k in none
        except ZeroDivisionError as e:
            total += 1000
        except TypeError as e:
            total += len(str(e))
        try:
            total += 77 in bag
        except LookupError as e:
            total += e.args[0]
        try:
            del bag[66]
        except KeyError as e:
            total += e.args[0]
        try:
            hash(none)
        except TypeError as e:
            total += len(str(e))
        if i == 125:
            Bag.__contains__ = lambda self, x: x > 3
            Bag.__len__ = lambda self: 100
    print(total, bag.deleted)
    print(log)


run(160)


def tuples(n):
    """hash() of tuples, which no trace needs to build."""
    table = set()
    same = 0
    for i in range(n):
        k = i % 5
        hashes = (hash((k, 1)), hash((-1, -2)), hash(("a", k, "b")), hash(()), hash((k,)), hash((1.0, k)),
                  hash(((1, 2), k)), hash((2**70, k)), hash(tuple(range(9))), hash((True, None and 0, 2**61)))
        table.add(hashes[:9])
        same += hash((k, 1)) == hash((k, True)) and hash((k, 1)) != hash((1, k + 7))
        same += {(k, "x"): 1}[(k, "x")]
    print(len(table), same, hash((1, 1)) == hash((i - i + 1, 1)))


tuples(200)


def integers(n):
    """Ints and strings of any size."""
    big = 3**50
    text = ""
    total = 0
    for i in range(n):
        x = big * (i - 3)
        total ^= x + i
        total -= x >> (i & 31)
        total += (x << 3) & (big + i)
        total += x // (i + 1) + x % 97 + (x > big) + (x == big * (i - 3)) + (x != i) + (x < i) + (i <= x) + (x >= x)
        total |= x ^ big
        text += "ab" if i & 1 else "\u20ac"
        if len(text) > 50:
            total += len(text)
            text = text[:3] + "c"
        try:
            total += x // (i & 3)
        except ZeroDivisionError as e:
            total += len(str(e))
        try:
            total += x << (i - 5)
        except ValueError as e:
            total += len(str(e))
        total += 2**62 + i - 2**62 * i
        total %= 10**40
    print(total, text, 2**64 / 3 + n)


integers(200)
