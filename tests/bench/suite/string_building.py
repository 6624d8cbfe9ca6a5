"""Text put together: +=, join, formats, replace, case, and text taken apart again."""


def table(rows):
    lines = []
    for row in range(rows):
        cells = []
        for column in range(6):
            cells.append(f"{row * column:>5d}|{row / (column + 1):.2f}")
        lines.append(" ".join(cells))
    return "\n".join(lines)


def shouted(words):
    text = ""
    for word in words:
        text += word.upper() + "! "
    return text.strip()


def caesar(text, shift):
    out = ""
    for letter in text:
        if letter.isalpha():
            base = ord("a") if letter.islower() else ord("A")
            out += chr((ord(letter) - base + shift) % 26 + base)
        else:
            out += letter
    return out


def run():
    words = ["alpha", "beta", "gamma", "delta"] * 150
    text = shouted(words)
    total = len(text) + text.count("GAMMA")
    secret = caesar(text, 3)
    total += len(secret) + (caesar(secret, -3) == text)
    for line in table(150).splitlines():
        total += len(line.split()) + line.find("|")
    for i in range(1500):
        key = "key_%d" % i + "-" + str(i * i)
        name, _, rest = key.partition("-")
        total += int(rest) + name.startswith("key_1") + len(name.replace("key", "k"))
    return total
