"""pytest: fixtures, parametrised tests, marks, doctests, plugins, its own reports; and a package's tests (networkx, sympy)."""
import io
import os
import re
import sys

import pytest

sys.dont_write_bytecode = True
FILES = {
    "conftest.py": '''
import pytest

@pytest.fixture(scope="session")
def log():
    lines = []
    yield lines
    print("session ends after", len(lines))

@pytest.fixture(params=[1, "two"], ids=["one", "two"])
def value(request, log):
    log.append(request.node.name)
    yield request.param

def pytest_addoption(parser):
    parser.addoption("--own", default="nothing")

def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.nodeid)

@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    outcome.get_result().sections.append(("own", item.name))
''',
    "test_values.py": '''
import pytest, warnings

def test_value(value, log):
    assert value != "two", "not this one"

@pytest.mark.parametrize("a, b", [(1, 2), (3, 4), pytest.param(5, 6, marks=pytest.mark.xfail(reason="odd")), (0, 0)])
@pytest.mark.parametrize("c", "xy")
def test_product(a, b, c):
    assert a < b

def test_compare():
    left = {"a": [1, 2, 3], "b": "text", "c": {1, 2}}
    assert left == {"a": [1, 2, 4], "b": "text", "d": 1}

def test_long_text():
    assert "\\n".join(map(str, range(10))) == "\\n".join(map(str, range(1, 11)))

def test_raises():
    with pytest.raises(ValueError, match="invalid literal") as info:
        int("x")
    assert info.value.args[0].endswith("'x'")
    with pytest.raises(KeyError):
        pass

def helper(x):
    inner = [x, x + 1]
    assert sum(inner) == 7 and all(i for i in inner), inner
    return inner

def test_helper(tmp_path, monkeypatch, capsys, recwarn):
    (tmp_path / "f").write_text("x")
    monkeypatch.setenv("OWN", "1")
    print("printed")
    warnings.warn("careful")
    assert capsys.readouterr().out == "printed\\n" and len(recwarn) == 1
    helper(3)
    helper(4)

@pytest.mark.skip(reason="not now")
def test_skipped(): ...

@pytest.mark.xfail(strict=True)
def test_passes_wrongly(): ...

def test_exits():
    raise SystemExit(3)

class TestGroup:
    @classmethod
    def setup_class(cls):
        cls.items = []

    def setup_method(self, method):
        self.items.append(method.__name__)

    def test_first(self):
        assert self.items == ["test_first"]

    def test_second(self, request):
        assert request.config.getoption("own") == "given"
        assert self.items[-1] is "nothing"

async def test_async(): ...

def test_approx():
    assert 0.1 + 0.2 == pytest.approx(0.3)
    assert [1.0, 2.0] == pytest.approx([1.0, 2.1])
''',
    "test_docs.py": '''
def double(x):
    """
    >>> double(2)
    4
    >>> double("ab")
    'abab '
    """
    return x * 2
''',
    "test_unittest.py": '''
import unittest

class Case(unittest.TestCase):
    def setUp(self):
        self.addCleanup(print, "cleaned")

    def test_equal(self):
        self.assertEqual([1, 2], [1, 3])

    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertLess(i, 2)

    @unittest.expectedFailure
    def test_expected(self):
        self.fail("as expected")
''',
    "test_broken.py": "def test_x(:\n    pass\n",
}
for name, text in FILES.items():
    with open(name, "w") as file:
        file.write(text)


def run(*arguments):
    console, sys.stdout = sys.stdout, io.StringIO()
    try:
        code = pytest.main(["-p", "no:cacheprovider", "--color=no", *arguments])
        text = sys.stdout.getvalue()
    finally:
        sys.stdout = console
    text = re.sub(r" in [\d.]+s", "", text).replace(os.getcwd(), "FOLDER")
    text = re.sub(r"(?m)^(platform|plugins|rootdir|hypothesis profile).*\n", "", re.sub("0x[0-9a-f]+", "0x", text))
    print(arguments, code)
    print(re.sub("(?m)^=+|=+$", "==", text))


run("--doctest-modules", "--own=given", "-rA", "-v", "-W", "ignore", "--deselect", "test_values.py::test_async", "--ignore=test_broken.py")
run("-q", "--tb=short", "-k", "product or group", "--own=given", "-W", "ignore")
run("-q", "--tb=line", "test_broken.py")
run("--collect-only", "-q", "--ignore=test_broken.py")
run("-x", "--showlocals", "test_values.py::test_helper", "-W", "ignore")
run("--fixtures-per-test", "test_values.py::test_helper")
packages = "/usr/lib/python3/dist-packages"
for path in ("sympy/core/tests/test_basic.py", "sympy/polys/tests/test_monomials.py", "sympy/core/tests/test_containers.py",
             "networkx/algorithms/tests/test_cycles.py", "networkx/classes/tests/test_digraph.py", "networkx/utils/tests/test_heaps.py"):
    if os.path.exists(f"{packages}/{path}"):
        run("-q", "--import-mode=importlib", "-p", "no:hypothesispytest", "-W", "ignore", "--rootdir", packages, "--tb=line", f"{packages}/{path}")
