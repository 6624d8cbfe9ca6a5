class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        return f"<{spec or 'default'}:{self.cents}>"

    def __str__(self):
        return f"{self.cents // 100}.{self.cents % 100:02}"

    def __repr__(self):
        return f"Money({self.cents})"


m = Money(1205)
print(m, str(m), repr(m), [m], f"{m} {m:x} {m!s} {m!r}", "%s %r" % (m, m), "{} {:>5} {!s:>8}".format(m, m, m))


class OnlyRepr:
    def __repr__(self):
        return "only repr"


print(OnlyRepr(), str(OnlyRepr()), f"{OnlyRepr()}")
