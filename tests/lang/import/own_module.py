import _helper
from _helper import double, VALUE as renamed
import _helper as again

print(_helper.VALUE, double(4), renamed, again is _helper, _helper.__name__, __name__)
_helper.VALUE = 6
print(_helper.VALUE, renamed, _helper.get_value())
try:
    from _helper import nothing
except ImportError as error:
    print(str(error).split(" (")[0])
try:
    import _no_such_module
except ModuleNotFoundError as error:
    print(error, error.name)
