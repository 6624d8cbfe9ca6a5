# Tables, wrapping, templates, roman numerals, a caesar cipher, run lengths: strings made and taken apart.
TEXT = """The quick brown fox jumps over the lazy dog. Pack my box with five dozen liquor jugs!
How vexingly quick daft zebras jump; sphinx of black quartz, judge my vow."""


def wrap(text, width):
    line = []
    for word in text.split():
        if line and sum(map(len, line)) + len(line) + len(word) > width:
            yield " ".join(line)
            line = []
        line.append(word)
    if line:
        yield " ".join(line)


def justify(line, width):
    words = line.split(" ")
    gaps = len(words) - 1
    if not gaps:
        return line.ljust(width)
    room, extra = divmod(width - sum(map(len, words)), gaps)
    return "".join(word + " " * (room + (i < extra)) * (i < gaps) for i, word in enumerate(words))


def table(rows, titles):
    widths = [max(len(str(row[i])) for row in [titles, *rows]) for i in range(len(titles))]
    rule = "+".join("-" * (width + 2) for width in widths)
    yield "|".join(f" {title:^{width}} " for title, width in zip(titles, widths))
    yield rule
    for row in rows:
        yield "|".join(f" {cell:>{width}.2f} " if isinstance(cell, float) else f" {cell:<{width}} "
                       for cell, width in zip(row, widths))


def roman(number):
    text = ""
    for value, letters in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split()):
        count, number = divmod(number, value)
        text += letters * count
    return text


def caesar(text, shift):
    letters = "abcdefghijklmnopqrstuvwxyz"
    moved = letters[shift:] + letters[:shift]
    return text.translate(str.maketrans(letters + letters.upper(), moved + moved.upper()))


def run_lengths(text):
    runs = []
    for char in text:
        if runs and runs[-1][0] == char:
            runs[-1][1] += 1
        else:
            runs.append([char, 1])
    return "".join(f"{char}{count if count > 1 else ''}" for char, count in runs)


class Template:
    def __init__(self, text):
        self.text = text

    def __mod__(self, values):
        return "".join(str(values.get(part, "{" + part + "?}")) if i % 2 else part
                       for i, part in enumerate(self.text.replace("}", "{").split("{")))


for line in wrap(TEXT, 38):
    print(f"[{justify(line, 38)}]")
print("\n".join(table([("apple", 3, 1.5), ("kiwi", 12, 0.25), ("melon", 1, 12.0)], ("fruit", "pieces", "price"))))
print(" ".join(roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)))
print(caesar(TEXT.splitlines()[0], 13), caesar(caesar("Hello, World", 7), 19))
print(run_lengths("aaabccddddde"), run_lengths("wwww"), repr(run_lengths("")))
print(Template("Dear {name}, you owe {sum} to {whom}.") % {"name": "Ann", "sum": "%.2f" % 12.5})
counts = {}
for char in TEXT.lower():
    if char.isalpha():
        counts[char] = counts.get(char, 0) + 1
print(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:8], len(counts))
print("{0:>8}|{0:<8}|{0:^8}|{1:+.3e}|{2:#x}|{2:#010b}|{3!r:>6}|{4:,}".format("mid", 12345.678, 255, "q", 10 ** 12))
print("%-8s|%8s|%08.3f|%x|%o|%e|%g|%%|%c|%r" % ("left", "right", 3.14159, 255, 8, 12345.678, 0.00001, 65, "it's"))
print(" mixed Case ".strip().swapcase().title().center(20, "*"), "a,b,,c".split(","), "k=v=w".partition("="), "x".join("abc"))
