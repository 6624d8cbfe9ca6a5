def f(a, b=1, *, c):
    pass


def g(a, /):
    pass


def h():
    pass


def many(a, b, c):
    pass


five, nothing, text = 5, None, "x"
calls = [
    lambda: f(), lambda: f(1), lambda: f(1, 2, 3, c=1), lambda: f(1, c=1, d=2), lambda: f(1, c=1, a=2), lambda: g(a=1),
    lambda: h(1), lambda: h(1, 2), lambda: h(x=1), lambda: many(), lambda: many(1), lambda: many(1, 2), lambda: many(1, 2, 3, 4),
    lambda: f(*1), lambda: f(**1), lambda: f(**{1: 2}), lambda: five(), lambda: nothing(), lambda: many(*[1], **{"a": 1}), lambda: text(1),
]
for call in calls:
    try:
        call()
    except TypeError as error:
        print(error)
