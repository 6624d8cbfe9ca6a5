# Comments `# type: ...` (PEP 484) as parts of the tree, mode func_type, and the syntax of older versions.
import ast

SOURCES = [
    "a = 5 # type: int",
    "a = b = 5 #type:int and more # even more",
    "a: int = 5 # type: int",
    "a += 5 # type: int",
    "a = 5 # type: ignore",
    "a = 5 # type: ignore[x]\nb = 1 # type: ignored\n",
    "# type: ignore\n# type: ignore more\nx = 1",
    "a = [ # type: list\n 1]",
    "a = [ # type: ignore\n 1] # type: list",
    "a # type: int",
    "# type: int\na = 5",
    "if a: # type: int\n    pass",
    "for x in y: # type: int\n    pass # comment\nelse:\n    pass",
    "for x in y: # type: int, str\n    # type: ignore\n    pass",
    "with a as b: # type: int\n    pass",
    "with a as b, c: # type: int\n    pass",
    "with (a as b): # type: int\n    pass",
    "def f(): # type: () -> int\n    pass",
    "def f():\n    # type: () -> int\n    pass",
    "def f():\n    # type: () -> int\n    # type: () -> str\n    pass",
    "def f(): # type: () -> int\n    # type: () -> str\n    pass",
    "def f(): # type: () -> int\n    # another\n    pass",
    "def f():\n    pass\n    # type: int\n",
    "def f():\n    x = 1\n    # type: int\n    y = 2",
    "def f(a, # type: int\n      b=1, # type: str\n      *c, # type: float\n      d=2, # type: x\n      **e # type: y\n      ):\n    # type: (...) -> z\n    pass",
    "def f(a, /, # type: int\n      b): pass",
    "def f(a, # type: int\n      /, b # type: str\n      ): pass",
    "def f(*, # type: int\n      a): pass",
    "def f(a # type: int\n      , b): pass",
    "lambda a, # type: int\n  : 1",
    "(lambda a, # type: int\n  b: 1)",
    "async def f(): # type: () -> int\n    async for x in y: # type: a\n        pass\n    async with z: # type: b\n        pass\n    await c",
    "class C: # type: int\n    pass",
    "class C:\n    a = 1 # type: int\n\n    def f(self): # type: () -> None\n        self.x = [] # type: list\n",
    "x = '''# type: int'''",
    "x = 1 # type:",
    "x = 1 # type: \n",
    "#   type:\tignore\nx = 1  #\ttype:\tint  ",
    "return # type: int",
    "import a # type: ignore # noqa",
    "try: # type: ignore\n    pass\nexcept E: # type: ignore\n    pass",
    "x = 1; y = 2 # type: int",
    "x = yield # type: int",
]


def show(source, **options):
    try:
        tree = ast.parse(source, **options)
    except SyntaxError as e:
        print(repr(source), options, e.msg, e.lineno, e.offset)
        return
    print(repr(source), options, ast.dump(tree, include_attributes=True))


for source in SOURCES:
    show(source, type_comments=True)
    show(source)
for source in ["() -> int", "(int) -> int", "(int, str) -> a.b", "(*int) -> x", "(**int) -> x", "(*a, **b) -> x",
               "(a, *b, **c) -> List[x]\n\n", "(a, *b) -> c", "(a, **b) -> c", "(**a, *b) -> c", "(a,) -> b", "(*a, b) -> c",
               "() -> ", "int", "() -> a, b", "() -> (a, b)", "(lambda: x, y[z]) -> 'text'", "( -> x", "()->x # comment"]:
    show(source, mode="func_type")
for mode in "func_type", "other":
    try:
        compile("() -> int", "f", mode)
    except ValueError as e:
        print(e)
for source in ["async = 1", "await = 2\nawait + 1", "async def f():\n    await x\nawait = 1", "async def f(): await x\nasync = 3",
               "async def f():\n    async = 1", "def f():\n    async def g():\n        await x\n    await = 1",
               "async def f():\n    # comment\n\n    def g():\n        await x\n", "x = async", "await x", "f(async=1, await=2)",
               "a.async.await", "async for x in y: pass", "class async: pass", "import async"]:
    for version in (3, 4), (3, 6), (3, 7), (3, 11):
        show(source, feature_version=version)
tree = ast.parse("x = 1 # type: int", type_comments=True)
print(ast.unparse(tree))
exec(compile(tree, "f", "exec"))
tree.body[0].type_comment = 5
try:
    compile(tree, "f", "exec")
except TypeError as e:
    print(e)
