for text in ("1", "1.5", "-.5", "1e3", " 2.5 ", "1_0.0_1", "inf", "-Infinity", "nan", "1e-400", "1e400"):
    print(repr(text), float(text))
for text in ("", "x", "1.2.3", "1e", "--1"):
    try:
        float(text)
    except ValueError as error:
        print(error)
print(float(3), float(True), float(10 ** 20), float())
