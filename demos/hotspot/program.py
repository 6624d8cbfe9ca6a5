"""Runs a Python program inside this process, as `python3 program.py arguments` would, again and again; with one function replaced if wanted."""

import ast
import contextlib
import importlib
import io
import sys
import time
import types
from dataclasses import dataclass
from pathlib import Path

WRAPPER = "__hotspot_wrapper__"


@dataclass(frozen=True)
class Function:
    """A function at the top level of a module of the program: one that another process can find by its name."""

    path: Path
    module: str  # "__main__" for the program's own file
    name: str
    line: int


def functions_of(path, module):
    """Those that can be moved: plain ones, without decorators. Generators and coroutines have no single result."""
    tree = ast.parse(path.read_text())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.decorator_list and not any(isinstance(each, (ast.Yield, ast.YieldFrom)) for each in ast.walk(node)):
            yield Function(path, module, node.name, node.lineno)


class Program:
    def __init__(self, path, arguments):
        self.path = Path(path).resolve()
        self.arguments = [str(path), *arguments]
        self.source = self.path.read_text()
        self.kept = set(sys.modules)
        sys.path.insert(0, str(self.path.parent))

    def has_guard(self):
        """Whether importing the file does not run it: its top level asks for __name__."""
        tree = ast.parse(self.source)
        return any(isinstance(node, ast.If) and "__name__" in ast.dump(node.test) for node in tree.body)

    def functions(self):
        """Of the file and of the modules beside it that it has imported in the last run."""
        yield from functions_of(self.path, "__main__")
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if name not in self.kept and name != "__main__" and file and file.endswith(".py") and self.path.parent in Path(file).parents:
                yield from functions_of(Path(file), name)

    def code(self, function):
        tree = ast.parse(self.source)
        if function and function.module == "__main__":
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and node.name == function.name:
                    node.decorator_list.append(ast.copy_location(ast.Name(WRAPPER, ast.Load()), node))
        return compile(tree, str(self.path), "exec")

    def run(self, runner=lambda call: call(), function=None, wrapper=None):
        """(seconds, what it printed). `runner` calls what it is given; calls of `function` go through `wrapper(function)`."""
        for name in set(sys.modules) - self.kept - {"__main__"}:
            if self.path.parent in Path(getattr(sys.modules[name], "__file__", None) or "/").parents:
                del sys.modules[name]
        module = types.ModuleType("__main__")
        module.__file__ = str(self.path)
        code = self.code(function)
        setattr(module, WRAPPER, wrapper)
        before = sys.modules["__main__"], sys.argv
        sys.modules["__main__"], sys.argv = module, self.arguments
        try:
            if function and function.module != "__main__":
                other = importlib.import_module(function.module)
                setattr(other, function.name, wrapper(getattr(other, function.name)))
            with contextlib.redirect_stdout(io.StringIO()) as output:
                start = time.perf_counter()
                with contextlib.suppress(SystemExit):
                    runner(lambda: exec(code, module.__dict__))
                seconds = time.perf_counter() - start
        finally:
            sys.modules["__main__"], sys.argv = before
        return seconds, output.getvalue()
