# In a class, names of keyword arguments are not mangled; names of parameters are.
class Private:
    def take(self, **named):
        return named

    def calls(self):
        more = {"c": 3}
        return self.take(__a=1), self.take(__a=1, **more), self.take(**more, __b=2), dict(__d=4)

    def parameter(self, __x=5, *, __y=6):
        return __x, __y


print(Private().calls())
print(Private().parameter(), Private().parameter(_Private__x=1, _Private__y=2))
try:
    Private().parameter(__x=1)
except TypeError as error:
    print(error)


class Meta(type):
    def __new__(cls, name, bases, namespace, **named):
        return super().__new__(cls, name, bases, namespace)

    def __init__(self, name, bases, namespace, **named):
        print(named)


class Outer:
    class Inner(metaclass=Meta, __option=1):
        pass
