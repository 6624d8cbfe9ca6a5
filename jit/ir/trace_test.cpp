// Trace, its text and what it means: constants, print and parse, declarations, the interpreter.
#include <cmath>

#include <doctest/doctest.h>
#include "jit/testing/test_world.h"

namespace sidewinder::jit {
namespace {

constexpr const char* kDeclarations =
    "field point.x : Ref offset 16 id 1\n"
    "field range.next : Int offset 16 id 3 small\n"
    "field bytes.first : Int UInt8 offset 24 id 2 immutable\n"
    "array tuple.items : Ref offset 16 id 1\n"
    "shape Point class <class Point> size 32 kind 3 words 8=<class Point>\n"
    "helper half : Int pure thread\n"
    "target outer : Ref Int Float\n";

constexpr const char* kEverything =
    "%0 = exit_value 0 : Ref, <class float>\n"
    "%1 = exit_value 1 : Int, 1\n"
    "%2 = exit_value 2 : Ptr\n"
    "%3 = unbox_float %0\n"
    "%4 = float_add %3, -0.0\n"
    "%5 = float_lt %4, inf\n"
    "guard_true %5 [0]\n"
    "%7 = load_field %0 @bytes.first\n"
    "%8 = load_item %0, %1 @tuple.items\n"
    "%9 = new_object @Point sunk\n"
    "store_field %9, %8 @point.x sunk\n"
    "%11 = call @half(%7) : Int [1]\n"
    "guard_returned %11 [1 | 2]\n"
    "guard_same_ptr %2, ptr:0x10 [2]\n"
    "%14 = box_float %4 sunk\n"
    "count_bytecode\n"
    "jump @outer (%8, %11, %4)\n"
    "snapshots:\n"
    "[0] memory\n"
    "[1] 4096/7 (none, %0, null) 5000/1 (5) raised\n"
    "[2] 4100/0 (%9, %0) with %9 {point.x: %8, tuple.items[2]: %0}\n";

TEST_SUITE("trace") {
TEST_CASE("constant: equal kind and bits give the same value") {
  Trace t;
  std::vector<Value> first;
  for (int64_t i = 0; i < 1000; i++) first.push_back(t.constant_int(i * 7));
  for (int64_t i = 0; i < 1000; i++) CHECK(t.constant_int(i * 7) == first[size_t(i)]);
  CHECK(t.constants.size() == 1000);
  CHECK(t.constant_int(0) != t.constant_ref(nullptr));
  CHECK(t.constant_float(0.0) != t.constant_float(-0.0));
  CHECK(std::signbit(t.float_of(t.constant_float(-0.0))));
}

TEST_CASE("print and parse are inverse") {
  TestWorld world;
  PrintNames names;
  names.table = &world.names;
  ParseResult parsed = parse(std::string(kDeclarations) + kEverything, world.names);
  REQUIRE(parsed.error == "");
  CHECK(print(parsed.trace, &names) == kEverything);
  CHECK(verify(parsed.trace, Stage::Optimised) == "");
}

TEST_CASE("print_declarations: a trace's text parses in an empty table") {
  TestWorld world;
  PrintNames names;
  names.table = &world.names;
  Trace trace = parse(std::string(kDeclarations) + kEverything, world.names).trace;
  DescriptorTable empty;
  PrintNames empty_names;
  empty_names.table = &empty;
  ParseResult again = parse(print_declarations(trace, &names) + print(trace, &names), empty);
  REQUIRE(again.error == "");
  CHECK(print(again.trace, &empty_names) == kEverything);
  CHECK(empty.field("bytes.first")->width == Width::UInt8);
  CHECK(empty.field("bytes.first")->immutable);
  CHECK(empty.helper("half")->effects == (kEffectPure | kEffectTakesThread));
}

TEST_CASE("print: floats read back to the same bits") {
  TestWorld world;
  Trace t;
  for (double value : {0.1, 1e300, 5e-324, 1.0, -2.5, 1e22, double(NAN), -double(INFINITY)}) {
    Op op(Opcode::float_neg, Kind::Float);
    op.a = t.constant_float(value);
    t.append(op);
  }
  Op nan(Opcode::float_neg, Kind::Float);
  nan.a = t.constant(Kind::Float, 0xfff8000000000001u);
  t.append(nan);
  ParseResult parsed = parse(print(t), world.names);
  REQUIRE(parsed.error == "");
  for (size_t i = 0; i < t.ops.size(); i++)
    CHECK(parsed.trace.constant_at(parsed.trace.ops[i].a).bits == t.constant_at(t.ops[i].a).bits);
}

TEST_CASE("parse: says which line is wrong and why") {
  DescriptorTable table;
  CHECK(parse("%0 = load_register 0\n%0 = load_register 1\n", table).error == "line 2: %0 is defined twice");
  CHECK(parse("guard_present\n", table).error.starts_with("line 1: a value expected"));
  CHECK(parse("%0 = load_register 0 banana\n", table).error == "line 1: unexpected 'banana'");
  CHECK(parse("load_register 0\n", table).error == "line 1: load_register needs a name for its result");
}
}  // TEST_SUITE("trace")

TEST_SUITE("interpret") {
TEST_CASE("a recorded loop goes round with its jump's arguments until a guard fails") {
  TestWorld world;
  Trace t = parse(
                "%0 = load_register 0\n%1 = unbox_int %0\n%2 = int_lt %1, 10\nguard_true %2 [0]\n%4 = int_add %1, 3\n"
                "%5 = box_int %4\njump (%5) [0]\nsnapshots:\n[0] 7/0 (%0)\n",
                world.names)
                .trace;
  InterpretResult r = interpret(t, {uint64_t(world.box_int(0))}, world.interpret_world());
  REQUIRE(r.end == InterpretResult::End::Left);
  REQUIRE(r.frames.size() == 1);
  CHECK(r.frames[0].position == 7);
  CHECK(r.frames[0].values[0] == uint64_t(world.box_int(12)));
}

TEST_CASE("leaving builds what is sunk, objects that name one another included") {
  TestWorld world;
  ParseResult parsed = parse(std::string(kDeclarations) +
                                 "%0 = exit_value 0 : Float\n%1 = new_object @Point sunk\n%2 = new_object @Point "
                                 "sunk\n%3 = box_float %0 sunk\n"
                                 "exit [0]\nsnapshots:\n[0] 1/0 (%1, %3) with %1 {point.x: %2}, %2 {point.x: %1}\n",
                             world.names);
  REQUIRE(parsed.error == "");
  InterpretResult r = interpret(parsed.trace, {0x3ff8000000000000u}, world.interpret_world());
  uint64_t first = r.frames[0].values[0], second = *reinterpret_cast<uint64_t*>(first + 16);
  CHECK(first != second);
  CHECK(*reinterpret_cast<uint64_t*>(second + 16) == first);
  CHECK(read_float_box(world.boxes, reinterpret_cast<void*>(r.frames[0].values[1])) == 1.5);
}

TEST_CASE("evaluate: division rounds down as Python's does; what is not defined is refused") {
  uint64_t result = 0;
  CHECK(evaluate(Opcode::int_floordiv, uint64_t(-7), 2, 0, result));
  CHECK(int64_t(result) == -4);
  CHECK(evaluate(Opcode::int_mod, uint64_t(-7), 2, 0, result));
  CHECK(result == 1);
  CHECK(evaluate(Opcode::int_mod, 7, uint64_t(-2), 0, result));
  CHECK(int64_t(result) == -1);
  CHECK(!evaluate(Opcode::int_floordiv, 1, 0, 0, result));
  CHECK(!evaluate(Opcode::int_mul, uint64_t(1) << 40, uint64_t(1) << 40, 0, result));
  CHECK(!evaluate(Opcode::load_register, 0, 0, 0, result));
}

TEST_CASE("int boxes of 30-bit digits are read with sign") {
  Boxes boxes{};
  boxes.int_format = IntFormat::Digits30;
  boxes.int_size_offset = 0;
  boxes.int_offset = 8;
  struct {
    int64_t size;
    uint32_t digits[2];
  } box = {-2, {5, 3}};
  CHECK(read_int_box(boxes, &box) == -((int64_t(3) << 30) + 5));
  box.size = 1;
  CHECK(read_int_box(boxes, &box) == 5);
  box.size = 0;
  CHECK(read_int_box(boxes, &box) == 0);
  box.size = 3;
  CHECK(!int_box_is_small(boxes, &box));
}
}  // TEST_SUITE("interpret")

}  // namespace
}  // namespace sidewinder::jit
