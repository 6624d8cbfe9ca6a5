class C:
    value = 1

    def method(self):
        return "old"


c = C()
results = []
for i in range(20):
    if i == 8:
        C.value = 2
    if i == 12:
        C.method = lambda self: "new"
    if i == 16:
        c.value = 3
    results.append((c.value, c.method()))
print(results)


class D:
    def method(self):
        return "from D"


c.__class__ = D
print(c.method(), isinstance(c, D), isinstance(c, C))
