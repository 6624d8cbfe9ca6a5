def attempt(f):
    try:
        value = f()
    except ZeroDivisionError:
        print("zero")
    except (KeyError, IndexError) as error:
        print("lookup", repr(error))
    else:
        print("value", value)
    finally:
        print("finally")


attempt(lambda: 1 / 0)
attempt(lambda: {}["k"])
attempt(lambda: [][0])
attempt(lambda: 42)
try:
    attempt(lambda: int("x"))
except ValueError as error:
    print("outside", error)
