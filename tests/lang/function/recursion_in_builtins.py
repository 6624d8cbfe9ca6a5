# Builtins that recurse over data, deeper than the recursion limit allows: CPython's exception, and its words.
import ast
import collections
import copy
import functools
import json
import marshal
import pickle
import types

DEPTH = 3000


def nest(wrap, value=None, depth=DEPTH):
    for _ in range(depth):
        value = wrap(value)
    return value


def outcome(name, function):
    try:
        value = function()
        print(name, "ok", value if isinstance(value, (bool, int)) else type(value).__name__)
    except (RecursionError, MemoryError, ValueError, SyntaxError) as error:
        print(name, type(error).__name__, error)


def kind_of_outcome(name, function):
    try:
        function()
        print(name, "ok")
    except Exception as error:
        print(name, type(error).__name__)


def in_list(value):
    return [value]


def in_tuple(value):
    return (value,)


def in_dict(value):
    return {1: value}


def negated(value):
    return ast.UnaryOp(ast.Not(), value, lineno=1, col_offset=0)


def in_if(value):
    return ast.If(ast.Constant(1, lineno=1, col_offset=0), [value], [], lineno=1, col_offset=0)


for wrap in (in_list, in_tuple, in_dict, collections.deque, collections.UserList):
    make = wrap if wrap in (in_list, in_tuple, in_dict) else lambda value, wrap=wrap: wrap([value])
    kind_of_outcome("repr " + wrap.__name__, lambda: repr(nest(make)))
    outcome("== " + wrap.__name__, lambda: nest(make) == nest(make))
for wrap in (in_list, in_tuple):
    outcome("< " + wrap.__name__, lambda: nest(wrap) < nest(wrap))
    outcome("max " + wrap.__name__, lambda: max(nest(wrap), nest(wrap)) is None)
    kind_of_outcome("in " + wrap.__name__, lambda: nest(wrap) in [nest(wrap)])
outcome("repr", lambda: repr(nest(in_list)))
outcome("str", lambda: str(nest(in_list)))
outcome("%", lambda: "%s" % (nest(in_list),))
outcome("format", lambda: f"{nest(in_dict)}")
outcome("namespaces", lambda: nest(lambda x: types.SimpleNamespace(a=x)) == nest(lambda x: types.SimpleNamespace(a=x)))
kind_of_outcome("repr of a namespace", lambda: repr(nest(lambda x: types.SimpleNamespace(a=x))))
kind_of_outcome("repr of a partial", lambda: repr(nest(lambda x: functools.partial(print, x))))
outcome("hash", lambda: hash(nest(in_tuple)) != 0)
outcome("isinstance", lambda: isinstance(1, nest(in_tuple, str)))
outcome("issubclass", lambda: issubclass(int, nest(in_tuple, str)))
kind_of_outcome("deepcopy of a list", lambda: copy.deepcopy(nest(in_list)))
kind_of_outcome("deepcopy of a tuple", lambda: copy.deepcopy(nest(in_tuple)))
for wrap in (in_list, in_tuple, in_dict):
    outcome("pickle " + wrap.__name__, lambda: pickle.dumps(nest(wrap)))
    kind_of_outcome("pickle in Python " + wrap.__name__, lambda: pickle._dumps(nest(wrap)))
outcome("unpickle", lambda: pickle.loads(b"\x80\x04" + b"]" * 20000 + b"a" * 19999 + b"."))
outcome("json list", lambda: json.dumps(nest(in_list)))
outcome("json dict", lambda: json.dumps(nest(lambda x: {"a": x})))
kind_of_outcome("json in Python", lambda: json.dumps(nest(in_list), indent=1))
outcome("json text of lists", lambda: json.loads("[" * 100000))
outcome("json text of dicts", lambda: json.loads('{"a":' * 100000))
outcome("marshal", lambda: marshal.dumps(nest(in_list)))
outcome("marshal at the limit", lambda: len(marshal.dumps(nest(in_list, None, 1999))))
outcome("marshal beyond the limit", lambda: len(marshal.dumps(nest(in_list, None, 2000))))
outcome("unmarshal", lambda: marshal.loads(b"[\1\0\0\0" * 3000 + b"N"))
outcome("exception group", lambda: nest(lambda x: ExceptionGroup("a", [x]), ValueError(1)).split(TypeError))
start = ast.Constant(1, lineno=1, col_offset=0)
outcome("tree of expressions", lambda: compile(ast.Expression(nest(negated, start)), "", "eval"))
kind_of_outcome("tree of statements", lambda: compile(ast.Module([nest(in_if, ast.Pass(lineno=1, col_offset=0))], []), "", "exec"))
kind_of_outcome("dump of a tree", lambda: ast.dump(nest(negated, start)))
outcome("source of minus", lambda: ast.parse("-" * 100000 + "1"))
outcome("source of lambda", lambda: compile("lambda: " * 100000 + "1", "", "eval"))
outcome("source of parentheses", lambda: compile("(" * 1000 + ")" * 1000, "x", "eval"))
outcome("source of sums", lambda: compile("a" + "+a" * 100000, "", "eval"))
kind_of_outcome("source of attributes", lambda: compile("a" + ".a" * 100000, "", "eval"))
outcome("format in format", lambda: "{:{:{}}}".format(1, 2, 3))
print("end")
