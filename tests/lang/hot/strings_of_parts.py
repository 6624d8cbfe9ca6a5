# Strings that loops make of others: sums, f-strings, %, join; asked for their length, characters and equality, kept,
# and left half made.


def texts(n):
    return ["", "a", "bc", "é", "€uro", "\U0001f600", "x" * 50, "0"][n % 8]


def sums(i):
    return texts(i) + texts(i + 1) + texts(i + 2)


def long_sum(i):
    return "a" + texts(i) + "b" + texts(i + 3) + "c" + texts(i + 5) + "d" + texts(i + 6)


def of_sums(i):
    left = texts(i) + "-"
    right = "-" + texts(i + 1)
    return left + right, left, right, left == right, left + right == texts(i) + "--" + texts(i + 1)


def formatted(i):
    return f"{i}:{texts(i)}/{-i}"


def formatted_long(i):
    return f"{i}{i + 1}{texts(i)}{texts(i + 1)}{i * i}{texts(i)!s}{i!r}{i:3}"


def percent(i):
    return "%d-%s%%%s" % (i, texts(i), i - 100)


def percent_one(i):
    return "<%s>" % texts(i) + "%d" % -i


def percent_bool(i):
    return "%s|%d" % (i % 2 == 0, i % 3 == 0)


def percent_odd(i):
    return "%s %s" % (texts(i), (i,)) + "%5d|%-4s|%x" % (i, texts(i), i) + "%s" % None + "%%" % ()


def percent_wrong(i):
    try:
        return "%s %s" % texts(i) if i % 2 else "%d" % texts(i)
    except TypeError as e:
        return str(e)


def percent_dict(i):
    return "%(a)s" % {"a": texts(i)} + "%s" % {"k": i}


def joined(i):
    return ",".join([texts(i), "m", texts(i + 1)]), "".join((texts(i), texts(i + 4))), texts(i).join(["1", "2", "3"])


def joined_one(i):
    one = "ab" + texts(i)
    return ",".join([one]) == one, "-".join(())


def joined_wrong(i):
    try:
        return ",".join([texts(i), i if i % 3 == 0 else "s"])
    except TypeError as e:
        return str(e)


def lengths(i):
    s = texts(i) + texts(i + 1) + str(i)
    return len(s), len(f"{i}{texts(i)}"), len(str(i)), len(str(-i)), len("%s%d" % (texts(i), i))


def characters(i):
    s = texts(i) + "xyz" + texts(i + 1)
    return s[0], s[-1], s[len(s) // 2], s[1:3], [c for c in s[:4]]


def out_of_range(i):
    s = texts(i) + texts(i + 1)
    try:
        return s[i % 7]
    except IndexError as e:
        return e.args


def comparisons(i):
    s = texts(i) + texts(i + 2)
    return s == "abc", s != "abc", s == "a", s < "b", s == texts(i) + texts(i + 2), f"{i % 9}{i % 5}" == "34", s in "xabcx"


def numbers(i):
    s = str(i % 12) + str(-(i % 12))
    return s == "5-5", s, str(i % 12) == "7", int(s[0]), str(i) is str(i), bool(s)


def keys(i):
    d = {"k1": 1, "k2": 2, "k3": 3}
    return d.get("k" + str(i % 5)), d[f"k{i % 3 + 1}"], ("k" + "1") in d


def subclass(i):
    class T(str):
        def __add__(self, other):
            return "added"

    return T("a") + texts(i), texts(i) + T("b"), type(texts(i) + T("b")).__name__, "%s" % T("q"), f"{T('f')}{i}"


def kept(i):
    head = texts(i) + "."
    if i % 7 == 3:
        return head, locals()["head"]
    tail = head + texts(i + 1)
    try:
        if i % 5 == 2:
            raise ValueError(tail)
    except ValueError as e:
        return e.args
    return tail


def hashes(i):
    s = texts(i) + "#"
    return hash(s) == hash(texts(i) + "#"), s.encode(), s.upper(), s.startswith(texts(i))


functions = [
    sums, long_sum, of_sums, formatted, formatted_long, percent, percent_one, percent_bool, percent_odd, percent_wrong,
    percent_dict, joined, joined_one, joined_wrong, lengths, characters, out_of_range, comparisons, keys, subclass,
    kept, hashes,
]  # fmt: skip


def run(function, n):
    seen = []
    for i in range(n):
        value = function(i)
        if i < 8 or i % 61 == 7:
            seen.append(value)
    return seen


for function in functions:
    print(function.__name__, *run(function, 300), sep="\n  ")
print([numbers(i)[:4] for i in range(300)][::29])


# --- strings that grow


def grown(n):
    s = ""
    for i in range(n):
        s += "ab"
    return len(s), s[:5], s.count("a")


def grown_of_parts(n):
    s = ""
    for i in range(n):
        s = s + str(i % 10) + ","
    return len(s), s[-7:]


def grown_in_front(n):
    s = ""
    for i in range(n):
        s = chr(97 + i % 26) + s
    return s[:30], len(s)


def grown_formatted(n):
    s = "é"
    for i in range(n):
        s = f"{s}{i}"
        if i % 100 == 0:
            s = "€"
    return s


def grown_twice(n):
    s = ""
    older = []
    for i in range(n):
        t = s + "x"
        s = t + "y"
        if i % 500 == 0:
            older.append(t)
    return [len(t) for t in older], older[-1][-3:], s[-3:]


def doubled(n):
    s = "ab"
    sizes = []
    for i in range(n):
        s = s + s
        sizes.append(len(s))
        if len(s) > 300000:
            s = "ab"
    return sizes[-20:]


print(grown(20000), grown(100000), grown_of_parts(30000), grown_in_front(3000), grown_formatted(350))
print(grown_twice(3000), doubled(200))
