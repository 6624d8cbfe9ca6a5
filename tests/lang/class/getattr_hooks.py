class Lazy:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        print("computing", name)
        value = self.__dict__[name] = name.upper()
        return value


lazy = Lazy()
print(lazy.real, lazy.alpha, lazy.alpha, hasattr(lazy, "_x"), getattr(lazy, "_y", 5))


class Guarded:
    def __setattr__(self, name, value):
        if name == "frozen":
            raise AttributeError("frozen")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("deleting", name)
        object.__delattr__(self, name)


g = Guarded()
g.a = 1
del g.a
try:
    g.frozen = 1
except AttributeError as error:
    print(error)
