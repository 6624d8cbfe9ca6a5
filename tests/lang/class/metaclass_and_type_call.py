class Meta(type):
    def __new__(mcs, name, bases, namespace, **kwargs):
        namespace["tag"] = kwargs.get("tag", name.lower())
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)

    def __len__(cls):
        return 42


class A(metaclass=Meta):
    pass


class B(A, tag="special"):
    pass


print(A.tag, B.tag, len(A), type(A).__name__, isinstance(A, Meta))
Dynamic = type("Dynamic", (A,), {"x": 5, "get": lambda self: self.x})
print(Dynamic().get(), Dynamic.__name__, Dynamic.tag, type(5).__name__, type(type).__name__)


class Base:
    registry = []

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Base.registry.append(cls.__name__)


class One(Base):
    pass


class Two(One):
    pass


print(Base.registry)
