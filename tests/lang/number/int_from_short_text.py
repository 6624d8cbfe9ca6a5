"""int() of the texts that nearly all are, a sign and a few digits, and of what only looks like them."""


class Text(str):
    pass


class Number(int):
    pass


for text in ("0", "7", "-7", "+7", "-0", "+0", "00012", "1_000", " 12 ", "12\n", "\t-3", "999999999999999999", "-999999999999999999",
             "1000000000000000000", "9223372036854775808", "-9223372036854775809", "1" * 40, "\u0661\u0662", Text("15"), b"42", b"-42",
             bytearray(b"+8"), memoryview(b"77")):
    print(repr(int(text)), type(int(text)).__name__, repr(Number(text)), type(Number(text)).__name__)
for text in ("", "-", "+", "--1", "+-1", "1-", "1.0", "0x10", "1__0", "_1", "1_", "- 1", "1 2", "a", "1\0", "\u00b2", Text(""), b"", b"-", b"1a"):
    try:
        print(int(text))
    except ValueError as error:
        print(error)
print(int("ff", 16), int("0x1f", 0), int("11", 2), int("-12", 10), int("12", 10), int("z", 36))
grown = ""
for digit in "1234567":
    grown += digit
    print(int(grown), end=" ")
print()
