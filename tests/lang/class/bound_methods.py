class C:
    def __init__(self, n):
        self.n = n

    def get(self):
        return self.n


c = C(5)
m = c.get
c.n = 6
print(m(), m.__self__ is c, m.__func__ is C.get, m == c.get, m.__name__, [f() for f in [C(i).get for i in range(3)]])
c.get = lambda: "instance attribute"
print(c.get(), C.get(c), "abc".upper(), [].append is None, list(map("x".join, ["ab", "cd"])))
try:
    C.get()
except TypeError as error:
    print(error)
