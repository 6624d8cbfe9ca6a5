# Whole dicts and sets are copied and combined by the hashes they keep: __hash__ is not called again, __eq__ only for keys that may be equal.
class Key(int):
    hashed = compared = 0
    def __hash__(self):
        Key.hashed += 1
        return int.__hash__(self)
    def __eq__(self, other):
        Key.compared += 1
        return int.__eq__(self, other)

class Dict(dict): pass
class OwnIter(dict):
    def __iter__(self): return iter([1, 2])
    def keys(self): return [1, 2]
class OwnSet(set): pass

def counted(name, function):
    Key.hashed = Key.compared = 0
    result = function()
    print(name, Key.hashed, Key.compared, sorted(result) if isinstance(result, (set, frozenset)) else
          list(result.items()) if isinstance(result, dict) else result)

def keywords(**k): return len(k)
def in_place(a, b):
    a |= b
    return a

for n in (0, 1, 5, 6, 10, 40):
    d = dict.fromkeys(map(Key, range(n)), "v")
    holes = dict(d)
    for i in range(0, n, 2): del holes[i]
    s, f = set(d), frozenset(d)
    for label, x in (("d", d), ("holes", holes), ("Dict", Dict(d)), ("OwnSet", OwnSet(d)), ("s", s), ("f", f), ("keys", d.keys())):
        counted("%s set %d" % (label, n), lambda: set(x))
        counted("%s frozenset" % label, lambda: frozenset(x))
        counted("%s fromkeys" % label, lambda: dict.fromkeys(x, 1))
        counted("%s update" % label, lambda: set().union(x))
        counted("%s intersection" % label, lambda: s.intersection(x))
        counted("%s difference" % label, lambda: s.difference(x))
        counted("%s symmetric" % label, lambda: s.symmetric_difference(x))
        counted("%s disjoint" % label, lambda: s.isdisjoint(x))
        counted("%s subset" % label, lambda: s.issubset(x))
        counted("%s superset" % label, lambda: s.issuperset(x))
        counted("%s copy" % label, lambda: x.copy() if hasattr(x, "copy") else None)
        if isinstance(x, dict):
            counted("%s dict" % label, lambda: dict(x))
            counted("%s display" % label, lambda: {**x})
            counted("%s display 2" % label, lambda: {"a": 1, **x, "b": 2})
            counted("%s or" % label, lambda: x | x)
            counted("%s or 2" % label, lambda: {1: 2} | x)
            counted("%s ior" % label, lambda: in_place({}, x))
            counted("%s update 2" % label, lambda: in_place({"a": 1}, x))
            counted("%s eq" % label, lambda: x == dict(x))
        else:
            counted("%s or" % label, lambda: s | x)
            counted("%s and" % label, lambda: s & x)
            counted("%s sub" % label, lambda: s - x)
            counted("%s xor" % label, lambda: s ^ x)
            counted("%s eq" % label, lambda: s == x)
counted("keywords", lambda: keywords(**{"a": 1, "b": 2}))
print(dict(OwnIter({1: "a", 2: "b", 3: "c"})), OwnIter({1: "a", 2: "b", 3: "c"}).copy(), OwnIter({1: 2, 2: 3, 4: 4}) | {9: 9}, set(OwnIter({5: 6})))

# Copies are dicts of their own.
a = {i: i for i in range(20)}
b, c, e = dict(a), a.copy(), {**a}
a[3] = "changed"; del a[4]; b[100] = 1; del c[0]; e.popitem()
print(a, b, c, e, sep="\n")
a = {"x": [1]}
b = dict(a)
b["x"].append(2)
print(a, b, a is b)
big = {str(i): i for i in range(1000)}
copy = dict(big)
for i in range(0, 1000, 3): del copy[str(i)]
print(len(big), len(copy), dict(copy) == copy, list(dict(copy))[:5], len(copy | big), list(copy | big)[-3:])
# Equal items are not hashed: values need not be hashable.
print(sorted(({1: [1], 2: 2}.items() ^ {1: [1], 3: 3}.items())))
