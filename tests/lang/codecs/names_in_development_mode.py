# -X dev looks up the names of codecs and error handlers where nothing is to be encoded, too: the codec first.
import subprocess
import sys

PROGRAM = """
for encoding in ("rot13", "nope", "hex", "utf8"):
    for function in (lambda: b''.decode(encoding), lambda: ''.encode(encoding), lambda: str(b'', encoding),
                     lambda: bytes('', encoding), lambda: bytearray('', encoding),
                     lambda: b'a'.decode(encoding, 'none'), lambda: ''.encode(encoding, 'none')):
        try:
            print(repr(function()), end=' ')
        except Exception as error:
            print(type(error).__name__, error, end=' ')
    print()
"""
for options in ([], ["-X", "dev"]):
    print(subprocess.run([sys.executable, *options, "-c", PROGRAM], capture_output=True, text=True).stdout)
