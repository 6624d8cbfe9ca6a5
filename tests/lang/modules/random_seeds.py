# _random.Random is seeded by __init__ and seed(), not when it is made: subclasses take any arguments.
import _random
import random

for arguments in ((1, 2), ("x", "y")):
    try:
        _random.Random(*arguments)
    except TypeError as error:
        print(error)
try:
    _random.Random(a=1)
except TypeError as error:
    print(error)


class Own(random.Random):
    def __init__(self, first, *rest, **more):
        super().__init__(first)
        self.rest = rest, more


print(random.Random(bytearray(b"x")).random(), Own(5, [], {}, name=[]).random() == random.Random(5).random())
bare = _random.Random.__new__(_random.Random, [], {}, 3)
print(bare.random(), bare.getstate()[:3])
bare.__init__(5)
print(bare.random() == _random.Random(5).random())
