# Wrong calls of functions of modules, in the words of CPython's older and newer ways to read arguments.
import _collections
import _csv
import _datetime
import _elementtree
import _pickle
import _posixsubprocess
import _socket
import _symtable
import _thread
import _warnings
import gc
import io
import itertools
import pyexpat
import struct
import sys
import weakref


def words(function, *args, **keywords):
    try:
        function(*args, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "no error"


for name in ["CMSG_LEN", "CMSG_SPACE", "gethostbyaddr", "gethostbyname", "gethostbyname_ex", "getprotobyname", "getservbyname", "htons",
             "if_nametoindex", "inet_aton", "inet_ntoa", "inet_ntop", "inet_pton", "ntohs", "sethostname", "getnameinfo"]:
    function = getattr(_socket, name)
    print(name, words(function), words(function, *range(9)), words(function, None), words(function, zzz=1), sep="\n  ")
for function in [_thread.stack_size, gc.set_threshold, gc.get_threshold, pyexpat.ErrorString, _warnings._filters_mutated, _symtable.symtable]:
    print(function.__name__, words(function, *range(9)), words(function, zzz=1), sep="\n  ")
for call in [lambda: _collections._deque_iterator(None), lambda: _datetime.timezone(None), lambda: _elementtree.SubElement(None),
             lambda: _elementtree.SubElement(None, None), lambda: _elementtree.SubElement(1, 2, 3, 4), lambda: _elementtree.Element(None, None),
             lambda: _datetime.datetime.combine(None, None), lambda: type.__new__(type, None, None, None), lambda: type("x", None, {}),
             lambda: type("x", (), None), lambda: _symtable.symtable("a", "b", None), lambda: itertools.count().__setstate__]:
    print(words(call))

dialect = _csv.writer(io.StringIO()).dialect
print(words(dialect.__reduce__), words(dialect.__reduce_ex__, 4), words(dialect.__reduce_ex__))
print(struct.Struct("3i2xd").__sizeof__() > struct.Struct("i").__sizeof__() > 0)


class Referent:
    def __bool__(self):
        return False

    def __bytes__(self):
        return b"bytes"


referent = Referent()
proxy = weakref.proxy(referent)
print(bool(proxy), proxy.__bool__(), bytes(proxy), "__bool__" in vars(weakref.ProxyType), "__bool__" in vars(weakref.CallableProxyType))
print("__bytes__" in vars(weakref.CallableProxyType), "__reversed__" in dir(weakref.CallableProxyType))
print(type(pyexpat.expat_CAPI), "pyexpat.expat_CAPI" in repr(pyexpat.expat_CAPI))
