"""mypy, which is compiled by mypyc, checks a program with mistakes, and one without."""
import os
import tempfile

from mypy import api

WRONG = """
from typing import Dict, Generic, List, Protocol, TypeVar, overload

T = TypeVar("T")

class Box(Generic[T]):
    def __init__(self, x: T) -> None:
        self.x = x
    def get(self) -> T:
        return self.x

class Named(Protocol):
    name: str

class Cat:
    name = 3

@overload
def f(a: int) -> int: ...
@overload
def f(a: str) -> str: ...
def f(a): return a

def g(a: int, b: str) -> Dict[str, List[int]]:
    return {b: [a, a + b]}

def greet(n: Named) -> None: ...

x: str = Box(3).get()
greet(Cat())
reveal_type(f("a"))
reveal_type([i for i in range(3)])

async def h() -> int:
    return "s"
"""
RIGHT = """
import dataclasses
from typing import Optional

@dataclasses.dataclass
class Node:
    value: int
    next: Optional["Node"] = None

def total(node: Optional[Node]) -> int:
    result = 0
    while node is not None:
        result += node.value
        node = node.next
    return result

print(total(Node(1, Node(2))))
"""

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for name, text in ("wrong.py", WRONG), ("right.py", RIGHT):
        with open(name, "w") as file:
            file.write(text)
        out, errors, code = api.run(["--python-executable", "/usr/bin/python3", "--no-incremental", "--cache-dir=/dev/null", "--strict", name])
        print(name, code, errors)
        print(out)
