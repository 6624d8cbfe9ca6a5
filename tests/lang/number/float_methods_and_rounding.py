print((2.5).is_integer(), (3.0).is_integer(), (0.75).as_integer_ratio(), (10.0).hex(), float.fromhex("0x1.8p1"))
for x in (0.5, 1.5, 2.5, -0.5, 2.675, 1e20):
    print(round(x), round(x, 1), round(x, 2))
print(round(1234, -2), round(1250, -2), round(-7), round(15, -1), round(25, -1))
print(abs(-2.5), abs(-0.0), abs(3 + 4j), divmod(7.5, 2), divmod(-7.5, 2), int(-7.9))
