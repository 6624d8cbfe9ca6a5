# Wrong calls of open() and of the methods of files: CPython's words; and their signatures. Nothing is left on the disk.


class Path:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


text = open("/dev/null", "w+")
binary = open("/dev/null", "wb+")
source = open(__file__, "rb")

CALLS = """
open('/dev/null', encoding='xyz')
open('/dev/null', newline='xyz')
open('/dev/null', newline='\\u20ac')
open('/dev/null', buffering=0)
open(999)
open(Path(5))
open(Path('/dev/null')).name.__class__.__name__
open(Path(b'/dev/null')).read()
open('/dev/null', closefd=False)
open('/dev/null', opener=lambda path, flags: 2.0)
text.read('a')
text.read(1, 2)
text.read(1.5)
text.read(None)
text.read(1 << 100)
text.read(-5)
text.read(size=1)
text.readline('a')
text.readline(1, 2)
text.readline(None)
text.readline(1.5)
text.readline(size=1)
text.readlines('a')
text.readlines(1.5)
text.readlines(1, 2)
text.readlines(None)
text.write()
text.write(1)
text.write(b'a')
text.write('a', 'b')
text.write(text='a')
text.writelines(1)
text.writelines([1])
text.flush(1)
text.close(1)
text.fileno(1)
text.isatty(1)
text.isatty(x=1)
text.readable(1)
text.writable(x=1)
text.seekable(1)
text.tell(1)
text.seek()
text.seek(0, 'a')
text.seek(0, 7)
text.seek(0, 0, 0)
text.seek(-1)
text.seek(1, 1)
text.seek(1, 2)
text.seek(0, 1 << 40)
text.seek(0, whence=1)
text.truncate('a')
text.truncate(1, 2)
text.reconfigure(1)
text.reconfigure(foo=1)
text.reconfigure(newline='x')
text.reconfigure(line_buffering='x')
text.reconfigure(write_through='x')
text.reconfigure(encoding='xyz')
text.line_buffering
text.reconfigure(line_buffering=True)
text.line_buffering
text.reconfigure(line_buffering=None, encoding='utf-16', errors=None), text.encoding, text.errors
source.read('a')
source.read(1, 2)
source.read(1.5)
source.read(-5)
source.read(None)[:1]
source.read(1 << 100)
source.readline('a')
source.readline(1, 2)
source.readline(None)
source.readlines(1.5)
source.readlines(1, 2)
source.read1('a')
source.read1(1, 2)
source.read1(None)
source.readinto(b'a')
source.readinto('a')
source.readinto(5)
source.seek()
source.seek('a')
source.seek(0, 'a')
source.seek(0, 7)
source.seek(0, 0, 0)
source.seek(1.5)
source.seek(-1)
source.seek(0, 1 << 40)
source.truncate(1, 2)
source.truncate(-1)
source.truncate()
binary.write(1)
binary.write('a')
binary.writelines(1)
binary.writelines([1])
[f.close() for f in (text, binary, source)]
[f.closed for f in (text, binary, source)]
text.read()
text.readline()
text.readlines()
text.write('')
text.writelines([])
text.flush()
text.seek(0)
text.tell()
text.__enter__()
text.__exit__()
text.reconfigure(line_buffering=True)
text.truncate()
binary.writelines([])
"""

for line in CALLS.split("\n"):
    if not line:
        continue
    try:
        result = repr(eval(line))
        print(line, "->", result)
    except BaseException as e:
        print(line, "->", type(e).__name__, e)

for name in """read readline readlines write writelines flush close fileno isatty readable writable seekable tell seek truncate
        reconfigure __enter__ __exit__""".split():
    print("text", name, getattr(type(text), name).__text_signature__)
for name in "read read1 readinto readline readlines flush close fileno isatty readable seekable seek tell truncate".split():
    print("binary", name, getattr(type(source), name).__text_signature__)
print(open.__module__)
