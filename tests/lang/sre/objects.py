# Patterns, matches and scanners as objects: methods, wrong calls, names of everything.
import sys

folder = next(p for p in sys.path if p.endswith("python3.11")) + "/re"
package = type(sys)("re")
package.__path__ = [folder]
sys.modules["re"] = package
import re._compiler as compiler
import _sre

package._subx = lambda pattern, template: template.replace("\\1", "<1>")
package._expand = lambda pattern, match, template: (pattern is match.re, template)


def attempt(function, *args, **kwargs):
    try:
        print(ascii(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


p = compiler.compile("(?P<x>a)(b)?", 2)
b = compiler.compile(b"a.")
m = p.search("xAx")
print(p, b, compiler.compile("x" * 300, 8 | 16 | 64 | 256), compiler.compile(b"", 4))
print(p.pattern, p.flags, p.groups, p.groupindex, type(p.groupindex).__name__, type(p), type(m), type(p.scanner("")))
print(m, m.string, m.re is p, m.pos, m.endpos, m.lastindex, m.lastgroup, m.regs)
print(compiler.compile("z+").match("z" * 100), b.match(b"ab"), b.match(bytearray(b"ab")).group())
print(p == compiler.compile("(?P<x>a)(b)?", 2), p == compiler.compile("(?P<x>a)(b)?"), p != b, p == 1)
print(hash(p) == hash(compiler.compile("(?P<x>a)(b)?", 2)))
attempt(lambda: p < b)
print(p.__copy__() is p, p.__deepcopy__({}) is p, m.__copy__() is m, m.__deepcopy__(None) is m, bool(m))
print(type(p)[str], type(m)[int])
attempt(type(p))
attempt(type(m))

for keys in ((), (0,), (1,), (2,), ("x",), (0, 1, "x"), (3,), (-1,), ("y",), (1.5,), (10**30,), (None,), ([],)):
    attempt(m.group, *keys)
attempt(lambda: m["x"])
attempt(lambda: m[5])
for method in (m.start, m.end, m.span):
    for key in (0, 1, 2, "x", 3, "q"):
        attempt(method, key)
    attempt(method)
    attempt(method, 1, 2)
attempt(m.groups)
attempt(m.groups, "d")
attempt(m.groups, default=5)
attempt(m.groupdict)
attempt(m.groupdict, 7)
attempt(m.expand, "t")
attempt(m.expand)
attempt(setattr, m, "string", 1)
attempt(setattr, p, "flags", 1)
attempt(setattr, p, "foo", 1)

for method in (p.match, p.fullmatch, p.search, p.findall, p.finditer, p.scanner, p.split, p.sub, p.subn):
    attempt(method)
    attempt(method, 5)
    attempt(method, b"a") if method.__name__ not in ("finditer", "scanner") else attempt(method, b"a")
    attempt(method, None, b"a")
    attempt(method, pos=1)
    attempt(method, "a", 1, 2, 3, 4)
attempt(b.match, "a")
attempt(p.match, string="A", pos=0, endpos=1)
attempt(p.match, "a", "b")
attempt(p.match, "a", 10**30)
attempt(b.findall, "a")

print(p.findall("abaAB"), b.findall(b"abac"), compiler.compile("a|").findall("ba"), compiler.compile("(a)").findall("aa"))
print(p.split("xabyaz"), p.split("xabyaz", 1), p.split("xabyaz", maxsplit=-1), compiler.compile("").split("ab"))
s = "unchanged"
print(p.sub("-", "xabya"), p.sub("-", "xabya", 1), p.subn("-", "xabya"), compiler.compile("q").sub("", s) is s)
print(p.sub(lambda m: m.group().upper(), "xabya"), p.sub(lambda m: None, "xabya"), p.sub("\\1!", "xabya"))
attempt(p.sub, lambda m: 5, "xabya")
attempt(p.sub, lambda m: b"5", "xabya")
attempt(p.sub, b"x", "xabya")
attempt(b.sub, "x", b"xabya")
attempt(b.sub, b"x", b"xabya")
attempt(b.sub, bytearray(b"x"), bytearray(b"xabya"))
attempt(p.sub, lambda m: 1 // 0, "xabya")
attempt(p.sub, 5, "xabya")

scanner = p.scanner("abaxa")
print(scanner.match(), scanner.match(), scanner.match(), scanner.match(), scanner.pattern is p)
scanner = p.scanner("xaba", 1, 3)
print(scanner.search(), scanner.search(), scanner.search())
iterator = p.finditer("aba")
print(type(iterator).__name__, [m.span() for m in iterator], list(iterator))

buffer = bytearray(b"abab")


def grow(match):
    try:
        buffer.append(1)
    except BufferError as error:
        print(error)
    return b""


print(compiler.compile(b"a").sub(grow, buffer), buffer)

for name in ("MAGIC", "CODESIZE", "MAXREPEAT", "MAXGROUPS"):
    print(name, getattr(_sre, name))
for c in (0, 65, 97, 64, 0xC9, 0x130, 0x1E9E, 0x10FFFF):
    print(_sre.ascii_iscased(c), _sre.ascii_tolower(c), _sre.unicode_iscased(c), _sre.unicode_tolower(c))
print(_sre.getcodesize())
for code in ([], [1], [16], [16, 5], [16, 5, 1], [6, 99, 1], [24, 5, 0, 1, 2, 1, 1], [14, 100, 1], [13, 3, 9, 0, 1]):
    attempt(_sre.compile, "x", 0, code, 0, {}, ())
attempt(_sre.compile, "x", 0, [-1], 0, {}, ())
attempt(_sre.compile, "x", 0, ["a"], 0, {}, ())
attempt(_sre.compile, "x", 0, (), 0, {}, ())
attempt(_sre.compile, 5, 0, [1], 0, {}, ())
attempt(_sre.compile)
for cls in (type(p), type(m), type(scanner)):
    for name, value in sorted(cls.__dict__.items()):
        if not isinstance(value, type(object.__eq__)) and name != "__module__":
            print(cls.__name__, name, getattr(value, "__text_signature__", None))
print(re.compile("a").groupindex, re.compile("(?P<n>a)").groupindex, type(re.compile("").groupindex), type(re.compile("(?P<n>a)").groupindex))
