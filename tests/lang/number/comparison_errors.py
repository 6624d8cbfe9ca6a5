def attempt(f):
    try:
        print(f())
    except TypeError as error:
        print(error)


attempt(lambda: 1 < "a")
attempt(lambda: 1j < 2j)
attempt(lambda: 1 + "a")
attempt(lambda: "a" + 1)
attempt(lambda: [] + ())
attempt(lambda: None + 1)
attempt(lambda: 1.5 & 1)
attempt(lambda: -"a")
attempt(lambda: ~1.5)
attempt(lambda: "a" * 1.5)
attempt(lambda: [1] < [None])
attempt(lambda: 1 == "a")
attempt(lambda: {} < {})
attempt(lambda: 1 << 1.0)
