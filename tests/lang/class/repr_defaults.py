class C:
    def f(self):
        pass


print(C, C.__module__, C.__qualname__, repr(C).startswith("<class"), str(C()).startswith("<__main__.C object at 0x"))
print(int, str, type(None), type(len), type(C.f), type(C().f), len, print, Ellipsis, NotImplemented, type(...))
