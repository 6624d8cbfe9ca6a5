// One replay of a handler on the machine Base: the values it makes, the questions it asks, and the machine code of its
// path. As a rule that is all: each value keeps its register until the instruction ends. If that takes too many, the
// instruction is replayed twice more: to see when each value is used last, and to emit with that.
//
// Values are numbers. What a value is now, in the frame that is there while the code is compiled, decides the path; the
// other side of a question becomes an exit of the state before the instruction.
#pragma once

#include <csetjmp>
#include <cstdint>
#include <memory>
#include <vector>

#include "jit/baseline/context.h"
#include "jit/baseline/language.h"
#include "jit/baseline/listing.h"

namespace sidewinder::jit::baseline {

// The pure primitives, and how a value came about.
enum class Origin : uint8_t {
#define PURE1(name, R, A, value) name,
#define PURE2(name, R, A, B, value) name,
#include "jit/ir/primitives.def"
#undef PURE1
#undef PURE2
  Frame,
  Constant,
  Load,
  Item,
  Raw,
  Class,
  Small,
  Null,
  Same,
  Word,
  Product,
  Thread,
  Other,
};

enum class At : uint8_t {
  Nothing,
  Frame,      // in a register of the frame
  Gp,         // in a general register
  Xmm,        // in a vector register
  Lost,       // was in a register of the frame that is overwritten; Pass::First only
  Constant,   // `seen` is it
  Condition,  // a Flag: to be compared where it is used
  Box,        // a Ref whose box is not made yet: `raw`
};

struct Value {
  At at = At::Nothing;
  uint8_t reg = 0;
  bool small = false;     // Ref: an int of at most 60 bits
  bool fits = false;      // Int: of at most 60 bits
  bool is_float = false;  // Ref: `raw` is a Float
  bool is_known = true;   // `seen` is what it is now
  Origin condition = Origin::Other;
  uint16_t frame = 0;
  int raw = 0;       // Ref: its unboxed value, or 0
  int a = 0, b = 0;  // Condition: operands
  int last_use = 0;  // Pass::Again
  const void* cls = nullptr;
  int64_t seen = 0;
  uint64_t hash = 0;
};

// The side of a question that was not taken.
struct SideExit {
  enum Kind : uint8_t {
    Variant,  // another version of the instruction, that knows the answer
    Leave,    // the interpreter goes on at the instruction
    Next,     // at `at`, in the general version
    Forced,   // the interpreter goes on at the instruction, since it is time for that
    Hot,      // the countdown of `place` is at zero; it goes on at `at`
  };
  Kind kind;
  uint32_t label, at;
  Context context;
  Facts facts;
  InlineVector<uint32_t, 2> sites;  // offsets of the displacements that lead there
  void* place = nullptr;
};

class Assembly;
struct Storage;

class Builder {
 public:
  Builder(Thread& t, const BaselineHooks& language, CompiledCode& code);
  ~Builder();
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;

  enum class Pass : uint8_t { First, Uses, Again };  // the first one and the last one emit
  enum class End : uint8_t { Next, Jump, BackEdge, Entered, Left };

  // --- for the machine and the language's frame -------------------------------------------------------

  Thread& thread;
  const BaselineHooks& language;
  CompiledCode& code;

  // For dumps; null: nobody looks. What a replay does: an operation with its result (0: none), a test with its answer.
  Listing* listing = nullptr;
  void note(const char* operation, int result, std::initializer_list<int> operands, const std::string& detail = {});
  void note_answer(const char* test, std::initializer_list<int> operands, bool answer, const void* other = nullptr);

  [[noreturn]] void decline() { std::longjmp(declined_, kDeclined); }
  Value& operator[](int n) { return values_[size_t(n)]; }
  bool is_evaluated(int a, int b) const { return values_[size_t(a)].is_known && values_[size_t(b)].is_known; }
  bool emits() const { return pass_ != Pass::Uses; }
  // Caches are filled once: the replays of an instruction take the same path.
  bool is_first() const { return pass_ == Pass::First; }
  // A call saves what is in use: it is to be known.
  void before_call() {
    if (is_first()) lack();
  }

  int add(const Value& v);
  int constant(int64_t bits, const void* cls = nullptr, bool small = false);
  int object(const void* o);      // a constant
  int get(uint32_t reg);          // of the frame
  void set(uint32_t reg, int n);  // the frame's
  int load(int base, int32_t offset, Width width, bool is_ref, bool fits);
  int load_float(int base, int32_t offset);
  int item(int base, int index, int32_t offset, Width width, bool is_ref);
  int item_float(int base, int index, int32_t offset);
  int load_header(int32_t offset);  // a word of the frame's header that is an object
  void store(int base, int32_t offset, Width width, int n);
  void store_float(int base, int32_t offset, int n);
  void set_item(int base, int index, int32_t offset, Width width, int n);
  void set_item_float(int base, int index, int32_t offset, int n);
  int pure(Origin op, int a, int b, int64_t seen);
  int unbox_int(int n);
  int unbox_float(int n);
  int box_int(int n);
  int box_float(int n);
  int select(int flag, const void* yes, const void* no, const void* cls);
  bool product(int a, int b, int64_t seen, bool fits, int* result);
  Object* object_of(int n);  // what a Ref is now
  // An object that was made to answer questions: it lives as long as the instruction is compiled.
  void keep_seen(const void* object);

  bool test(int flag);
  const void* promote_class(int n);
  bool is_small_int(int n);
  bool is_null(int n);
  bool is_same(int n, const void* constant);  // a Ref or Ptr
  bool is_word(int n, int64_t word);          // an Int
  int promote(int n);                         // to a constant
  int promote_word(int n);

  // A pure function of C++, after before_call().
  int call(const void* function, Kind result, const int* arguments, uint32_t count, const Kind* kinds, int64_t seen,
           bool is_known);
  // The handler's end: a function that takes the thread first. ~0u: nobody wants the result. Null: raised.
  void finish(const void* function, bool may_raise, uint32_t result, const int* arguments, uint32_t count,
              const Kind* kinds);
  // The handler ends in a new frame, or gives a value to the caller's.
  void enter(const NewFrame& frame, int callee, const int* values, uint32_t count);
  void leave(int value);
  // The handler ends by going on elsewhere.
  void jump(uint32_t target);
  void back_edge(uint32_t target, const HotPlace& place = {});

  // --- for the session ---------------------------------------------------------------------------------

  Assembly& assembly() { return *assembly_; }
  // Replays the instruction `at` from `context`, of which `facts` are known. False: it cannot be compiled.
  bool instruction(uint32_t at, const Context& context, const Facts& facts, Object** registers);
  // Afterwards: where it goes on, what is known there, and the frame registers that the path wrote.
  End end() const { return end_; }
  uint32_t next() const { return next_; }
  Context take_context();
  bool asked() const { return asked_; }
  bool lacked_registers() const { return lacked_; }  // why instruction() was false
  std::vector<SideExit>& exits() { return exits_; }

  // The handler out of line. What is known after it.
  Context generic(uint32_t at, const Context& context, bool goes_on, uint32_t next);
  Context survivors(uint32_t at, const Context& context);  // of a call out of line
  // All of `context` into the frame.
  void flush(const Context& context);
  // Fewer values in machine registers.
  Context spill(const Context& context, int ints, int floats);
  // Into the state that `to` names; what it does not know goes to the frame.
  void convert(const Context& from, const Context& to);
  void check_fits(const Context& context, uint64_t unproved, uint32_t at);
  // Emits: counts a place at `at` down; at zero its traces are next.
  void count(const HotPlace& place, uint32_t at, const Context& context);
  void set_pc(uint32_t at);
  void go_to_general(uint32_t at);
  void note_forced_exit();

 private:
  struct Mapping {
    uint16_t reg;
    bool dirty;
    int value;
  };

  friend struct Storage;
  static constexpr int kDeclined = 1, kLacked = 2;
  [[noreturn]] void lack() { std::longjmp(declined_, kLacked); }
  bool replay(Pass pass);
  size_t assembly_size() const;
  void begin(Pass pass);
  void use(int n);
  Mapping* find(uint32_t reg);
  bool is_live_value(int n) const;
  int free_gp();
  int free_xmm();
  void take_gp(Value& v);
  void take_xmm(Value& v);
  int gp(int n);  // its general register
  int temporary();
  void end_operation();
  int xmm(int n);  // its vector register
  void release(int n);
  void materialise(int n);  // its box, in the scratch register
  void load_scratch(int n);
  void detach(uint32_t reg, int n);
  void write(uint32_t reg, int n);
  void store_mapping(Mapping& m);
  void flush_mappings();
  void flush_for_call();
  Context argument_context(const int* values, uint32_t count);
  void pass_arguments(const Context& context, const int* values);
  bool leave_unboxed(int value);
  // -1: not known.
  int known(uint64_t question) const;
  bool ask(uint64_t question, bool actual, int condition, bool parity = false);
  void force_exit();
  int compare(const Value& c);
  void compare_word(int n, int64_t word);
  int int_operation(Origin op, int a, int b, int64_t seen);
  int divide(Origin op, int a, int b, int64_t seen);
  int float_operation(Origin op, int a, int b, int64_t seen);
  uint64_t hash(Origin op, uint64_t a, uint64_t b = 0) const;

  std::jmp_buf declined_;
  Storage* storage_;
  Assembly* assembly_;
  Pass pass_ = Pass::Uses;
  uint32_t at_ = 0, next_ = 0;
  End end_ = End::Next;
  bool has_written_ = false;  // the instruction: a register of the frame
  bool asked_ = false, finished_ = false, lacked_ = false;
  const char* stack_end_ = nullptr;  // the thread's, read once: a request that comes between the passes changes it
  const Context* context_ = nullptr;
  const Facts* given_ = nullptr;
  Object** registers_ = nullptr;
  std::vector<Value>& values_;
  std::vector<int>& last_uses_;
  std::vector<Mapping>& mappings_;
  Facts facts_;
  std::vector<SideExit>& exits_;
  uint32_t gp_busy_ = 0, xmm_busy_ = 0;
  uint32_t fixed_gp_ = 0, fixed_xmm_ = 0;  // of the state before the instruction: side exits need it
  uint32_t temporary_gp_ = 0;              // for one operation
  int time_ = 0;
  size_t noted_ = 0;  // in machine code: where what the next note is about begins
};

// What sessions that follow one another use again.
struct Storage {
  Storage(const Hooks& hooks);
  ~Storage();
  static Storage& take(const Hooks& hooks);
  void give_back();

  const Hooks& hooks;
  std::unique_ptr<Assembly> assembly;
  std::vector<Value> values;
  std::vector<int> last_uses;
  std::vector<Builder::Mapping> mappings;
  std::vector<SideExit> exits;
};

// Objects that compiled code names are kept alive by its code's table.
void keep_alive(CompiledCode& code, const void* object);

}  // namespace sidewinder::jit::baseline
