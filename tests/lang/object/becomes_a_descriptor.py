# The class of a class attribute gets __get__, __set__ or __delete__ after code has run that found none.
class Value:
    pass


class Owner:
    value = Value()

    def __init__(self):
        self.value = 1


class Plain:
    value = Value()


def read(o):
    return o.value


def write(o):
    o.value = 5
    return vars(o)


o, plain = Owner(), Plain()
for i in range(5000):
    assert read(o) == 1
    assert type(read(plain)) is Value
Value.__get__ = lambda self, instance, owner=None: 2
print(read(o), read(plain))
for i in range(5000):
    read(o), read(plain)
Value.__set__ = lambda self, instance, value: None
print(read(o), read(plain))
for i in range(5000):
    write(o)
print(write(o), write(Plain()))
del Value.__set__
print(read(o), write(o), read(o), write(Plain()))
for i in range(5000):
    read(o), write(o)
Value.__delete__ = lambda self, instance: print("deleted")
print(read(o))
del o.value
del Value.__get__
print(read(o), type(read(plain)))


class Method:
    pass


class HasMethod:
    call = Method()


Method.__call__ = lambda self, *a: ("called", a)


def run(o):
    return o.call(1)


h = HasMethod()
for i in range(5000):
    run(h)
print(run(h))
Method.__get__ = lambda self, instance, owner=None: lambda *a: ("bound", a)
print(run(h))
