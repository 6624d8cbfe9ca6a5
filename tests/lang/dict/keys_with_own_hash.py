class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return f"Key({self.name!r})"


d = {Key(n): i for i, n in enumerate("abcab")}
print(d, d[Key("a")], Key("c") in d, Key("z") in d, len(d))
del d[Key("b")]
print(d)


class NoHash:
    def __eq__(self, other):
        return True


try:
    {NoHash(): 1}
except TypeError as error:
    print(error)
