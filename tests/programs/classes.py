"""attrs: classes with validators, converters, slots, orders; evolve, asdict."""
import attr


@attr.s(auto_attribs=True, frozen=True, order=True)
class Point:
    x: int = attr.ib(validator=attr.validators.instance_of(int))
    y: list = attr.Factory(list)


@attr.define
class Child:
    a: int = attr.field(converter=int)
    b: str = "s"
    hidden: int = attr.field(init=False, repr=False, default=7)

    @a.validator
    def positive(self, attribute, value):
        if value < 0:
            raise ValueError(f"{attribute.name} is {value}")


print(Point(1), Point(1) < Point(2), attr.asdict(Point(3, [Point(4)])), attr.evolve(Point(1), x=5), attr.astuple(Point(1, [2])))
for make in (lambda: Point("a"), lambda: Child("-1"), lambda: Child("x"), lambda: setattr(Point(1), "x", 2), lambda: setattr(Child(1), "no", 2)):
    try:
        print(make())
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__, error)
print(Child("12"), Child.__slots__, attr.fields(Child).a.type, hash(Point(1, ())) == hash(Point(1, ())), [a.name for a in attr.fields(Point)])
Made = attr.make_class("Made", {"p": attr.ib(default=1), "q": attr.ib(kw_only=True)})
print(Made(q=2), Made(q=2) == Made(1, q=2))
