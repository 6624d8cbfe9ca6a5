"""Programs that are no programs: bytes changed in sources, then read, compiled, parsed and cut into tokens."""

import ast
import io
import tokenize

from _mutations import mutated
from _samples import PROGRAMS, STATEMENTS

SAMPLES = [text.encode() for text in PROGRAMS + STATEMENTS]
SAMPLES += [b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", b"\xef\xbb\xbfx = '\xc3\xa9'\n", b"# coding: utf-7\nx = '+AOk-'\n", b"#coding:cp037\n"]
OPENING = ["(", "[", "{", "-", "not ", "lambda: ", "f(", "x[", "f'{", "{1:", "(yield ", "await ", "*", "x if y else ", "x = ", "a.b(", "[x for x in ",
           "if x:\n ", "while 1:\n  ", "def f():\n ", "class C:\n ", "try:\n ", "with x:\n ", "match x:\n case ", "async def f():\n ", "@x\n", "else:\n", "1 + ",
           "x: ", "a and ", "x := ", "import a.", "from . import ", "print(", "'", '"""', "\\\n", "\t", "\f", "0x", "1_", "1e", "\\N{", "u'", "rb'", "#"]


def checked(function, *arguments):
    try:
        return function(*arguments)
    except (UnicodeDecodeError, SyntaxError) as error:  # which one depends on how far CPython reads on behind another mistake
        raise SyntaxError from error


def compiled(source, mode):
    checked(compile, source, "<hostile>", mode)
    return mode


def parsed(source):
    return ast.dump(checked(ast.parse, source))


def tokens(source):
    return [token[:4] for token in tokenize.tokenize(io.BytesIO(source).readline)]


def evaluated(source):
    return ast.literal_eval(source.decode("utf-8", "replace"))


def repeated(random):
    parts = random.choices(OPENING, k=random.randrange(1, 4))
    times = random.choice([1, 10, 50, 90, 99, 200, 1000, 5000])
    text = "".join(parts) * times
    if random.random() < 0.5:
        text += "x" + "".join({"(": ")", "[": "]", "{": "}"}.get(c, "") for c in reversed(text))
    return text.encode()


def make_case(random):
    source = repeated(random) if random.random() < 0.15 else mutated(random, SAMPLES)
    kind = random.randrange(8)
    if kind < 4:
        return compiled, source, random.choice(["exec", "exec", "eval", "single"])
    if kind < 6:
        return parsed, source
    return random.choice([tokens, evaluated]), source
