values = [None, False, True, 0, 1, -1, 0.0, -0.0, 0.1, 0j, 1j, "", " ", b"", b"0", (), (0,), [], [0], {}, {0: 0},
          set(), {0}, range(0), range(1), bytearray(), bytearray(1)]
for value in values:
    print(repr(value), bool(value), not value, "yes" if value else "no")
