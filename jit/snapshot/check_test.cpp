// The debug builds' comparison of snapshots with frames: that it sees what it is for.
#include "jit/snapshot/check.h"

#include <doctest/doctest.h>

#include "jit/snapshot/take.h"
#include "jit/testing/test_language.h"

namespace sidewinder::jit::test {

namespace {

Object* as_object(TestObject* o) { return reinterpret_cast<Object*>(o); }

// Two frames of two registers, whose names are those of load_register operations.
struct Recorded {
  Recorded() {
    for (int depth = 0; depth < 2; depth++) {
      auto frame = std::make_unique<ShadowFrame>();
      frame->registers = real[depth];
      frame->register_count = 2;
      for (int r = 0; r < 2; r++) {
        TestObject* object = language.make_pair(nullptr, nullptr);
        real[depth][r] = as_object(object);
        frame->names.push_back(b.load_register(2 * depth + r));
        values.note(frame->names.back(), uint64_t(object));
      }
      frames.push_back(std::move(frame));
    }
  }
  std::string compare() {
    uint32_t snapshot = take_snapshot(b.trace.snapshots, frames, language.hooks().header_references, 1, false);
    return compare_with_frames(reinterpret_cast<Thread&>(language.thread), language.hooks(), b.trace, snapshot, frames,
                               values);
  }

  TestLanguage language{IntFormat::Plain};
  Builder b;
  Object* real[2][2];
  ShadowFrames frames;
  RecordedValues values;
};

}  // namespace

TEST_SUITE("jit_snapshot_check") {

TEST_CASE("the names fit the frames: nothing to say") {
  Recorded r;
  CHECK(r.compare() == "");
}

TEST_CASE("a register that was set without its name, and a name that was set without its register") {
  Recorded forgotten_name;
  forgotten_name.real[1][0] = as_object(forgotten_name.language.make_pair(nullptr, nullptr));
  CHECK(forgotten_name.compare().starts_with("register 0 of frame 1"));
  Recorded forgotten_register;
  forgotten_register.frames[0]->names[1] = forgotten_register.frames[0]->names[0];
  CHECK(forgotten_register.compare().starts_with("register 1 of frame 0"));
  Recorded unbound;
  unbound.frames[0]->names[0] = unbound.b.trace.constant_ref(nullptr);
  CHECK(unbound.compare().starts_with("register 0 of frame 0"));
}

TEST_CASE("numbers: boxes of the same number are the same, of another they are not") {
  Recorded r;
  Value number = r.b.f(2.5), box = r.b.op(Opcode::box_float, Kind::Ref, number);
  r.values.note(box, uint64_t(r.language.make_float(2.5)));
  r.frames[1]->names[1] = box;
  r.real[1][1] = as_object(r.language.make_float(2.5));
  CHECK(r.compare() == "");
  r.real[1][1] = as_object(r.language.make_float(-2.5));
  CHECK(r.compare().starts_with("register 1 of frame 1"));
}

TEST_CASE("what the recorder does not know is not compared") {
  Recorded r;
  r.frames[0]->names[0] = Value::none();
  r.frames[0]->names[1] = r.b.load_register(5);
  CHECK(r.compare() == "");
}

}  // TEST_SUITE("jit_snapshot_check")

}  // namespace sidewinder::jit::test
