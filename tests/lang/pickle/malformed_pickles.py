# What is wrong with a pickle is said, and nothing is believed: lengths, marks, numbers of the memo, classes.
import _pickle
import io

PICKLES = [
    b"", b"(", b"t.", b"0.", b"1.", b"2.", b"Za", b"\xff", b"'", b"g5\n.", b"h\x05.", b"j\5\0\0\0.", b"p5\n.", b"q\5.",
    b"px\n.", b"g\xfb\n.", b"L1\xfb\n.", b"L1\0\n.", b"F1\0\n.", b"I\0\n.", b"I12\0\n.", b"I1\np-5\n.", b"gx\n.", b"Ix\n.",
    b"I\n.", b"I01\n.", b"I00\n.", b"I 12 \n.", b"I0x10\n.", b"I1_0\n.", b"Lx\n.", b"L12L\n.", b"L-5\n.", b"Fx\n.",
    b"F1.5\n.", b"F1e400\n.", b"Finf\n.", b"Sx\n.", b"S'x\n.", b"S'a\\x41'\n.", b"S'a' \n.", b"S\"a\"\n.", b"S'\n.",
    b"S''\n.", b"Va\\u0041\n.", b"Va\\ud800\n.", b"Va\\u00\n.", b"\x8a\xff", b"\x8a\0.", b"\x8a\2\xff\x7f.",
    b"\x8a\2\xff\xff.", b"\x8b\xff\xff\xff\xff", b"\x8b\2\0\0\0ab.", b"\x80\x06.", b"\x80\x05N.", b"P1\n.", b"I1\nQ.",
    b"I1\nI2\n\x81.", b"I1\nI2\nI3\n\x92.", b"cmath\nxyz\n.", b"cmath\n)\x81.", b"cnot_there\nx\n.",
    b"c__builtin__\nint\nI2\n\x81.", b"c__builtin__\nint\n)}\x92.", b"c__builtin__\nint\n(I7\nt}\x92.",
    b"c__builtin__\nint\nI1\n}\x92.", b"c__builtin__\nint\n)I1\n\x92.", b"c__builtin__\nxrange\n(I3\ntR.",
    b"I1\nI2\n\x93.", b"\x8c\4math\x8c\2pi\x93.", b"\x8c\x04math\x8c\7pi.real\x93.", b"I1\n)R.", b"I1\nI2\nR.",
    b"c__builtin__\nlen\n)R.", b"I1\n}b.", b"I1\nI3\nb.", b"]I3\nb.", b"]N}\x86b.", b"\x82\5.", b"\x82\0.",
    b"\x84\xff\xff\xff\xff.", b"\x97.", b"I1\n\x98.", b"(I1\nI2\nI3\nd.", b"(I1\nI2\nd.", b"}(I1\nI2\nI3\nu.",
    b"}(I1\nI2\nu.", b"(]]d.", b"}]]s.", b"I1\nI2\nI3\ns.", b"]I1\na.", b"]I1\na.", b"I1\na.", b"a.", b"]a.", b"e.",
    b"](I1\nI2\ne.", b"](e.", b"(e.", b"I1\n(I2\ne.", b"\x8f(I1\n\x90.", b"\x8f(]\x90.", b"I1\n(I1\n\x90.", b"(\x91.",
    b"(]\x91.", b"\x8e\xff\xff\xff\xff\xff\xff\xff\xff", b"\x8e\xff\xff\xff\xff\xff\xff\xff\x7f", b"\x8d\5\0\0\0\0\0\0\0ab",
    b"\x96\2\0\0\0\0\0\0\0ab.", b"\x95\x10\0\0\0\0\0\0\0N.",
    b"\x95\2\0\0\0\0\0\0\0N.", b"\x95\0\0\0\0\0\0\0\0N.", b"\x95\xff\xff\xff\xff\xff\xff\xff\xff", b"T\xff\xff\xff\xff",
    b"T\2\0\0\0ab.", b"U\2ab.", b"U\2\xe9b.", b"X\2\0\0\0ab.", b"X\1\0\0\0\xff.", b"X\3\0\0\0\xed\xa0\x80.",
    b"\x8c\2\xc3\xa9.", b"C\2ab.", b"B\2\0\0\0ab.", b"G1234567.", b"G12345678.", b"K.", b"K\5.", b"M\1\2.",
    b"J\xff\xff\xff\xff.", b"J\1.", b"i.", b"(imath\nI\n.", b"(I5\ni__builtin__\nint\n.", b"(i__builtin__\nint\n.",
    b"(o.", b"(I1\no.", b"(c__builtin__\nint\nI4\no.", b"(c__builtin__\nint\no.", b"c\xff\na\n.", b"(I1\nI2\n0t.",
    b"(I1\n00.", b"(0I1\n.", b"((I1\n1t.", b"N\x94N\x94h\0h\1\x86.", b"\x94.", b"\x85.", b"I1\n\x86.", b"I1\n(\x85.",
    b"N", b"N.N.", b"(I1\n.", b"\x88\x89\x86.", b"c\na\n.", b"c\n\n.", b"(lp0\nI1\nag0\na.",
    # numbers written as C reads them
    b"I010\n.", b"I0x1f\n.", b"I+1\n.", b"I 0\n.", b"I5 \n.", b"I\xff\n.", b"I5\0x\n.", b"I9223372036854775808\n.", b"I1_0\n.", b"I08\n.",
    b"L5\xa0L\n.", b"L5\0x\n.", b"L-0012L\n.", b"L0x1fL\n.", b"L0xgL\n.", b"L 0b12\n.", b"L5LL\n.", b"L" + b"1" * 300 + b"\x92L\n.", b"L" + b"1" * 150 + b"\x92L\n.", b"L" + b"1" * 5000 + b"\xff\n.",
    b"L" + b"1" * 199 + "é".encode() + b"L\n.", b"F\xff\n.", b"F1.5x\n.", b"F 1.5\n.", b"F1.5\0x\n.", b"Fx" + b"1" * 300 + b"\n.", b"F1e999\n.", b"Finf\n.",
    b"p\xff\n.", b"Ng" + b"1" * 300 + b"\x92\n.", b"Np-1\n.", b"Np5 \ng5\n.",
]

for data in PICKLES:
    for load in [_pickle.loads, lambda d: _pickle.load(io.BytesIO(d)), lambda d: _pickle.load(io.BufferedReader(io.BytesIO(d)))]:
        try:
            print(data, "->", repr(load(data)))
        except Exception as e:
            print(data, "->", type(e).__name__, e)
