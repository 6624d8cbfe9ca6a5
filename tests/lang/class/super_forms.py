# All the ways of writing super.
class A:
    def f(self):
        return "A.f"

    @classmethod
    def make(cls):
        return "A.make " + cls.__name__

    @staticmethod
    def s():
        return "A.s"

    x = 1

    @property
    def p(self):
        return "A.p"


class B(A):
    def f(self):
        return "B.f " + super().f() + " " + super(B, self).f()

    @classmethod
    def make(cls):
        return "B.make " + super().make()

    @staticmethod
    def s():
        return "B.s " + super(B, B).s()

    x = 2

    @property
    def p(self):
        return "B.p " + super().p

    def both(self):
        return super().x, self.x

    def later(self):
        return (lambda: super(B, self).f())()

    def kept(self):
        s = super()
        return s.f(), s.__thisclass__.__name__, s.__self__ is self, s.__self_class__.__name__

    def missing(self):
        return super().nothing


class C(B):
    pass


for o in B(), C():
    print(o.f(), o.make(), o.s(), o.p, o.both(), o.later(), o.kept())
    try:
        o.missing()
    except AttributeError as e:
        print(e)

unbound = super(B)
print(repr(unbound), unbound.__self__)
print(super(B, C).make(), super(B, C).f(C()))
print(repr(super(B, B())))
for arguments in ((B, 1), (1, 2), (B, B, B)):
    try:
        super(*arguments)
    except TypeError as e:
        print(e)


class Captured(A):
    def f(self):
        def inner():
            return self.__class__.__name__
        return inner(), super().f()


print(Captured().f())


def outside():
    super()


try:
    outside()
except RuntimeError as e:
    print(e)
