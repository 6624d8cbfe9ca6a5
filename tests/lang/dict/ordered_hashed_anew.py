# Whoever reads the values of an OrderedDict hashes its keys anew: a key whose hash changes is not found.
from collections import OrderedDict


class Key:
    number = 0

    def __hash__(self):
        Key.number += 1
        return Key.number * 7919

    def __repr__(self):
        return "Key()"


od = OrderedDict((Key(), i) for i in range(20))
for read in repr, OrderedDict.copy, lambda d: list(d.values()), lambda d: list(d.items()):
    try:
        print(read(od))
    except KeyError as e:
        print("KeyError", e)
