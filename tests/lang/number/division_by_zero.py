def attempt(f):
    try:
        print(f())
    except ZeroDivisionError as error:
        print(type(error).__name__, error)


attempt(lambda: 1 / 0)
attempt(lambda: 1 // 0)
attempt(lambda: 1 % 0)
attempt(lambda: 1.0 / 0)
attempt(lambda: 1.0 // 0)
attempt(lambda: 1.0 % 0)
attempt(lambda: divmod(1, 0))
attempt(lambda: 1j / 0)
attempt(lambda: 0 ** -1)
attempt(lambda: 10 ** 30 // 0)
attempt(lambda: 0.0 ** -2)
