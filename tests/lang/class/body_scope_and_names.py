x = "module"


class C:
    print(x, __name__, __qualname__)
    x = "class"
    print(x)

    def get(self):
        return x

    class Inner:
        def name(self):
            return __class__.__qualname__

    __private = 5

    def read(self):
        return self.__private


print(C().get(), C.Inner().name(), C().read(), C._C__private, hasattr(C, "__private"))
