# Bytes as text and back: base64, hexadecimal, uuencode, quoted-printable; checksums.
import binascii


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


datas = [b"", b"a", b"ab", b"abc", b"abcd", bytes(range(45)), bytes(range(211, 256)), b"x" * 46, b"\0\0\0"]
for data in datas:
    for function in (binascii.b2a_base64, binascii.b2a_hex, binascii.hexlify, binascii.b2a_uu, binascii.b2a_qp, binascii.crc32):
        attempt(function, data)
        attempt(function, bytearray(data))
    attempt(binascii.b2a_base64, data, newline=False)
    attempt(binascii.b2a_uu, data, backtick=True)
    attempt(binascii.crc_hqx, data, 0)
    attempt(binascii.crc_hqx, data, 0x12345)
    attempt(binascii.crc32, data, 123456789)
    attempt(binascii.crc32, data, -1)
    attempt(binascii.crc32, data, 2**40 + 5)
    for function, back in ((binascii.b2a_base64, binascii.a2b_base64), (binascii.b2a_hex, binascii.a2b_hex), (binascii.b2a_qp, binascii.a2b_qp)):
        print(back(function(data)) == data)
print(hex(binascii.crc32(bytes(range(256)) * 33)))
for text in (b"", b"YQ==", b"YQ=", b"YQ", b"YWI=", b"YWJj", b"Y", b"YWJjZ", b"YQ==YQ==", b"Y=Q=", b"Y=", b"=YWJj", b"Y W\nJj", b"YWJj\n", b"YW!Jj",
             b"ab==a", b"ab=:=", b"ab=c=", b"====", b"\xffYWJj", "YWJj", "\xe9", 5, None):
    for strict in (False, True):
        attempt(binascii.a2b_base64, text, strict_mode=strict)
    attempt(binascii.a2b_hex, text)
    attempt(binascii.a2b_uu, text)
    attempt(binascii.a2b_qp, text)
for text in ("6162", b"6G", "616", "aAbBcC", b"", "zz", "\u1234"):
    attempt(binascii.unhexlify, text)
attempt(binascii.hexlify, b"abcdef", ":")
attempt(binascii.hexlify, b"abcdef", b"-", 2)
attempt(binascii.hexlify, b"abcdef", ":", -4)
attempt(binascii.hexlify, b"abcdef", "ab")
attempt(binascii.hexlify, b"abcdef", 5)
attempt(binascii.hexlify, "abc")
for line in (b"!80``", b"#86)C\n", b"#86)C ", b"#86)C x", b"#86)\xff", b"(`````````", b"!", b" \n", b"#86", b"MM"):
    attempt(binascii.a2b_uu, line)
texts = [b"a b\tc \n d\t\r\n", b"x" * 100, b"=" * 40, b"a\r\nb", b"a\nb\r\n", b"a_b c", b".", b".\n.a\n", b"tab\t", b"\x00\x01\x80\xff", b"a" * 75 + b"\n", b"a" * 76 + b"b",
         b"trailing \nspace\t\n", b"a\rb"]
for text in texts:
    for quotetabs in (False, True):
        for istext in (False, True):
            for header in (False, True):
                attempt(binascii.b2a_qp, text, quotetabs, istext, header)
for text in (b"=41=42", b"a=\nb", b"a=\r\nb", b"a=", b"=4", b"=zz", b"==41", b"a_b", b"=\r", b"=4a=4A", b"=3D=20"):
    attempt(binascii.a2b_qp, text)
    attempt(binascii.a2b_qp, text, header=True)
print(issubclass(binascii.Error, ValueError), issubclass(binascii.Incomplete, Exception), binascii.Error, binascii.Incomplete)
for name in sorted(vars(binascii)):
    value = getattr(binascii, name)
    if callable(value) and not isinstance(value, type) and name[0] != "_":
        print(name, value.__text_signature__)
        attempt(value)
        attempt(value, 5)

import codecs

for name in ("hex", "base64", "uu", "quopri"):
    attempt(codecs.encode, b"abc=\xff", name)
    attempt(codecs.decode, codecs.encode(b"abc=\xff", name), name)
    attempt("abc".encode, name)
    attempt(b"61".decode, name)

for view in (memoryview(b"abcd")[::2], memoryview(b"6162").cast("H"), memoryview(bytearray(4))[::-1]):
    attempt(binascii.unhexlify, view)
    attempt(binascii.a2b_base64, view)
    attempt(binascii.hexlify, view)
released = memoryview(b"61")
released.release()
attempt(binascii.unhexlify, released)
