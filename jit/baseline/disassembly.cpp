#include "jit/baseline/disassembly.h"

#include <cinttypes>
#include <cstdio>
#include <cstring>

namespace sidewinder::jit::baseline {

namespace {

constexpr const char* kWords[] = {"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
                                  "r8",  "r9",  "r10", "r11", "r12", "r13", "r14", "r15"};
constexpr const char* kHalves[] = {"eax", "ecx", "edx",  "ebx",  "esp",  "ebp",  "esi",  "edi",
                                   "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d"};
constexpr const char* kBytes[] = {"al",  "cl",  "dl",   "bl",   "spl",  "bpl",  "sil",  "dil",
                                  "r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b"};
constexpr const char* kConditions[] = {"o", "no", "b", "ae", "e", "ne", "be", "a",
                                       "s", "ns", "p", "np", "l", "ge", "le", "g"};
constexpr const char* kArithmetic[] = {"add", "or", "adc", "sbb", "and", "sub", "xor", "cmp"};

// The kinds of operands that the other one of a ModRM byte may be.
enum class Size : uint8_t { Byte, Short, Half, Word, Xmm, Float };

std::string name_of_register(Size size, unsigned id) {
  switch (size) {
    case Size::Byte: return kBytes[id];
    case Size::Half: return kHalves[id];
    case Size::Word: return kWords[id];
    default: return "xmm" + std::to_string(id);
  }
}

std::string hexadecimal(int64_t value) {
  char text[32];
  bool is_negative = value < 0 && value > -0x10000000;
  std::snprintf(text, sizeof text, "%s0x%" PRIx64, is_negative ? "-" : "",
                is_negative ? -uint64_t(value) : uint64_t(value));
  bool is_small = value > -1000 && value < 1000;
  return is_small ? std::to_string(value) : text;
}

class Reader {
 public:
  using NameOf = std::function<std::string(const uint8_t*)>;
  Reader(const uint8_t* at, const NameOf& name_of) : begin_(at), at_(at), name_of_(name_of) {}

  Disassembled read() {
    if (*at_ == 0x66 || *at_ == 0xf2) prefix_ = *at_++;
    if ((*at_ & 0xf0) == 0x40) rex_ = *at_++;
    std::string text = *at_ == 0xc4 ? vector() : *at_ == 0x0f ? two_bytes() : one_byte();
    return {std::move(text), uint32_t(at_ - begin_)};
  }

 private:
  template <class T> T take() {
    T value;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  Size word() const { return rex_ & 8 ? Size::Word : Size::Half; }

  void modrm() {
    auto byte = take<uint8_t>();
    mode_ = byte >> 6;
    reg_ = (byte >> 3 & 7) | (rex_ & 4) << 1;
    rm_ = byte & 7;
    if (mode_ == 3) {
      rm_ |= (rex_ & 1) << 3;
      return;
    }
    unsigned base = rm_, index = 4, shift = 0;
    if (rm_ == 4) {
      auto sib = take<uint8_t>();
      base = sib & 7, index = (sib >> 3 & 7) | (rex_ & 2) << 2, shift = sib >> 6;
    }
    address_ = std::string("[") + kWords[base | (rex_ & 1) << 3];
    if (index != 4) address_ += std::string("+") + kWords[index] + (shift ? "*" + std::to_string(1 << shift) : "");
    int32_t offset = mode_ == 1 ? take<int8_t>() : mode_ == 2 ? take<int32_t>() : 0;
    if (offset) address_ += (offset > 0 ? "+" : "-") + std::to_string(offset > 0 ? offset : -offset);
    address_ += "]";
  }
  // The operand that may be memory.
  std::string rm(Size size) const {
    if (mode_ == 3) return name_of_register(size == Size::Float ? Size::Xmm : size, rm_);
    constexpr const char* kSizes[] = {"byte ptr ", "word ptr ", "dword ptr ", "qword ptr ", "", "qword ptr "};
    return kSizes[int(size)] + address_;
  }
  std::string reg(Size size) const { return name_of_register(size, reg_); }
  std::string target() {
    auto displacement = take<int32_t>();
    return name_of_(at_ + displacement);
  }

  std::string two(const char* name, const std::string& a, const std::string& b) const {
    return std::string(name) + " " + a + ", " + b;
  }

  std::string one_byte() {
    auto code = take<uint8_t>();
    if (code == 0xe9) return "jmp " + target();
    if (code == 0xe8) return "call " + target();
    if (code == 0x99) return "cqo";
    if ((code & 0xf8) == 0xb8) {
      unsigned to = (code & 7) | (rex_ & 1) << 3;
      if (word() == Size::Word) return two("mov", kWords[to], hexadecimal(take<int64_t>()));
      return two("mov", kHalves[to], hexadecimal(take<uint32_t>()));
    }
    modrm();
    if (code < 0x40 && (code & 7) == 1) return two(kArithmetic[code >> 3], rm(word()), reg(word()));
    if (code < 0x40 && (code & 7) == 3) return two(kArithmetic[code >> 3], reg(word()), rm(word()));
    switch (code) {
      case 0x63: return two("movsxd", reg(Size::Word), rm(Size::Half));
      case 0x69: {
        std::string operands = reg(word()) + ", " + rm(word());
        return two("imul", operands, hexadecimal(take<int32_t>()));
      }
      case 0x6b: {
        std::string operands = reg(word()) + ", " + rm(word());
        return two("imul", operands, hexadecimal(take<int8_t>()));
      }
      case 0x81: return two(kArithmetic[reg_ & 7], rm(word()), hexadecimal(take<int32_t>()));
      case 0x83: return two(kArithmetic[reg_ & 7], rm(word()), hexadecimal(take<int8_t>()));
      case 0x84: return two("test", rm(Size::Byte), reg(Size::Byte));
      case 0x85: return two("test", rm(word()), reg(word()));
      case 0x88: return two("mov", rm(Size::Byte), reg(Size::Byte));
      case 0x89: return two("mov", rm(word()), reg(word()));
      case 0x8b: return two("mov", reg(word()), rm(word()));
      case 0x8d: return two("lea", reg(word()), address_);
      case 0xc1: {
        const char* name = (reg_ & 7) == 4 ? "shl" : (reg_ & 7) == 5 ? "shr" : "sar";
        return two(name, rm(word()), std::to_string(take<uint8_t>()));
      }
      case 0xc7: return two("mov", rm(word()), hexadecimal(take<int32_t>()));
      case 0xf7: return ((reg_ & 7) == 7 ? "idiv " : "neg ") + rm(word());
      case 0xff:
        switch (reg_ & 7) {
          case 0: return "inc " + rm(word());
          case 1: return "dec " + rm(word());
          case 2: return "call " + rm(Size::Word);
          case 4: return "jmp " + rm(Size::Word);
        }
    }
    return "(bad)";
  }

  std::string two_bytes() {
    ++at_;
    auto code = take<uint8_t>();
    if ((code & 0xf0) == 0x80) return std::string("j") + kConditions[code & 15] + " " + target();
    modrm();
    if ((code & 0xf0) == 0x40)
      return two((std::string("cmov") + kConditions[code & 15]).c_str(), reg(word()), rm(word()));
    switch (code) {
      case 0x10: return two("movsd", reg(Size::Xmm), rm(Size::Float));
      case 0x11: return two("movsd", rm(Size::Float), reg(Size::Xmm));
      case 0x28: return two("movaps", reg(Size::Xmm), rm(Size::Xmm));
      case 0x2a: return two("cvtsi2sd", reg(Size::Xmm), rm(word()));
      case 0x2c: return two("cvttsd2si", reg(word()), rm(Size::Xmm));
      case 0x2e: return two("ucomisd", reg(Size::Xmm), rm(Size::Xmm));
      case 0x57: return two("xorps", reg(Size::Xmm), rm(Size::Xmm));
      case 0x6e: return two("movq", reg(Size::Xmm), rm(Size::Word));
      case 0x7e: return two("movq", rm(Size::Word), reg(Size::Xmm));
      case 0xaf: return two("imul", reg(word()), rm(word()));
      case 0xb6: return two("movzx", reg(Size::Half), rm(Size::Byte));
      case 0xb7: return two("movzx", reg(Size::Half), rm(Size::Short));
      case 0xba: {
        const char* name = (reg_ & 7) == 6 ? "btr" : "btc";
        return two(name, rm(word()), std::to_string(take<uint8_t>()));
      }
    }
    return "(bad)";
  }

  // VEX with three bytes.
  std::string vector() {
    ++at_;
    auto first = take<uint8_t>(), second = take<uint8_t>(), code = take<uint8_t>();
    rex_ = (~first >> 5 & 7) | (second & 0x80 ? 8 : 0);
    unsigned other = ~second >> 3 & 15;
    modrm();
    if ((first & 31) == 2 && code == 0xf7) {
      std::string operands = reg(word()) + ", " + rm(word());
      return two((second & 3) == 1 ? "shlx" : "sarx", operands, kWords[other]);
    }
    std::string operands = reg(Size::Xmm) + ", xmm" + std::to_string(other);
    switch (code) {
      case 0x51: return two("vsqrtsd", operands, rm(Size::Xmm));
      case 0x58: return two("vaddsd", operands, rm(Size::Xmm));
      case 0x59: return two("vmulsd", operands, rm(Size::Xmm));
      case 0x5c: return two("vsubsd", operands, rm(Size::Xmm));
      case 0x5e: return two("vdivsd", operands, rm(Size::Xmm));
    }
    return "(bad)";
  }

  const uint8_t *begin_, *at_;
  const NameOf& name_of_;
  unsigned prefix_ = 0, rex_ = 0, mode_ = 0, reg_ = 0, rm_ = 0;
  std::string address_;
};

}  // namespace

Disassembled disassemble(const uint8_t* at, const std::function<std::string(const uint8_t*)>& name_of) {
  return Reader(at, name_of).read();
}

}  // namespace sidewinder::jit::baseline
