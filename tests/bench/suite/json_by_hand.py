"""A JSON parser and printer written out in Python, one character at a time."""

ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


class Parser:
    def __init__(self, text):
        self.text = text
        self.place = 0

    def skip_space(self):
        while self.place < len(self.text) and self.text[self.place] in " \n\t":
            self.place += 1

    def expect(self, character):
        if self.text[self.place] != character:
            raise ValueError("expected %s at %d" % (character, self.place))
        self.place += 1

    def value(self):
        self.skip_space()
        character = self.text[self.place]
        if character == "{":
            return self.object()
        if character == "[":
            return self.array()
        if character == '"':
            return self.string()
        if character in "-0123456789":
            return self.number()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.place):
                self.place += len(word)
                return value
        raise ValueError("unexpected %r at %d" % (character, self.place))

    def string(self):
        self.expect('"')
        parts = []
        while self.text[self.place] != '"':
            character = self.text[self.place]
            if character == "\\":
                self.place += 1
                character = ESCAPES[self.text[self.place]]
            parts.append(character)
            self.place += 1
        self.place += 1
        return "".join(parts)

    def number(self):
        start = self.place
        while self.place < len(self.text) and self.text[self.place] in "-+.eE0123456789":
            self.place += 1
        digits = self.text[start:self.place]
        return float(digits) if "." in digits else int(digits)

    def array(self):
        self.expect("[")
        items = []
        self.skip_space()
        while self.text[self.place] != "]":
            items.append(self.value())
            self.skip_space()
            if self.text[self.place] == ",":
                self.place += 1
                self.skip_space()
        self.place += 1
        return items

    def object(self):
        self.expect("{")
        result = {}
        self.skip_space()
        while self.text[self.place] != "}":
            key = self.string()
            self.skip_space()
            self.expect(":")
            result[key] = self.value()
            self.skip_space()
            if self.text[self.place] == ",":
                self.place += 1
                self.skip_space()
        self.place += 1
        return result


def printed(value):
    if value is True or value is False or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, list):
        return "[" + ", ".join(printed(item) for item in value) + "]"
    return "{" + ", ".join(printed(key) + ": " + printed(item) for key, item in value.items()) + "}"


def run():
    data = [
        {"id": i, "name": "item \"%d\"" % i, "price": i / 4, "tags": ["a", "b\n", None, True], "deep": {"x": [[i]]}}
        for i in range(60)
    ]
    text = printed(data)
    parsed = Parser(text).value()
    assert parsed == data
    return len(text) + sum(item["id"] for item in parsed)
