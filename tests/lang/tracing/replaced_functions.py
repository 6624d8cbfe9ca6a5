# A trace or profile function that is replaced ends before the next one is there, and its end may not set one.
# needs prompt collection
import sys

def hook(unraisable):
    print("  unraisable:", unraisable.exc_type.__name__, unraisable.exc_value, unraisable.object.__name__)
sys.unraisablehook = hook

def one(*args):
    pass
def other(*args):
    pass

def replaced(set_function, get_function):
    class Function:
        def __call__(self, *args):
            pass
        def __del__(self):
            print("  ends, and there is", get_function())
            set_function(other)
            print("  not reached")
    set_function(Function())
    try:
        set_function(one)
        got = get_function()
    finally:
        set_function(None)
    print("now it is", got.__name__)

    set_function(one)
    set_function(get_function())
    got = get_function()
    set_function(None)
    print("the same again:", got.__name__)

print("settrace")
replaced(sys.settrace, sys.gettrace)
print("setprofile")
replaced(sys.setprofile, sys.getprofile)
