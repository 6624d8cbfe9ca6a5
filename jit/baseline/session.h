// A compilation: from one instruction on along the path that the program takes now, executing each instruction as it
// goes, until it comes to code that is there already, or leaves the frame.
#pragma once

#include "jit/baseline/builder.h"
#include "jit/baseline/compiled_code.h"

namespace sidewinder::jit::baseline {

class Session {
 public:
  Session(Thread& t, const BaselineHooks& language, CompiledCode& code);
  ~Session();

  // At the thread's frame, whose pc is at `at` and which is true. Of the context registers hold what it says when the
  // code that is made is entered. `is_generic`: the first instruction is left to its handler.
  // What the last instruction that was executed answered.
  // `sites`: what leads to the new code from now on.
  Next run(uint32_t at, Context context, Facts facts, bool is_generic, std::span<uint8_t* const> sites);

  // The same at a function's first instruction, for callers that pass arguments so.
  Next run_function(const Context& context);
  // The code that was made, if any.
  const uint8_t* made() const { return made_; }

  static bool may_begin();

 private:
  struct PendingVersion {
    uint32_t at;
    Context context;
    uint32_t label;
  };

  bool step(const Facts& facts, bool is_generic);
  bool arrive();
  bool generic_step();
  Next execute();
  void leave_lazily();
  void emit_exits();
  void finish();
  char* frame() const;
  uint32_t position() const;
  bool goes_on() const;
  std::string line(bool is_compiled, const Facts& facts) const;
  void dump(size_t offset, size_t at_line, bool is_compiled, const Facts& facts);
  void note_emitted(size_t from, const char* what);
  void write_listing(const uint8_t* code);
  void start_clock();
  void stop_clock();

  Thread& t_;
  const BaselineHooks& language_;
  CompiledCode& code_;
  Builder builder_;
  char* frame_;
  uint32_t at_ = 0, first_ = 0, first_exit_ = 0, exit_count_ = 0, generation_;
  Context context_;
  Next answer_ = Next::Go;
  uint32_t entry_label_ = 0;
  std::span<uint8_t* const> sites_;
  std::vector<PendingVersion> pending_;
  uint32_t count_ = 0;
  bool counts_entry_ = false, takes_arguments_ = false;
  const uint8_t* made_ = nullptr;
  uint32_t uncounted_label_ = 0;
  uint64_t started_ = 0;
  uint32_t number_;                   // of all sessions, for dumps
  FILE* dump_;                        // null: nobody looks
  std::unique_ptr<Listing> listing_;  // for dumps with machine code
};

}  // namespace sidewinder::jit::baseline
