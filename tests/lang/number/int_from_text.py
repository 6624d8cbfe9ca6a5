for text in ("0", "-12", "+7", " 42 ", "1_000", "0012", "9" * 40):
    print(repr(text), int(text))
print(int("ff", 16), int("0xff", 16), int("0b101", 0), int("0o17", 0), int("z", 36), int("-101", 2))
for text in ("", "x", "1.5", "1__0", "0x", "- 1", "12a"):
    try:
        int(text)
    except ValueError as error:
        print(error)
print(int(3.99), int(-3.99), int(True), int(1e20), int())

# Digits are counted before what follows them is looked at; a message shows 200 characters.
many = "1" * 5000
for text in (many + "x", many + "é", many + "_", many + " x", "x" + many, many + "__1", "0" + many, "0" * 5000 + "1", "é" * 300, b"x" * 300, bytearray(b"\xff" * 90)):
    for base in (10, 0, 16, 36):
        try:
            print(base, hash(int(text, base)))
        except ValueError as error:
            print(base, len(str(error)), error)
