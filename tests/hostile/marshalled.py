"""Marshalled values with bytes changed."""

import marshal

from _mutations import mutated

VALUES = [None, True, 5, -1, 2**31, -(2**90), 1.5, 2j, "text", "é€", "\ud800", b"bytes", (1, (2, 3)), [1, [2]], {1: 2, "k": [3]}, {1, 2}, frozenset({3}),
          StopIteration, ..., tuple(range(300)), "x" * 300, [[[[]]]], {"a": {"b": {"c": ()}}}]
SAMPLES = [marshal.dumps(value, version) for value in VALUES for version in (0, 2)]
SAMPLES += [b"[\x02\0\0\0\xe9\x05\0\0\0r\0\0\0\0", b"\xdb\x02\0\0\0r\0\0\0\0N", b"\xa9\x01r\0\0\0\0", b"\xfb\x01\0\0\0i0r\0\0\0\0", b"\xbe\x01\0\0\0r\0\0\0\0"]


def checked(data, load):
    try:
        return load()
    except (EOFError, TypeError) as error:
        if any(byte & 0x7F == ord("c") for byte in data):  # code objects are in a format of our own
            raise ValueError from error
        raise


def loaded(data):
    return checked(data, lambda: marshal.loads(data))


def loaded_from_file(data):
    with open("values", "wb") as file:
        file.write(data)
    with open("values", "rb") as file:
        return checked(data, lambda: marshal.load(file)), file.tell()


def make_case(random):
    return random.choice([loaded, loaded_from_file]), mutated(random, SAMPLES)
