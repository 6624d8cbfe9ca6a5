# Dicts that a compiled loop makes by displays: order, identity of keys and values, changes, equal keys, other sites.


def rows(n):
    out = []
    for i in range(n):
        row = {"id": i & 7, "amount": 3}
        total = row["id"] * row["amount"]
        row["id"] = total
        if i % 5 == 0:
            row["more"] = i
        if i % 7 == 0:
            del row["amount"]
        total += row["id"]
        if i > n - 8:
            out.append((row, total, list(row), "more" in row))
    return out


def missing(n):
    errors = 0
    for i in range(n):
        d = {"a": i, "b": None}
        try:
            d["c"] += 1
        except KeyError as e:
            errors += len(str(e))
        if i % 3:
            d.pop("b")
            try:
                d["b"]
            except KeyError:
                errors += 100
    return errors, d


def two_sites(n):
    total = 0
    for i in range(n):
        d = {"x": i, "y": 1} if i % 2 else {"y": 2, "x": i + 1}
        e = {"x": i, "y": 1}
        total += d["x"] * 10 + d["y"] + e["x"]
        d["z"] = e
        total += d["z"]["y"]
    return total, d


def equal_keys(n):
    for i in range(n):
        d = {"k": 1, "k": i, "l": i}
        e = {"k": 1, 1: 2, True: i, 1.0: "last"}
        f = {}
        f["k"] = d
    return d, e, f


def long_display(n):
    for i in range(n):
        d = {"a": i, "b": i + 1, "c": 3, "d": "four", "e": [i], "f": (i,), "g": None, "h": d if i % 2 else 0.5}
        d["i"] = d["e"][0] + d["b"]
    return list(d), d["e"], d["i"]


def shared_values(n):
    same = 0
    for i in range(n):
        inner = [i]
        d = {"p": inner, "q": inner}
        same += d["p"] is d["q"]
        d["p"].append(1)
        same += len(d["q"])
        copy = dict(d)
        copy["p"] = None
        same += d["p"] is inner
        same += d == {"q": [i, 1], "p": [i, 1]}
    return same


def key_objects(n):
    kept = []
    for i in range(n):
        d = {"not an identifier": i, "plain": 1}
        for key in d:
            kept.append(key)
    return all(k is kept[0] for k in kept[::2]), all(k is kept[1] for k in kept[1::2])


class Sub(dict):
    def __missing__(self, key):
        return key * 2


def subclasses(n):
    out = ""
    for i in range(n):
        d = Sub({"a": 1}) if i % 2 else {"a": "plain", "zz": "q"}
        out = str(d["a"]) + str(d["zz"]) + out[:20]
    return out


def passed(**names):
    return list(names.items())


def keywords(n):
    for i in range(n):
        got = passed(**{"one": i, "two": 2}, three=3)
    return got


for f in rows, missing, two_sites, equal_keys, long_display, shared_values, key_objects, subclasses, keywords:
    print(f.__name__, f(120))
