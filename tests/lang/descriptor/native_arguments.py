# The words of wrong calls of property, classmethod, staticmethod, super and built-in functions; their attributes.
def f(x: int = 1) -> str:
    "text"


class C:
    @property
    def p(self):
        "of p"
        return 1


CALLS = """
property(1,2,3,4,5)
property(x=1)
property(doc='d').__doc__
property(f).__doc__
property().getter()
property().getter(1,2)
property().getter(x=1)
property().setter()
property().deleter()
property(f).deleter(f).fdel is f
property().__set_name__(1)
property().__set_name__(1,x=2)
property().__set_name__(1,2)
setattr(property(),'fget',1)
property(f).fget is f, property(f).fset
property().__isabstractmethod__
classmethod()
classmethod(1,2)
classmethod(f,x=1)
staticmethod()
staticmethod(f,f)
staticmethod(f,x=1)
setattr(staticmethod(f),'__func__',1)
setattr(staticmethod(f),'__wrapped__',1)
staticmethod(f).__wrapped__ is f
classmethod(f).__wrapped__ is f
classmethod(f).__func__ is f
sorted(vars(staticmethod(f)))
staticmethod(f).__name__
classmethod(f).__doc__
setattr(classmethod(f),'__dict__',1)
classmethod(f).__isabstractmethod__
super(1)
super(int,1).__self__
super(int).__self__
super(int,True).__thisclass__
super(int,True).__self_class__
super(1,2,3)
super(int,'a')
super(x=1)
super(int,int,x=2)
super()
setattr(super(int,1),'__self__',1)
len.__reduce__()
len.__reduce__(1)
[].append.__reduce__(1)
len.__name__, len.__qualname__, len.__text_signature__, len.__module__
[].append.__name__, [].append.__qualname__, [].append.__self__
setattr(len,'__name__','x')
setattr(len,'__self__','x')
setattr([].append,'__module__','x')
list.append.__objclass__, list.append.__name__, list.append.__qualname__, list.append.__text_signature__
setattr(list.append,'__name__','x')
setattr(list.append,'__qualname__','x')
dict.__dict__['fromkeys'].__name__, dict.__dict__['fromkeys'].__qualname__, dict.__dict__['fromkeys'].__objclass__
int.real.__name__, int.real.__qualname__, int.real.__objclass__
complex.real.__name__, complex.real.__qualname__, complex.real.__objclass__
setattr(int.real,'__name__','x')
int.__add__.__name__, int.__add__.__qualname__, int.__add__.__objclass__
(1).__add__.__name__, (1).__add__.__qualname__, (1).__add__.__objclass__, (1).__add__.__self__
setattr((1).__add__,'__self__','x')
setattr((1).__add__,'__name__','x')
int.__getnewargs__.__doc__
""".split("\n")[1:-1]

for call in CALLS:
    try:
        print(call, "->", repr(eval(call)))
    except Exception as error:
        print(call, "!!", type(error).__name__, error)

for cls in (property, classmethod, staticmethod, super):
    print(cls.__name__, cls.__text_signature__, bool(cls.__doc__))
for name in "getter setter deleter __set_name__ fget fset fdel __isabstractmethod__".split():
    row = vars(property)[name]
    print(name, type(row).__name__, row.__name__, row.__qualname__, getattr(row, "__text_signature__", None), bool(row.__doc__))
for cls in (classmethod, staticmethod):
    for name in "__func__ __wrapped__ __isabstractmethod__ __dict__".split():
        print(cls.__name__, name, type(vars(cls)[name]).__name__)
for name in "__thisclass__ __self__ __self_class__".split():
    print(name, type(vars(super)[name]).__name__, bool(vars(super)[name].__doc__))
wrapped = staticmethod(f)
wrapped.extra = 3
print(wrapped.extra, wrapped.__annotations__, wrapped(), C.p.__doc__)
