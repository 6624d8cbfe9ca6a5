# What goes wrong with imports: the exception, its words, name and path, and which frames its traceback has.
import os
import sys


def attempt(statement):
    try:
        exec(statement, {"__name__": "__main__"})
        print("ok", statement)
    except BaseException as e:
        here = os.path.dirname(os.path.abspath(__file__))
        path = getattr(e, "path", 0)
        print(type(e).__name__, str(e).replace(here, "HERE"), getattr(e, "name", 0),
              path.replace(here, "HERE") if path else path)
        frames = []
        tb = e.__traceback__
        while tb:
            frames.append((os.path.basename(tb.tb_frame.f_code.co_filename), tb.tb_frame.f_code.co_name))
            tb = tb.tb_next
        print("   ", frames)


for statement in [
        "import nope", "import nope.deeper", "import _kit.nope", "import _kit.b.c", "from _kit import nope",
        "from _kit.b import q", "import _kit.sub", "from _kit.sub import nope", "import _kit.first", "import _kit.second",
        "import _kit.fails", "import _kit.refuses", "from _kit import fails", "from _kit.star import *",
        "from _kit.lazy import made; print(made)", "from _kit.lazy import other", "import sys.x", "from sys import nope",
        "import _names.inner.m as m; print(m.v)", "from _names import nope", "from _kit import *",
        "from . import x", "from .a import x", "from .. import x", "from ...a.b import x",
        "__import__('')", "__import__('_kit', level=-1)", "__import__(5)", "__import__()",
        "__import__('x', {'__package__': 5}, level=1)", "__import__('x', {'__package__': '_kit'}, level=1)",
        "__import__('b', {'__package__': '_kit'}, level=1)", "__import__('b', {'__package__': '_kit.sub'}, level=2)",
        "__import__('b', {'__package__': '_kit'}, level=2)", "__import__('x', {'__name__': '_kit', '__path__': []}, level=1)",
        "__import__('x', {}, level=1)", "__import__('b', 5, level=1)", "__import__('_kit', fromlist=['b'])",
        "__import__('_kit', fromlist=['nope'])", "__import__('b', {'__spec__': 5}, level=1)",
        "import _kit.b as q; print(q.y)", "import _kit.b.y", "import os.path as p; print(p.__name__)"]:
    attempt(statement)

sys.modules["forbidden"] = None
attempt("import forbidden")
attempt("from forbidden import x")
sys.modules["_kit.forbidden"] = None
attempt("from _kit import forbidden")
sys.modules["replaced"] = 5
attempt("import replaced; print(replaced)")
attempt("from replaced import real; print(real)")
attempt("from replaced import nope")
attempt("from replaced import *; print(sorted(k for k in globals() if k[0] != '_')[:3])")


class Odd:
    __slots__ = ()


sys.modules["odd"] = Odd()
attempt("from odd import *")
sys.modules["badall"] = type(sys)("badall")
sys.modules["badall"].__all__ = [3]
attempt("from badall import *")
sys.modules["badkey"] = type(sys)("badkey")
sys.modules["badkey"].__dict__[3] = 4
attempt("from badkey import *")
import _circle
attempt("import _circle; _circle.nothing")
