for x in (0.1, 1 / 3, 1e16, 1e15, 123456789.123456789, 1e-5, 0.0001, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 100.0,
          -0.0, 2.5, 1e100, float("inf"), float("-inf"), float("nan")):
    print(x, repr(x), str(-x))

# What is wrong behind a number that is too large is not looked at.
for text in ("a" + "0" * 500 + "j08)e400", "0" * 600 + "x", "1" * 300 + "z", "0x1p5000z", "0x1p-5000z", "1p99999999999999999999z", "1p+", "1p-5 ", "x"):
    try:
        print(float.fromhex(text))
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
