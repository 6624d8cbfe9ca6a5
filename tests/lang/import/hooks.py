# Finders and loaders of one's own, builtins.__import__ replaced, what the importer's own objects look like.
import builtins
import importlib
import importlib.util
import sys


class Finder:
    @classmethod
    def find_spec(cls, name, path, target=None):
        if name.startswith("virtual"):
            print("asked for", name, path)
            return importlib.util.spec_from_loader(name, cls, is_package=name == "virtual")

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        module.answer = 42
        if module.__name__ == "virtual.fails":
            raise ValueError("in the loader")


sys.meta_path.insert(0, Finder)
import virtual.part as part
print(virtual.answer if "virtual" in globals() else "not bound", part.answer, part.__spec__.parent, part)
try:
    import virtual.fails
except ValueError as e:
    print(e, "virtual.fails" in sys.modules, hasattr(sys.modules["virtual"], "fails"))
sys.meta_path.remove(Finder)

original = builtins.__import__


def replaced(name, globals=None, locals=None, fromlist=(), level=0):
    if name != "_io":  # CPython's C code asks for it on its own
        print("import", name, fromlist, level, globals is not None and globals["__name__"])
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = replaced
import _kit.b
from _kit import b, x as renamed


def inside():
    import _kit.b as inner
    return inner.y


print(inside(), b.y, renamed)
builtins.__import__ = original
exec("import anything", {"__builtins__": {"__import__": lambda *args: print("own", args[0], args[3:]) or 7}})
try:
    exec("import sys", {"__builtins__": {}})
except ImportError as e:
    print(e)

print(importlib.import_module("_kit.b") is b, importlib.import_module(".b", "_kit") is b)
print(importlib.reload(b) is b, importlib.util.find_spec("_kit.nope"), importlib.util.find_spec("_kit.b").name)
print(importlib.util.resolve_name(".b", "_kit"), importlib.util.MAGIC_NUMBER[2:])
for module in (sys, builtins, importlib.util, b, _kit):
    spec = module.__spec__
    print(spec.name, spec.parent, spec.has_location, spec.origin in ("built-in", "frozen") and spec.origin,
          type(spec.loader).__name__, spec.submodule_search_locations is None)
print([getattr(finder, "__name__", finder) for finder in sys.meta_path[-3:]], sys.path_hooks[0])
print(sys.flags.isolated, sys.pycache_prefix, sys.prefix == sys.base_prefix, sys.implementation.cache_tag in b.__cached__)
spec = importlib.util.spec_from_file_location("by_path", b.__file__)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.y, module.__name__, "by_path" in sys.modules)
import __hello__
__hello__.main()
import __phello__.spam
print(__phello__.spam, __hello__.__spec__.origin, __hello__.__spec__.loader)
import _imp
print(_imp.is_builtin("sys"), _imp.is_builtin("marshal"), _imp.is_builtin("nope"), _imp.is_frozen("os"),
      _imp.is_frozen_package("__phello__"), _imp.find_frozen("os"), _imp.find_frozen("nope"))
print(_imp.source_hash(5, b"hello world!!"), _imp.extension_suffixes(), _imp.lock_held())
for call in (lambda: _imp.get_frozen_object("nope"), lambda: _imp.is_frozen_package("nope"), lambda: _imp.release_lock()):
    try:
        call()
    except (ImportError, RuntimeError) as e:
        print(type(e).__name__, e)
