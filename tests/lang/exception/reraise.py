def f():
    try:
        g()
    except ValueError:
        print("logging")
        raise


def g():
    raise ValueError("deep")


try:
    f()
except ValueError as error:
    print(error)
try:
    raise
except RuntimeError as error:
    print(error)


def nested():
    try:
        raise KeyError("first")
    except KeyError:
        try:
            raise IndexError("second")
        except IndexError:
            pass
        raise


try:
    nested()
except KeyError as error:
    print(repr(error))
