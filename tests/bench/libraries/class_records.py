"""attrs and dataclasses: classes made, instances compared, ordered, converted."""

import dataclasses

import attr


def run():
    Point = attr.make_class("Point", {"x": attr.ib(converter=int), "y": attr.ib(default=2)}, order=True)
    Pair = dataclasses.make_dataclass("Pair", [("a", int), ("b", list, dataclasses.field(default_factory=list))], order=True)
    points = sorted(Point(str(i * 7 % 301)) for i in range(900))
    pairs = sorted(Pair(i * 7 % 301, [i]) for i in range(900))
    total = sum(attr.asdict(point)["x"] * n for n, point in enumerate(points))
    return total + sum(dataclasses.asdict(dataclasses.replace(pair, b=[1]))["a"] * n for n, pair in enumerate(pairs))
