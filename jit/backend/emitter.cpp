// See emitter.h.
#include "jit/backend/emitter.h"

#include "interpreter/base/check.h"
#include "jit/code/code_memory.h"

namespace sidewinder::jit {

namespace {

bool cpu_has(asmjit::CpuFeatures::X86::Id feature) { return asmjit::CpuInfo::host().hasFeature(feature); }

}  // namespace

Emitter::Emitter(bool keep_listing)
    : has_avx(cpu_has(asmjit::CpuFeatures::X86::kAVX)),
      has_bmi2(cpu_has(asmjit::CpuFeatures::X86::kBMI2)),
      keep_listing_(keep_listing) {
  asmjit::Error error = holder_.init(asmjit::Environment::host());
  holder_.setErrorHandler(this);
  if (keep_listing_) holder_.setLogger(&logger_);
  if (!error) error = holder_.attach(&as);
  if (error) fail("asmjit: no memory for its sections");
}

void Emitter::handleError(asmjit::Error, const char* message, asmjit::BaseEmitter*) {
  fail(std::string("asmjit: ") + message);
}

x86::Mem Emitter::pool(uint64_t bits) {
  auto [entry, added] = pool_index_.try_emplace(bits, uint32_t(pooled_.size()));
  if (added) pooled_.push_back({as.newLabel(), bits, 0, false});
  return x86::qword_ptr(pooled_[entry->second].label);
}

x86::Mem Emitter::pool_pair(uint64_t low, uint64_t high) {
  for (const Pooled& p : pooled_)
    if (p.pair && p.low == low && p.high == high) return x86::xmmword_ptr(p.label);
  pooled_.push_back({as.newLabel(), low, high, true});
  return x86::xmmword_ptr(pooled_.back().label);
}

void Emitter::emit_pool() {
  bool first = true;
  for (bool pair : {true, false}) {
    for (const Pooled& p : pooled_) {
      if (p.pair != pair) continue;
      if (first) as.align(asmjit::AlignMode::kData, pair ? 16 : 8);
      first = false;
      as.bind(p.label);
      as.embedUInt64(p.low);
      if (pair) as.embedUInt64(p.high);
    }
  }
}

void Emitter::load_gp(const x86::Gp& to, uint64_t bits) {
  if (bits == 0) as.xor_(to.r32(), to.r32());
  else if (bits >> 32 == 0) as.mov(to.r32(), bits);
  else as.mov(to, int64_t(bits));
}

void Emitter::load_xmm(const x86::Xmm& to, uint64_t bits) {
  if (bits == 0) {
    if (has_avx) as.vxorps(to, to, to);
    else as.xorps(to, to);
  } else {
    if (has_avx) as.vmovsd(to, pool(bits));
    else as.movsd(to, pool(bits));
  }
}

// mov, not xor: stores stand between a compare and its jump.
void Emitter::store(const x86::Mem& to, uint64_t bits) {
  if (fits_int32(bits)) {
    as.mov(to, int32_t(bits));
  } else {
    as.mov(kScratch, int64_t(bits));
    as.mov(to, kScratch);
  }
}

void Emitter::move(const Location& to, const Location& from, uint64_t constant_bits) {
  using Where = Location::Where;
  auto gp = [](const Location& l) { return x86::gpq(l.number); };
  auto xmm = [](const Location& l) { return x86::xmm(l.number); };
  if (from.where == Where::Constant) {
    if (to.where == Where::Register) load_gp(gp(to), constant_bits);
    else if (to.where == Where::Xmm) load_xmm(xmm(to), constant_bits);
    else store(slot_address(to.slot), constant_bits);
    return;
  }
  if (to.where == Where::Slot && from.where == Where::Slot) {
    as.movsd(kScratchXmm, slot_address(from.slot));
    as.movsd(slot_address(to.slot), kScratchXmm);
  } else if (to.where == Where::Slot) {
    if (from.where == Where::Register) as.mov(slot_address(to.slot), gp(from));
    else as.movsd(slot_address(to.slot), xmm(from));
  } else if (from.where == Where::Slot) {
    if (to.where == Where::Register) as.mov(gp(to), slot_address(from.slot));
    else if (has_avx) as.vmovsd(xmm(to), slot_address(from.slot));
    else as.movsd(xmm(to), slot_address(from.slot));
  } else if (to.where == Where::Register) {
    if (from.where == Where::Register) as.mov(gp(to), gp(from));
    else as.movq(gp(to), xmm(from));
  } else {
    if (from.where == Where::Register) as.movq(xmm(to), gp(from));
    else if (has_avx) as.vmovaps(xmm(to), xmm(from));
    else as.movaps(xmm(to), xmm(from));
  }
}

void Emitter::call(const void* function) {
  if (CodeMemory::instance().reaches(function)) {
    as.call(asmjit::Imm(uint64_t(function)));
  } else {
    as.mov(kScratch, uint64_t(function));
    as.call(kScratch);
  }
}

void Emitter::jump(const void* code) { as.jmp(asmjit::Imm(uint64_t(code))); }

bool Emitter::reaches(const void* address) const { return CodeMemory::instance().reaches(address); }

x86::Mem Emitter::absolute(const void* address, const x86::Gp& base) {
  if (!CodeMemory::instance().reaches(address)) {
    as.mov(base, uint64_t(address));
    return x86::qword_ptr(base);
  }
  x86::Mem memory = x86::ptr_abs(uint64_t(address));
  memory.setRel();
  memory.setSize(8);
  return memory;
}

void Emitter::float_op(x86::Inst::Id avx, x86::Inst::Id sse, const x86::Xmm& to, const x86::Xmm& a,
                       const asmjit::Operand& b) {
  if (has_avx) {
    as.emit(avx, to, a, b);
    return;
  }
  if (to != a) as.movaps(to, a);
  as.emit(sse, to, b);
}

void Emitter::align_patch(uint32_t bytes_ahead) {
  size_t past = (as.offset() + bytes_ahead) & 7;
  if (past > 4) pad(uint32_t(8 - past));
}

void Emitter::pad(uint32_t bytes) {
  static constexpr uint8_t kNops[4][3] = {{}, {0x90}, {0x66, 0x90}, {0x0f, 0x1f, 0x00}};
  PY_DCHECK(bytes <= 3);
  if (bytes) as.embed(kNops[bytes], bytes);
}

void Emitter::comment(const char* format, uint32_t number, const char* text) {
  if (keep_listing_) logger_.logf(format, number, text);
}

Emitter::Placed Emitter::place() {
  if (failed()) return {};
  if (holder_.hasUnresolvedLinks()) return fail("a label was never bound"), Placed{};
  holder_.flatten();
  holder_.resolveUnresolvedLinks();
  size_t size = holder_.codeSize();
  uint8_t* code = CodeMemory::instance().allocate(size);
  if (!code) return fail("no room for machine code within jit-code-limit"), Placed{};
  holder_.relocateToBase(uint64_t(code));
  {
    CodeMemory::Writable writable(code, size);
    if (!writable.ok()) fail("mprotect to writable failed");
    else holder_.copyFlattenedData(writable.at(code), size);
  }
  if (failed()) {
    CodeMemory::instance().release(code, size);
    return {};
  }
  return {code, uint32_t(size)};
}

}  // namespace sidewinder::jit
