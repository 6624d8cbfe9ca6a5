"""A tokenizer with one large regular expression, and an evaluator over its tokens."""

import re

TOKEN = re.compile(r"""
    (?P<number>\d+(?:\.\d+)?) | (?P<name>[A-Za-z_]\w*) | (?P<op>[-+*/=()]) | (?P<space>\s+) | (?P<other>.)
""", re.VERBOSE)


def tokens(text):
    for match in TOKEN.finditer(text):
        kind = match.lastgroup
        if kind != "space":
            yield kind, match.group()


class Evaluator:
    def __init__(self):
        self.names = {}

    def run(self, text):
        self.tokens = list(tokens(text))
        self.tokens.append(("end", ""))
        self.place = 0
        if self.tokens[0][0] == "name" and self.tokens[1] == ("op", "="):
            self.place = 2
            self.names[self.tokens[0][1]] = value = self.sum()
            return value
        return self.sum()

    def take(self, *operators):
        kind, text = self.tokens[self.place]
        if kind == "op" and text in operators:
            self.place += 1
            return text
        return None

    def sum(self):
        value = self.product()
        while operator := self.take("+", "-"):
            other = self.product()
            value = value + other if operator == "+" else value - other
        return value

    def product(self):
        value = self.atom()
        while operator := self.take("*", "/"):
            other = self.atom()
            value = value * other if operator == "*" else value // other
        return value

    def atom(self):
        if self.take("("):
            value = self.sum()
            assert self.take(")")
            return value
        if self.take("-"):
            return -self.atom()
        kind, text = self.tokens[self.place]
        self.place += 1
        return int(text) if kind == "number" else self.names[text]


def run():
    evaluator = Evaluator()
    total = 0
    for i in range(150):
        evaluator.run("alpha_%d = (%d + 4) * 3 - -7 / 2" % (i % 10, i))
        total += evaluator.run("alpha_%d * (12 - 5) + 100 / (alpha_%d + 1)" % (i % 10, i % 10))
    return total + len(re.findall(r"\b[a-z]+ing\b", "singing and dancing in the ring of a king " * 100))
