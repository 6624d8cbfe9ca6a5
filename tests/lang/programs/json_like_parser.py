# A recursive-descent parser and a writer for JSON: text, errors with places, round trips.
class ParseError(ValueError):
    def __init__(self, message, text, place):
        line = text.count("\n", 0, place) + 1
        super().__init__(f"{message} at line {line}, column {place - text.rfind(chr(10), 0, place)}")


class Parser:
    ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"'}
    WORDS = {"true": True, "false": False, "null": None}

    def __init__(self, text):
        self.text, self.place = text, 0

    def fail(self, message):
        raise ParseError(message, self.text, self.place)

    def peek(self):
        while self.place < len(self.text) and self.text[self.place] in " \t\n\r":
            self.place += 1
        return self.text[self.place:self.place + 1]

    def expect(self, char):
        if self.peek() != char:
            self.fail(f"expected {char!r}, found {self.peek() or 'the end'!r}")
        self.place += 1

    def items(self, close, item):
        self.place += 1
        if self.peek() != close:
            yield item()
            while self.peek() == ",":
                self.place += 1
                yield item()
        self.expect(close)

    def pair(self):
        if self.peek() != '"':
            self.fail("expected a key")
        key = self.value()
        self.expect(":")
        return key, self.value()

    def value(self):
        char = self.peek()
        if char == "{":
            return dict(self.items("}", self.pair))
        if char == "[":
            return list(self.items("]", self.value))
        if char == '"':
            return self.string()
        end = self.place
        while end < len(self.text) and (self.text[end].isalnum() or self.text[end] in "+-."):
            end += 1
        word = self.text[self.place:end]
        if word in self.WORDS:
            self.place = end
            return self.WORDS[word]
        try:
            number = float(word) if set(word) & set(".eE") else int(word)
        except ValueError:
            self.fail(f"bad value {word!r}")
        self.place = end
        return number

    def string(self):
        parts = []
        self.place += 1
        while (char := self.text[self.place:self.place + 1]) != '"':
            if not char:
                self.fail("unterminated string")
            self.place += 1
            if char == "\\":
                code = self.text[self.place]
                self.place += 1
                if code == "u":
                    char = chr(int(self.text[self.place:self.place + 4], 16))
                    self.place += 4
                else:
                    char = self.ESCAPES[code]
            parts.append(char)
        self.place += 1
        return "".join(parts)


def write(value, indent=0):
    if isinstance(value, dict):
        inner = ",\n".join(f"{' ' * (indent + 2)}{write(k)}: {write(v, indent + 2)}" for k, v in value.items())
        return f"{{\n{inner}\n{' ' * indent}}}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(write(item, indent + 2) for item in value)}]"
    if isinstance(value, str):
        return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) > 126 else "\\" * (c in '"\\') + c for c in value) + '"'
    return {True: "true", False: "false", None: "null"}[value] if value is None or value is True or value is False else repr(value)


source = '{"name": "W\\u00fcrfel \\"x\\"", "sizes": [1, -2.5, 3e2, 12345678901234567890], "ok": true,\n "deep": {"a": [[], {}, [null, false]]}}'
parsed = Parser(source).value()
print(parsed)
print(write(parsed))
print(Parser(write(parsed)).value() == parsed)
for bad in '{"a" 1}', "[1, 2", '[1,\n nope]', '{1: 2}', '"abc', "", "[1 2]", '{"a":}':
    try:
        print(Parser(bad).value())
    except ParseError as error:
        print(f"{bad!r}: {error}")
table = write([{"id": i, "square": i * i, "half": i / 2, "tags": ["x" * (i % 3), None]} for i in range(60)])
print(len(table), sum(entry["half"] for entry in Parser(table).value()))
