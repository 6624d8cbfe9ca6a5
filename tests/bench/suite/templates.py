"""A template engine: text compiled to nodes, rendered with filters, loops and conditions."""

import re

PIECES = re.compile(r"({{.*?}}|{%.*?%})")

TEMPLATE = """<html><h1>{{ title|upper }}</h1><ul>
{% for item in items %}<li class="{{ item.kind }}">{{ item.name|escape }}: {{ item.price }}{% if item.sold %} sold{% end %}</li>
{% end %}</ul><p>{{ footer }}</p></html>"""

FILTERS = {
    "upper": str.upper,
    "escape": lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
}


class Text:
    def __init__(self, text):
        self.text = text

    def render(self, context, out):
        out.append(self.text)


def looked_up(path, context):
    value = context
    for name in path:
        value = value[name]
    return value


class Value:
    def __init__(self, expression):
        path, *filters = expression.split("|")
        self.path = path.strip().split(".")
        self.filters = [FILTERS[name.strip()] for name in filters]

    def render(self, context, out):
        value = str(looked_up(self.path, context))
        for function in self.filters:
            value = function(value)
        out.append(value)


class For:
    def __init__(self, name, path, body):
        self.name = name
        self.path = path.split(".")
        self.body = body

    def render(self, context, out):
        for item in looked_up(self.path, context):
            inner = dict(context)
            inner[self.name] = item
            for node in self.body:
                node.render(inner, out)


class If:
    def __init__(self, path, body):
        self.path = path.split(".")
        self.body = body

    def render(self, context, out):
        if looked_up(self.path, context):
            for node in self.body:
                node.render(context, out)


def parsed(pieces):
    nodes = []
    for piece in pieces:
        if piece.startswith("{{"):
            nodes.append(Value(piece[2:-2]))
        elif piece.startswith("{%"):
            words = piece[2:-2].split()
            if words[0] == "end":
                break
            if words[0] == "for":
                nodes.append(For(words[1], words[3], parsed(pieces)))
            else:
                nodes.append(If(words[1], parsed(pieces)))
        elif piece:
            nodes.append(Text(piece))
    return nodes


def run():
    nodes = parsed(iter(PIECES.split(TEMPLATE)))
    items = [
        {"kind": "odd" if i & 1 else "even", "name": "<item & %d>" % i, "price": i * 1.5, "sold": i % 3 == 0}
        for i in range(100)
    ]
    total = 0
    for page in range(6):
        out = []
        context = {"title": "page %d" % page, "items": items, "footer": "the end"}
        for node in nodes:
            node.render(context, out)
        total += len("".join(out))
    return total
