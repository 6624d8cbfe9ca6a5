for f in (lambda: 1 << -1, lambda: 1 >> -1):
    try:
        f()
    except ValueError as error:
        print(error)
print(0 << 10 ** 3, 5 >> 10 ** 30, -5 >> 10 ** 30)
