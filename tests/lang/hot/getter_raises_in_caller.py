# A getter at a place that has met many classes is compiled, and so is what follows it in its caller: compiled code that was entered
# for the getter goes on in the caller, and raises there in a function that it calls. The caller's handler must see its own place.
import sys


def make(i):
    class Item:
        def __init__(self, items, at):
            self.items, self.at = items, at

        @property
        def end(self):
            return self.items[self.at]

    return Item


CLASSES = [make(i) for i in range(80)]


class Table:
    def __init__(self):
        self.known = {}

    def __getitem__(self, key):
        return self.known[key]

    def look(self, text, flag, extend):
        try:
            return self[text]
        except KeyError:
            self.known[text] = len(self.known)
            return -len(self.known)


def run(table, data, item, words):
    found = 0
    for word in words:
        try:
            found += table.look(data[: item.end] + word + data[item.end :], flag=True, extend=7)
        except TypeError as error:
            return f"{word!r}: {error}"
    return found


table = Table()
for number, cls in enumerate(CLASSES):
    print(run(table, b"0123456789", cls([3, 5, number % 10], number % 3), [b"a", b"b", b"%d" % number, b"a"]), end=" ")
print()
total = 0
for round in range(300):
    cls = CLASSES[round % len(CLASSES)]
    words = [b"%d" % (round // 4), b"a", b"%d" % round]
    result = run(table, b"0123456789", cls([3, 5, round % 10], round % 3), words)
    if not isinstance(result, int):
        sys.exit(f"round {round}: {result}")
    total += result
print(total)
