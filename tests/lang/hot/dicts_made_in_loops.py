# Dicts that a loop makes and drops, hands on, changes, walks through and keeps; keywords that are handed on.


def displays(n):
    kept = []
    total = 0
    for i in range(n):
        row = {"id": i, "name": "n", "amount": i & 7}
        total += row["id"] + row["amount"]
        if i % 100 == 99:
            row["more"] = i
            kept.append(row)
        if i % 150 == 3:
            del row["name"]
            kept.append(row)
        row["amount"] = 1.5
        total += row["amount"]
    return total, kept[-3:]


def walked(n):
    total = 0
    for i in range(n):
        row = {"a": i, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7}
        for key, value in row.items():
            total += value * len(key)
        total += sum(row.values()) + len(row) + ("c" in row) + ("z" in row)
    return total


def missing(n):
    failures = 0
    for i in range(n):
        row = {"a": i}
        try:
            row["b" if i % 3 else "a"]
        except KeyError as error:
            failures += len(error.args[0])
    return failures


def empty(n):
    total = 0
    for i in range(n):
        row = {}
        total += len(row) + (not row)
        row["k"] = i
        total += row["k"] + len(row)
        row.update({"k": 1, "l": 2})
        total += row["l"]
    return total, row


def target(a, b=2, *rest, c=3, **others):
    return a, b, rest, c, others


def forward(*args, **kwargs):
    return target(*args, **kwargs)


def decorated(**kwargs):
    kwargs["extra"] = 1
    return kwargs


def forwarded(n):
    for i in range(n):
        x = forward(i, c=4)
        y = forward(i, 1, 2, 3, d=5, e=i)
        z = forward(b=1, a=i)
        w = decorated(p=i)
        v = decorated()
    return x, y, z, w, v


def twice(n):
    errors = 0
    for i in range(n):
        try:
            forward(i, **{"c": 1}, **{"c" if i % 5 == 0 else "d": 2})
        except TypeError as error:
            errors += "multiple values" in str(error)
    return errors


def united(n):
    for i in range(n):
        base = {"a": i, "b": 2}
        both = {"z": 0, **base, "c": 3, **{"b": 5, "y": i}}
        other = base | {"q": i}
    return list(both.items()), other


def order(n):
    for i in range(n):
        row = {"x": 1, "y": i}
        other = {**row, "x": 2}
        row.pop("x")
        row["x"] = 3
    return list(row), list(other), row == other, row == {"x": 3, "y": n - 1}


class Holder:
    pass


def as_instance_dict(n):
    total = 0
    for i in range(n):
        holder = Holder()
        holder.__dict__ = {"x": i, "y": 2}
        holder.x += 1
        total += holder.x + holder.y
    return total, holder.__dict__


def same_keys_twice(n):
    for i in range(n):
        row = {"a": 1, "a": i}
    return row


def copies(n):
    for i in range(n):
        row = {"a": [i]}
        other = dict(row)
        third = row.copy()
        other["a"] = 1
        third["b"] = 2
    return row, other, third


for f in (displays, walked, missing, empty, forwarded, twice, united, order, as_instance_dict, same_keys_twice, copies):
    for n in (3, 40, 3000):
        print(f.__name__, f(n))
