// Compilation from start to end, entering compiled code, attaching bridges. See compile.h.
#include <chrono>
#include <cstring>

#include "interpreter/base/check.h"
#include "jit/backend/compiler.h"
#include "jit/code/code_memory.h"
#include "jit/code/trace_frame.h"

namespace sidewinder::jit {

BackendSettings backend_settings;

const Compiler::Lowering Compiler::kLowerings[] = {
#define IR(name, result, a, b, c, flags) &Compiler::lower_##name,
#include "jit/ir/ops.def"
#undef IR
};

Compiler::Compiler(CompileInput& input, const CommonCode& common)
    : input(input),
      common(common),
      hooks(input.hooks),
      boxes(*input.hooks.boxes),
      compiled(std::make_unique<CompiledTrace>()),
      trace((compiled->trace = std::move(input.trace), compiled->trace)),
      emitter(backend_settings.keep_listing),
      as(emitter.as),
      liveness(trace),
      registers(trace, liveness, emitter),
      known_classes(trace, hooks, input.header) {
  compiled->id = input.id;
  compiled->hooks = &hooks;
  compiled->exits.reserve(liveness.exit_count());  // never grows: stubs hold addresses
  compiled->calls.reserve(liveness.call_site_count());
  stubs.reserve(liveness.exit_count());
  seen.assign(trace.ops.size(), 0);
}

// Each value that the bridge asks for is where the parent's exit had it.
void Compiler::start_bridge() {
  if (!input.parent) return;
  for (uint32_t i = 0; i < trace.ops.size(); i++) {
    const Op& op = trace.ops[i];
    if (op.opcode != Opcode::exit_value || !liveness.is_used(i)) continue;
    if (op.imm < 0 || size_t(op.imm) >= input.parent->values.size())
      return fail("exit_value beyond the parent's values");
    const ExitValue& value = input.parent->values[size_t(op.imm)];
    if (bank_of(value.kind) != bank_of(op.kind)) return fail("exit_value of another kind than the parent's");
    for (uint32_t k = 0; k < i; k++)
      if (trace.ops[k].opcode == Opcode::exit_value && trace.ops[k].imm == op.imm && liveness.is_used(k))
        return fail("an exit_value twice");
    registers.define_in(i, value.location);
  }
}

void Compiler::lower_all() {
  for (uint32_t i = 0; i < trace.ops.size() && !emitter.failed(); i++) {
    if (!liveness.needs_code(i)) continue;
    const Op& op = trace.ops[i];
    if (emitter.listing()) emitter.comment("; %u %s\n", i, info(op.opcode).name);
    registers.begin(i);
    (this->*kLowerings[size_t(op.opcode)])(i, op);
    registers.finish(i);
    known_classes.pass(i);
  }
  Opcode last = trace.ops.back().opcode;
  if (last != Opcode::jump && last != Opcode::exit) fail("a trace that ends in neither jump nor exit");
}

// Before the code is installed: the collector sees neither immediates nor the trace's own tables.
void Compiler::allocate_roots() {
  uint32_t count = 0;
  for (const Constant& c : trace.constants) count += (c.kind == Kind::Ref || c.kind == Kind::Ptr) && c.bits;
  if (!count || !hooks.allocate_roots) return;
  Object** next = compiled->roots = hooks.allocate_roots(count);
  if (!next) return fail("no memory for the trace's constants");
  for (const Constant& c : trace.constants)
    if ((c.kind == Kind::Ref || c.kind == Kind::Ptr) && c.bits) *next++ = reinterpret_cast<Object*>(c.bits);
}

std::unique_ptr<CompiledTrace> Compiler::finish(Emitter::Placed placed) {
  compiled->code = placed.code;
  compiled->entry = placed.code;
  compiled->code_size = placed.size;
  for (const Patch& patch : patches) compiled->exits[patch.exit].patch = placed.code + patch.field;
  if (has_target) {
    compiled->target = std::make_unique<Target>();
    compiled->target->signature = input.header;
    compiled->target->code = &compiled->target_code;
    compiled->target_code = {placed.code + as.code()->labelOffset(target_label), std::move(target_locations)};
    compiled->target->trace_id = input.id;
  }
  for (CallSite& site : compiled->calls) site.return_address = placed.code + size_t(site.return_address);
  if (emitter.listing()) compiled->listing = emitter.take_listing();
  remember_trace(*compiled);
  compiled->trace = Trace(std::as_const(compiled->trace));  // in as much memory as it needs
  return std::move(compiled);
}

CompileResult Compiler::run() {
  start_bridge();
  lower_all();
  if (!emitter.failed()) {
    emit_target_adapter();
    emit_cold_code();
    emit_exit_stubs();
    emitter.emit_pool();
    allocate_roots();
  }
  bool is_complete = !emitter.failed();
  Emitter::Placed placed = emitter.place();
  if (!placed.code) return {nullptr, emitter.error(), is_complete};
  return {finish(placed), ""};
}

CompileResult compile(CompileInput input) {
  std::string why;
  if (!CodeMemory::instance().available(&why)) return {nullptr, "no executable memory: " + why};
  const CommonCode* common = common_code();
  if (!common) return {nullptr, "no executable memory"};
  if (input.trace.ops.empty()) return {nullptr, "an empty trace"};
  auto start = std::chrono::steady_clock::now();
  CompileResult result = Compiler(input, *common).run();
  if (result.compiled)
    result.compiled->compile_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

// One store of four bytes that lie within eight: another thread's view does not matter (only the GIL's holder runs
// machine code), but the CPU's own fetch must never see half of it.
void attach_bridge(Exit& exit, CompiledTrace& bridge) {
  PY_CHECK(exit.patch);
  int64_t displacement = static_cast<const uint8_t*>(bridge.entry) - (exit.patch + 4);
  PY_CHECK(displacement == int32_t(displacement));
  CodeMemory::Writable writable(exit.patch, 4);
  PY_CHECK(writable.ok());
  __atomic_store_n(reinterpret_cast<int32_t*>(writable.at(exit.patch)), int32_t(displacement), __ATOMIC_RELEASE);
  exit.bridge = &bridge;
}

Exit* enter_trace(Thread& t, CompiledTrace& trace, Object** root_registers) {
  TraceOnStack here{&t, root_registers, nullptr, traces_on_stack, nullptr, nullptr, nullptr};
  if (here.outer) here.outer->inner = &here;
  traces_on_stack = &here;
  Exit* exit = common_code()->enter(t, root_registers, trace.entry, &here);
  if (here.outer) here.outer->inner = here.inner;
  (here.inner ? here.inner->outer : traces_on_stack) = here.outer;
  return exit;
}

bool executable_memory_available(std::string* why) { return CodeMemory::instance().available(why) && common_code(); }

}  // namespace sidewinder::jit
