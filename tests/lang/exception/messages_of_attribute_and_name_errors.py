class C:
    attribute = 1


def attempt(f):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, "|", error, "|", error.args)


attempt(lambda: C().missing)
attempt(lambda: C.missing)
attempt(lambda: None.x)
attempt(lambda: (5).x)
attempt(lambda: "s".nope())
attempt(lambda: undefined_name)
attempt(lambda: [].x)
attempt(lambda: attempt.x)
attempt(lambda: setattr(5, "x", 1))
attempt(lambda: setattr(object(), "x", 1))
attempt(lambda: len(5))
five, letter = 5, "a"
attempt(lambda: five[0])
attempt(lambda: letter[1.5])
attempt(lambda: {}.x)
attempt(lambda: {1: 2}[3])
attempt(lambda: {"k": 2}["q"])
