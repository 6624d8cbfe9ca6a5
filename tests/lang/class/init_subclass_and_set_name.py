# __set_name__ before __init_subclass__, keywords of the class statement, errors in both.
class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name


class Base:
    registry = []

    def __init_subclass__(cls, *, tag=None, **rest):
        super().__init_subclass__(**rest)
        print("init_subclass", cls.__name__, tag, [n for n in vars(cls) if not n.startswith("__")])
        cls.registry.append(cls)


class First(Base, tag="one"):
    field = Named()


class Second(First):
    other = Named()


print([c.__name__ for c in Base.registry], Second.field.name, Second.other.name)

try:
    class Third(Base, unknown=1):
        pass
except TypeError as e:
    print(e)


class Broken:
    def __set_name__(self, owner, name):
        raise KeyError(name)


try:
    class Fourth:
        x = Broken()
except RuntimeError as e:
    print(e, "|", repr(e.__cause__))

try:
    object.__init_subclass__(x=1)
except TypeError as e:
    print(e)
