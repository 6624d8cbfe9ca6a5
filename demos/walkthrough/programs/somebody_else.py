"""Packages that Debian has installed for its Python, imported by this one and made to do something."""

import importlib
import sys

sys.path.append("/usr/lib/python3/dist-packages")


def docutils(module):
    core = importlib.import_module("docutils.core")
    return core.publish_string("Snakes\n======\n\n*fast*", writer_name="pseudoxml").decode().split("\n")[0]


USES = {
    "docutils": docutils,
    "execnet": lambda module: module.dumps((1, "two"))[:4],
    "setuptools": lambda module: module.__version__,
    "pygments": lambda module: module.__version__,
    "django": lambda module: module.get_version(),
    "twisted": lambda module: module.__version__,
    "pytest": lambda module: module.__version__,
    "sympy": lambda module: module.simplify("sin(x)**2 + cos(x)**2"),
}

here = 0
for name, use in USES.items():
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        installed = error.name != name
        print(f"{name:12}", f"does not load: {error}" if installed else "not installed here")
        continue
    here += 1
    print(f"{name:12} {use(module)}")
print(f"\n{here} of {len(USES)} are here and did something, on {sys.implementation.name}")
