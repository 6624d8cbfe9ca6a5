// asmjit's assembler with what every lowering needs around it: a constant pool, moves between any two locations,
// calls to absolute addresses, alignment of patchable jumps, and the first error of a compilation.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "jit/backend/register_roles.h"
#include "jit/code/location.h"

namespace sidewinder::jit {

class Emitter : public asmjit::ErrorHandler {
 public:
  explicit Emitter(bool keep_listing);

  x86::Assembler as;

  bool failed() const { return !error_.empty(); }
  void fail(std::string reason) {
    if (error_.empty()) error_ = std::move(reason);
  }
  const std::string& error() const { return error_; }

  // The constant pool, emitted behind the code and addressed relative to rip.
  x86::Mem pool(uint64_t bits);
  x86::Mem pool_pair(uint64_t low, uint64_t high);  // 16 bytes, aligned

  static bool fits_int32(uint64_t bits) { return int64_t(bits) == int32_t(bits); }
  void load_gp(const x86::Gp& to, uint64_t bits);
  void load_xmm(const x86::Xmm& to, uint64_t bits);
  void store(const x86::Mem& to, uint64_t bits);  // 8 bytes; may use kScratch

  // Between registers, slots, and from a constant (whose bits are given). Slot to slot goes through kScratchXmm, a
  // constant to a slot through kScratch.
  void move(const Location& to, const Location& from, uint64_t constant_bits = 0);

  void call(const void* function);
  void jump(const void* code);
  // A word in memory at an absolute address, relative to rip if it can be reached, else through `base`, which is
  // loaded.
  x86::Mem absolute(const void* address, const x86::Gp& base);
  bool reaches(const void* address) const;

  // 3-operand AVX form, or its SSE pair: to = a op b. b must not be `to` for the SSE form unless a is too.
  void float_op(x86::Inst::Id avx, x86::Inst::Id sse, const x86::Xmm& to, const x86::Xmm& a, const asmjit::Operand& b);

  // Pads so that the 4-byte field at `bytes_ahead` from here does not cross an 8-byte boundary.
  void align_patch(uint32_t bytes_ahead);
  void pad(uint32_t bytes);
  bool patch_is_aligned(size_t field) const { return (field & 7) <= 4; }
  // Counts what cannot be emitted a second time after setOffset: fixups of labels and relocations.
  size_t fixups() const { return holder_.unresolvedLinkCount() + holder_.relocEntries().size(); }

  bool listing() const { return keep_listing_; }
  void comment(const char* format, uint32_t number, const char* text);

  void emit_pool();
  // Places the code, or says why not. `code` stays null on failure.
  struct Placed {
    uint8_t* code = nullptr;
    uint32_t size = 0;
  };
  Placed place();
  std::string take_listing() { return std::string(logger_.data(), logger_.dataSize()); }

  const bool has_avx, has_bmi2;

 private:
  void handleError(asmjit::Error error, const char* message, asmjit::BaseEmitter*) override;

  asmjit::CodeHolder holder_;
  asmjit::StringLogger logger_;
  bool keep_listing_;
  std::string error_;
  struct Pooled {
    asmjit::Label label;
    uint64_t low, high;
    bool pair;
  };
  std::vector<Pooled> pooled_;
  std::unordered_map<uint64_t, uint32_t> pool_index_;  // single words
};

}  // namespace sidewinder::jit
