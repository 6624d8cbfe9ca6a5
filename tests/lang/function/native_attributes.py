# The words of wrong calls of functions, methods, cells, code objects, generators and frames as types; their attributes.
import sys


class types:
    FunctionType = type(lambda: 0)
    CodeType = type((lambda: 0).__code__)
    MethodType = type(type("C", (), {"m": lambda self: 0})().m)
    CellType = type((lambda x: lambda: x)(0).__closure__[0])
    GeneratorType = type(_ for _ in ())
    FrameType = type(sys._getframe())


def f(a, b=2, *, c=3):
    "text"
    return a


def g():
    yield 1


def outer():
    x = 1
    return lambda: x


CODE = f.__code__
FRAME = sys._getframe()
TEXT = """
types.FunctionType()
types.FunctionType(1,{})
types.FunctionType(None,{})
types.FunctionType(CODE,1)
types.FunctionType(CODE,{},1)
types.FunctionType(CODE,{},'a',1)
types.FunctionType(CODE,{},'a',(),1)
types.FunctionType(CODE,{},'a',None,(1,))
types.FunctionType(CODE,{},x=1)
types.FunctionType(CODE,{},'a',None,None,None)
types.FunctionType(outer().__code__,{})
types.FunctionType(outer().__code__,{},closure=(1,))
types.FunctionType(outer().__code__,{},closure=())
types.FunctionType(outer().__code__,{},closure=(types.CellType(7),))()
types.FunctionType(CODE,{},argdefs=(1,2))()
types.FunctionType(CODE,{},name='other').__name__
types.FunctionType(globals={},code=CODE).__globals__
setattr(f,'__name__',1)
setattr(f,'__qualname__',1)
delattr(f,'__name__')
setattr(f,'__code__',1)
setattr(f,'__code__',outer().__code__)
setattr(f,'__defaults__',1)
setattr(f,'__kwdefaults__',1)
setattr(f,'__annotations__',1)
setattr(f,'__dict__',1)
delattr(f,'__dict__')
setattr(f,'__globals__',1)
setattr(f,'__closure__',1)
f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__closure__, f.__doc__
types.MethodType()
types.MethodType(1,2)
types.MethodType(f,None)
types.MethodType(f,1,2)
types.MethodType(f,1,x=2)
types.MethodType(f,5)()
types.MethodType(f,5).__func__ is f, types.MethodType(f,5).__self__, types.MethodType(f,5).__doc__
types.MethodType(f,1).__reduce__(1)
setattr(types.MethodType(f,1),'__self__',2)
types.CellType(1,2)
types.CellType(x=1)
types.CellType(4).cell_contents
types.CellType().cell_contents
delattr(types.CellType(4),'cell_contents')
CODE.replace(1)
CODE.replace(co_name=1)
CODE.replace(co_name=None)
CODE.replace(co_consts=1)
CODE.replace(co_flags='a')
CODE.replace(co_firstlineno=2**40)
CODE.replace(xx=1)
CODE.replace(co_name='n',co_firstlineno=7,co_filename='x.py',co_qualname='q.n')
CODE.replace(co_flags=CODE.co_flags | 16).co_flags
CODE.co_lines(1)
CODE.co_positions(1)
CODE.co_argcount, CODE.co_posonlyargcount, CODE.co_kwonlyargcount, CODE.co_nlocals, CODE.co_varnames, CODE.co_flags
setattr(CODE,'co_argcount',1)
setattr(CODE,'co_name','x')
g().send()
g().send(1,2)
g().send(x=1)
g().send(1)
g().throw()
g().throw(1)
g().throw(1,2,3,4)
g().throw(x=1)
g().throw(ValueError('v'))
g().throw(ValueError,'w')
g().throw(ValueError,'w',3)
g().close(1)
g().close()
g().gi_running, g().gi_suspended, g().gi_yieldfrom, g().gi_code is g.__code__
setattr(g(),'__name__',1)
delattr(g(),'__qualname__')
setattr(g(),'gi_code',1)
setattr(g(),'gi_running',1)
FRAME.clear(1)
FRAME.clear()
setattr(FRAME,'f_lineno','a')
delattr(FRAME,'f_lineno')
setattr(FRAME,'f_code',1)
setattr(FRAME,'f_locals',1)
setattr(FRAME,'f_trace_lines',1)
delattr(FRAME,'f_trace_lines')
setattr(FRAME,'f_trace_lines',False)
FRAME.f_trace_lines, FRAME.f_trace_opcodes, FRAME.f_trace, FRAME.f_back, FRAME.f_code.co_name
""".split("\n")[1:-1]

for call in TEXT:
    try:
        print(call, "->", repr(eval(call)).split(" at 0x")[0])
    except BaseException as error:
        print(call, "!!", type(error).__name__, error)

for cls in (types.FunctionType, types.MethodType, types.CellType):
    print(cls.__name__, cls.__text_signature__, bool(cls.__doc__))
for cls, names in (
    (types.GeneratorType, "send throw close gi_running gi_suspended gi_yieldfrom gi_frame gi_code __name__"),
    (types.CodeType, "co_lines co_positions co_argcount co_kwonlyargcount co_nlocals co_name co_firstlineno co_varnames co_consts"),
    (types.FrameType, "clear f_back f_code f_lineno f_lasti f_trace f_trace_lines f_trace_opcodes"),
    (types.MethodType, "__reduce__ __func__ __self__"),
    (types.FunctionType, "__name__ __code__ __defaults__ __closure__ __globals__ __module__ __dict__"),
    (types.CellType, "cell_contents"),
):
    for name in names.split():
        row = vars(cls)[name]
        print(cls.__name__, name, type(row).__name__, getattr(row, "__text_signature__", None))
