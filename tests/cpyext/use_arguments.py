"""PyArg_*: every unit with values that fit and that do not, and how arguments go to parameters."""
import _testcapi
import itertools
import string
import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *rest, **more: print("  warned:", category.__name__, message)


def shown(f, *arguments, **keywords):
    try:
        return ascii(f(*arguments, **keywords))
    except Exception as e:
        return ascii(f"{type(e).__name__}: {e}")


class Float:
    def __float__(self):
        return 4.25


class OddFloat:
    def __float__(self):
        return type("MyFloat", (float,), {})(4.25)


class OddComplex:
    def __complex__(self):
        return type("MyComplex", (complex,), {})(1j)


class Index:
    def __index__(self):
        return 99


class Broken:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        raise ValueError("no item")


values = [0, -1, 256, 2**31, 2**63, 2**64, -2**63 - 1, 1.5, 2j, None, "abc", "a\0b", "x", "\xe9", "\udc80", b"abc", b"a\0b", b"x", bytearray(b"q"),
          memoryview(b"mv"), memoryview(b"abcd")[::2], memoryview(bytearray(b"abcd"))[::2], Float(), OddFloat(), OddComplex(), Index(), (), (1, 2),
          (1, [2, 3]), (1, (2, "x")), Broken()]
for name in sorted(dir(_testcapi)):
    if name.startswith("getargs_") and "keyword" not in name and "hash_int" not in name:
        f = getattr(_testcapi, name)
        for number, value in enumerate(values):
            if name == "getargs_tuple":
                print(name, number, shown(f, 1, value), shown(f, value, (1, 2)))
            elif name.endswith("_hash") and name[8] == "e":
                print(name, number, shown(f, value, "latin1", bytearray(3)), shown(f, value))
            else:
                print(name, number, shown(f, value))

parse = _testcapi.parse_tuple_and_keywords
# Units that get no argument are checked too.
skipped = [c + suffix for c in string.ascii_letters + "()#?" for suffix in ("", "#", "*") if c + suffix != "e"] + ["es", "et#", "ex", "(ii)", "(i"]
for unit in skipped:
    print(unit, shown(parse, (), {"b": 1}, "|" + unit + "i", ["a", "b"]))
formats = ["", "O", "OO", "O|O", "|OO", "O$O", "|O$O", "$OO", "O|O$O", "OO|OO", "||O", "$$O", "$|O", "$O|O", "|O|O", "O:f", "O|O;sorry", "(ii)O", "|O(ii)"]
for format, names in itertools.product(formats, (["a"], ["a", "b"], ["", "b"], ["", "", "c"], ["a", ""], [])):
    for given, keywords in (((), {}), ((1,), {}), ((1, 2, 3), {}), ((1,), {"b": 2}), ((), {"a": (1, 2)}), ((1, 2), {"a": 3}), ((1,), {"x": 2}), ((), {3: 4})):
        print(format, names, given, keywords, shown(parse, given, keywords, format, names))
for given, keywords in (((1,), {}), ((1, 2, 3), {}), ((1, 2), {"keyword_only": 3}), ((1, 2), {"monster": 3}), ((1, 2, 3, 4), {}), ((1, 2), {"\udc80": 1})):
    print(given, ascii(keywords), shown(_testcapi.getargs_keyword_only, *given, **keywords))

# Numbers, and what else C makes of objects.
for number, base in itertools.product((123, -123, 0, 1.5), (2, 8, 10, 16, 3)):
    print(number, base, shown(_testcapi.pynumber_tobase, number, base))


class Tuples(dict):
    def keys(self):
        return tuple(super().keys())


class Nothing:
    def keys(self):
        return None


for mapping in ({"a": 1}, Tuples(a=1), Nothing(), None):
    print(shown(_testcapi.get_mapping_keys, mapping))
print(shown(_testcapi.pyobject_bytes_from_null), shown(_testcapi.HeapDocCType.__doc__.upper), _testcapi.HeapDocCType.__text_signature__)
for each in (_testcapi.eval_get_func_name, _testcapi.eval_get_func_desc, _testcapi.function_get_code, _testcapi.function_get_globals,
             _testcapi.function_get_module):
    print([each.__name__] + [shown(each, value).split(":")[0] for value in (None, len, Index, Index().__index__)])
kinds = [_testcapi.HeapCTypeWithDict, _testcapi.HeapCTypeWithDict2, _testcapi.HeapCTypeWithWeakref, _testcapi.HeapCTypeWithWeakref2]
for bases in itertools.permutations(kinds, 2):
    print([base.__name__ for base in type("Both", bases, {}).__mro__])
