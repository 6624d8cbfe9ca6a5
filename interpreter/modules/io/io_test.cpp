#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>

#include "interpreter/testing/interp.h"

using sidewinder::Interp;

namespace {

// A file that is there for one test; `name` in Python.
struct TemporaryFile {
  explicit TemporaryFile(Interp& py) {
    int fd = ::mkstemp(path);
    ::close(fd);
    py.run(std::string("name = '") + path + "'");
  }
  ~TemporaryFile() { ::unlink(path); }
  char path[32] = "/tmp/sidewinder-io-XXXXXX";
};

}  // namespace

TEST_SUITE("io") {
TEST_CASE("text: written, appended, read back by lines") {
  Interp py;
  TemporaryFile file(py);
  CHECK(py.output("with open(name, 'w') as f: print(f.write('one\\ntwo'))\n"
                  "with open(name, 'a') as f: f.writelines(['\\n', 'three\\n'])\n"
                  "with open(name) as f:\n    print(list(f), f.closed)\n"
                  "print(f.closed, open(name).read().split())") ==
        "7\n['one\\n', 'two\\n', 'three\\n'] False\nTrue ['one', 'two', 'three']\n");
}
TEST_CASE("text: characters beyond ASCII, read in pieces") {
  Interp py;
  TemporaryFile file(py);
  CHECK(py.output("with open(name, 'w') as f: f.write('\\u20ac\\u00e9\\nx')\n"
                  "with open(name, 'rb') as f: print(f.read())\n"
                  "with open(name) as f: print(ascii(f.read(1)), ascii(f.readline()), f.read(), repr(f.read(3)))") ==
        "b'\\xe2\\x82\\xac\\xc3\\xa9\\nx'\n'\\u20ac' '\\xe9\\n' x ''\n");
}
TEST_CASE("text: line ends are translated unless newline says otherwise") {
  Interp py;
  TemporaryFile file(py);
  CHECK(
      py.output(
          "with open(name, 'wb') as f: f.write(b'a\\r\\nb\\rc\\n')\n"
          "print(open(name).readlines(), open(name, newline='').readlines(), open(name, newline='\\n').readlines())") ==
      "['a\\n', 'b\\n', 'c\\n'] ['a\\r\\n', 'b\\r', 'c\\n'] ['a\\r\\n', 'b\\rc\\n']\n");
  CHECK(py.output("with open(name, 'w', newline='\\r\\n') as f: f.write('x\\n')\nprint(open(name, 'rb').read())") ==
        "b'x\\r\\n'\n");
}
TEST_CASE("binary: read exactly n, seek, tell, update") {
  Interp py;
  TemporaryFile file(py);
  CHECK(
      py.output("f = open(name, 'wb+')\nf.write(b'0123456789')\nf.seek(2)\nprint(f.read(3), f.tell())\nf.write(b'XY')\n"
                "f.seek(-1, 2)\nprint(f.read(), "
                "f.read())\nf.seek(0)\nprint(f.read())\nf.truncate(3)\nf.close()\nprint(open(name, 'rb').read())") ==
      "b'234' 5\nb'9' b''\nb'01234XY789'\nb'012'\n");
}
TEST_CASE("binary: more than a buffer") {
  Interp py;
  TemporaryFile file(py);
  CHECK(
      py.output("data = bytes(range(256)) * 1000\nwith open(name, 'wb') as f: f.write(data); f.write(b'!')\n"
                "with open(name, 'rb') as f: print(f.read(70000) == data[:70000], f.read() == data[70000:] + b'!')") ==
      "True True\n");
}
TEST_CASE("text: truncate writes out what is pending and cuts") {
  Interp py;
  TemporaryFile file(py);
  CHECK(
      py.output("with open(name, 'w+') as f:\n    f.write('abcdef')\n    print(f.truncate(2), f.seek(0), f.read())") ==
      "2 0 ab\n");
  CHECK(py.raises("open(name).truncate(1)", "UnsupportedOperation", "truncate"));
}
TEST_CASE("open: a file that cannot be had as text is closed") {
  Interp py;
  TemporaryFile file(py);
  REQUIRE(py.run("f = open(name)\nn = f.fileno()\nf.close()"));
  CHECK(py.raises("open(name, encoding='xyz')", "LookupError", "unknown encoding: xyz"));
  CHECK(py.raises("open(name, newline='xyz')", "ValueError", "illegal newline value: xyz"));
  CHECK(py.raises("open(name, buffering=0)", "ValueError", "can't have unbuffered text I/O"));
  CHECK(py.output("f = open(name)\nprint(f.fileno() == n)") == "True\n");
}
TEST_CASE("errors: modes, closed files, directions") {
  Interp py;
  TemporaryFile file(py);
  CHECK(py.raises("open(name, 'rw')", "ValueError", "must have exactly one of create/read/write/append mode"));
  CHECK(py.raises("open(name, 'rt+b')", "ValueError", "can't have text and binary mode at once"));
  CHECK(py.raises("open(name, 'q')", "ValueError", "invalid mode: 'q'"));
  CHECK(py.raises("open(name, 'rb', encoding='utf-8')", "ValueError", "binary mode doesn't take an encoding argument"));
  CHECK(py.raises("open(name).write('x')", "UnsupportedOperation", "not writable"));
  CHECK(py.raises("open(name, 'a').read()", "UnsupportedOperation", "not readable"));
  CHECK(py.raises("open(name, 'ab').read()", "UnsupportedOperation", "read"));
  CHECK(py.raises("f = open(name)\nf.close()\nf.read()", "ValueError", "I/O operation on closed file."));
  CHECK(py.raises("open(name + '.missing')", "FileNotFoundError"));
  CHECK(py.raises("open('/tmp')", "IsADirectoryError"));
  CHECK(py.raises("open(name, 'x')", "FileExistsError"));
}
}  // TEST_SUITE("io")
