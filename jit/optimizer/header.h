// The header of a peeled loop (label 1): how each register of the root frame travels from one iteration to the next.
// Numbers travel unboxed, objects that nobody else has as their fields, what never changes not at all. Words of memory
// that the loop both stores and loads travel as well: the next iteration need not load them. The header is a record of
// its own: the body may rely on what its forms say and on nothing else, and the back edge must deliver it.
#pragma once

#include <vector>

#include "jit/optimizer/virtuals.h"
#include "jit/optimizer/walk.h"

namespace sidewinder::jit {

// What an earlier attempt found out about a register: the optimisation starts again with these choices.
struct HeaderChoices {
  std::vector<bool> by_reference;         // travels as an object
  std::vector<bool> varies;               // looked invariant and is not
  std::vector<const void*> not_carried;   // rows of memory whose words are not known at the back edge
  std::vector<const void*> not_constant;  // rows of new objects' words that were constants once, and are not always
};

class LoopHeader {
 public:
  LoopHeader(Walk& walk, Virtuals* virtuals, Heap* heap, HeaderChoices& choices)
      : walk_(walk), virtuals_(virtuals), heap_(heap), choices_(choices) {}

  // At the end of the first iteration: `values` are the registers (null constants for unbound ones), `invariant` says
  // which are expected not to change. Emits conversions, label 1 and its arguments.
  void begin(const std::vector<Value>& values, const std::vector<bool>& invariant, uint32_t snapshot);

  // What the body sees in a register; builds the (sunk) box or object when first asked.
  Value value_of(uint32_t reg) { return nodes_[register_nodes_[reg]].body; }

  // At the back edge: the arguments of the jump. False: a register does not come as it left, and `choices` says which;
  // optimise again.
  bool arrive(const std::vector<Value>& values, uint32_t snapshot, std::vector<Value>& arguments);

 private:
  enum class Form : uint8_t {
    Invariant,
    Ref,
    Int,
    AnyInt /* may exceed 60 bits */,
    Float /* boxed numbers */,
    Raw /* a number field or pointer */,
    Object
  };
  struct FieldNode {
    Op store;
    Word word;
    uint32_t node;
  };
  struct Node {
    Form form;
    Kind kind;                     // of the argument
    Value before;                  // at the end of the first iteration
    Value body;                    // in the body: the object
    Value arrived;                 // at the back edge, once matched
    const Shape* shape = nullptr;  // Object
    std::vector<FieldNode> fields;
    uint32_t argument = 0;               // index, unless Invariant or Object
    bool small = false;                  // Raw, of a field whose numbers fit 60 bits
    const void* constant_row = nullptr;  // Invariant: the row of a word that is expected to be always the same
  };

  bool arrive_memory(uint32_t snapshot);
  uint32_t add(Form form, Kind kind, Value before);
  uint32_t node_for(Value v, Kind kind);
  uint32_t node_for_word(Value v, const Word& word);
  uint32_t node_for_own_word(Value v, const Word& word);
  uint32_t object_node(const Virtuals::Object& object, Kind kind);
  void carry_memory();
  void emit_label(uint32_t snapshot);
  void emit_body_values();
  bool match(uint32_t index, Value v, uint32_t snapshot);
  bool note_varying(const Node& node);
  bool match_object(uint32_t index, Value v, uint32_t snapshot);
  bool matched_by_another(uint32_t index, Value v) const;
  bool all_still_unescaped();

  Walk& walk_;
  Virtuals* virtuals_;
  Heap* heap_;
  HeaderChoices& choices_;
  std::vector<Node> nodes_;
  std::vector<uint32_t> register_nodes_;
  struct Carried {
    Value base;
    Word word;
    uint32_t node;
  };
  std::vector<Carried> carried_;
  std::vector<Carried> lazy_;  // those of carried_ that hold numbers: the body leaves their stores to exits
  std::vector<Value>* arguments_ = nullptr;  // while arriving
  bool has_chosen_ = false;                  // what did not match is in the choices already
  uint32_t argument_count_ = 0;
};

// The number in an object, for a place that takes it unboxed: tests what is not known, leaving through `snapshot`.
// False: it is known to be something else.
bool unboxed(Walk& walk, Value object, Rep rep, uint32_t snapshot, Value& number);

}  // namespace sidewinder::jit
