# Strings that grow by +=: the ones they grew from stay what they were, whoever else holds them, and all are strings as others.
# many allocations
import decimal
import json
import pickle
import sqlite3
import sys


def check(title, *facts):
    print(title, *facts)


def with_all_kept(parts):
    text, kept = "", []
    for part in parts:
        text += part
        kept.append(text)
    return text, kept


parts = [f"<{i}>" for i in range(2000)]
text, kept = with_all_kept(parts)
check("kept", text == "".join(parts), all(kept[i] == "".join(parts[: i + 1]) for i in range(0, 2000, 97)))
check("lengths", [len(kept[i]) for i in (0, 100, 500, 1999)])

# Two that grow from one
base = text
left = right = base
for i in range(100):
    left += "l"
    right += "rr"
check("branches", base == text, left == text + "l" * 100, right == text + "rr" * 100, left[: len(text)] == right[: len(text)])

# To itself, and wider
doubled = text
for _ in range(3):
    doubled += doubled
check("itself", doubled == text * 8)
for wide in ("é", "ÿ", "€", "\U0001f40d"):
    grown = text
    olds = []
    for i in range(300):
        grown += wide if i % 3 == 0 else "ab"
        olds.append(grown)
    expected = text + (wide + "abab") * 100
    check("wide", ascii(wide), grown == expected, grown.isascii(), olds[10] == expected[: len(olds[10])], sys.getsizeof(grown) > 0)
    narrow = grown[:400]
    check("narrow again", narrow.isascii(), narrow == text[:400])

# As keys, names and hashes
table = {}
name = "n"
for i in range(1500):
    name += "x"
    table[name] = i
check("keys", len(table), table["n" + "x" * 700], hash(name) == hash("n" + "x" * 1500), name in table)


class Holder:
    pass


holder = Holder()
setattr(holder, name, 1)
name += "y"
check("names", getattr(holder, name[:-1]), hasattr(holder, name), sys.intern(name) == name, sys.intern(name) is sys.intern(name + ""))

# Attributes, globals, items, cells
holder.text = ""
whole = ""
items = [""]


def grow(n):
    global whole
    cell = ""

    def inner(part):
        nonlocal cell
        cell += part

    for i in range(n):
        part = str(i % 10)
        holder.text += part
        whole += part
        items[0] += part
        inner(part)
    return cell


expected = "".join(str(i % 10) for i in range(4000))
check("places", grow(4000) == expected, holder.text == expected, whole == expected, items == [expected])

# What reads them
check("methods", text.find("<1999>"), text.count("<"), text.upper() == "".join(parts).upper(), text.split(">")[1500], text[-6:], text[5])
check("order", text < text + "a", text > kept[1000], sorted([left, base, right])[0] == base, max(kept) == text)
check("codes", len(text.encode()), text.encode("utf-16-le")[:6], pickle.loads(pickle.dumps(text)) == text, json.loads(json.dumps(kept[500])) == kept[500])
check("iterated", sum(map(ord, text)), "".join(reversed(text))[::-1] == text, len(set(text)))


class Text(str):
    pass


check("subclass", Text(text) == text, type(Text(text) + "a").__name__, (Text(text) + "a") == text + "a")

# In C, while it goes on growing
digits, seen = "", []
for i in range(900):
    digits += str(i % 10)
    if i % 100 == 50:
        seen.append(digits)
        seen.append(int(decimal.Context(prec=1000).create_decimal(digits)) == int(digits))
check("decimal", [s if isinstance(s, bool) else len(s) for s in seen])
check("older ones", all(int(decimal.Context(prec=1000).create_decimal(s)) == int(s) for s in seen if isinstance(s, str)))
database = sqlite3.connect(":memory:")
database.execute("create table t (a)")
row = ""
for i in range(1000):
    row += "é" if i == 600 else "r"
    if i % 250 == 249:
        database.execute("insert into t values (?)", (row,))
check("sqlite", [(len(a), a == ("r" * 600 + "é" + "r" * 399)[: len(a)]) for a, in database.execute("select a from t")])


# In linear time: a quadratic one would take minutes
def long(n):
    text = ""
    for _ in range(n):
        text += "abc"
    return text


check("long", len(long(2000000)))
