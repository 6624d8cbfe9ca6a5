#!/usr/bin/env python3
"""Broken programs: compile() must say of each what CPython's says.

    tests/fuzz_syntax.py build/bin/sidewinder [--seed N] [--cases N] [--kinds a,b] [--show N]

Compared are: success, or the exception's type, message, line, column, end line, end column and text. A case is one or two
valid statements out of a list with one or two of its tokens changed. The kinds of change, which --kinds chooses from:

    delete, double, swap, insert, replace   tokens
    bracket                                 one bracket gone, doubled or exchanged
    layout                                  indentation, line ends, blanks
    literal                                 bad numbers, strings, escapes
    target                                  something else where a name was
    field                                   the replacement field of an f-string

All cases of a run are compiled by one process of each interpreter. Differences are listed by what was expected and what came,
the frequent ones first, --show examples of each.

A run fails when more than --allow cases differ; that of the test suite (20000 cases, seed 1) allows none. Of 200000 cases
(seeds 701 to 710, --cases 20000) 2 differ: what stands behind a name is a lambda whose parameters are wrong, and a mistake's end is
behind joined lines with letters beyond ASCII. With other seeds it is about one of 20000.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

REFERENCE = "/usr/bin/python3"
FIELDS = ["type", "msg", "lineno", "offset", "end_lineno", "end_offset", "text"]

STATEMENTS = """\
a = b
a = b = c + 1
a, b = b, a
a, *b = c
(a, b), c = d
a.b = c[d] = 1
a: int = 3
a.b: str
a += 1
a.b **= 2
a[b] //= c
f(a, b)
f(a, *b, c=1, **d)
f(x for x in y)
f(a, (x for x in y))
f(a)(b).c[d]
print(a, b)
x = a if b else c
x = lambda a, b=1, *c, d, **e: a
x = lambda: 0
x = [a, b, *c]
x = [a for a in b if c]
x = {a: b, **c}
x = {a: b for a, b in c}
x = {a, b}
x = {a for a in b}
x = (a, b)
x = (a for a in b)
x = a[1:2], a[::3], a[b, c]
x = a < b <= c != d
x = a in b, a not in b, a is not b
x = not a and b or c
x = -a ** +b % ~c
x = a | b ^ c & d << 1 >> 2
x = "a" 'b' "c"
x = f"{a}b{c!r:>{d}}"
x = b"a" + b'c'
x = 1 + 2.5e3 - 0xff * 0b11 / 3j
if (y := f(x)) > 1: pass
x = yield_ = None, True, False, ...
del a, b.c, d[e]
assert a, b
import a.b as c, d
from a import b as c, d
from . import a
from .a import (b, c,)
from a import *
pass
raise A from b
raise
if a: b
if a:
    b
elif c:
    d
else:
    e
while a:
    break
else:
    b
for a in b:
    continue
for a, b in c: d
for i in range(3):
    x = 1
else:
    y = 2
try:
    a
except B as c:
    d
except (E, F):
    g
else:
    h
finally:
    i
try: a
finally: b
with a as b, c as d:
    e
with (a as b, c):
    d
with a: b
def f(a, b: int = 1, /, c=2, *d, e, f=3, **g) -> int:
    return a, b
def f(): pass
def f(a):
    global x
    x = yield a
def f(a):
    b = 1
    def g():
        nonlocal b
        return b
    return g
@a.b(c)
def f(a, *, b): return
class A: pass
class A(B, metaclass=C):
    x = 1
    def f(self): return self.x
async def f(a): await a
async def f(a):
    async with b as c, d: e
    async for a, b in c:
        yield a
    else: d
    return [x async for x in y if await z]
try:
    a
except* B as c:
    d
match a:
    case 1 | 2: b
    case [x, *y] if z: c
    case {"k": v, **r}: d
    case A(x, y=z): e
    case (1 as a), -1, "s", None: f
    case _: pass
""".splitlines()

TOKEN = re.compile(r"""[rbfRBF]*("[^"\n]*"|'[^'\n]*')|\w+(\.\d\w*)?|\*\*=|//=|<<=|>>=|\.\.\.|[-+*/%&|^<>=!:@]=|->|\*\*|//|<<|>>|[ ]+|\n|.""")
WORDS = """a b x 1 2.5 "s" b"s" f"{a}" None True False ... ( ) [ ] { } , : ; . = == := += ** * / // @ -> ! ? $ <> != < > | & ~ - + not in is and or
if else elif for while def class return yield lambda import from as with try except finally raise pass break continue global nonlocal del assert await
async match case print exec _ __debug__ f() a.b a[b] (a) (a,b) [a] {a} {} [] () a,b a=b *a **a not\x20in a\x20if\x20b yield\x20a lambda:0 a:=b""".split()
WORDS = [word.replace("\x20", " ") for word in WORDS] + ["not in", "is not", "a if b else c", "a b", "yield a", "lambda: a", "\n", "x for x in y"]
BAD_LITERALS = ["0777", "1_", "1__0", "0x", "0xg", "0b2", "0o8", "0b", "1e", "1e+", "1.e5_", "1a", "0b1z", "1.5abc", "1if", "09", "0_7", "09.5", "1jx",
                "'a", '"', "'''a", '"""', "'\\x1'", "'\\u12'", "'\\U00110000'", "'\\N{x}'", "b'\\xz'", "b'\xe9'", "'a' b'b'", "ur'a'", "br'a", "f'a' b'c'",
                "\xe9", "\u20ac", "\u2018a\u2019", "\u0661", "a\u20acb", "`", "\\", "\\ a", "'\xe9\\x1'", "\x01", "1 .real", "1.real", "'a\\", "0_", "0xf_", "1_a"]
TARGETS = ["1", "None", "True", "...", "'s'", "f()", "a + 1", "-a", "not a", "a < b", "a and b", "a if b else c", "lambda: 0", "(a, 1)", "[a, f()]", "{a}", "{}",
           "{a: b}", "[x for x in y]", "(x for x in y)", "{x for x in y}", "f'{a}'", "yield", "(yield)", "await a", "*a", "(*a)", "*f()", "(a := 1)", "__debug__",
           "a.__debug__", "a.None", "a(b)[c]", "a.b()", "(a)", "(1)", "[]", "()", "a, b", "(a, b)", "[a, b]", "a, 1", "a.1", "pass", "def", "if", "a b", "x.y", "x[1:2]"]
FIELDS_OF_F = ["", " ", "!", ":", "a b", "a!x", "a!", "a!r:", "a!rr", "a", "a:{b:{c}}", "a:{b:{c:{d}}}", "\\n", "#", "a#b", "a)", "(a", "a]", "a}", "{a", "a=", "a = ", "a=!r", "*a", "*a, b", "yield",
               "lambda x: 1", "(lambda x: 1)", "a:=1", "(a:=1)", "1 +", "a if b", "=a", "a.", "for", "a, b", "**a", "a for a in b", "'", "'a'", "\"\"", "a['b']", "None = 1", "a == b", "a != b", "a!=b!r",
               "a := 1", "1a", "0777", "$", "a $ b", "f()", "f(", "f(a b)", "print a", "[a b]", "x = = y", "\xe9 b", "a\tb", "{a: b}", "{", "}", "{{", "}}", "a;b", "not", "a not b", "()", "( )"]


def statements():
    found = []
    for line in STATEMENTS:
        if found and (line.startswith(" ") or re.match(r"(elif|else|except|finally)\b", line) or found[-1].startswith("@") and "\n" not in found[-1]):
            found[-1] += "\n" + line
        else:
            found.append(line)
    return found


def tokens_of(text):
    return [match.group() for match in TOKEN.finditer(text)]


def visible(tokens):
    return [i for i, token in enumerate(tokens) if token.strip()]


def one_token(r, tokens, kind):
    places = visible(tokens)
    at = r.choice(places)
    if kind == "delete":
        del tokens[at]
    elif kind == "double":
        tokens[at:at] = [tokens[at], " "]
    elif kind == "swap":
        other = r.choice([i for i in places if abs(i - at) <= 4])
        tokens[at], tokens[other] = tokens[other], tokens[at]
    elif kind == "insert":
        tokens[at:at] = [" ", r.choice(WORDS), " "]
    elif kind == "replace":
        tokens[at] = r.choice(WORDS)


def bracket(r, tokens):
    places = [i for i in visible(tokens) if tokens[i] in "()[]{}"] or visible(tokens)
    at = r.choice(places)
    tokens[at] = r.choice(["", tokens[at] * 2, "(", ")", "[", "]", "{", "}", tokens[at] + "\n", "\n" + tokens[at]])


def layout(r, tokens):
    at = r.randrange(len(tokens))
    blanks = [i for i, token in enumerate(tokens) if not token.strip()]
    if blanks and r.random() < 0.7:
        at = r.choice(blanks)
        tokens[at] = r.choice(["", "  ", "\t", "\n", "\n ", "\n  ", "\n\t", "\\\n", "\n\n    ", "\\", "\\ ", "        ", "\n        ", "#", ";", "\f"])
    else:
        tokens[at:at] = r.choice([[" "], ["\n"], ["\n", "    "], ["\t"], ["\\\n"], ["# c\n"], [";"], ["\\"], [" \\ "]])


def literal(r, tokens):
    places = [i for i in visible(tokens) if re.match(r"[\w'\"]", tokens[i])]
    if places:
        tokens[r.choice(places)] = r.choice(BAD_LITERALS)


def target(r, tokens):
    places = [i for i in visible(tokens) if re.match(r"[a-zA-Z_]\w*$", tokens[i]) and len(tokens[i]) == 1]
    if places:
        tokens[r.choice(places)] = r.choice(TARGETS)


def field(r, tokens):
    places = [i for i in visible(tokens) if re.match(r"\w+$", tokens[i])]
    if places:
        before, after = r.choice(["", "x", "{{", "{a}", "\\n", "}", "\xe9"]), r.choice(["", "", "x", "}}", "{b}", "}", "{"])
        tokens[r.choice(places)] = r.choice(["f'%s{%s}%s'", 'f"%s{%s}%s"', "rf'''%s{%s}%s'''", "f'%s{%s%s'"]) % (before, r.choice(FIELDS_OF_F), after)


KINDS = {kind: (lambda r, tokens, kind=kind: one_token(r, tokens, kind)) for kind in ("delete", "double", "swap", "insert", "replace")}
KINDS |= {"bracket": bracket, "layout": layout, "literal": literal, "target": target, "field": field}


def indented(text):
    return text.replace("\n", "\n    ")


def program(r, valid, kinds):
    parts = [r.choice(valid) for _ in range(r.choice([1, 1, 1, 2]))]
    broken = r.randrange(len(parts))
    tokens = tokens_of(parts[broken])
    for _ in range(r.choice([1, 1, 1, 1, 2])):
        if visible(tokens):
            KINDS[r.choice(kinds)](r, tokens)
    parts[broken] = "".join(tokens)
    text = "\n".join(parts)
    shape = r.random()
    if shape < 0.1:
        text = "def f():\n    " + indented(text)
    elif shape < 0.15:
        text = "if x:\n    " + indented(text) + "\nelse: pass"
    elif shape < 0.25:
        text += "\n"
    return text


WORKER = """
for source in SOURCES:
    try:
        compile(source, "<t>", "exec", 0, True)
        print("('ok',)")
    except SyntaxError as e:
        print(ascii((type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)))
    except BaseException as e:
        print(ascii((type(e).__name__, str(e))))
"""


def outcomes(command, sources):
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
        file.write("SOURCES = [\n" + "".join(ascii(source) + ",\n" for source in sources) + "]\n" + WORKER)
        file.flush()
        run = subprocess.run([*command, file.name], capture_output=True, text=True, timeout=300)
    lines = run.stdout.splitlines()
    if run.returncode != 0 or len(lines) != len(sources):
        culprit = repr(sources[len(lines)]) if len(lines) < len(sources) else ""
        sys.exit(f"{command[0]}: ended with {run.returncode} after {len(lines)} of {len(sources)} programs {culprit}\n{run.stderr[-2000:]}")
    return [eval(line) for line in lines]


def generalized(message):
    return re.sub(r"\(detected.*|on line \d+|position \d+-\d+", "", str(message))


def bucket_of(want, got):
    if want[0] == "ok" or got[0] == "ok" or len(want) != len(got):
        return (generalized(want[1:2]), generalized(got[1:2]), want[0], got[0])
    fields = [name for name, a, b in zip(FIELDS, want, got) if a != b]
    return (generalized(want[1]), generalized(got[1]), ",".join(fields))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("interpreter")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--show", type=int, default=2)
    parser.add_argument("--allow", type=int, default=0)
    parser.add_argument("--buckets", type=int, default=40)
    options = parser.parse_args()
    r = random.Random(options.seed)
    valid = statements()
    sources = [program(r, valid, options.kinds.split(",")) for _ in range(options.cases)]
    wanted = outcomes([REFERENCE, "-W", "ignore"], sources)
    found = outcomes([options.interpreter], sources)
    buckets = defaultdict(list)
    for source, want, got in zip(sources, wanted, found):
        if want != got:
            buckets[bucket_of(want, got)].append((source, want, got))
    wrong = sum(map(len, buckets.values()))
    for bucket, cases in sorted(buckets.items(), key=lambda item: -len(item[1]))[:options.buckets]:
        print(f"{len(cases)} x {bucket}")
        for source, want, got in sorted(cases, key=lambda case: len(case[0]))[:options.show]:
            print(f"    {source!r}\n        want {want}\n        got  {got}")
    broken = sum(want[0] != "ok" for want in wanted)
    print(f"{options.cases} programs, {broken} of them broken, {wrong} differences (seed {options.seed})")
    return wrong > options.allow


if __name__ == "__main__":
    sys.exit(main())
