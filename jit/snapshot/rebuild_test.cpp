// What exits rebuild: frames, numbers, shared and cyclic objects.
#include <doctest/doctest.h>

#include "jit/testing/test_language.h"

namespace sidewinder::jit::test {

namespace {

void add_virtual(Builder& b, uint32_t snapshot, Value object, std::vector<SnapshotField> fields) {
  SnapshotPool& pool = b.trace.snapshots;
  Snapshot& s = pool.snapshots[snapshot];
  if (!s.virtual_count) s.first_virtual = uint32_t(pool.virtuals.size());
  s.virtual_count++;
  pool.virtuals.push_back({object, uint32_t(pool.fields.size()), uint32_t(fields.size())});
  pool.fields.insert(pool.fields.end(), fields.begin(), fields.end());
}

TestObject* chosen(TestObject* a, TestObject* b, int64_t second) { return second ? b : a; }
const Helper kChosen{"chosen", reinterpret_cast<const void*>(&chosen), Kind::Ref, kEffectPure | kEffectLazy};
Value sunk_call(Builder& b, const std::vector<Value>& arguments) {
  Value v = b.call(kChosen, arguments);
  b.trace.ops[v.index()].sunk = true;
  return v;
}

}  // namespace

TEST_SUITE("jit_snapshot_rebuild") {

TEST_CASE("frames: positions, info, unbound registers, constants, outermost first") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  Value object = b.load_register(0);
  TestObject* constant = language.make_float(2.5);
  b.exit(b.snapshot_frames({{7, {object, Value::none()}}, {8, {b.trace.constant_ref(constant)}}, {9, {}}}));
  auto compiled = b.compile(language.hooks());
  TestObject* one = language.make_int(1);
  language.enter(*compiled, {one});
  REQUIRE(language.written.size() == 3);
  CHECK(language.written[0].position == 7);
  CHECK(language.written[0].info == 70);
  CHECK(language.written[0].values == std::vector<TestObject*>{one, nullptr});
  CHECK(language.written[1].values == std::vector<TestObject*>{constant});
  CHECK(language.written[2].values.empty());
}

TEST_CASE("no frames: nothing is written") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  b.exit(b.snapshot_frames({}));
  auto compiled = b.compile(language.hooks());
  CHECK(language.enter(*compiled, {})->op_index == 0);
  CHECK(language.written.empty());
}

TEST_CASE("boxes: a sunk box that is named twice is one object; two boxes are two") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  Value x = b.input_float(0), first = b.sunk_box(x), second = b.sunk_box(x);
  b.exit(b.snapshot_frames({{1, {first, second}}, {2, {first}}}));
  auto compiled = b.compile(language.hooks());
  language.enter(*compiled, {language.make_float(4.5)});
  CHECK(language.written[0].values[0]->real == 4.5);
  CHECK(language.written[0].values[0] == language.written[1].values[0]);
  CHECK(language.written[0].values[0] != language.written[0].values[1]);
}

TEST_CASE("virtual objects: shared, nested, cyclic, with every kind of field") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  Value x = b.input_float(0), n = b.input_int(1);
  Value outer = b.new_object(kPairShape, true), inner = b.new_object(kPairShape, true);
  Value box = b.sunk_box(x);
  uint32_t snapshot = b.snapshot(1, {outer, inner, outer, box});
  add_virtual(b, snapshot, outer,
              {{&kFirstField, nullptr, 0, inner},
               {&kSecondField, nullptr, 0, box},
               {&kWeightField, nullptr, 0, x},
               {&kU8Field, nullptr, 0, n}});
  add_virtual(b, snapshot, inner,
              {{&kFirstField, nullptr, 0, outer}, {nullptr, &kWords, 1, n}, {&kWeightField, nullptr, 0, b.f(0.25)}});
  b.exit(snapshot);
  auto compiled = b.compile(language.hooks());
  REQUIRE(compiled);
  language.enter(*compiled, {language.make_float(4.5), language.make_int(300)});
  auto& v = language.written[0].values;
  CHECK(v[0] == v[2]);
  CHECK(v[0]->cls == &pair_class);
  CHECK(v[0]->first == v[1]);
  CHECK(v[1]->first == v[0]);
  CHECK(v[0]->second == v[3]);
  CHECK(v[0]->weight == 4.5);
  CHECK(v[0]->u8 == uint8_t(300));
  CHECK(v[1]->tag == 300);
  CHECK(v[1]->weight == 0.25);
}

TEST_CASE("lazy calls: made by the exit, those among their arguments before them") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  Value x = b.load_register(0), y = b.load_register(1), n = b.input_int(2);
  Value inner = sunk_call(b, {x, y, n}), outer = sunk_call(b, {y, inner, b.i(1)});
  b.exit(b.snapshot(1, {outer, inner, x}));
  auto compiled = b.compile(language.hooks());
  REQUIRE(compiled);
  TestObject *first = language.make_float(1), *second = language.make_float(2);
  for (int64_t which : {0, 1}) {
    language.written.clear();
    language.enter(*compiled, {first, second, language.make_int(which)});
    TestObject* expected = which ? second : first;
    CHECK(language.written[0].values == std::vector<TestObject*>{expected, expected, first});
  }
}

TEST_CASE("values in slots: found after registers ran out") {
  TestLanguage language(IntFormat::Digits30);
  Builder b;
  Value x = b.input_int(0), y = b.input_float(1);
  std::vector<Value> boxes;
  for (int k = 0; k < 60; k++) {
    Value v = k % 2 ? b.pure(Opcode::int_add, x, b.i(k)) : b.pure(Opcode::float_add, y, b.f(k));
    boxes.push_back(b.sunk_box(v));
  }
  b.exit(b.snapshot(1, boxes));
  auto compiled = b.compile(language.hooks());
  language.enter(*compiled, {language.make_int(int64_t(1) << 40), language.make_float(0.5)});
  for (int k = 0; k < 60; k++) {
    TestObject* o = language.written[0].values[size_t(k)];
    if (k % 2) CHECK(language.int_of(o) == (int64_t(1) << 40) + k);
    else CHECK(o->real == 0.5 + k);
  }
}

}  // TEST_SUITE("jit_snapshot_rebuild")

}  // namespace sidewinder::jit::test
