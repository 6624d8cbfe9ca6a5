# Identifiers are compared in their NFKC forms (PEP 3131).
ﬁne = 1
print(fine, "fine" in globals(), "ﬁne" in globals())


class Ｃlass:
    µ = 2

    def ℳ(self, ａ=1, *, ℌ=2):
        return ａ + ℌ


print(Class.μ, getattr(Class, "\u03bc"), Class().M(a=3, H=4), hasattr(Class, "ℳ"))
print(f"{ﬁne}", [ｘ for x in "ab"], (lambda é: é)(5))
𝔘𝔫𝔦𝔠𝔬𝔡𝔢 = "plain"
print(Unicode)
print(eval("ﬁne"), compile("ﬁ", "", "eval").co_names)
try:
    ℵ𝓸𝓷𝓮
except NameError as e:
    print(ascii(e))
