# The words of wrong calls of the methods of object, type, modules, unions and singletons; their attributes.
import sys


class types:
    ModuleType = type(sys)
    SimpleNamespace = type(sys.implementation)


class C:
    def __init_subclass__(cls):
        pass


class A:
    __slots__ = ("a", "b")


class M(types.ModuleType):
    pass


CALLS = """
object(1)
object(x=1)
object().__format__(1)
object().__format__('x').__class__
object().__format__()
object().__format__('')[:8]
object().__dir__(1)
object().__sizeof__(1)
object().__getstate__(1)
object().__init_subclass__(1)
object.__subclasshook__(1,2)
object.__subclasshook__(x=2)
int.__init_subclass__(1)
type('B',(object,),{},x=1)
type('B',(C,),{},x=1)
type()
type(1,2)
type(1,2,3)
type('a',2,3)
type('a',(),3)
type('a',(1,),{})
type(type)(1).__name__
type.mro(int,1)
type.mro()
type.mro(1)
type.__subclasses__(int,1)
bool.__subclasses__()
type.__instancecheck__(int)
int.__instancecheck__(True)
int.__subclasscheck__(1)
int.__subclasscheck__(bool)
type.__prepare__(1,2,x=3)
type.__dir__(int,1)
type.__sizeof__(1)
setattr(int,'__name__','x')
setattr(C,'__name__',1)
delattr(C,'__name__')
setattr(C,'__qualname__',1)
setattr(C,'__bases__',1)
setattr(C,'__bases__',())
setattr(C,'__bases__',(C,))
setattr(C,'__mro__',())
setattr(C,'__base__',int)
setattr(C,'__dict__',{})
setattr(C,'__flags__',1)
setattr(C,'__basicsize__',1)
setattr(C,'__text_signature__','()')
setattr(int,'__doc__','x')
setattr(int,'__annotations__',{})
setattr(A(),'__class__',1)
setattr(A(),'__class__',C)
delattr(C(),'__class__')
setattr(C(),'__dict__',1)
delattr(C(),'__dict__')
C.__abstractmethods__
type.__abstractmethods__
types.ModuleType()
types.ModuleType(1)
types.ModuleType(None)
types.ModuleType('a',1,2)
types.ModuleType('a',x=1)
types.ModuleType(doc=1)
types.ModuleType(doc=1,name='q').__doc__
M('a',doc='d').__doc__
setattr(types.ModuleType('x'),'__dict__',{})
delattr(types.ModuleType('x'),'__annotations__')
types.ModuleType('x').__annotations__
type(None)(1)
type(NotImplemented)(1)
type(...)(x=1)
type(None)()
NotImplemented.__reduce__()
NotImplemented.__reduce__(1)
(...).__reduce__()
types.SimpleNamespace(1)
types.SimpleNamespace(a=1,b=2)
setattr(types.SimpleNamespace(),'__dict__',{})
(int|str).__args__
setattr(int|str,'__args__',())
isinstance(1,int|list[int])
isinstance('a',int|list[int])
issubclass(str,int|list[int])
issubclass(int,int|list[int])
issubclass(1,int|str)
isinstance(1,int|str)
""".split("\n")[1:-1]

for call in CALLS:
    try:
        print(call, "->", repr(eval(call)))
    except Exception as error:
        print(call, "!!", type(error).__name__, error)

for cls, names in (
    (object, "__format__ __dir__ __sizeof__ __getstate__ __init_subclass__ __subclasshook__"),
    (type, "mro __subclasses__ __instancecheck__ __subclasscheck__ __prepare__ __dir__ __sizeof__"),
    (types.ModuleType, "__dir__"),
    (type(NotImplemented), "__reduce__"),
):
    print(cls.__name__, cls.__text_signature__)
    for name in names.split():
        method = vars(cls)[name]
        print(name, type(method).__name__, method.__name__, method.__qualname__, method.__text_signature__, bool(method.__doc__))
for name in "__name__ __base__ __mro__ __flags__ __basicsize__ __itemsize__ __dict__ __doc__ __bases__".split():
    print(name, type(vars(type)[name]).__name__)
print(int.__base__, object.__base__, bool.__mro__, type.__itemsize__, C.__bases__, int.__flags__ & 1 << 24)
print(types.ModuleType("m", "text").__doc__, vars(types.ModuleType("m")), "x" in dir(types.ModuleType("x")))
print(A.__dict__["a"], type(types.ModuleType.__dict__["__dict__"]).__name__)
print(object().__getstate__(), C().__getstate__())
