// Calls during which the frames may be looked at: a table by return address says where the values are that their
// snapshot names (jit/snapshot/force.h). The code pays one store for each of them that is only in a register.
#include "interpreter/base/check.h"
#include "jit/backend/compiler.h"
#include "jit/snapshot/map.h"

namespace sidewinder::jit {

namespace {

bool is_guard_of_call(const Op& op) { return op.opcode == Opcode::guard_returned || op.opcode == Opcode::guard_raised; }

// Where the frames of `after` have the call's result, and those of `before` something else.
uint32_t result_register_in(const SnapshotPool& pool, uint32_t after, Value result, uint32_t header_references) {
  auto values = pool.values_of(pool.frames_of(after).back());
  for (uint32_t k = header_references; k < values.size(); k++)
    if (values[k] == result) return k - header_references;
  return CallSite::kNoRegister;
}

void set_exit(Exit& exit, CompiledTrace& owner, uint32_t op, uint32_t snapshot) {
  exit.owner = &owner;
  exit.op_index = op;
  exit.snapshot = snapshot;
  exit.blacklisted = true;
}

}  // namespace

const Op* Compiler::guard_of_visible_call(uint32_t i, const Op& op) const {
  if (!hooks.make_frames || !(op.helper->effects & kEffectMayRunPython) || op.snapshot == kNoSnapshot) return nullptr;
  if (trace.snapshots.frames_of(op.snapshot).empty()) return nullptr;
  for (uint32_t k = i + 1; k < trace.ops.size() && trace.ops[k].opcode != Opcode::call; k++) {
    const Op& guard = trace.ops[k];
    if (is_guard_of_call(guard) && guard.a == Value::op(i)) return guard.other == kNoSnapshot ? nullptr : &guard;
  }
  return nullptr;
}

void Compiler::copy_kept_registers(const Op& op) {
  uint32_t copied = 0;
  for_each_exit_value(trace, op.snapshot, [&](uint32_t id) {
    Location location = registers.location_in_call(id);
    if (location.where != Location::Where::Register || copied & bit(location.number)) return;
    copied |= bit(location.number);
    as.mov(x86::qword_ptr(x86::rsp, int32_t(offsetof(TraceFrame, gp) + 8 * location.number)),
           x86::gpq(location.number));
  });
}

void Compiler::add_call_site(uint32_t i, const Op& op, const Op& guard, size_t return_offset) {
  PY_CHECK(compiled->calls.size() < compiled->calls.capacity());
  bool raised_then = guard.opcode == Opcode::guard_raised;
  uint32_t returned = raised_then ? guard.snapshot : guard.other;
  CallSite& site = compiled->calls.emplace_back();
  site.return_address = reinterpret_cast<const void*>(return_offset);  // from the code's beginning, until it is placed
  site.result_register = result_register_in(trace.snapshots, returned, Value::op(i), hooks.header_references);
  set_exit(site.raised, *compiled, i, op.snapshot);
  set_exit(site.returned, *compiled, i, returned);
  listed.clear();
  uint32_t mark = uint32_t(compiled->exits.capacity() + compiled->calls.size());
  for_each_exit_value(trace, op.snapshot, [&](uint32_t id) {
    if (seen[id] == mark) return;
    seen[id] = mark;
    ExitValue value{Value::op(id), trace.ops[id].kind, registers.location_in_call(id), nullptr};
    if (value.location.where == Location::Where::None) fail("a call's value %" + std::to_string(id) + " is nowhere");
    listed.push_back(value);
  });
  site.raised.values.assign(listed.begin(), listed.end());
}

}  // namespace sidewinder::jit
