# Dicts, sets and their views changed by what an operation on them calls: __eq__, __hash__, __iter__, keys(), __getitem__.
def show(label, operation):
    try:
        result = operation()
    except Exception as e:
        print(label, type(e).__name__, str(e)[:60] if type(e) is not KeyError else "")
    else:
        print(label, plain(result))

def plain(x):
    if isinstance(x, dict): return [(plain(k), plain(v)) for k, v in x.items()]
    if isinstance(x, (set, frozenset)): return sorted(map(plain, x))
    if isinstance(x, (tuple, list)): return [plain(v) for v in x]
    return x.v if isinstance(x, Key) else x

class Key:
    action = None
    in_hash = False
    def __init__(self, v, h=1): self.v, self.h = v, h
    def act(self):
        action, Key.action = Key.action, None
        if action:
            action()
            Key.action = action
    def __hash__(self):
        if Key.in_hash: self.act()
        return self.h
    def __eq__(self, other):
        if not Key.in_hash: self.act()
        return self.v == getattr(other, "v", other)

def keys(n=4): return [Key(i) for i in range(n)]
def missing(d, k):
    d.pop(k)
    return d
dict_operations = {
    "get": lambda d: d.get(Key(99)), "hit": lambda d: d[Key(3)], "set": lambda d: d.__setitem__(Key(99), 5), "reset": lambda d: d.__setitem__(Key(2), 5),
    "del": lambda d: d.__delitem__(Key(3)), "pop": lambda d: d.pop(Key(2)), "pop miss": lambda d: d.pop(Key(50), "none"), "in": lambda d: Key(3) in d,
    "eq": lambda d: d == {x: 1 for x in keys()}, "eq values": lambda d: d == dict.fromkeys(keys(), Key(9)), "update": lambda d: d.update({Key(2): 3, Key(50): 4}),
    "update self": lambda d: {Key(3): 1}.__ior__(d), "pairs": lambda d: d.update([(Key(2), 3)]), "setdefault": lambda d: d.setdefault(Key(99), 1),
    "setdefault hit": lambda d: d.setdefault(Key(3), 1), "or": lambda d: d | {Key(77): 1}, "ror": lambda d: {Key(2): 1, Key(77): 1} | d, "dict": lambda d: dict(d),
    "copy": lambda d: d.copy(), "fromkeys": lambda d: dict.fromkeys(d), "from set": lambda d: dict.fromkeys(set(d)), "set of": lambda d: set(d),
    "items": lambda d: (Key(1), Key(1)) in d.items(), "items eq": lambda d: d.items() == {x: 1 for x in keys()}.items(), "and": lambda d: d.keys() & {Key(1)},
    "and all": lambda d: d.keys() & set(keys(9)), "or keys": lambda d: d.keys() | keys(), "sub": lambda d: d.keys() - keys(2), "xor": lambda d: d.keys() ^ keys(6),
    "items xor": lambda d: len(d.items() ^ {x: 2 for x in keys(2)}.items()), "disjoint": lambda d: d.keys().isdisjoint([Key(50), Key(3)]),
    "in values": lambda d: Key(98) in d.values(), "keys le": lambda d: d.keys() <= set(keys(9)), "display": lambda d: {**d, Key(1): 7}, "merge": lambda d: {Key(3): 0, **d},
}
set_operations = {
    "in": lambda s: Key(99) in s, "hit": lambda s: Key(3) in s, "add": lambda s: s.add(Key(99)), "re-add": lambda s: s.add(Key(3)), "remove": lambda s: s.remove(Key(3)),
    "discard": lambda s: s.discard(Key(1)), "eq": lambda s: s == set(keys()), "le": lambda s: s <= set(keys()), "ge": lambda s: s >= set(keys(2)), "and": lambda s: s & set(keys()),
    "rand": lambda s: set(keys(2)) & s, "sub": lambda s: s - set(keys(3)), "sub list": lambda s: s.difference(keys(2)), "sub dict": lambda s: s.difference(dict.fromkeys(keys(2))),
    "or": lambda s: s | set(keys(6)), "xor": lambda s: s ^ set(keys(6)), "xor dict": lambda s: s.symmetric_difference(dict.fromkeys(keys(6))), "update": lambda s: s.update(keys(6)),
    "iand": lambda s: s.__iand__(set(keys())), "isub": lambda s: s.__isub__(set(keys(2))), "ixor": lambda s: s.__ixor__(set(keys(6))), "ior": lambda s: s.__ior__(set(keys(6))),
    "isub self": lambda s: s.__isub__(s), "and self": lambda s: s & s, "disjoint": lambda s: s.isdisjoint(keys(2)), "disjoint set": lambda s: s.isdisjoint({Key(8), Key(9)}),
    "copy": lambda s: s.copy(), "frozenset": lambda s: frozenset(s), "subset": lambda s: s.issubset(keys()), "superset": lambda s: s.issuperset(keys(2)), "inter": lambda s: s.intersection(keys(2)),
    "inter many": lambda s: s.intersection(keys(3), set(keys(2))), "difference many": lambda s: s.difference(keys(1), set(keys(2))),
}

for Key.in_hash in (False, True):
    for operations, make in ((dict_operations, lambda: {x: x for x in made}), (set_operations, lambda: set(made))):
        for name, operation in operations.items():
            for how in ("clear", "add", "pop", "remove", "other hash", "many"):
                Key.action = None
                made = keys()
                c = make()
                is_dict = isinstance(c, dict)
                insert = (lambda k: c.__setitem__(k, 1)) if is_dict else c.add
                remove = (lambda k: c.pop(k, None)) if is_dict else c.discard
                Key.action = {"clear": c.clear, "add": lambda: insert(Key(len(c) + 1000, 3)) if len(c) < 30 else None,
                              "pop": lambda: c and (c.popitem() if is_dict else c.pop()), "remove": lambda: remove(made[2]),
                              "other hash": lambda: insert(1.5), "many": lambda: [insert(i) for i in range(40)]}[how]
                show("%s %s %s" % (type(c).__name__, name, how), lambda: operation(c))
                Key.action = None
                print("  ", len(c))

class Mapping:
    def __init__(self, act): self.act = act
    def keys(self): return iter([5, 6, 7])
    def __getitem__(self, k):
        self.act()
        return k
d = {1: 1}
d.update(Mapping(d.clear))
print(d)
d.update(Mapping(lambda: d.__setitem__(len(d), 0)))
print(d)
def pairs(d):
    for i in range(5):
        d.pop(i, None)
        yield i + 1, i
d = dict.fromkeys(range(10))
d.update(pairs(d))
print(d)
class Changing(dict):
    def __missing__(self, k):
        self[k] = 1
        self.clear()
        return "missing"
c = Changing(a=1)
print(c["b"], c)
s = {1, 2, 3}
s.update(x for x in list(s) if s.discard(x) is None)
print(s)
def growing(s):
    for i in range(50):
        s.add(i)
        yield i + 100
s = set()
s |= set(growing(s))
s.intersection_update(growing(s))
print(sorted(s))
