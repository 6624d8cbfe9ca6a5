# Compiled code whose bytes were damaged is an error, wherever the damage is; so are damaged strings.
import io
import marshal
import sys

code = compile("def f(a, b=(1, 2), *c, d=3, **e):\n    return [x + a for x in c if x not in {1, 2}]\nresult = f(1, 2, 3, 4)", "name", "exec")


def try_damages(value):
    whole = marshal.dumps(value)
    survived = errors = 0
    for at in range(len(whole)):
        for change in (0x01, 0x80, 0xff):
            damaged = bytearray(whole)
            damaged[at] ^= change
            for load in (marshal.loads, lambda data: marshal.load(io.BytesIO(data))):
                try:
                    back = load(bytes(damaged))
                    survived += 1
                    if not isinstance(back, tuple):
                        back = (back,)
                    for part in back:
                        if isinstance(part, type(code)):
                            namespace = {}
                            exec(part, namespace)
                            assert namespace["result"] == [4, 5], namespace
                except (ValueError, EOFError, TypeError):
                    errors += 1
    print(survived < errors // 4, errors > 500)
    for end in range(len(whole)):
        try:
            marshal.loads(whole[:end])
            print("loaded", end)
        except (ValueError, EOFError, TypeError):
            pass


for value in [code, (code, [1, "two"], code)]:
    if sys.implementation.name == "cpython":  # which trusts compiled code, and can crash
        print(True, True)
    else:
        try_damages(value)
namespace = {}
exec(marshal.loads(marshal.dumps(code)), namespace)
exec(marshal.load(io.BytesIO(marshal.dumps((1, code)) + b"rest"))[1], namespace)
print(namespace["result"])
for text in [b"u\x02\0\0\0\xff\xfe", b"u\x03\0\0\0\xed\xa0\x80", b"t\x01\0\0\0\xff", b"u\x02\0\0\0\xc3\xa9", b"a\x01\0\0\0\xff",
             b"z\x01\xff", b"Z\x01\xff", b"f\x03a\xffb", b"u\x04\0\0\0\xf7\xff\xff\xff"]:
    try:
        print(text, ascii(marshal.loads(text)))
    except ValueError as e:
        print(text, type(e).__name__)
