for a in (0j, 1 + 2j, -1.5j, 3 - 4j):
    for b in (1 + 0j, 2 - 1j, 0.5j):
        print(a, b, a + b, a - b, a * b, a / b, a == b)
    print(a * 2, 2 * a, a + 1, 1.5 - a, a / 2, -a, +a, abs(a), a.real, a.imag, a.conjugate(), bool(a))
print(complex(1, 2), complex(3), complex("1+2j"), complex("-j"), complex(1.5, -0.0), complex())
print((1 + 2j) ** 2, 1j ** 2, (1 + 1j) ** 0, 2j == 2, 2 + 0j == 2, hash(2 + 0j) == hash(2))
