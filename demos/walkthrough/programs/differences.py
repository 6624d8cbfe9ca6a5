"""The talk's list of what does not work, each line run on CPython and on Sidewinder."""

from engines import run

LINES = {
    "a file that is written to and not closed": """
import os, tempfile
path = os.path.join(tempfile.mkdtemp(), "x")
open(path, "w").write("stuff")
print("in the file:", repr(open(path).read()))
""",
    "keys that are no strings in a type's dict": """
try:
    T = type("T", (), {1: "one"})
    print("made:", 1 in T.__dict__)
    vars(T)[2] = "two"
except Exception as error:
    print(type(error).__name__ + ":", error)
""",
    "the names of a comprehension's variables": """
def f():
    return [x for x in range(1)]
print([code.co_varnames for code in f.__code__.co_consts if hasattr(code, "co_varnames")])
""",
    "exact messages": """
for source in ("None + 1", "[].x", "len(3)", "{}['a']", "int('x')"):
    try:
        eval(source)
    except Exception as error:
        print(type(error).__name__ + ":", error)
""",
    "identity of numbers": """
a, b = 1000, int("1000")
print("1000 is 1000:", a is b, "  1.5 is 1.5:", float("1.5") is float("1.5"), "  7 is 7:", 7 is int("7"))
""",
    "an object that nobody holds any more": """
import weakref
class C: pass
c = C()
w = weakref.ref(c)
del c
print("gone at once:", w() is None)
""",
}

for title, source in LINES.items():
    print(f"\n{title}")
    answers = {engine: run(engine, "-W", "ignore", "-c", source).strip() for engine in ("python3", "sidewinder")}
    if len(set(answers.values())) == 1:
        print("  both:       " + answers["python3"].replace("\n", "\n" + " " * 14))
        continue
    for engine, answer in answers.items():
        print(f"  {engine:11} " + answer.replace("\n", "\n" + " " * 14))
