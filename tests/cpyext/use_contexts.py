# Contexts and their variables, as C sees them.
import ctypes

api = ctypes.pythonapi


def function(name, result, *arguments):
    f = getattr(api, name)
    f.restype = result
    f.argtypes = arguments
    return f


O = ctypes.py_object
new = function("PyContext_New", O)
copy = function("PyContext_Copy", O, O)
copy_current = function("PyContext_CopyCurrent", O)
enter = function("PyContext_Enter", ctypes.c_int, O)
leave = function("PyContext_Exit", ctypes.c_int, O)
variable = function("PyContextVar_New", O, ctypes.c_char_p, O)
get = function("PyContextVar_Get", ctypes.c_int, O, O, ctypes.POINTER(O))
set = function("PyContextVar_Set", O, O, O)
reset = function("PyContextVar_Reset", ctypes.c_int, O, O)


def value(v, otherwise):
    got = O()
    return get(v, otherwise, got), got.value


def raised(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e).split(" at ")[0].split("<")[0]


v = variable(b"v", "default")
print(v.name, value(v, "otherwise"), v.get())
token = set(v, 5)
print(value(v, 0), reset(v, token), value(v, 0))
c = new()
print(enter(c), set(v, 7).var is v, value(v, 0), raised(enter, c), leave(c), value(v, 0), c[v], raised(leave, c))
d = copy(c)
print(d[v], raised(copy, 3), raised(set, 3, 4), raised(reset, v, token), len(copy_current()))
print(raised(value, 5, 6))
