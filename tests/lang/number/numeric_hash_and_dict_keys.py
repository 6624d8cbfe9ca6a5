d = {1: "int"}
d[1.0] = "float"
d[True] = "bool"
d[1 + 0j] = "complex"
print(d, len({0, 0.0, False, 0j, -0.0}), hash(-1) == hash(-2), {10 ** 20: 1}[1e20])
