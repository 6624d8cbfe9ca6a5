"""Format strings of all kinds, and texts that are to be numbers, dates, bytes of an encoding."""

import base64
import binascii
import codecs
import datetime
import struct
import time

from _mutations import NUMBERS, mutated

VALUES = [0, 1, -1, 255, 2**31, 2**64, -(2**63), 10**400, 0.0, -0.5, 1e308, float("inf"), float("nan"), 1j, "text", "é€\U0001F600", b"bytes", b"", None, True, [1], (1, 2), {},
          {"a": 1}, bytearray(b"xy"), range(3)]


def some(random, parts, most):
    return "".join(random.choice(parts) for _ in range(random.randrange(1, most)))


def number(random):
    return str(random.choice([0, 1, 2, 3, 5, 10, 99, 255, 1000, *NUMBERS]))


# --- struct

def struct_format(random):
    return some(random, ["<", ">", "=", "!", "@", *"xcbB?hHiIlLqQnNefdspP", " ", number(random), "0s", "3p", "z", "\0", "é"], 8)


def packed(format, values):
    return struct.pack(format, *values)


def unpacked(format, data):
    return struct.unpack(format, data), list(struct.iter_unpack(format, data)), struct.unpack_from(format, data, -1)


def packed_into(format, size, offset, values):
    buffer = bytearray(size)
    struct.pack_into(format, buffer, offset, *values)
    return buffer


# --- text

def specification(random):
    return some(random, [*"<>=^+- #0,_.%bcdeEfFgGnosxXz{}!:", number(random), "5", ".2", "é", "\0"], 7)


def percent(random):
    return some(random, ["%", "%", "%(a)", "%%", *"+- #0.*hlL", *"diouxXeEfFgGcrsa", "5", "text", number(random)], 10)


def braces(random):
    return some(random, ["{", "}", "{0", "{}", "{a", "!r", "!s", "!x", ":", ".x", "[0]", "[a]", "{:{}}", "{0.real}", "5", "text", ".__class__", number(random)], 9)


def times(random):
    return some(random, ["%", *"aAbBcdfHIjmMpSUwWxXyYzZGuVEOs+-", "%Y-", "%m", "é", "\0", "%%", "text"], 10)


def formatted(value, spec):
    return format(value, spec)


def percent_formatted(text, values):
    return text % values


def brace_formatted(text, values):
    return text.format(*values, a=5)


def strftime(text, year):
    return datetime.datetime(year, 2, 3, 4, 5, 6).strftime(text), time.strftime(text, (2020, 2, 3, 4, 5, 6, 0, 34, 0))


def strptime(text, format):
    return datetime.datetime.strptime(text, format)


DATES = [b"2020-02-03T04:05:06.000007+08:00", b"20200203T040506Z", b"2020-W05-3", b"2020-02-03 04:05", b"04:05:06,123456-01:02:03.5"]


def iso(text):
    found = []
    for kind in (datetime.datetime, datetime.date, datetime.time):
        try:
            found.append(str(kind.fromisoformat(text)))
        except ValueError:
            found.append(None)
    return found


# --- numbers

NUMBER_PARTS = [*"0123456789", "_", ".", "e", "E", "-", "+", "j", "0x", "0b", "0o", "inf", "nan", " ", "\n", "\0", "(", ")", "p", "a", "f", "٣", "9" * 50, "0" * 400, "e400"]


def read_number(kind, text, base):
    if kind == "fromhex":
        return float.fromhex(text)
    if kind == "bytes":
        return bytes.fromhex(text)
    if kind == "int":
        return int(text, base)
    return {"float": float, "complex": complex}[kind](text)


# --- encodings

ENCODINGS = ["utf-8", "utf-16", "utf-16-le", "utf-32", "utf-7", "utf-8-sig", "latin-1", "ascii", "cp1252", "cp437", "unicode_escape", "raw_unicode_escape", "idna", "punycode",
             "shift_jis", "euc_jp", "iso2022_jp", "gb18030", "gbk", "big5", "euc_kr", "hz", "charmap", "rot13", "hex", "base64", "quopri", "uu", "zlib", "utf\0", "mbcs", "undefined"]
ERRORS = ["strict", "ignore", "replace", "surrogateescape", "surrogatepass", "backslashreplace", "xmlcharrefreplace", "namereplace", "nonsense"]
TEXTS = [text.encode("utf-8", "surrogatepass") for text in ["plain", "é€\U0001F600", "\ud800x", "\\x41\\u1234\\N{DASH}\\", "+AOk-", "日本語", "~{<:~}", "a" * 70, "xn--a", "\x1b$B"]]
TEXTS += [text.decode().encode("utf-16") for text in TEXTS[:2]] + [b"\xff\xfe", b"=41=\n", b"begin 666 x\n#86)C\n\nend\n", b"\xf0\x9f", b"\xed\xa0\x80", b"\xc0\x80", b"\x81\x30"]


def decoded(data, encoding, errors):
    return codecs.decode(data, encoding, errors)


def encoded(text, encoding, errors):
    return codecs.encode(text, encoding, errors)


def decoded_in_pieces(data, encoding, errors):
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    return [decoder.decode(data[i:i + 3]) for i in range(0, len(data), 3)], decoder.getstate(), decoder.decode(b"", True)


BINARY = {"a2b_base64": binascii.a2b_base64, "a2b_hex": binascii.a2b_hex, "a2b_uu": binascii.a2b_uu, "a2b_qp": binascii.a2b_qp, "b2a_uu": binascii.b2a_uu,
          "b2a_qp": binascii.b2a_qp, "b85decode": base64.b85decode, "a85decode": base64.a85decode, "b32decode": base64.b32decode}


def binary(name, data):
    return BINARY[name](data)


def make_case(random):
    kind = random.randrange(14)
    values = [random.choice(VALUES) for _ in range(random.randrange(5))]
    if kind == 0:
        return packed, struct_format(random), values
    if kind == 1:
        return unpacked, struct_format(random), random.randbytes(random.randrange(40))
    if kind == 2:
        return packed_into, struct_format(random), random.randrange(40), random.choice([0, -1, 5, -50, 2**62, 2**63 - 1, -(2**63)]), values
    if kind in (3, 4):
        return formatted, random.choice(VALUES), specification(random)
    if kind == 5:
        return percent_formatted, random.choice([percent(random), percent(random).encode()]), random.choice([tuple(values), {"a": 5}, 5, "x"])
    if kind == 6:
        return brace_formatted, braces(random), values
    if kind == 7:
        if random.random() < 0.5:
            return strftime, times(random), random.choice([1, 999, 1000, 2020, 9999])
        return strptime, some(random, [*"0123456789-:T +", "20", "Jan", "UTC"], 9), times(random)
    if kind == 8:
        return iso, mutated(random, DATES).decode("utf-8", "replace")
    if kind == 9:
        return read_number, random.choice(["int", "float", "complex", "fromhex", "bytes"]), some(random, NUMBER_PARTS, 9), random.choice([10, 0, 2, 16, 36, 37, -1, 2**70])
    if kind == 10:
        return binary, random.choice(sorted(BINARY)), mutated(random, TEXTS)
    encoding, errors = random.choice(ENCODINGS), random.choice(ERRORS)
    if kind == 11:
        return encoded, mutated(random, TEXTS).decode("utf-8", random.choice(["replace", "surrogateescape"])), encoding, errors
    return random.choice([decoded, decoded, decoded_in_pieces]), mutated(random, TEXTS), encoding, errors
