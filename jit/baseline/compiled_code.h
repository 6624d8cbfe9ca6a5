// A code object that is compiled here: the address of each of its instructions, its block versions, and what keeps the
// objects alive that its machine code names.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "jit/baseline/context.h"
#include "jit/baseline/language.h"

namespace sidewinder::jit::baseline {

struct Version {
  Context context;
  const uint8_t* address;
  int32_t next;  // of the same instruction; -1: none
};

// Where machine code is left whose other side was never taken; in machine code: `mov r11d, number; jmp lazy`. What it
// has more of than one lies behind it.
class LazyExit {
 public:
  static LazyExit* make(CompiledCode& code, uint32_t at, std::span<const Item> context, std::span<const Fact> facts,
                        std::span<const uint32_t> sites, uint8_t* start);
  static void release(LazyExit* exit);

  CompiledCode& code() const { return *code_; }
  uint32_t at() const { return at_; }
  // It is taken: often enough now to be worth code?
  bool is_due(uint32_t patience) { return ++taken_ >= patience; }
  std::span<const Fact> facts() const { return {reinterpret_cast<const Fact*>(this + 1), fact_count_}; }
  std::span<const Item> context() const {
    return {reinterpret_cast<const Item*>(facts().data() + fact_count_), item_count_};
  }
  // The displacements of the jumps that lead here.
  std::span<uint8_t* const> sites() const {
    return {reinterpret_cast<uint8_t* const*>(context().data() + item_count_), site_count_};
  }

 private:
  LazyExit() = default;

  CompiledCode* code_;
  uint32_t at_;
  uint16_t fact_count_, item_count_, site_count_, taken_ = 0;
};

// What one session made: machine code, and the numbers of its lazy exits.
struct CodeBlock {
  uint8_t* code;
  uint32_t size, at;  // at: the instruction it begins with
  uint32_t first_exit, exit_count;
};

// A way into a function for callers in compiled code whose arguments are in machine registers: `address` is read by
// machine code, which names the entry. As old as its CompiledCode.
struct ArgumentEntry {
  const void* address;
  CompiledCode* code;
  Context context;
  uint32_t taken = 0;
};

// Read by machine code: the instruction at address p goes on at the address that lies at addresses + p, and with the
// result of a call in a machine register at the one at int_results + p or float_results + p, if that is not 0.
struct CodeAddresses {
  uintptr_t addresses = 0, int_results = 0, float_results = 0;
};

class CompiledCode : public CodeAddresses {
 public:
  // `owner`: the language's code object, which keeps alive what machine code names.
  CompiledCode(void* owner, std::unique_ptr<CodeView> view, int32_t instruction_bytes, const void* lazy_entry,
               const void* lazy_arguments);
  ~CompiledCode();
  CompiledCode(const CompiledCode&) = delete;
  CompiledCode& operator=(const CompiledCode&) = delete;

  // All those that there are, the newest first.
  static CompiledCode* newest();
  CompiledCode* next() const { return next_; }

  // Turns of a loop that the interpreter does before it enters this code again, since it was left soon. The language's.
  uint32_t rest = 0;

  // The function's entry, without counting it; null: not compiled yet.
  const void* uncounted_entry = nullptr;

  const CodeView& view() const { return *view_; }
  const void* slot_of(uint32_t at) const { return &table_[at * stride_]; }
  void set_address(uint32_t at, const void* address);

  // For arguments as in the context; null: the function has as many entries as it may have, and none fits.
  ArgumentEntry* entry_for(const Context& context, uint32_t most);
  // Where the instruction goes on with a result in a machine register. `lazy`: where the others do that have no code
  // for that yet.
  void set_result_address(uint32_t at, bool is_float, const void* address, const void* lazy);
  uint32_t results = 0;  // that came in a machine register, and met no code for that

  int version_count(uint32_t at) const;
  // The instruction was compiled, in some version; for reports.
  bool has_code(uint32_t at) const { return compiled_[at]; }
  void note_compiled(uint32_t at) { compiled_[at] = true; }
  // In some version it calls its handler or a function.
  bool has_calls(uint32_t at) const { return calls_[at]; }
  void note_call(uint32_t at) { calls_[at] = true; }
  int32_t first_version(uint32_t at) const { return first_[at]; }
  const Version& version(int32_t number) const { return versions_[size_t(number)]; }
  void add_version(uint32_t at, const Context& context, const uint8_t* address);

  // How often an instruction was compiled again for another answer to one of its questions.
  uint8_t& variants(uint32_t at) { return variants_[at]; }

  void keep_alive(const void* object, const BaselineHooks& language);

  const std::vector<CodeBlock>& blocks() const { return blocks_; }
  void add_block(const CodeBlock& block) { blocks_.push_back(block); }
  // Nothing leads to its machine code any more; what runs it still may go on. The blocks are the caller's.
  std::vector<CodeBlock> discard();
  // How often that happened: a session that began before ends without code.
  uint32_t generation() const { return generation_; }
  uint32_t recompilations = 0;  // of those, since too many answers differed

 private:
  void* owner_;
  std::unique_ptr<CodeView> view_;
  const void *lazy_entry_, *lazy_arguments_;
  CompiledCode *next_, *previous_ = nullptr;
  uint32_t generation_ = 0;
  std::vector<CodeBlock> blocks_;
  size_t stride_;            // as far apart as the instructions: at least a word
  std::vector<char> table_;  // of addresses
  std::vector<char> result_tables_[2];
  std::vector<std::unique_ptr<ArgumentEntry>> entries_;
  std::vector<int32_t> first_;
  std::vector<bool> compiled_, calls_;
  std::vector<uint8_t> variants_;
  std::vector<Version> versions_;
  Object** roots_ = nullptr;  // the newest vector, whose first word is the one before
  uint32_t root_count_ = 0;
};

}  // namespace sidewinder::jit::baseline
