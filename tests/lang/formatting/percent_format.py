print("%d %i %5d|%-5d|%05d %+d" % (1, 2, 3, 4, 5, 6))
print("%s %r %a %10s|%-10s|%.2s" % ("x", "y", "é", "right", "left", "cut"))
print("%f %.2f %8.3f|%e %g %g %G" % (1.5, 2.345, 3.14159, 12345.678, 0.0001, 1e-5, 1e20))
print("%x %X %#x %o %#o %c %c %%" % (255, 255, 255, 8, 8, "a", 66))
print("%(name)s is %(age)d" % {"name": "Sid", "age": 3}, "%*d|%-*s|" % (5, 42, 6, "ab"), "%s" % (1,), "%s" % [1, 2], "%.3s|" % "abcdef")
print("% d" % 5, "%s %s" % (None, True), "%d" % 3.99, "%d" % True, "%5.1f%%" % 99.55, "%i" % -(10 ** 20))
for f in (lambda: "%d" % "x", lambda: "%d %d" % 1, lambda: "%d" % (1, 2), lambda: "%(a)s" % {}, lambda: "%q" % 1, lambda: "%c" % "ab"):
    try:
        print(f())
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__, error)
