def f(kind):
    for i in range(3):
        try:
            if kind == "return":
                return "returned"
            if kind == "break":
                break
            if kind == "continue":
                continue
            if kind == "raise":
                raise ValueError("raised")
        finally:
            print("finally", kind, i)
    return "end"


for kind in ("return", "break", "continue", "raise"):
    try:
        print(f(kind))
    except ValueError as error:
        print("caught", error)


def override():
    try:
        return 1
    finally:
        return 2


def swallow():
    for _ in range(2):
        try:
            raise KeyError
        finally:
            continue
    return "swallowed"


print(override(), swallow())
