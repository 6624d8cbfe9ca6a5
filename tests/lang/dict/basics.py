d = {"a": 1, "b": 2, 3: "three", (1, 2): None}
print(d, d["a"], d.get("z"), d.get("z", 0), len(d), "a" in d, "z" in d, 3 in d, d[1, 2], list(d), bool({}))
d["c"] = 3
d["a"] = 10
del d["b"]
print(d, list(d.keys()), list(d.values()), list(d.items()))
for f in (lambda: d["nope"], lambda: d[[]], lambda: {}.popitem(), lambda: d.pop("nope")):
    try:
        f()
    except (KeyError, TypeError) as error:
        print(type(error).__name__, error)
