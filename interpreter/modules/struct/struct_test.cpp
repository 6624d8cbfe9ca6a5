#include <doctest/doctest.h>

#include "interpreter/testing/interp.h"

using sidewinder::Interp;

TEST_SUITE("struct") {
TEST_CASE("pack: byte orders, sizes and alignment") {
  Interp py;
  REQUIRE(py.run("from struct import *"));
  CHECK(py.eval_repr("pack('<IHb', 1, 2, -3), pack('>H', 258), pack('!q', -2)") ==
        "(b'\\x01\\x00\\x00\\x00\\x02\\x00\\xfd', b'\\x01\\x02', b'\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe')");
  CHECK(py.eval_repr(
            "calcsize('bi'), calcsize('=bi'), calcsize('bi0q'), calcsize('l'), calcsize('<l'), calcsize('@ 2h i')") ==
        "(8, 5, 8, 8, 4, 8)");
}
TEST_CASE("pack and unpack: text, booleans, padding") {
  Interp py;
  REQUIRE(py.run("from struct import *"));
  CHECK(py.eval_repr("pack('4s?', b'ab', []), pack('5p', b'abcdefg'), unpack('5p', b'\\x03abcd')") ==
        "(b'ab\\x00\\x00\\x00', b'\\x04abcd', (b'abc',))");
  CHECK(py.eval_repr("unpack('cc0s', b'ab'), pack('3x'), unpack('>3xB', b'abc\\x07')") ==
        "((b'a', b'b', b''), b'\\x00\\x00\\x00', (7,))");
}
TEST_CASE("floats: half, single, double round trips and overflow") {
  Interp py;
  REQUIRE(py.run("from struct import *"));
  CHECK(py.eval_repr("unpack('<efd', pack('<efd', 1.5, 0.1, 0.1))") == "(1.5, 0.10000000149011612, 0.1)");
  CHECK(py.eval_repr("pack('<e', 65504.0), pack('<e', 6e-8), unpack('<e', b'\\x00\\x7c')") ==
        "(b'\\xff{', b'\\x01\\x00', (inf,))");
  CHECK(py.raises("pack('<e', 1e9)", "OverflowError", "float too large to pack with e format"));
  CHECK(py.raises("pack('<f', 1e300)", "OverflowError", "float too large to pack with f format"));
}
TEST_CASE("integers out of range name their format") {
  Interp py;
  REQUIRE(py.run("from struct import *"));
  CHECK(py.raises("pack('B', 256)", "error", "ubyte format requires 0 <= number <= 255"));
  CHECK(py.raises("pack('<i', 1 << 31)", "error", "'i' format requires -2147483648 <= number <= 2147483647"));
  CHECK(py.raises("pack('<Q', -1)", "error", "argument out of range"));
  CHECK(py.raises("pack('<Q', 1 << 64)", "error", "argument out of range"));
  CHECK(py.eval_repr("pack('<Q', (1 << 64) - 1) == b'\\xff' * 8, pack('<q', -1 << 63)[7]") == "(True, 128)");
  CHECK(py.raises("pack('<I', 'x')", "error", "required argument is not an integer"));
}
TEST_CASE("wrong counts and formats") {
  Interp py;
  REQUIRE(py.run("from struct import *"));
  CHECK(py.raises("pack('<II', 1)", "error", "pack expected 2 items for packing (got 1)"));
  CHECK(py.raises("unpack('<I', b'abc')", "error", "unpack requires a buffer of 4 bytes"));
  CHECK(py.raises("calcsize('<n')", "error", "bad char in struct format"));
  CHECK(py.raises("calcsize('3')", "error", "repeat count given without format specifier"));
  CHECK(py.raises("calcsize('9223372036854775807i')", "error", "total struct size too long"));
}
TEST_CASE("pack_into and unpack_from: offsets, from the end too") {
  Interp py;
  REQUIRE(py.run("from struct import *\nb = bytearray(8)"));
  CHECK(py.output("pack_into('<H', b, 2, 513)\npack_into('<H', b, -2, 7)\nprint(b, unpack_from('<H', b, 2), "
                  "unpack_from('<H', buffer=b, offset=-2))") ==
        "bytearray(b'\\x00\\x00\\x01\\x02\\x00\\x00\\x07\\x00') (513,) (7,)\n");
  CHECK(py.raises(
      "pack_into('<I', b, 6, 1)", "error",
      "pack_into requires a buffer of at least 10 bytes for packing 4 bytes at offset 6 (actual buffer size is 8)"));
  CHECK(py.raises("unpack_from('<I', b, -9)", "error", "offset -9 out of range for 8-byte buffer"));
  CHECK(py.raises("pack_into('<I', b'abcd', 0, 1)", "TypeError",
                  "argument must be read-write bytes-like object, not bytes"));
}
TEST_CASE("pack_into: a value that shrinks the buffer") {
  Interp py;
  REQUIRE(
      py.run("from struct import *\nb = bytearray(8)\nclass I:\n    def __index__(self):\n        b.clear()\n        "
             "return 1"));
  CHECK(py.raises(
      "pack_into('<I', b, 0, I())", "error",
      "pack_into requires a buffer of at least 4 bytes for packing 4 bytes at offset 0 (actual buffer size is 0)"));
}
TEST_CASE("pack: a value that initialises the struct anew") {
  Interp py;
  REQUIRE(
      py.run("from struct import *\ns = Struct('<BH')\n"
             "class I:\n    def __index__(self):\n        s.__init__('<64Q')\n        return 1"));
  CHECK(py.eval_repr("s.pack(I(), 2), s.size") == "(b'\\x01\\x02\\x00', 512)");
  REQUIRE(py.run("s.__init__('<BH')\nb = bytearray(4)\ns.pack_into(b, 1, I(), 2)"));
  CHECK(py.eval_repr("b") == "bytearray(b'\\x00\\x01\\x02\\x00')");
}
TEST_CASE("unpack_from: an offset that resizes the buffer") {
  Interp py;
  REQUIRE(
      py.run("from struct import *\nb = bytearray(8)\n"
             "class I:\n    def __index__(self):\n        b.clear()\n        return 0"));
  CHECK(py.raises(
      "unpack_from('<I', b, I())", "error",
      "unpack_from requires a buffer of at least 4 bytes for unpacking 4 bytes at offset 0 (actual buffer size is 0)"));
}
TEST_CASE("iter_unpack and Struct") {
  Interp py;
  REQUIRE(py.run("from struct import *\ns = Struct('<H')"));
  CHECK(py.eval_repr(
            "list(s.iter_unpack(b'\\x01\\x00\\x02\\x00')), s.size, s.format, s.pack(5), s.unpack(b'\\x05\\x00')") ==
        "([(1,), (2,)], 2, '<H', b'\\x05\\x00', (5,))");
  CHECK(py.raises("iter_unpack('<H', b'abc')", "error",
                  "iterative unpacking requires a buffer of a multiple of 2 bytes"));
  CHECK(py.raises("Struct.__new__(Struct).pack()", "RuntimeError", "Struct object is not initialized"));
}
}  // TEST_SUITE("struct")
