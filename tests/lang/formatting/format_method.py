print("{} {} {}".format(1, "a", 2.5), "{1} {0}".format("x", "y"), "{name} {0}".format(1, name="n"), "{0[1]} {1.real}".format([5, 6], 7))
print("{:>6}|{:<6}|{:^6}|{:*^7}|".format("a", "b", "c", "d"), "{:+d} {: d} {:06.2f}".format(3, 4, 5.678), "{!r:>5}|".format("x"))
print("{{}} {:{}}|".format("w", 4), format(255, "x"), format(3.5, ".3f"), format("s", ">3"), format(12345.678, ",.1f"), format(True), format(10, "08b"))
for f in (lambda: "{} {}".format(1), lambda: "{x}".format(), lambda: "{:d}".format("a"), lambda: "{".format(), lambda: format(1.5, "d")):
    try:
        print(f())
    except (IndexError, KeyError, ValueError) as error:
        print(type(error).__name__, error)
