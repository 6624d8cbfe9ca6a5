# The words of wrong calls of native functions, for every shape of signature: none, one, positional, keywords, *args, constructors.
import math


class L(list):
    pass


class Own(list):
    def __new__(cls, *args, **keywords):
        return list.__new__(cls)


CALLS = """
[].append()
[].append(1,2)
[].append(object=1)
[].append(1, x=1)
[].clear(1)
[].clear(x=1)
[].clear(1,x=1)
[].pop(1,2)
[].pop(index=1)
[].pop('x')
[].pop(1.5)
[].pop(2**100)
[].insert(1)
[].insert('a',1)
[].insert(2**100,1)
[].insert(index=1,object=2)
[].index()
[].index(1,2,3,4)
[].index(1,'a')
[].index(1,x=3)
[].index(1,2**100)
[].sort(1)
[].sort(1,2,3)
[].sort(1,key=2)
[].sort(foo=1)
[].sort(reverse='a')
[].sort(reverse=None)
[].sort(reverse=2**40)
[].sort(reverse=1.0)
[].sort(key=1,foo=2,reverse=4)
[].sort(key=1,foo=2)
list(1,2)
list(iterable=1)
list(1, x=2)
[].__reversed__(1)
[].__sizeof__(1)
list.append()
list.append(1,2)
L().append()
L(a=1)
L(1,2)
math.sqrt()
math.sqrt(1,2)
math.sqrt(x=1)
math.sqrt('a')
math.atan2(1)
math.atan2(1,2,3)
math.atan2(x=1,y=2)
math.atan2('x',2)
math.pow(1)
math.pow(1,'x')
math.log()
math.log(1,2,3)
math.log(x=1)
math.log('a')
math.log(2,'a')
math.log2()
math.hypot(x=1)
math.hypot('a')
math.gcd(x=1)
math.gcd(1.5)
math.lcm(1.5)
math.prod()
math.prod(1,2)
math.prod(1,2,3)
math.prod(start=1)
math.prod(iterable=1)
math.prod([],foo=1)
math.prod([],start=1,foo=1)
math.isclose()
math.isclose(1)
math.isclose(1,2,3)
math.isclose(1,2,3,4,5)
math.isclose(1,b=2,a=3)
math.isclose(1,2,foo=1)
math.isclose(a=1)
math.isclose(b=1)
math.isclose(1,2,rel_tol='a')
math.isclose(1,2,a=3)
math.isclose(rel_tol=1,abs_tol=2,c=3)
math.isclose(rel_tol=1,abs_tol=2,c=3,d=4,e=5)
math.isclose('a','b')
math.dist(1)
math.dist(1,2)
math.fsum()
math.fsum(1)
math.ldexp(1)
math.ldexp(1,2.5)
math.ldexp('a',2)
math.comb(1)
math.comb(1.5,2)
math.perm()
math.perm(1,2,3)
math.perm(1,1.5)
math.factorial('a')
math.isqrt(1.5)
math.trunc()
math.trunc('a')
math.ceil()
math.ceil('a')
math.floor('a')
math.modf('a')
math.frexp()
math.isnan()
math.isnan('a')
math.nextafter(1)
math.ulp('a')
math.ulp()
Own([1], x=2)
[3, 4].index(4, -1)
[3, 4].index(4, -9, 2**70)
[].__class_getitem__()
"""

for line in CALLS.split("\n"):
    if not line:
        continue
    try:
        print(line, "->", eval(line))
    except Exception as e:
        print(line, "->", type(e).__name__, e)

# Signatures and documentation, each from its one text.
for name in ["append", "extend", "insert", "pop", "remove", "clear", "copy", "reverse", "count", "index", "sort", "__reversed__", "__sizeof__"]:
    method = getattr(list, name)
    print(name, method.__name__, method.__qualname__, method.__text_signature__, bool(method.__doc__))
print(list.__text_signature__)
for name in ["sqrt", "gcd", "lcm", "hypot", "prod", "isclose", "perm", "log", "ldexp", "atan2", "ceil"]:
    function = getattr(math, name)
    print(name, function.__name__, function.__qualname__, function.__text_signature__, bool(function.__doc__), function.__module__)

# Arguments by keyword, in any order, and from dictionaries.
values = [3, 1, 2]
values.sort(reverse=True, key=lambda x: -x)
print(values)
values.sort(**{"rever" + "se": 1})
print(values, values.sort(key=None))
print(math.isclose(b=1, a=1.05, rel_tol=0.1), math.isclose(1, 1.05, **{"abs_tol": 0.1}), math.prod([2, 3], start=4))
print(values.pop(True), values.pop(), math.gcd(), math.gcd(12, 18), math.perm(5), math.perm(5, None), math.perm(5, 2))


class Index:
    def __index__(self):
        return 1


print(values.insert(Index(), 7), values, values.pop(Index()), values.index(values[0], Index() .__index__() - 1))
