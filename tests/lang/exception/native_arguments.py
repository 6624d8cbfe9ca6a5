# The words of wrong calls of exceptions as types, and their attributes.


class types:
    pass


class V(ValueError):
    pass


def caught():
    try:
        raise V("v")
    except V as error:
        return error


ERROR = caught()
types.TracebackType = type(ERROR.__traceback__)
PLACE = UnicodeDecodeError("ascii", b"\x80bc", 0, 1, "why")
CALLS = """
BaseException(x=1)
ValueError(x=1)
V(1,x=1)
ValueError().with_traceback()
ValueError().with_traceback(1)
ValueError().with_traceback(None)
ValueError().add_note()
ValueError().add_note(1)
ValueError().add_note(1,2)
ValueError().add_note('n')
ValueError(1,2).args
setattr(ValueError(),'args',1)
delattr(ValueError(),'args')
setattr(ValueError(),'__traceback__',1)
delattr(ValueError(),'__traceback__')
setattr(ValueError(),'__cause__',1)
setattr(ValueError(),'__context__',1)
delattr(ValueError(),'__cause__')
delattr(ValueError(),'__context__')
setattr(ValueError(),'__suppress_context__',1)
delattr(ValueError(),'__suppress_context__')
setattr(ValueError(),'__dict__',1)
delattr(ValueError(),'__dict__')
ERROR.__cause__, ERROR.__context__, ERROR.__suppress_context__
StopIteration(x=1)
StopIteration(1,2).value
StopIteration().value
SystemExit(x=1)
SystemExit(1,2).code
SystemExit(3).code
SystemExit().code
ImportError(x=1)
ImportError('a',name=1,x=2)
ImportError('a',name=1,path=2).path
ImportError('a','b').msg
ImportError('a').msg
str(ImportError('a'))
ModuleNotFoundError('a',x=1)
ModuleNotFoundError('a',name='q').name
NameError(x=1)
NameError('n',name='q').name
UnboundLocalError(x=1)
AttributeError(obj=1,foo=2)
AttributeError('a',obj=1,name='x').obj
AttributeError('a').name
OSError(x=1)
OSError(1,2,x=1)
OSError(2,'no','f')
str(OSError(2,'no','f',None,'g'))
OSError(2,'no','f').args
OSError(2**80,'no')
OSError(13,'no').filename
KeyError('a'), str(KeyError('a')), str(KeyError('a','b'))
SyntaxError(x=1)
SyntaxError('m',1)
SyntaxError('m',(1,))
SyntaxError('m',(1,2,3,4,5,6,7))
SyntaxError('m',('f',1,2,'t',3))
SyntaxError('m',('f',1,2,'t')).text
SyntaxError('m',('f',1,2,'t',5,6)).end_offset
str(SyntaxError('m',('/a/f',1,2,'t')))
str(SyntaxError('m')), SyntaxError().msg
UnicodeDecodeError(1)
UnicodeDecodeError(x=1)
UnicodeDecodeError(1,2,3,4,5)
UnicodeDecodeError(None,2,3,4,5)
UnicodeDecodeError('a','b',1,2,'r')
UnicodeDecodeError('a',b'b','x',2,'r')
UnicodeDecodeError('a',bytearray(b'b'),1,2,'r').object
UnicodeEncodeError('a','b',1,2,5)
UnicodeEncodeError('a',b'b',1,2,'r')
UnicodeEncodeError('a','b',2**70,2,'r')
UnicodeTranslateError('a',1,2)
UnicodeTranslateError('a',1,2,'x',5)
UnicodeTranslateError(1,1,2,'x')
str(PLACE)
str(UnicodeEncodeError('ascii','\\xe9',0,1,'r'))
str(UnicodeEncodeError('ascii','a\\u20ac\\U0001f600',1,2,'r'))
str(UnicodeEncodeError('ascii','a\\u20ac\\U0001f600',2,3,'r'))
str(UnicodeTranslateError('abc',0,2,'r'))
str(UnicodeTranslateError('abc',0,1,'r'))
str(UnicodeDecodeError('x',b'abc',0,2,'r'))
PLACE.encoding, PLACE.object, PLACE.start, PLACE.end, PLACE.reason
setattr(PLACE,'start','x')
delattr(PLACE,'start')
setattr(PLACE,'end',2**70)
setattr(PLACE,'start',7)
PLACE.start
delattr(PLACE,'reason')
PLACE.reason
BaseExceptionGroup()
BaseExceptionGroup('a',[ValueError(1)])
BaseExceptionGroup('a',[KeyboardInterrupt()])
ExceptionGroup('a')
ExceptionGroup(1,[ValueError()])
ExceptionGroup(None,[ValueError()])
ExceptionGroup('a',[ValueError()],1)
ExceptionGroup('a',1)
ExceptionGroup('a',[])
ExceptionGroup('a',[1])
ExceptionGroup('a',[ValueError()],x=1)
ExceptionGroup('a',[KeyboardInterrupt()])
str(ExceptionGroup('a',[ValueError(),KeyError()]))
ExceptionGroup('a',[ValueError(1)]).message
ExceptionGroup('a',[ValueError(1)]).exceptions
setattr(ExceptionGroup('a',[ValueError()]),'message',1)
delattr(ExceptionGroup('a',[ValueError()]),'exceptions')
types.TracebackType()
types.TracebackType(1,2,3,4)
types.TracebackType(None,None,'a',4)
types.TracebackType(None,None,1,2,3)
types.TracebackType(x=1)
types.TracebackType(1,ERROR.__traceback__.tb_frame,3,4)
types.TracebackType(None,ERROR.__traceback__.tb_frame,'a',4)
types.TracebackType(None,ERROR.__traceback__.tb_frame,3,2**40)
types.TracebackType(tb_lineno=5,tb_next=None,tb_lasti=3,tb_frame=ERROR.__traceback__.tb_frame).tb_lineno
setattr(ERROR.__traceback__,'tb_next',1)
setattr(ERROR.__traceback__,'tb_next',ERROR.__traceback__)
setattr(ERROR.__traceback__,'tb_lineno',1)
delattr(ERROR.__traceback__,'tb_next')
ERROR.__traceback__.tb_next, ERROR.__traceback__.tb_lineno
""".split("\n")[1:-1]

for call in CALLS:
    try:
        print(call, "->", repr(eval(call)))
    except BaseException as error:
        print(call, "!!", type(error).__name__, error)

for cls, names in (
    (BaseException, "with_traceback add_note args __traceback__ __context__ __cause__ __suppress_context__ __dict__"),
    (StopIteration, "value"),
    (SystemExit, "code"),
    (ImportError, "msg name path"),
    (NameError, "name"),
    (AttributeError, "name obj"),
    (OSError, "errno strerror filename filename2"),
    (SyntaxError, "msg filename lineno offset text end_lineno end_offset print_file_and_line"),
    (UnicodeDecodeError, "encoding object start end reason"),
    (UnicodeTranslateError, "encoding object start end reason"),
    (BaseExceptionGroup, "message exceptions"),
    (types.TracebackType, "tb_frame tb_next tb_lasti tb_lineno"),
):
    print(cls.__name__, cls.__text_signature__, cls.__doc__ is None)
    for name in names.split():
        row = vars(cls)[name]
        print(name, type(row).__name__, row.__name__, getattr(row, "__text_signature__", None), bool(row.__doc__))
print(KeyError.__doc__, "|", ValueError.__doc__, "|", BaseException.__doc__, "|", OSError.__doc__, "|", SyntaxError.__doc__)
