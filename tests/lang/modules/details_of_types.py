# What few programs ask native types for: finalizers by name, fields of named tuples, co_lnotab, messages to the kernel's
# cryptography, deprecated modules.
import os
import socket
import sys
import types
import warnings


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


connection = socket.socket()
connection.__del__()
print(connection.fileno())


class Told(socket.socket):
    def __del__(self):
        if self.fileno() > 0:
            super().__del__()
            print("deleted", self.fileno())


told = Told()
told.__del__()


def generator():
    try:
        yield 1
    finally:
        print("finally")


running = generator()
next(running)
running.__del__()
print(list(running), running.__del__())


class Once:
    def __await__(self):
        yield 1


async def coroutine():
    try:
        await Once()
    finally:
        print("finally of a coroutine")


waiting = coroutine()
waiting.send(None)
waiting.__del__()
print(types.GeneratorType.__del__.__name__, types.CoroutineType.__del__.__name__, sys.getsizeof(running) > 0)

print(os.stat_result.st_mode, os.stat_result.st_mode.__get__(os.stat("/")) == os.stat("/").st_mode)
print(sys.version_info.major, type(sys.flags).optimize, bool(type(sys.flags).__doc__))
show(lambda: setattr(os.stat("/"), "st_mode", 1))
show(lambda: hash(types.MappingProxyType({})))


def long_function():
    x = 1


    y = [x,
         2]
    if x:
        return y


def lines_of(code):
    line, table = code.co_firstlineno, code.co_lnotab
    for i in range(1, len(table), 2):
        line += table[i] - 256 * (table[i] > 127)
        yield line


code = long_function.__code__
print(set(lines_of(code)) | {code.co_firstlineno} == {line for *_, line in code.co_lines() if line})

left, right = socket.socketpair()
show(lambda: right.sendmsg_afalg([b"a"], op=1))
algorithm = socket.socket(socket.AF_ALG, socket.SOCK_STREAM, 0, fileno=left.detach())
for arguments in ({}, {"op": "x"}, {"op": 1}, {"op": -1}, {"op": 1, "iv": b"1234"}, {"op": 1, "iv": "x"}, {"op": None},
                  {"op": 1, "assoclen": 3}, {"op": 1, "assoclen": -3}, {"op": 1, "assoclen": "a"}, {"op": 1, "z": 2}):
    show(lambda: algorithm.sendmsg_afalg([b"ab", b"c"], **arguments))
show(lambda: algorithm.sendmsg_afalg(5, op=1))
show(lambda: algorithm.sendmsg_afalg([b"a"], 5))
print(right.recv(100))
show(lambda: algorithm.listen(2**31))
show(lambda: algorithm.listen(2**70))
algorithm.close()
right.close()

with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    sys.modules.pop("spwd", None)
    import spwd
    print([(str(w.message), w.category.__name__, os.path.basename(w.filename), w.lineno) for w in told])
