for n in (0, 1, 255, 256, -256, 1 << 100):
    print(n, n.bit_length(), abs(n), n.real, n.imag, n.numerator, n.denominator, n.conjugate(), hash(n) == hash(float(n)))
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), int.from_bytes(b"\x04\x00", "big"))
print((-2).to_bytes(2, "big", signed=True), int.from_bytes(b"\xff\xfe", "big", signed=True))
