#include "interpreter/imports/marshal.h"

#include <doctest/doctest.h>

#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/eval.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/testing/interp.h"

using namespace sidewinder;

namespace {

Code* compiled(Interp& py, const char* source) {
  return compile_source(py.thread(), source, intern("<marshal>"), ParseMode::Exec);
}
std::string dumped(Interp& py, Object* value) {
  Result<std::string> bytes = marshal_dump(py.thread(), value);
  REQUIRE(!bytes.failed());
  return bytes.value;
}

constexpr char kProgram[] =
    "def f(a, b=2, *c, d, **e):\n"
    "    '''doc'''\n"
    "    total = 0\n"
    "    for x in [a, b, *c, d]:\n"
    "        try: total += x\n"
    "        except TypeError: total = -1\n"
    "    return (lambda: total + len(e))()\n"
    "answer = f(1, 2, 3, d=4, z=5)\n";

}  // namespace

TEST_SUITE("marshal") {
TEST_CASE("code: what was read is the same code, tables and nested code objects too") {
  Interp py;
  Code* code = compiled(py, kProgram);
  REQUIRE(code);
  Object* back = marshal_load(py.thread(), dumped(py, code));
  REQUIRE(back);
  REQUIRE(is_exact<Code>(back));
  CHECK(disassemble(cast<Code>(back)) == disassemble(code));
  CHECK(dumped(py, back).size() == dumped(py, code).size());
}
TEST_CASE("code: borrowed instructions lie in the bytes") {
  Interp py;
  alignas(16) static char storage[1 << 14];
  std::string bytes = dumped(py, compiled(py, kProgram));
  REQUIRE(bytes.size() < sizeof storage);
  std::memcpy(storage, bytes.data(), bytes.size());
  auto* code = cast<Code>(marshal_load(py.thread(), {storage, bytes.size()}, true));
  REQUIRE(code);
  auto* instructions = reinterpret_cast<char*>(code->instructions);
  CHECK((instructions > storage && instructions < storage + bytes.size()));
  Dict* globals = new_dict(py.thread());
  REQUIRE(run_code(py.thread(), code, globals, nullptr));
  CHECK(str_equals(repr(py.thread(), dict_get_str(globals, intern("answer"))), "11"));
}
TEST_CASE("damage: every truncation of a code object raises") {
  Interp py;
  std::string bytes = dumped(py, compiled(py, kProgram));
  for (size_t n = 0; n < bytes.size(); n++) {
    Object* value = marshal_load(py.thread(), std::string_view(bytes).substr(0, n));
    CHECK(!value);
    if (!value) clear_pending(py.thread());
  }
}
TEST_CASE("code of its parts: of other code, damaged or too few, they are refused") {
  Interp py;
  py.run(
      "names = ('argcount posonlyargcount kwonlyargcount nlocals stacksize flags code consts names varnames filename "
      "'\n"
      "         'name qualname firstlineno linetable exceptiontable freevars cellvars').split()\n"
      "f = lambda a: [a.x for i in a]\n"
      "g = lambda: 1\n"
      "def make(**changes):\n"
      "  return type(f.__code__)(*[changes.get(n, getattr(f.__code__, 'co_' + n)) for n in names])\n"
      "def accepts_damage(at):\n"
      "  table = bytearray(f.__code__.co_exceptiontable)\n"
      "  table[at] ^= 1 << at % 6\n"
      "  try: return make(exceptiontable=bytes(table))\n"
      "  except ValueError: return None\n");
  CHECK(py.eval_repr("make() == f.__code__") == "True");
  CHECK(py.raises("make(exceptiontable=g.__code__.co_exceptiontable)", "ValueError"));
  CHECK(py.raises("make(code=g.__code__.co_code)", "ValueError"));
  CHECK(py.raises("make(exceptiontable=b'')", "ValueError"));
  CHECK(py.raises("make(code=b'')", "ValueError"));
  CHECK(py.raises("make(consts=())", "ValueError"));
  CHECK(py.raises("make(names=('x', 'y', 'z'))", "ValueError"));
  CHECK(py.raises("make(cellvars=('c', 'd'))", "ValueError"));
  CHECK(py.raises("f.__code__.replace(co_exceptiontable=g.__code__.co_exceptiontable)", "ValueError"));
  CHECK(py.eval_repr("[n for n in range(len(f.__code__.co_exceptiontable) - 1) if accepts_damage(n)]") == "[]");
}

TEST_CASE("an object that occurs once is not marked as shared") {
  Interp py;
  Object* items[] = {int_from_int64(1000), new_str("text"), new_str("text")};
  std::string once = dumped(py, new_tuple(items, 3));
  CHECK(once.find(char(kMarshalInt | kMarshalShared)) == std::string::npos);
  items[2] = items[1];
  std::string twice = dumped(py, new_tuple(items, 3));
  CHECK(twice.size() < once.size());
}
TEST_CASE("the magic number ends with a line end") {
  CHECK(code_magic_number().size() == 4);
  CHECK(code_magic_number().substr(2) == "\r\n");
}
}  // TEST_SUITE("marshal")
