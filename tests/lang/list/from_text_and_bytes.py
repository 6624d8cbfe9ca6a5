"""Lists, and sums, of bytes and of strings are made at once; what a list holds already, subclasses and other starts of a
sum are not passed over."""


class Other(bytes):
    def __iter__(self):
        return iter("xy")


class Word(str):
    def __iter__(self):
        return iter((1, 2))


data = bytes(range(256))
print(list(data) == [i for i in range(256)], list(b""), list(bytearray(b"ab")), list(Other(b"abc")))
print(list("abc"), list(""), list("a\u00e9\u0394\U0001f40d"), list(Word("abc")))
for start in ([], [1], [1 << 70], [1.5], [None], ["a"], [True]):
    for more in (b"\x00\xff", "z\u0394", b"", "", bytearray(b"q"), Other(b"abc"), Word("w")):
        grown = list(start)
        grown.extend(more)
        grown += more
        grown.append(7)
        print(grown, [type(item).__name__ for item in grown])
numbers = list(b"abc")
numbers[1:2] = b"xyz"
numbers[0] = "text"
print(numbers, sorted(list("hello")), list(data)[::51], list("text" * 3)[::-2])
print(sum(data), sum(b""), sum(data, 5), sum(data, 1 << 80), sum(data, 0.1), sum(data, True), sum(bytearray(data)))
print(sum(data * 1000, -(1 << 62)), sum(b"\x01", (1 << 63) - 1))
for wrong in (lambda: sum(Other(b"abc")), lambda: sum(data, []), lambda: sum("abc"), lambda: sum(data, None)):
    try:
        print(wrong())
    except TypeError as error:
        print(error)
text = ""
for i in range(300):
    text += chr(97 + i % 26)
print("".join(list(text)) == text, list(text)[-3:])
