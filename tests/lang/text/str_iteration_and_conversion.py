for i, c in enumerate("añ€🐍"):
    print(i, c, ord(c))
print(list("abc"), tuple("xy"), str(1.5), str(None), str([1, "a"]), str(), str(b"x"), str(b"\xc3\xa9", "utf-8"), list(reversed("abc")))
