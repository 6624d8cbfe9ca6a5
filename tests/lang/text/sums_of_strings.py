"""Strings that grow by +=: every one of them keeps its own text, whatever grew from it."""


def grown(piece, count):
    text = ""
    for _ in range(count):
        text += piece
    return text


def shared_beginnings():
    text = grown("ab", 400)
    first = text + "-first"
    second = text + "-second"
    third = first + "!" + "?"
    print(len(text), first[-6:], second[-7:], third[-9:], text[-2:])
    again = first + "#"
    print(third[-2:], again[-2:], first == text + "-first", second != first)
    prefixes = []
    text = ""
    for i in range(600):
        text += chr(97 + i % 26)
        prefixes.append(text)
    print(all(text.startswith(p) and len(p) == i + 1 for i, p in enumerate(prefixes)), len(set(prefixes)))
    print(prefixes[300][290:], prefixes[599].index("zab", 300), hash(prefixes[400]) == hash("".join(prefixes[400])))


def kinds():
    text = grown("a", 600)
    wider = text + "\xe9"
    wider += "b"
    widest = wider + "\u20ac" + "\U0001f600"
    widest += "end"
    print(text.isascii(), wider.isascii(), len(wider.encode()), len(widest.encode()), widest[-6:])
    print(ascii(widest[598:]), wider.upper()[-3:], widest.encode("utf-16-le")[-12:])
    text += "z"
    print(text[-3:], wider[-3:], len(text))
    euro = grown("\u20ac", 300)
    euro += "x"
    other = euro + "\U0001f600"
    print(len(euro), len(other), euro[-2:], other[-2:], euro.find("x"), other.rfind("\u20ac"))


def uses():
    text = grown("key ", 200)
    table = {text: 1, text + "2": 2}
    print(table["key " * 200], table["key " * 200 + "2"], ("key " * 200 + "3") in table)
    print(text.split()[:2], text.replace("key", "k")[:6], text.strip()[-4:], text.count("key"), text[::-1][:5])
    print(f"{text[:4]}|{text:.3}|{text!r:.5}", "%.5s" % text, text.partition(" ")[0], len(text * 2), sorted(text)[:3])
    print("".join([text, "tail"])[-5:], text.join(["<", ">"])[-2:], text == "key " * 200, text < text + "a")
    print(eval("'" + text + "'") == text, int(grown("1", 300)) % 97, float(grown("0", 300) + ".5"), str(text) is text)

    class Sub(str):
        pass

    sub = Sub(text)
    print(type(sub + "x").__name__, (sub + "x")[-2:], sub == text, len(sub))
    import sys
    print(sys.intern(text + "q") is sys.intern("key " * 200 + "q"), text.encode("ascii")[:3], text.isidentifier())
    namespace = {}
    exec(grown("x = 1\n", 300) + "y = x + 1\n", namespace)
    print(namespace["y"], getattr(type("T", (), {text: 5}), text), text.title()[:8], text.translate({107: "K"})[:4])


def places():
    class Holder:
        text = ""

    holder = Holder()
    items = [""]
    table = {"t": ""}
    for i in range(700):
        holder.text += "ab"
        items[0] += "cd"
        table["t"] += str(i % 10)
    print(len(holder.text), items[0][-3:], table["t"][-5:], Holder.text == "")
    long = ""
    for i in range(5000):
        long += "xyz"
    print(len(long), long[7499:7503], long[-3:])


shared_beginnings()
kinds()
uses()
places()
