# Marks under operators, subscripts and what goes on in the next line; reraised exceptions keep one entry a frame.
# compare: stderr
def f(x):
    return g(x) + \
        1
def g(x):
    try:
        return {"a": x["b"]["c"]}
    except KeyError as e:
        raise ValueError("bad %s" % e) from e
class C:
    def __repr__(self):
        return 1 / 0
    @property
    def p(self):
        return self.q.r.s
try:
    f({"b": {}})
except ValueError:
    pass


def add(a, b):
    return (a +
            b)


def item(x):
    return x[
        0][1]


def checked(value):
    assert value == "größe" [0:3] + "ße", \
        "not the size"


def nested():
    try:
        try:
            add(1,
                "x")
        except ValueError:
            print("not here")
        finally:
            print("cleaned up")
    except TypeError:
        try:
            y = foo = item(
               [1]) + 1
        except TypeError as error:
            checked("größe")
            try:
                checked(  1//2  )
            except AssertionError as other:
                raise other from error


nested()
