#include "jit/baseline/encoder.h"

#include <cstring>

#include "interpreter/base/check.h"
#include "jit/code/code_memory.h"

namespace sidewinder::jit::baseline {

namespace {

constexpr size_t kFirstBytes = 4096;

bool is_wide(const Encoder::Gp& r) { return r.size() == 8; }
bool fits8(int32_t v) { return v == int8_t(v); }

}  // namespace

Encoder::Encoder() : bytes_(new uint8_t[kFirstBytes]), top_(bytes_.get()), end_(top_ + kFirstBytes) {}

void Encoder::drop(const Mark& mark) {
  top_ = bytes_.get() + mark.size;
  labels_.resize(mark.labels);
  uses_.resize(mark.uses);
  calls_.resize(mark.calls);
}

void Encoder::grow() {
  size_t size = offset(), room = 2 * size_t(end_ - bytes_.get());
  std::unique_ptr<uint8_t[]> bytes(new uint8_t[room]);
  std::memcpy(bytes.get(), bytes_.get(), size);
  bytes_ = std::move(bytes);
  top_ = bytes_.get() + size;
  end_ = bytes_.get() + room;
}

void Encoder::copy_to(uint8_t* writable, const uint8_t* address) const {
  std::memcpy(writable, bytes_.get(), offset());
  auto set = [&](uint32_t at, int64_t displacement) {
    auto low = int32_t(displacement);
    PY_CHECK(low == displacement);
    std::memcpy(writable + at, &low, sizeof low);
  };
  for (const Use& use : uses_) {
    PY_CHECK(labels_[use.label] != kUnbound);
    set(use.at, int64_t(labels_[use.label]) - int64_t(use.at) - 4);
  }
  for (const Fixed& call : calls_) set(call.at, static_cast<const uint8_t*>(call.target) - (address + call.at + 4));
}

// --- encoding ------------------------------------------------------------------------------------------

void Encoder::word(uint32_t w) {
  std::memcpy(top_, &w, sizeof w);
  top_ += sizeof w;
}

void Encoder::head(unsigned prefix, unsigned rex, unsigned opcode) {
  if (prefix) byte(prefix);
  if (rex) byte(0x40 | rex);
  if (opcode > 0xff) byte(0x0f);
  byte(opcode & 0xff);
}

void Encoder::emit(unsigned prefix, bool wide, unsigned opcode, unsigned reg, unsigned rm) {
  room();
  head(prefix, unsigned(wide) << 3 | (reg >> 3) << 2 | rm >> 3, opcode);
  byte(0xc0 | (reg & 7) << 3 | (rm & 7));
}

// A base, perhaps an index, and a displacement.
void Encoder::emit(unsigned prefix, bool wide, unsigned opcode, unsigned reg, const Mem& m, bool is_byte) {
  room();
  unsigned base = m.baseId(), index = m.hasIndex() ? m.indexId() : 4;
  unsigned rex = unsigned(wide) << 3 | (reg >> 3) << 2 | (index >> 3) << 1 | base >> 3;
  if (is_byte && reg >= 4 && !rex) rex = 0x40;  // sil and the like
  head(prefix, rex, opcode);
  int32_t offset = m.offsetLo32();
  unsigned mode = offset == 0 && (base & 7) != 5 ? 0 : fits8(offset) ? 1 : 2;
  bool has_sib = m.hasIndex() || (base & 7) == 4;
  byte(mode << 6 | (reg & 7) << 3 | (has_sib ? 4 : base & 7));
  if (has_sib) byte(m.shift() << 6 | (index & 7) << 3 | (base & 7));
  if (mode == 1) byte(unsigned(offset) & 0xff);
  if (mode == 2) word(uint32_t(offset));
}

// --- moves ---------------------------------------------------------------------------------------------

void Encoder::mov(const Gp& to, const Gp& from) { emit(0, is_wide(to), 0x89, from.id(), to.id()); }
void Encoder::mov(const Gp& to, const Mem& from) { emit(0, is_wide(to), 0x8b, to.id(), from); }
void Encoder::mov(const Mem& to, const Gp& from) {
  if (from.size() == 1) emit(0, false, 0x88, from.id(), to, true);
  else emit(0, is_wide(from), 0x89, from.id(), to);
}

void Encoder::mov(const Gp& to, int64_t bits) {
  room();
  unsigned high = to.id() >> 3;
  if (uint64_t(bits) == uint32_t(bits) || !is_wide(to)) {
    if (high) byte(0x41);
    byte(0xb8 | (to.id() & 7));
    word(uint32_t(bits));
  } else if (bits == int32_t(bits)) {
    emit(0, true, 0xc7, 0, to.id());
    word(uint32_t(bits));
  } else {
    byte(0x48 | high);
    byte(0xb8 | (to.id() & 7));
    std::memcpy(top_, &bits, sizeof bits);
    top_ += sizeof bits;
  }
}

void Encoder::mov(const Mem& to, int32_t bits) {
  emit(0, to.size() == 8, 0xc7, 0, to);
  word(uint32_t(bits));
}

void Encoder::movzx(const Gp& to, const Mem& from) { emit(0, false, from.size() == 1 ? 0x1b6 : 0x1b7, to.id(), from); }
void Encoder::movsxd(const Gp& to, const Mem& from) { emit(0, true, 0x63, to.id(), from); }
void Encoder::lea(const Gp& to, const Mem& from) { emit(0, true, 0x8d, to.id(), from); }
void Encoder::cmov(CondCode condition, const Gp& to, const Gp& from) {
  emit(0, true, 0x140 | unsigned(condition), to.id(), from.id());
}
void Encoder::movsd(const Xmm& to, const Mem& from) { emit(0xf2, false, 0x110, to.id(), from); }
void Encoder::movsd(const Mem& to, const Xmm& from) { emit(0xf2, false, 0x111, from.id(), to); }
void Encoder::movaps(const Xmm& to, const Xmm& from) { emit(0, false, 0x128, to.id(), from.id()); }
void Encoder::movq(const Xmm& to, const Gp& from) { emit(0x66, true, 0x16e, to.id(), from.id()); }
void Encoder::movq(const Gp& to, const Xmm& from) { emit(0x66, true, 0x17e, from.id(), to.id()); }

// --- arithmetic ----------------------------------------------------------------------------------------

void Encoder::arithmetic(unsigned code, const Gp& a, const Gp& b) {
  emit(0, is_wide(a), code << 3 | 1, b.id(), a.id());
}
void Encoder::arithmetic(unsigned code, const Gp& a, const Mem& b) { emit(0, is_wide(a), code << 3 | 3, a.id(), b); }
void Encoder::arithmetic(unsigned code, const Mem& a, const Gp& b) { emit(0, is_wide(b), code << 3 | 1, b.id(), a); }

void Encoder::immediate(int32_t b) {
  if (fits8(b)) byte(unsigned(b) & 0xff);
  else word(uint32_t(b));
}
void Encoder::arithmetic_immediate(unsigned code, const Gp& a, int32_t b) {
  emit(0, is_wide(a), fits8(b) ? 0x83 : 0x81, code, a.id());
  immediate(b);
}
void Encoder::arithmetic_immediate(unsigned code, const Mem& a, int32_t b) {
  emit(0, a.size() == 8, fits8(b) ? 0x83 : 0x81, code, a);
  immediate(b);
}

void Encoder::test(const Gp& a, const Gp& b) {
  if (a.size() == 1) {
    PY_DCHECK(a.id() < 4 && b.id() < 4);
    emit(0, false, 0x84, b.id(), a.id());
  } else {
    emit(0, is_wide(a), 0x85, b.id(), a.id());
  }
}

void Encoder::imul(const Gp& to, const Gp& from) { emit(0, is_wide(to), 0x1af, to.id(), from.id()); }
void Encoder::imul(const Gp& to, const Gp& from, int32_t by) {
  emit(0, is_wide(to), fits8(by) ? 0x6b : 0x69, to.id(), from.id());
  immediate(by);
}
void Encoder::idiv(const Gp& by) { emit(0, is_wide(by), 0xf7, 7, by.id()); }
void Encoder::cqo() {
  room();
  byte(0x48);
  byte(0x99);
}
void Encoder::neg(const Gp& a) { emit(0, is_wide(a), 0xf7, 3, a.id()); }

void Encoder::shift(unsigned code, const Gp& a, int count) {
  emit(0, is_wide(a), 0xc1, code, a.id());
  byte(unsigned(count));
}

void Encoder::vex_shift(unsigned prefix, const Gp& to, const Gp& a, const Gp& count) {
  room();
  byte(0xc4);
  byte((~to.id() & 8) << 4 | 0x40 | (~a.id() & 8) << 2 | 2);
  byte(0x80 | (~count.id() & 15) << 3 | prefix);
  byte(0xf7);
  byte(0xc0 | (to.id() & 7) << 3 | (a.id() & 7));
}
void Encoder::shlx(const Gp& to, const Gp& a, const Gp& count) { vex_shift(1, to, a, count); }
void Encoder::sarx(const Gp& to, const Gp& a, const Gp& count) { vex_shift(2, to, a, count); }

void Encoder::btr(const Gp& a, int bit) {
  emit(0, is_wide(a), 0x1ba, 6, a.id());
  byte(unsigned(bit));
}
void Encoder::btc(const Gp& a, int bit) {
  emit(0, is_wide(a), 0x1ba, 7, a.id());
  byte(unsigned(bit));
}

void Encoder::vector(unsigned opcode, const Xmm& to, const Xmm& a, const Xmm& b) {
  room();
  byte(0xc4);
  byte((~to.id() & 8) << 4 | 0x40 | (~b.id() & 8) << 2 | 1);
  byte((~a.id() & 15) << 3 | 3);
  byte(opcode);
  byte(0xc0 | (to.id() & 7) << 3 | (b.id() & 7));
}

void Encoder::xorps(const Xmm& a, const Xmm& b) { emit(0, false, 0x157, a.id(), b.id()); }
void Encoder::ucomisd(const Xmm& a, const Xmm& b) { emit(0x66, false, 0x12e, a.id(), b.id()); }
void Encoder::cvtsi2sd(const Xmm& to, const Gp& from) { emit(0xf2, is_wide(from), 0x12a, to.id(), from.id()); }
void Encoder::cvttsd2si(const Gp& to, const Xmm& from) { emit(0xf2, is_wide(to), 0x12c, to.id(), from.id()); }

// --- jumps ---------------------------------------------------------------------------------------------

void Encoder::use(Label label) {
  uses_.push_back({uint32_t(offset()), label.id});
  word(0);
}
void Encoder::fixed(const void* target) {
  calls_.push_back({uint32_t(offset()), target});
  word(0);
}

void Encoder::jmp(Label label) {
  room();
  byte(0xe9);
  use(label);
}
void Encoder::jmp(const Mem& target) { emit(0, false, 0xff, 4, target); }
void Encoder::jmp(const void* target) {
  room();
  byte(0xe9);
  fixed(target);
}
void Encoder::j(CondCode condition, Label label) {
  room();
  byte(0x0f);
  byte(0x80 | unsigned(condition));
  use(label);
}
void Encoder::j(CondCode condition, const void* target) {
  room();
  byte(0x0f);
  byte(0x80 | unsigned(condition));
  fixed(target);
}

void Encoder::call(const void* target) {
  room();
  if (CodeMemory::instance().reaches(target)) {
    byte(0xe8);
    fixed(target);
  } else {
    mov(x86::rax, int64_t(target));
    emit(0, false, 0xff, 2, 0);
  }
}

}  // namespace sidewinder::jit::baseline
