#include "jit/baseline/encoder.h"

#include "jit/baseline/disassembly.h"

#include <doctest/doctest.h>
#include <cstdlib>
#include <cstring>
#include <string>

#include "jit/code/code_memory.h"

namespace sidewinder::jit::baseline {
namespace {

const x86::Gp kWords[] = {x86::rax, x86::rcx, x86::rdx, x86::rbx, x86::rsp, x86::rbp, x86::rsi, x86::rdi,
                          x86::r8,  x86::r9,  x86::r10, x86::r11, x86::r12, x86::r13, x86::r14, x86::r15};

std::string hex(const uint8_t* bytes, size_t size) {
  std::string text;
  for (size_t i = 0; i < size; ++i) {
    char two[4];
    std::snprintf(two, sizeof two, "%02x ", bytes[i]);
    text += two;
  }
  return text;
}

std::string with_decimal_numbers(const std::string& text) {
  std::string result;
  for (size_t at = 0; at < text.size();) {
    if (text.compare(at, 4, "rex ") == 0) at += 4;  // asmjit says where a prefix names sil and the like
    if (text.compare(at, 2, "0x") != 0) {
      result += text[at++];
      continue;
    }
    char* end;
    result += std::to_string(std::strtoull(&text[at], &end, 16));
    at = size_t(end - text.data());
  }
  return result;
}

// The same calls to both assemblers give the same bytes, and the same text.
class Both {
 public:
  Both() {
    holder_.init(asmjit::Environment::host());
    holder_.setLogger(&logger_);
    holder_.attach(&asmjit_);
  }
  template <class Emit> void check(Emit emit) {
    emit(asmjit_);
    emit(ours_);
    std::string theirs = hex(asmjit_.bufferData(), asmjit_.offset());
    std::vector<uint8_t> bytes(ours_.offset());
    ours_.copy_to(bytes.data(), bytes.data());
    CHECK(hex(bytes.data(), bytes.size()) == theirs);
    CHECK(text_of(bytes) == with_decimal_numbers(logger_.data()));
    logger_.clear();
    asmjit_.setOffset(0);
    ours_.reset();
  }

 private:
  static std::string text_of(const std::vector<uint8_t>& bytes) {
    std::string text;
    for (size_t at = 0; at < bytes.size();) {
      Disassembled one = disassemble(&bytes[at], [](const uint8_t*) { return "?"; });
      text += one.text + "\n";
      at += one.length;
    }
    return with_decimal_numbers(text);
  }

  asmjit::StringLogger logger_;
  asmjit::CodeHolder holder_;
  x86::Assembler asmjit_;
  Encoder ours_;
};

}  // namespace

TEST_SUITE("baseline_encoder") {

TEST_CASE("general registers: the bytes are asmjit's") {
  Both both;
  for (const x86::Gp& a : kWords)
    for (const x86::Gp& b : kWords) {
      both.check([&](auto& as) {
        as.mov(a, b);
        as.mov(a.r32(), b.r32());
        as.add(a, b);
        as.or_(a, b);
        as.and_(a, b);
        as.sub(a, b);
        as.xor_(a.r32(), b.r32());
        as.cmp(a, b);
        as.test(a, b);
        as.imul(a, b);
        as.imul(a, b, 7);
        as.imul(a, b, 1000);
        as.cmov(CondCode::kLE, a, b);
        as.shlx(a, b, x86::r11);
        as.sarx(x86::rcx, a, b);
      });
      if (a.id() == 4) continue;  // rsp is no index
      both.check([&](auto& as) { as.mov(b, x86::qword_ptr(b, a, 3, 40)); });
      both.check([&](auto& as) { as.mov(x86::dword_ptr(b, a, 2, -4000), x86::r9d); });
      both.check([&](auto& as) { as.movzx(x86::edx, x86::byte_ptr(b, a)); });
    }
}

TEST_CASE("immediates: short, long and of 64 bits") {
  Both both;
  for (const x86::Gp& a : kWords) {
    both.check([&](auto& as) {
      for (int v : {0, 1, -1, 127, 128, -128, -129, 1 << 30}) {
        if (a.id() != 0 || v == int8_t(v)) {  // rax has forms of its own, which are as long
          as.add(a, v);
          as.cmp(a, v);
          as.and_(a, v);
          as.sub(a.r32(), v);
        }
        as.mov(x86::qword_ptr(a, 16), v);
        as.cmp(x86::dword_ptr(a), v);
        as.cmp(x86::qword_ptr(a, 400), v);
      }
      as.neg(a);
      as.idiv(a);
      as.btr(a, 63);
      as.btc(a, 63);
      as.sar(a, 60);
      as.shl(a, 3);
      as.shr(a, 2);
      as.inc(x86::dword_ptr(a, 8));
      as.dec(x86::dword_ptr(a, 8));
      as.dec(a);
    });
    both.check([&](auto& as) { as.mov(a, uint64_t(0x123456789abcdef0)); });
    both.check([&](auto& as) { as.mov(a, int64_t(-2)); });
    both.check([&](auto& as) { as.mov(a.r32(), 77u); });
  }
}

TEST_CASE("memory: every base, with and without displacement") {
  Both both;
  for (const x86::Gp& a : kWords)
    for (int offset : {0, 8, 127, 128, -128, -129, 70000})
      both.check([&](auto& as) {
        as.mov(x86::r11, x86::qword_ptr(a, offset));
        as.mov(x86::qword_ptr(a, offset), x86::rdx);
        as.mov(x86::byte_ptr(a, offset), x86::r11b);
        as.lea(x86::r14, x86::ptr(a, offset));
        as.movsxd(x86::r9, x86::dword_ptr(a, offset));
        as.movzx(x86::r9d, x86::word_ptr(a, offset));
        as.add(x86::rcx, x86::qword_ptr(a, offset));
        as.cmp(x86::qword_ptr(a, offset), x86::r12);
        as.movsd(x86::xmm9, x86::qword_ptr(a, offset));
        as.movsd(x86::qword_ptr(a, offset), x86::xmm3);
        as.jmp(x86::qword_ptr(a, offset));
      });
}

TEST_CASE("vector registers: the bytes are asmjit's") {
  Both both;
  for (uint32_t i = 0; i < 16; ++i)
    for (uint32_t k = 0; k < 16; ++k) {
      x86::Xmm a = x86::xmm(i), b = x86::xmm(k);
      both.check([&](auto& as) {
        as.movaps(a, b);
        as.xorps(a, b);
        as.ucomisd(a, b);
        as.movq(a, kWords[k]);
        as.movq(kWords[k], a);
        as.cvtsi2sd(a, kWords[k]);
        as.cvttsd2si(kWords[k], a);
      });
      if (k < 8) continue;  // asmjit has a shorter form then
      both.check([&](auto& as) {
        as.vaddsd(a, x86::xmm(15 - i), b);
        as.vsubsd(a, a, b);
        as.vmulsd(a, b, b);
        as.vdivsd(b, a, b);
        as.vsqrtsd(a, b, b);
      });
    }
}

TEST_CASE("jumps: both directions, conditions, and labels that are dropped") {
  Encoder as;
  auto ahead = as.newLabel(), behind = as.newLabel();
  as.bind(behind);
  as.jz(ahead);
  Encoder::Mark mark = as.mark();
  auto dropped = as.newLabel();
  as.jmp(dropped);
  as.call(&code_limit);
  as.drop(mark);
  as.jmp(behind);
  as.bind(ahead);
  uint8_t bytes[16];
  REQUIRE(as.offset() == 11);
  as.copy_to(bytes, bytes);
  CHECK(hex(bytes, 11) == "0f 84 05 00 00 00 e9 f5 ff ff ff ");
}

TEST_CASE("calls: near ones by displacement, far ones through rax") {
  uint8_t* code = CodeMemory::instance().allocate(64);
  REQUIRE(code);
  Encoder as;
  as.call(code);
  uint8_t bytes[32];
  as.copy_to(bytes, code + 32);
  CHECK(hex(bytes, as.offset()) == "e8 db ff ff ff ");
  as.reset();
  as.call(reinterpret_cast<const void*>(uintptr_t(0x1122334455667788)));
  as.copy_to(bytes, code + 32);
  CHECK(hex(bytes, as.offset()) == "48 b8 88 77 66 55 44 33 22 11 ff d0 ");
  CodeMemory::instance().release(code, 64);
}

TEST_CASE("length: the buffer grows") {
  Encoder as;
  auto end = as.newLabel();
  as.jmp(end);
  for (int i = 0; i < 10000; ++i) as.mov(x86::rax, uint64_t(0x123456789abcdef0));
  as.bind(end);
  REQUIRE(as.offset() == 100005);
  std::vector<uint8_t> bytes(as.offset());
  as.copy_to(bytes.data(), bytes.data());
  CHECK(hex(bytes.data(), 5) == "e9 a0 86 01 00 ");
  CHECK(hex(bytes.data() + 99995, 10) == "48 b8 f0 de bc 9a 78 56 34 12 ");
}

}  // TEST_SUITE("baseline_encoder")

}  // namespace sidewinder::jit::baseline
