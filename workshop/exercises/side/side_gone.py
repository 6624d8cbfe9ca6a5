class Printer:
    """What it is given appears when it is done."""

    def __init__(self):
        self.lines = []

    def write(self, line):
        self.lines.append(line)

    def __del__(self):
        print(*self.lines)


def report(words):
    printer = Printer()
    for word in words:
        printer.write(word)


report(["first", "second"])
print("the end")
