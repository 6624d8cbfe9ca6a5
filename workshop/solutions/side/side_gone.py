class Printer:
    """What it is given appears when it is done."""

    def __init__(self):
        self.lines = []

    def write(self, line):
        self.lines.append(line)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        print(*self.lines)


def report(words):
    with Printer() as printer:
        for word in words:
            printer.write(word)


report(["first", "second"])
print("the end")
