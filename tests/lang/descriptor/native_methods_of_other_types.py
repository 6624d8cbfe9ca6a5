# Native methods of one type under special names of a class of another; what stands under __get__ is not bound.
class A(int):
    __eq__ = str.__eq__
    __lt__ = list.__lt__
    __add__ = str.__add__
    __len__ = str.__len__
    __hash__ = str.__hash__
    __repr__ = float.__repr__
    __iter__ = list.__iter__
    __neg__ = float.__neg__
    __bool__ = float.__bool__


a = A(3)
for f in (lambda: a == a, lambda: a == 3, lambda: a < a, lambda: a > 1, lambda: a + a, lambda: len(a), lambda: hash(a),
          lambda: repr(a), lambda: iter(a), lambda: -a, lambda: bool(a), lambda: not a, lambda: a != a):
    try:
        print(f())
    except TypeError as e:
        print(e)


class F(float):
    __lt__ = int.__lt__
    __ge__ = float.__ge__


for f in lambda: F(1.0) < 1, lambda: F(1.0) >= 1, lambda: F(2.0) > F(1.0):
    try:
        print(f())
    except TypeError as e:
        print(e)


class D:
    __get__ = print

    def __repr__(self):
        return "D"


class X:
    d = D()

    def __repr__(self):
        return "X"


print(X.d, X().d)
