"""The library's tools for programs: pydoc, cProfile, pdb with commands, timeit, trace, doctest, dis' users, compileall, tracemalloc."""
import cProfile
import compileall
import doctest
import inspect
import io
import os
import pdb
import pstats
import pydoc
import re
import sys
import tempfile
import timeit
import trace
import zipapp


def plain(text):
    return re.sub("0x[0-9a-f]+", "0x", re.sub(".\b", "", text))


class Shape:
    """What has an area."""

    sides: int = 0

    def __init__(self, *lengths: float, name="shape") -> None:
        """Takes the sides."""
        self.lengths, self.name = lengths, name

    @property
    def longest(self):
        "The longest side."
        return max(self.lengths)

    @classmethod
    def square(cls, side):
        """
        >>> Shape.square(3).longest
        3
        >>> Shape.square(2).name
        'triangle'
        """
        return cls(*[side] * 4, name="square")

    @staticmethod
    def help(): ...


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def outer(items):
    total = 0
    for item in items:
        total += helper(item)
    return total


def helper(x):
    y = x * 2
    return y


for thing in (Shape, fibonacci, "textwrap.wrap", "textwrap.dedent", "shlex.quote", "functools.wraps"):
    print(plain(pydoc.render_doc(thing, "%s")).split("\nFILE")[0])
html = pydoc.html.document(sys.modules["textwrap"], "textwrap")
print(len(re.findall("<dt>", html)), re.findall(r"<strong>(\w+)</strong>", html))
print(inspect.signature(Shape), inspect.getsource(helper), inspect.getdoc(Shape.square))

profile = cProfile.Profile()
profile.runcall(lambda: (fibonacci(12), outer(range(30)), sorted("hello", key=str.upper), [len(x) for x in ("a", "bb")]))
out = io.StringIO()
pstats.Stats(profile, stream=out).strip_dirs().sort_stats("name").print_stats()
print(re.findall(r"^ +(\d[\d/]*) .* (\S*\(?\S+\)|\{.*\})$", out.getvalue(), re.M))
pstats.Stats(profile, stream=(out := io.StringIO())).strip_dirs().sort_stats("nfl").print_callers("helper|fibonacci")
print(re.findall(r"<-\s+(\S+)", out.getvalue()))

commands = """
break helper
continue
args
where
up
p total, item
down
step
next
p y
return
tbreak 999999
condition 1 x == 3
ignore 1 0
commands 1
p x * 100
end
continue
whatis x
pp locals()
list
longlist
display y
until
!y = 50
jump 5000
source fibonacci
clear 1
continue
quit
"""
folder = tempfile.mkdtemp()
script = os.path.join(folder, "debugged.py")
with open(script, "w") as file:
    file.write(inspect.getsource(outer) + "\n\n" + inspect.getsource(helper) + "\n\nprint(outer([1, 2, 3, 4]))\n")
stdin, stdout = io.StringIO(commands), io.StringIO()
debugger = pdb.Pdb(stdin=stdin, stdout=stdout, nosigint=True, readrc=False)
debugger.use_rawinput = False
names = {"__name__": "__main__"}
try:
    debugger.run(compile(open(script).read(), script, "exec"), names)
except Exception as error:
    print(type(error), error)
print(stdout.getvalue().replace(folder, "FOLDER"))

print(timeit.timeit("a += 1", "a = 0", number=1000) > 0, len(timeit.repeat("pass", number=10, repeat=3)))
timer = timeit.Timer("1 / 0")
try:
    timer.timeit(1)
except ZeroDivisionError:
    timer.print_exc(out := io.StringIO())
    print(out.getvalue())
tracer = trace.Trace(count=True, trace=False)
tracer.runfunc(outer, [1, 2, 3])
print(sorted((os.path.basename(name), line, count) for (name, line), count in tracer.results().counts.items()))
tracer = trace.Trace(countcallers=True, count=False, trace=False)
tracer.runfunc(outer, [1])
print(sorted((a[2], b[2]) for a, b in tracer.results().callers))
results = doctest.DocTestRunner(verbose=False)
for test in doctest.DocTestFinder().find(Shape, "Shape"):
    report = io.StringIO()
    print(test.name, results.run(test, out=report.write), re.sub('File ".*"', "File", report.getvalue()))
print(compileall.compile_dir(folder, quiet=2), compileall.compile_file(script, quiet=1, legacy=True), os.path.exists(script + "c"))
os.mkdir(os.path.join(folder, "app"))
with open(os.path.join(folder, "app", "__main__.py"), "w") as file:
    file.write("print('from the archive', __name__, __file__.endswith('app.pyz/__main__.py'))")
zipapp.create_archive(os.path.join(folder, "app"), os.path.join(folder, "app.pyz"))
import runpy  # noqa: E402
print(sorted(runpy.run_path(os.path.join(folder, "app.pyz"), run_name="__main__"))[:3])
