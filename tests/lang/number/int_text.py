for n in (0, -1, 12345, 10 ** 30, -(10 ** 25)):
    print(str(n), repr(n), hex(n), oct(n), bin(n), f"{n:d}", f"{n:x}")
