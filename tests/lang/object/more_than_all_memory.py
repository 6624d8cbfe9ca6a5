# What no machine has room for is refused at once, whatever the kernel would promise.
SIZE = 1 << 45


def refused(name, make):
    try:
        make()
        print(name, "made")
    except MemoryError:
        print(name, "MemoryError")
    except (OverflowError, ValueError) as error:
        print(name, type(error).__name__)


refused("bytes *", lambda: b"a" * SIZE)
refused("bytes(n)", lambda: bytes(SIZE))
refused("bytearray(n)", lambda: bytearray(SIZE))
refused("str *", lambda: "a" * SIZE)
refused("wide str *", lambda: "\U0001f600" * SIZE)
refused("str.ljust", lambda: "a".ljust(SIZE))
refused("str.center", lambda: "a".center(SIZE))
refused("str.zfill", lambda: "1".zfill(SIZE))
refused("bytes.rjust", lambda: b"a".rjust(SIZE))
refused("bytes.zfill", lambda: b"1".zfill(SIZE))
refused("bytes.center", lambda: b"a".center(SIZE))
refused("str.replace", lambda: ("a" * 1000000).replace("a", "b" * 100000000))
refused("list *", lambda: [None] * SIZE)
refused("tuple *", lambda: (None,) * SIZE)
refused("int.to_bytes", lambda: (3).to_bytes(SIZE, "big"))
refused("int <<", lambda: 1 << (SIZE * 8))
refused("format", lambda: format(1, f"{SIZE}d"))
refused("%", lambda: "%*d" % (SIZE, 1))


def again():
    a = []
    a.append(1)
    try:
        a *= SIZE
    except MemoryError:
        print("in place", a)


again()


# Told once: nothing is raised by what comes after it.
for _ in range(3):
    pass
print("end")
