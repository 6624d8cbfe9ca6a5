// Random traces, compiled and interpreted: every exit, taken or forced, must rebuild the same frames, and memory must
// be the same. Bridges: the frames must not change when an exit gets one that only moves values about.
#include <doctest/doctest.h>

#include <cstdlib>

#include "jit/testing/interpret.h"
#include "jit/testing/random_code.h"

namespace sidewinder::jit::test {

namespace {

std::string compare_runs(TestLanguage& language, CompiledTrace& compiled, int variant, uint32_t force) {
  std::vector<TestObject*> inputs = CodeGenerator::make_inputs(language, variant),
                           reference = CodeGenerator::make_inputs(language, variant);
  InterpretWorld world = language.world();
  static uint32_t countdown;
  countdown = force;
  if (force) world.force = [](void*, uint32_t) { return --countdown == 0; };
  std::vector<uint64_t> bits;
  for (TestObject* o : reference) bits.push_back(uint64_t(o));
  InterpretResult expected = interpret(compiled.trace, bits, world);
  if (expected.end != InterpretResult::End::Left) return "the interpreter did not leave";

  backend_settings.force_exits = force;
  set_forced_exit_countdown(force);
  Exit* exit = language.enter(compiled, inputs);
  if (exit->op_index != expected.op_index)
    return "left at %" + std::to_string(exit->op_index) + ", expected %" + std::to_string(expected.op_index);
  if (exit->snapshot != expected.snapshot) return "another snapshot at %" + std::to_string(exit->op_index);
  if (language.written.size() != expected.frames.size()) return "another number of frames";
  Isomorphism same;
  for (size_t k = 0; k < inputs.size(); k++)
    if (!same.equal(inputs[k], reference[k])) return "input " + std::to_string(k) + " differs in memory";
  for (size_t f = 0; f < expected.frames.size(); f++) {
    if (language.written[f].position != expected.frames[f].position) return "another position";
    for (size_t k = 0; k < expected.frames[f].values.size(); k++)
      if (!same.equal(language.written[f].values[k], reinterpret_cast<TestObject*>(expected.frames[f].values[k])))
        return "frame " + std::to_string(f) + " value " + std::to_string(k) +
               " differs: " + describe(language.written[f].values[k]) + ", expected " +
               describe(reinterpret_cast<TestObject*>(expected.frames[f].values[k])) + "; exit at %" +
               std::to_string(exit->op_index);
  }
  return "";
}

struct Totals {
  uint64_t operations = 0, guards = 0, bytes = 0, runs = 0;
  double seconds = 0;
};

std::string fuzz_one(uint64_t seed, const RandomCode& options, IntFormat format, Totals& totals) {
  TestLanguage language(format, seed % 5 != 0);
  Trace trace = CodeGenerator(seed, options, language).generate();
  std::string wrong = verify(trace, Stage::Optimised);
  if (!wrong.empty()) return "generated: " + wrong;
  for (bool forcing : {false, true}) {
    backend_settings.force_exits = forcing ? 1000000000 : 0;
    CompileResult result = compile({trace, language.hooks(), {}, nullptr, 1});
    if (!result.compiled) return backend_settings.force_exits = 0, "compile: " + result.error;
    for (const Op& op : trace.ops) totals.operations += !op.sunk;
    totals.guards += result.compiled->exits.size();
    totals.bytes += result.compiled->code_size;
    totals.seconds += result.compiled->compile_seconds;
    std::mt19937_64 random(seed);
    for (int run = 0; run < (forcing ? 30 : 4); run++) {
      uint32_t guards = uint32_t(result.compiled->exits.size());
      uint32_t force = forcing ? 1 + uint32_t(random() % (run < 20 ? guards + 1 : 3 * guards + 1)) : 0;
      std::string problem = compare_runs(language, *result.compiled, forcing ? run % 2 : run, force);
      totals.runs++;
      backend_settings.force_exits = 0;
      if (!problem.empty())
        return problem + " (variant " + std::to_string(run) + ", forced " + std::to_string(force) + ")";
    }
  }
  return "";
}

// JIT_FUZZ_SHOW=1: a failed trace's text and code. JIT_FUZZ_SEED=n: only that one. JIT_FUZZ_FACTOR=n: n times as many.
void show(uint64_t seed, const RandomCode& options) {
  TestLanguage language(seed % 2 ? IntFormat::Digits30 : IntFormat::Plain, seed % 5 != 0);
  Trace trace = CodeGenerator(seed, options, language).generate();
  backend_settings.keep_listing = true;
  CompileResult result = compile({trace, language.hooks(), {}, nullptr, 1});
  backend_settings.keep_listing = false;
  MESSAGE(print(trace) << (result.compiled ? result.compiled->listing : result.error));
}

// The parent's snapshot said again in a bridge's names.
class SnapshotCopy {
 public:
  SnapshotCopy(const Exit& exit, Builder& b) : exit_(exit), from_(exit.owner->trace), b_(b) {
    for (size_t k = 0; k < exit.values.size(); k++)
      names_[exit.values[k].value.bits] = b.exit_value(int64_t(k), exit.values[k].kind);
  }

  uint32_t copy() {
    std::vector<std::pair<uint64_t, std::vector<Value>>> frames;
    const SnapshotPool& pool = from_.snapshots;
    for (const SnapshotVirtual& v : pool.virtuals_of(exit_.snapshot))
      names_[v.object.bits] = b_.new_object(kPairShape, true);
    for (const SnapshotFrame& f : pool.frames_of(exit_.snapshot)) {
      frames.push_back({f.position, {}});
      for (Value v : pool.values_of(f)) frames.back().second.push_back(name(v));
    }
    std::vector<SnapshotField> fields;
    for (const SnapshotVirtual& v : pool.virtuals_of(exit_.snapshot))
      for (SnapshotField f : pool.fields_of(v)) f.value = name(f.value), fields.push_back(f);
    uint32_t copied = b_.snapshot_frames(frames);
    SnapshotPool& to = b_.trace.snapshots;
    to.snapshots[copied].first_virtual = uint32_t(to.virtuals.size());
    to.snapshots[copied].virtual_count = pool.snapshots[exit_.snapshot].virtual_count;
    uint32_t at = uint32_t(to.fields.size());
    for (const SnapshotVirtual& v : pool.virtuals_of(exit_.snapshot))
      to.virtuals.push_back({names_[v.object.bits], at, v.field_count}), at += v.field_count;
    to.fields.insert(to.fields.end(), fields.begin(), fields.end());
    return copied;
  }

  std::vector<Value> values(Kind kind) const {
    std::vector<Value> found;
    for (size_t k = 0; k < exit_.values.size(); k++)
      if (exit_.values[k].kind == kind) found.push_back(Value::op(uint32_t(k)));
    return found;
  }

 private:
  Value name(Value v) {
    if (v.is_none()) return v;
    if (v.is_constant()) return b_.trace.constant(from_.constants[v.index()].kind, from_.constants[v.index()].bits);
    auto [known, added] = names_.try_emplace(v.bits);
    if (added) {
      Value number = name(from_.ops[v.index()].a);  // a sunk box
      names_[v.bits] = b_.sunk_box(number);
    }
    return names_[v.bits];
  }

  const Exit& exit_;
  const Trace& from_;
  Builder& b_;
  std::unordered_map<uint32_t, Value> names_;
};

// Starts in the exit's state, computes with what it finds until registers run out, and leaves as the exit did.
std::unique_ptr<CompiledTrace> make_bridge(TestLanguage& language, const Exit& exit, std::string& error) {
  Builder b;
  SnapshotCopy copy(exit, b);
  uint32_t snapshot = copy.copy();
  std::vector<Value> crowd;
  for (Kind kind : {Kind::Int, Kind::Float})
    for (Value v : copy.values(kind))
      for (int k = 1; k < 12; k++)
        crowd.push_back(kind == Kind::Int ? b.pure(Opcode::int_xor, v, b.i(k)) : b.pure(Opcode::float_add, v, b.f(k)));
  for (Value v : crowd) {
    bool is_int = b.trace.kind_of(v) == Kind::Int;
    Value flag = is_int ? b.pure(Opcode::int_eq, v, b.i(0x123456789abc))
                        : b.pure(Opcode::float_eq, v, b.f(-1.2345e222));
    b.guard(Opcode::guard_false, snapshot, flag);
  }
  b.exit(snapshot);
  return b.compile(language.hooks(), &exit, &error);
}

// Where a trace leaves of itself it gets a bridge, and then is run again.
std::string fuzz_bridges(uint64_t seed, const RandomCode& options, Totals& totals) {
  TestLanguage language(seed % 2 ? IntFormat::Digits30 : IntFormat::Plain);
  Trace trace = CodeGenerator(seed, options, language).generate();
  CompileResult result = compile({trace, language.hooks(), {}, nullptr, 1});
  if (!result.compiled) return "compile: " + result.error;
  std::vector<std::unique_ptr<CompiledTrace>> bridges;
  for (int variant = 0; variant < 6; variant++) {
    std::vector<TestObject*> first = CodeGenerator::make_inputs(language, variant),
                             second = CodeGenerator::make_inputs(language, variant);
    Exit* exit = language.enter(*result.compiled, first);
    if (language.written.empty() || exit->owner != result.compiled.get()) continue;
    std::vector<Written> expected = language.written;
    std::string error;
    bridges.push_back(make_bridge(language, *exit, error));
    if (!bridges.back()) return error.find("too many values") == 0 ? "" : "bridge: " + error;
    attach_bridge(*exit, *bridges.back());
    totals.runs++;
    Exit* again = language.enter(*result.compiled, second);
    if (again->owner != bridges.back().get()) return "the bridge was not run";
    Isomorphism same;
    for (size_t k = 0; k < first.size(); k++)
      if (!same.equal(first[k], second[k])) return "input " + std::to_string(k) + " differs in memory";
    for (size_t f = 0; f < expected.size(); f++)
      for (size_t k = 0; k < expected[f].values.size(); k++)
        if (!same.equal(expected[f].values[k], language.written[f].values[k]))
          return "value " + std::to_string(k) + ": " + describe(language.written[f].values[k]) + ", expected " +
                 describe(expected[f].values[k]);
  }
  return "";
}

void fuzz(const RandomCode& options, uint32_t count, const std::string& name) {
  Totals totals;
  if (const char* more = std::getenv("JIT_FUZZ_FACTOR")) count *= uint32_t(std::atoi(more));
  const char* only = std::getenv("JIT_FUZZ_SEED");
  for (uint32_t k = 0; k < count; k++) {
    uint64_t seed = only ? uint64_t(std::atoll(only)) : k;
    std::string problem = fuzz_one(seed, options, seed % 2 ? IntFormat::Digits30 : IntFormat::Plain, totals);
    INFO(name << ", seed " << seed << ": " << problem);
    CHECK(problem == "");
    if (problem != "" && std::getenv("JIT_FUZZ_SHOW")) show(seed, options);
    if (only || problem != "") return;
  }
  MESSAGE(name << ": " << totals.operations << " operations, " << totals.guards << " exits, " << totals.bytes
               << " bytes, " << totals.runs << " runs, " << totals.seconds * 1e6 / double(totals.operations)
               << " us an operation");
}

}  // namespace

TEST_SUITE("jit_backend_fuzz") {

TEST_CASE("fuzz: short straight traces") { fuzz({30, 5, 6, 0, true}, 300, "straight, 30"); }
TEST_CASE("fuzz: loops on label 0") { fuzz({60, 6, 8, 1, true}, 200, "label 0, 60"); }
TEST_CASE("fuzz: peeled loops") { fuzz({80, 5, 10, 2, true}, 200, "peeled, 80"); }
TEST_CASE("fuzz: peeled loops without calls") { fuzz({90, 6, 8, 2, false}, 200, "peeled without calls, 90"); }
TEST_CASE("fuzz: middle-sized, under pressure") { fuzz({400, 4, 30, 2, true}, 40, "peeled, 400"); }
TEST_CASE("fuzz: thousands of operations, a guard every few") { fuzz({3000, 4, 20, 2, true}, 6, "peeled, 3000"); }
TEST_CASE("fuzz: thousands of operations without calls") { fuzz({3000, 5, 20, 1, false}, 4, "label 0, 3000"); }

TEST_CASE("fuzz: bridges start in the state of their exit") {
  Totals totals;
  for (uint64_t seed = 0; seed < 300; seed++) {
    std::string problem = fuzz_bridges(seed, {60 + uint32_t(seed), 5, 12, uint32_t(seed % 3), true}, totals);
    INFO("seed " << seed << ": " << problem);
    CHECK(problem == "");
    if (problem != "") return;
  }
  CHECK(totals.runs > 300);
}

}  // TEST_SUITE("jit_backend_fuzz")

}  // namespace sidewinder::jit::test