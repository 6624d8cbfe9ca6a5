class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *, times=1):
        return x + self.n * times


add5 = Adder(5)
print(add5(1), add5(1, times=3), list(map(add5, [1, 2])), callable(add5))


class Field:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name, "unset")

    def __set__(self, instance, value):
        setattr(instance, self.name, value * 2)


class Record:
    field = Field()


r = Record()
print(r.field)
r.field = 21
print(r.field, r.__dict__, type(Record.field).__name__)
