print("a b  c".split(), "a b  c".split(" "), " a ".split(), "".split(), "".split(","), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1))
print("one\ntwo\r\nthree".splitlines(), "a\n".splitlines(True), "k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="))
print(", ".join(["x", "y", "z"]), "".join([]), "-".join("abc"), "/".join(str(i) for i in range(4)))
for f in (lambda: "".join([1]), lambda: "a".split("")):
    try:
        f()
    except (TypeError, ValueError) as error:
        print(error)
