// What exits tell a bridge about their values.
#include <doctest/doctest.h>

#include "jit/testing/test_language.h"

namespace sidewinder::jit::test {

namespace {

void touch(TestObject*) {}
const Helper kReader{"reader", reinterpret_cast<const void*>(&touch), Kind::None, kEffectReads};
const Helper kWriter{"writer", reinterpret_cast<const void*>(&touch), Kind::None, kEffectWrites};

const void* known(const Exit& exit, Value v) {
  for (const ExitValue& value : exit.values)
    if (value.value == v) return value.known_class;
  return nullptr;
}

}  // namespace

TEST_SUITE("jit_backend_known_classes") {

TEST_CASE("classes: known behind the guard, until a call that may write, unless instances never change") {
  for (bool lasting : {false, true}) {
    TestLanguage language(IntFormat::Plain);
    Hooks hooks = language.hooks();
    if (lasting) hooks.class_is_constant = [](const void* c) { return c == &pair_class; };
    Builder b;
    Value pair = b.load_register(0), fresh = b.op(Opcode::box_float, Kind::Ref, b.input_float(1));
    auto look = [&] { b.guard(Opcode::guard_no_request, b.snapshot(1, {pair, fresh})); };
    look();
    b.guard(Opcode::guard_class, b.snapshot(1, {pair}), pair, b.trace.constant_ref(&pair_class));
    look();
    b.call(kReader, {pair});
    look();
    b.call(kWriter, {pair});
    look();
    b.exit(b.snapshot(1, {}));
    auto compiled = b.compile(hooks);
    std::vector<const void*> seen, floats;
    for (size_t k : {0u, 2u, 3u, 4u})
      seen.push_back(known(compiled->exits[k], pair)), floats.push_back(known(compiled->exits[k], fresh));
    CHECK(seen == std::vector<const void*>{nullptr, &pair_class, &pair_class, lasting ? &pair_class : nullptr});
    CHECK(floats == std::vector<const void*>(4, &float_class));
  }
}

TEST_CASE("ints: small behind guard_fits, not at it; arguments of a loop whose every value was tested") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  Value x = b.input_int(0);
  Value sum = b.pure(Opcode::int_add, x, x);
  b.guard(Opcode::guard_fits, b.snapshot(1, {b.sunk_box(sum), b.sunk_box(x)}), sum);
  auto a = b.label(1, {sum, x});
  b.guard(Opcode::guard_no_request, b.snapshot(2, {b.sunk_box(a[0]), b.sunk_box(a[1]), b.sunk_box(sum)}));
  Value tested = b.pure(Opcode::int_add, a[0], b.i(1)), untested = b.pure(Opcode::int_add, a[1], b.i(1));
  b.guard(Opcode::guard_fits, b.snapshot(3, {b.sunk_box(tested)}), tested);
  b.jump(1, {tested, untested});
  auto compiled = b.compile(language.hooks());
  REQUIRE(compiled);
  CHECK(known(compiled->exits[0], sum) == nullptr);
  CHECK(known(compiled->exits[0], x) == &int_class);
  CHECK(known(compiled->exits[1], sum) == &int_class);
  CHECK(known(compiled->exits[1], a[0]) == &int_class);
  CHECK(known(compiled->exits[1], a[1]) == nullptr);
  CHECK(known(compiled->exits[2], tested) == nullptr);
}

}  // TEST_SUITE("jit_backend_known_classes")

}  // namespace sidewinder::jit::test
