// Guards and the ways out: the exit's table of live values, the patchable jump, the stubs.
//
// A stub is `mov r11d, offset of the Exit; jmp tail`; the trace's tail adds the address of its exits and goes to the
// common code. A guard that needs two jumps (NaNs) sends both to a relay, whose jump is the one that is patched.
#include "interpreter/base/check.h"
#include "jit/backend/guards.h"
#include "jit/snapshot/map.h"

namespace sidewinder::jit {

namespace {

uint32_t forced_exit_countdown;

}  // namespace

void set_forced_exit_countdown(uint32_t count) { forced_exit_countdown = count; }

// Everything the snapshot needs is alive now: notes where.
Exit& Compiler::new_exit(uint32_t op, uint32_t snapshot) {
  PY_CHECK(compiled->exits.size() < compiled->exits.capacity());
  if (snapshot == kNoSnapshot) {
    fail(std::string(info(trace.ops[op].opcode).name) + " without a snapshot");
    snapshot = 0;
  }
  compiled->exits.emplace_back();
  Exit& exit = compiled->exits.back();
  stubs.push_back({as.newLabel(), Label(), uint32_t(stubs.size()), false});
  exit.owner = compiled.get();
  exit.op_index = op;
  exit.snapshot = snapshot;
  if (emitter.failed()) return exit;
  uint32_t mark = uint32_t(compiled->exits.size());
  listed.clear();
  for_each_exit_value(trace, snapshot, [&](uint32_t id) {
    if (seen[id] == mark) return;
    seen[id] = mark;
    ExitValue value{Value::op(id), trace.ops[id].kind, registers.location(id), known_classes.of(id)};
    if (value.location.where == Location::Where::None) fail("exit value %" + std::to_string(id) + " is nowhere");
    listed.push_back(value);
  });
  exit.values.assign(listed.begin(), listed.end());
  return exit;
}

Compiler::Stub& Compiler::stub_of(Exit& exit) { return stubs[size_t(&exit - compiled->exits.data())]; }

void Compiler::exit_if(Exit& exit, Truth fails) {
  Stub& stub = stub_of(exit);
  auto patchable = [&] {
    PY_DCHECK(emitter.failed() || emitter.patch_is_aligned(as.offset() + 2));
    as.j(fails.code, stub.label);
    patches.push_back({stub.exit, as.offset() - 4});
  };
  switch (fails.parity) {
    case Truth::Parity::Ignored: patchable(); break;
    case Truth::Parity::AndNot: {
      Label skip = as.newLabel();
      as.short_().jp(skip);
      patchable();
      as.bind(skip);
      break;
    }
    case Truth::Parity::Or:
      jump_to_relay(exit, x86::CondCode::kParityEven);
      jump_to_relay(exit, fails.code);
      break;
  }
}

void Compiler::jump_to_relay(Exit& exit, x86::CondCode fails) {
  Stub& stub = stub_of(exit);
  if (!stub.relayed) {
    stub.relay = as.newLabel();
    stub.relayed = true;
  }
  as.j(fails, stub.relay);
}

// -X jit-force-exits: counts down, and at zero leaves through the exit whatever the guard would say. A jump of its
// own: bridges are attached to the guard's, so the forced way always ends in the interpreter.
void Compiler::forced_exit(Exit& exit) {
  if (!backend_settings.force_exits) return;
  if (!forced_exit_countdown) forced_exit_countdown = backend_settings.force_exits;
  forced.push_back({as.newLabel(), uint32_t(&exit - compiled->exits.data())});
  as.mov(kScratch, uint64_t(&forced_exit_countdown));
  as.dec(x86::dword_ptr(kScratch));
  as.jz(forced.back().label);
}

void Compiler::guard_comparison(uint32_t i, const Op& op, const Comparison& c, bool expected) {
  guard(i, op, expected ? c.truth.negated() : c.truth, [&] { emit_comparison(c); });
}

// After a call: there are two ways out, and which one is true of this call shows only after the test. A forced exit
// takes the other one.
void Compiler::guard_call(uint32_t i, const Op& op, bool expect_raised) {
  if (op.a.is_none()) return fail(std::string(info(op.opcode).name) + " without the call's result");
  Operand result = registers.source(op.a);
  bool is_int = trace.kind_of(op.a) == Kind::Int;
  Exit& exit = new_exit(i, op.snapshot);
  auto test = [&] {
    if (is_int || result.isMem()) as.emit(x86::Inst::kIdCmp, result, is_int ? -1 : 0);
    else as.emit(x86::Inst::kIdTest, result, result);
  };
  emit_aligned(test, 2);
  exit_if(exit, {Truth::Parity::Ignored, expect_raised ? x86::CondCode::kNotEqual : x86::CondCode::kEqual});
  if (!backend_settings.force_exits || op.other == kNoSnapshot) return;
  Exit& other = new_exit(i, op.other);
  other.blacklisted = true;
  forced_exit(other);
}

void Compiler::lower_exit(uint32_t i, const Op& op) {
  Exit& exit = new_exit(i, op.snapshot);
  emitter.align_patch(1);
  as.jmp(stub_of(exit).label);
  patches.push_back({stub_of(exit).exit, as.offset() - 4});
}

void Compiler::emit_exit_stubs() {
  Label tail = as.newLabel();
  for (Stub& stub : stubs) {
    if (stub.relayed) {
      emitter.align_patch(1);
      as.bind(stub.relay);
      as.long_().jmp(stub.label);
      patches.push_back({stub.exit, as.offset() - 4});
    }
  }
  for (Stub& stub : stubs) {
    as.bind(stub.label);
    as.mov(kScratch.r32(), uint32_t(stub.exit * sizeof(Exit)));
    as.jmp(tail);
  }
  for (const ForcedStub& f : forced) {
    as.bind(f.label);
    as.mov(kScratch, uint64_t(&forced_exit_countdown));
    as.mov(x86::dword_ptr(kScratch), backend_settings.force_exits);
    as.mov(kScratch.r32(), uint32_t(f.exit * sizeof(Exit)));
    as.jmp(tail);
  }
  if (stubs.empty() && forced.empty()) return;
  as.bind(tail);
  as.mov(request_address(0), kScratch);
  as.mov(kScratch, uint64_t(compiled->exits.data()));
  as.add(kScratch, request_address(0));
  emitter.jump(common.leave);
}

}  // namespace sidewinder::jit
