"""Programs with tokens changed, which run: most raise, some no longer end."""

import io
import keyword
import tokenize

from _samples import PROGRAMS

FORBIDDEN = {"open", "input", "exit", "quit", "breakpoint", "help", "__import__", "print", "id", "copyright", "credits", "license", "globals", "vars",
             "locals", "dir"}
SAFE = {name: value for name, value in __import__("builtins").__dict__.items() if name not in FORBIDDEN}


def tokens_of(text):
    kinds = (tokenize.NAME, tokenize.NUMBER, tokenize.STRING, tokenize.OP)
    lines = text.splitlines(keepends=True)
    return [(token.start, token.end) for token in tokenize.generate_tokens(io.StringIO(text).readline)
            if token.type in kinds and token.start[0] == token.end[0]], lines


NAMES = ["i", "x", "self", "result", "len", "type", "str", "list", "dict", "int", "object", "iter", "next", "sum", "sorted", "zip", "range", "tuple", "map", "super", "property"]
OPERANDS = ["0", "1", "-1", "2", "None", "True", "[]", "()", "{}", "''", "range(9)", "(1 << 70)", "1.5", "'ab'", "[1, 2]", "(lambda *a: a)", "10**30", "{1: 2}", "{1, 2}", "float('nan')",
            "iter([1, 2, 3])", "b'ab'", "2j", "(3, 4, 5)", "...", "NotImplemented"]
OPERATORS = ["+", "-", "*", "//", "/", "%", "**", "<<", ">>", "&", "|", "^", "@", "<", "==", ">=", "is", "in", "not in", "and", "or"]
ASSIGNMENTS = ["=", "+=", "-=", "*=", "//=", "%=", "**=", "<<=", "|=", "&="]
WORDS = NAMES + OPERANDS + OPERATORS + ASSIGNMENTS + [".", ",", ":", "(", ")", "[", "]", "yield", "return", "break", "continue", "raise", "del", "pass", "not", "if", "else", "*", "**"]


def like(random, text, names):
    """Something that may stand where `text` does."""
    if text.isidentifier() and not keyword.iskeyword(text):
        return random.choice(names if random.random() < 0.6 else NAMES + OPERANDS)
    if text[:1].isdigit() or text[:1] in "'\"":
        return random.choice(OPERANDS + names)
    for family in (ASSIGNMENTS, OPERATORS, ["break", "continue", "return", "pass", "raise", "yield"], ["True", "False", "None"]):
        if text in family:
            return random.choice(family)
    return random.choice(WORDS) if random.random() < 0.2 else text


def change(random, lines, places, others):
    (row, begin), (_, end) = random.choice(places)
    line = lines[row - 1]
    names = [name for (r, b), (_, e) in places if (name := lines[r - 1][b:e]).isidentifier() and not keyword.iskeyword(name)] or NAMES
    kind = random.randrange(12)
    if kind < 8:
        lines[row - 1] = line[:begin] + like(random, line[begin:end], names) + line[end:]
    elif kind == 8:
        lines[row - 1] = line[:begin] + random.choice(["", random.choice(WORDS)]) + line[end:]
    elif kind == 9:  # a line at another place, as deep as what stands there
        other = random.choice(random.choice(others).splitlines(keepends=True) + lines)
        lines.insert(row - 1, line[:len(line) - len(line.lstrip())] + other.lstrip())
    elif kind == 10:
        del lines[row - 1]
    else:
        lines[row - 1] = line[:begin] + "(" + line[begin:end] + random.choice(["", " + ", " * ", " if i else ", ", "]) + ")" + line[end:]


def changed(random, text, others):
    for _ in range(random.choice([1, 1, 2, 2, 3, 5, 8])):
        try:
            places, lines = tokens_of(text)
        except (tokenize.TokenError, SyntaxError):
            break
        if places:
            change(random, lines, places, others)
        text = "".join(lines)
    return text


def ran(source):
    scope = {"__builtins__": dict(SAFE), "__name__": "hostile", "__import__": None}
    exec(compile(source, "<hostile>", "exec"), scope)
    return scope.get("result")


def make_case(random):
    return ran, changed(random, random.choice(PROGRAMS), PROGRAMS)
