assert True
assert 1, "not raised"
try:
    assert 0, "message"
except AssertionError as error:
    print(repr(error))
try:
    assert []
except AssertionError as error:
    print(repr(error), error.args)
