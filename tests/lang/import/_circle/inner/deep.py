import _circle.inner

try:
    _circle.inner
except AttributeError as e:
    print(e)
try:
    _circle.inner.deep
except AttributeError as e:
    print(e)
try:
    import _circle
    _circle.nothing
except AttributeError as e:
    print(e)
