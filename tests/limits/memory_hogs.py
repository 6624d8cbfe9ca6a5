"""Ways to use up all memory: each ends in MemoryError (or another exception), and the next one has it all again."""

import bz2
import functools
import hashlib
import io
import itertools
import json
import operator
import pickle
import re
import sys
import zlib


def doubled(value):
    while True:
        value = value + value


def appended(make):
    kept = []
    while True:
        kept.append(make(len(kept)))


def grown_in_loop(value, part):
    while True:
        value += part


def replaced():
    text = "ab"
    while True:
        text = text.replace("a", "aab")


def nested_json():
    value = [1]
    while True:
        value = [value, value]
        json.dumps(value)
        pickle.dumps([[value] * 2] * 1000, 2)


def encodings():
    text = "aé€"
    while True:
        text += text
        for encoding in ("utf-8", "utf-16", "latin-1", "cp1252", "utf-7", "unicode_escape"):
            text.encode(encoding, "replace")
        repr(text)
        text.upper()
        text.splitlines()
        ascii(text)


def bytes_methods():
    data = b"a b,"
    while True:
        data += data
        data.split(b",")
        data.hex()
        data.replace(b"a", b"aa")
        bytearray(data).upper()
        data.decode("utf-8")
        repr(data)


def texts():
    text = "a,b c"
    while True:
        text += text
        text.split(",")
        text.title()
        text.translate({97: "xyz"})
        ",".join(text)
        re.sub("a", "aa", text)
        re.findall("(a|b)", text)
        text.center(len(text) * 2)
        "%s%s" % (text, text)
        "{0}{0}".format(text)
        f"{text}{text!r:>100}"


def powers():
    number = 3
    while True:
        number *= number
        str(number >> 7)
        int(hex(number), 16)


def containers():
    items = list(range(100))
    while True:
        items = items + items
        tuple(items)
        set(items)
        sorted(items, reverse=True)
        sorted(items, key=str)
        dict.fromkeys(items)
        list(zip(items, items))
        list(map(str, items))
        items[::2]
        items * 2
        list(reversed(items))
        list(itertools.accumulate(items))
        list(itertools.chain(items, items))
        bytes(len(items))


def streams():
    binary = io.BytesIO()
    text = io.StringIO()
    while True:
        binary.write(b"x" * 100000)
        text.write("y" * 100000)
        binary.getvalue()
        text.getvalue()


def digests():
    data = b"abc"
    while True:
        data += data
        hashlib.sha256(data).hexdigest()
        zlib.decompress(zlib.compress(data, 1))
        bz2.compress(data[:1000000])


def classes():
    kept = []
    while True:
        kept.append(type("C%d" % len(kept), (), {"x": 1, "f": lambda self: self}))


def code():
    source = "x = 1\n"
    while True:
        source += source
        compile(source, "f", "exec")


def deep_frames():
    sys.setrecursionlimit(10**8)

    def deeper(n):
        return deeper(n + 1) + 1

    try:
        deeper(0)
    finally:
        sys.setrecursionlimit(1000)


def generators():
    iterator = iter(())
    kept = []
    while True:
        iterator = (x for x in iterator)
        kept.append(iterator)


HOGS = {
    "list": lambda: doubled([None]),
    "tuple": lambda: doubled((1,)),
    "str": lambda: doubled("x"),
    "wide str": lambda: doubled("\u1234"),
    "bytes": lambda: doubled(b"x"),
    "strings": lambda: appended(str),
    "floats": lambda: appended(float),
    "lists": lambda: appended(lambda n: [n]),
    "dicts": lambda: appended(lambda n: {n: n}),
    "functions": lambda: appended(lambda n: lambda: n),
    "partials": lambda: appended(lambda n: functools.partial(operator.add, n)),
    "texts": lambda: appended(lambda n: "x" * 1000),
    "exceptions": lambda: appended(lambda n: ValueError(n)),
    "str +=": lambda: grown_in_loop("", "y" * 1000),
    "bytes +=": lambda: grown_in_loop(b"", b"y" * 100000),
    "bytearray +=": lambda: grown_in_loop(bytearray(), b"y" * 1000),
    "list +=": lambda: grown_in_loop([], [1] * 1000),
    "replace": replaced,
    "json": nested_json,
    "encodings": encodings,
    "bytes methods": bytes_methods,
    "str methods": texts,
    "powers": powers,
    "containers": containers,
    "streams": streams,
    "digests": digests,
    "classes": classes,
    "code": code,
    "frames": deep_frames,
    "generators": generators,
}


def main():
    chosen = sys.argv[1:] or HOGS
    for name in chosen:
        try:
            HOGS[name]()
        except BaseException as error:
            print(name, type(error).__name__, flush=True)


main()
