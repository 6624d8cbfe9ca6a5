# What patterns match and how: groups, repetition of all kinds, assertions, flags.
import sys

folder = next(p for p in sys.path if p.endswith("python3.11")) + "/re"
package = type(sys)("re")
package.__path__ = [folder]
sys.modules["re"] = package
import re._compiler as compiler

I, L, M, S, X, A = 2, 4, 8, 16, 64, 256


def show(pattern, text, flags=0):
    compiled = compiler.compile(pattern, flags)
    found = [compiled.search(text), compiled.match(text), compiled.fullmatch(text)]
    print(ascii(pattern), ascii(text), flags, [m and (m.regs, m.lastindex) for m in found])
    print("   ", [m.regs for m in compiled.finditer(text)], ascii(compiled.split(text)), ascii(compiled.sub("-", text)))


# one character
for text in ("abc", "", "a\nb", "\u0130i", "xé", "\u1234b", "\U00012345"):
    for pattern in ("a", ".", "[^a]", "[a-cx]", r"\w", r"\W", r"\d|\s", "[\u1234-\u2000]", "é", "^.$", r"\b", r"\B", r".\Z"):
        show(pattern, text)
show(".", "\n", S)

# repetition: greedy, lazy, possessive, with and without a counter
for q in ("*", "+", "?", "{2}", "{1,2}", "{,3}", "{2,}", "*?", "+?", "??", "{1,2}?", "*+", "++", "?+", "{1,2}+"):
    for item in ("a", "[ab]", "(?:ab)", "(a|b)", "(?:a?)", "(?:a|ab)", "(?:)", "(a*)"):
        try:
            show(item + q + "b?", "aabab")
        except package._constants.error as error:
            print(item + q, error)

# groups
show("(a)(b)?", "acab")
show("(?P<x>a)|(?P<y>b)", "ab")
show(r"(a+)b\1", "aabaa")
show(r"(a)|b\1", "b")
show("(?:(a)|b)*", "ab")
show("((a)|b)*", "aba")
show("(a)?(?(1)b|c)", "abc")
show("(?>a+)ab", "aaab")
show("(?>a|ab)c", "abc")

# assertions
for pattern in ("a(?=b)", "a(?!b)", "(?<=a)b", "(?<!a)b", "(?=(a+))a*b", "(?<=ab)c|b", "(?!)", "(?=)", "(?<=^a)b"):
    show(pattern, "abcab")
show("(?<=a)b", "ab" * 3)
for pattern in ("^a", "a$", r"\Aa", r"a\Z", r"\ba", r"a\b"):
    for flags in (0, M, A):
        show(pattern, "a\nab\na", flags)

# cases
for pattern in ("straße", "[a-z]+", "[^a]", "\u0130", "k", "ſ", "(a)\\1", "[ab]c", "(?i:a)b"):
    for flags in (I, I | A):
        for text in ("STRASSE straße", "aA", "\u212a", "K", "S", "i\u0307", "ABab", "Bc"):
            show(pattern, text, flags)
show(b"[a-c]\\w", b"AZ \xe9 bx", I)
show(b"\\w+", b"ab \xe9\xe8 c", L)
show(b"A", b"a", L | I)

# pos and endpos
for pattern in ("", "^", "$", "b", r"\b", "(?<=a)b"):
    compiled = compiler.compile(pattern)
    for pos in (-5, 0, 1, 2, 3, 9):
        for endpos in (-1, 0, 1, 2, 3, sys.maxsize):
            found = [f("abc", pos, endpos) for f in (compiled.search, compiled.match, compiled.fullmatch)]
            print([m and (m.span(), m.pos, m.endpos) for m in found], end=" ")
    print()

# long texts: nothing recurses
print(compiler.compile("(?:a|b)*c").match("ab" * 100000 + "c").end())
print(compiler.compile("(?:(.)x?)*?$").match("ab" * 50000).span(1))
print(compiler.compile("((((((((((a))))))))))*").match("a" * 10000).span(10))
print(compiler.compile("(?s:.)*?b").match("a" * 100000 + "b").end())
print(compiler.compile("(a+)+b").match("a" * 18))
