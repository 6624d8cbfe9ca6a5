d = dict(a=1, b=2)
print(d.setdefault("a", 9), d.setdefault("c", 9), d.pop("b"), d.pop("x", None), d.popitem(), d)
d.update({"x": 1}, y=2)
d.update([("z", 3)])
print(d, d.copy(), dict([("k", "v")]), dict(d, w=4), dict.fromkeys("ab", 0), {**d, "a": 5}, d | {"q": 1})
d |= {"a": 100}
print(d, d == {"z": 3, "y": 2, "x": 1, "a": 100}, d != {})
d.clear()
print(d)
