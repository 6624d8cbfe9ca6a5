# Which keys __eq__ and __hash__ are asked about, in which order, by every operation of dicts and sets: random operations on keys whose
# hashes collide, with deletions, growth and shrinking (values are ints: the hash of None is an address). A digest of all calls is printed every few operations.
# many allocations
state = 12345
def rand(n):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
    return (state >> 33) % n

calls = 0
digest = 0
def note(*values):
    global calls, digest
    calls += 1
    for v in values:
        digest = (digest * 1000003 + v) & 0xFFFFFFFF

class Key:
    def __init__(self, v, h): self.v, self.h = v, h
    def __hash__(self):
        note(1, self.v)
        return self.h
    def __eq__(self, other):
        if not isinstance(other, Key):
            note(2, self.v)
            return NotImplemented
        note(3, self.v, other.v)
        return self.v == other.v

class Text(str):
    def __hash__(self):
        note(4, len(self))
        return str.__len__(self) % 3
    def __eq__(self, other):
        note(5, len(self))
        return str.__eq__(self, other)

def hash_of(v, spread):
    if spread == 0: return 7
    if spread == 1: return v % 3
    if spread == 2: return (v % 5) << 8
    return (v * 2654435761) % 97 << (v % 7)

def key(spread, range_):
    v = rand(range_)
    return Key(v, hash_of(v, spread))

def show(label, value=None):
    print(label, calls, digest, value)

def entries(d): return [(k.v if isinstance(k, Key) else k, v) for k, v in d.items()]

def dicts(spread, range_, steps):
    d, other = {}, {}
    for step in range(steps):
        what = rand(24)
        k = key(spread, range_)
        if what < 8: d[k] = step
        elif what < 11: d.pop(k, None)
        elif what == 11: d.get(k)
        elif what == 12: k in d
        elif what == 13: d.setdefault(k, step)
        elif what == 14:
            try: del d[k]
            except KeyError: pass
        elif what == 15 and d: note(d.popitem()[0].v)
        elif what == 16: other = d.copy()
        elif what == 17: other = dict(d)
        elif what == 18: d.update(other)
        elif what == 19: other = {**d, **other}
        elif what == 20: other = d | other
        elif what == 21: other = dict.fromkeys(d, 0) if rand(2) else dict.fromkeys(set(d), 1)
        elif what == 22: d == other
        elif what == 23 and rand(6) == 0: d.clear()
        if step % 40 == 0:
            show("dict", (spread, len(d), len(other)))
    show("dict end", entries(d)[:20])
    for part in (d.keys(), d.items()):
        for operation in ("__and__", "__or__", "__sub__", "__xor__", "isdisjoint", "__le__", "__eq__", "__rand__", "__rsub__"):
            for operand in (other.keys(), other.items(), set(other), frozenset(d), other, list(other), d.keys(), d.items()):
                try:
                    result = getattr(part, operation)(operand)
                except TypeError as e:
                    result = str(e)
                show(operation, len(result) if isinstance(result, (set, str)) else result)

def sets(spread, range_, steps):
    s, other = set(), frozenset()
    for step in range(steps):
        what = rand(30)
        k = key(spread, range_)
        if what < 9: s.add(k)
        elif what < 13: s.discard(k)
        elif what == 13: k in s
        elif what == 14 and s: note(s.pop().v)
        elif what == 15: other = s.copy()
        elif what == 16: other = frozenset(s)
        elif what == 17: s |= other
        elif what == 18: other = s & other
        elif what == 19: other = s - other
        elif what == 20: other = s ^ other
        elif what == 21: other = s.union(other, [k])
        elif what == 22: other = s.difference(list(other)[:3])
        elif what == 23: other = set(dict.fromkeys(s))
        elif what == 24: other = s.intersection(list(other))
        elif what == 25: s ^= {k}
        elif what == 26: note(s <= other, s == other, s.isdisjoint(other), s.issuperset(list(other)), s.issubset(list(other)))
        elif what == 27: other = s.difference(dict.fromkeys(other)) if rand(2) else s.symmetric_difference(dict.fromkeys(other))
        elif what == 28 and rand(3) == 0: s -= other
        elif what == 29 and rand(8) == 0: s &= set(other)
        if step % 40 == 0:
            show("set", (spread, [k.v for k in s][:12], [k.v for k in other][:12]))
    show("set end", [k.v for k in s])

for spread in range(4):
    dicts(spread, 12, 400)
    dicts(spread, 60, 400)
    sets(spread, 12, 400)
    sets(spread, 60, 400)

# String keys beside others: the table is laid out anew before the first other key is looked for.
d = {"k%d" % i: i for i in range(9)}
for i in range(0, 9, 2): del d["k%d" % i]
for i in range(40):
    k = Text("t" * rand(8))
    d[k] = i
    if rand(4) == 0: d["k%d" % rand(12)] = i
    show("mixed", list(d)[:6])

# Order of plain ints in sets, after every kind of change.
s = set()
for i in range(3000):
    n = rand(500) * (1 if i % 2 else 1000003)
    if rand(5) < 3: s.add(n)
    else: s.discard(n)
    if i % 300 == 0: print(list(s)[:30])
    if rand(200) == 0: s.difference_update(range(0, 400, 3))
    if rand(300) == 0: s = s - set(range(100))
    if rand(100) == 0 and s: print(s.pop())
print(list(s))
print({}.pop([], "nothing is hashed in an empty dict"))
