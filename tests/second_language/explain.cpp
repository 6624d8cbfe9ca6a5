// The handlers on the machine Emit: what every instruction does on each of its paths, and whether it keeps the rules.
#include <cstdio>

#include "jit/machine/emit.h"
#include "tests/second_language/handlers.h"

namespace sidewinder::lines {

namespace {

// No handler looks into a plain object, so there is nothing to show to it.
struct SampledLanguage : LinesLanguage {
  static Object* sample(const void*) { return zero(); }
  static const void* sample_class(int i) { return i ? &lines::pair_class : &lines::float_class; }
  static std::string class_name(const void* cls) { return static_cast<const Class*>(cls)->name; }
};
using Emit = jit::Emit<SampledLanguage>;
static_assert(jit::Machine<Emit>);

}  // namespace

template <> struct Frame<Emit> {
  std::string end = "next";
  using Ref = Emit::Ref;

  Ref operand(Emit& m, int i) { return m.name<Ref>("r" + std::to_string(i)); }
  Next put(int result, Ref v) { return ends("r" + std::to_string(result) + " = " + Emit::text_of(v)); }
  Next jump(int) { return ends("jump"); }
  Next jump_back(Emit&, const Instr&) { return ends("jump back"); }
  Next enter(Emit&, const Instr&, const Ref*) { return ends("enter the function"); }
  Next leave(Emit&, Ref v) { return ends("return " + Emit::text_of(v)); }
  Next ends(std::string how) { return end = std::move(how), Next::Go; }
};

namespace {

template <class... A, class... V>
Next finish(Emit& m, Frame<Emit>& f, int result, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  std::string text = std::string("finish ") + h.name;
  ((text += " " + Emit::text_of(v)), ...);
  m.oracle.effect();
  bool raises = h.effects & jit::kEffectMayRaise && m.oracle.choose(2) == 1;
  f.ends(text + (raises ? ", raises" : result >= 0 ? " -> r" + std::to_string(result) : ""));
  return raises ? Next::Unwind : Next::Go;
}

}  // namespace

int explain_handlers() {
  Thread t;
  int violations = 0;
  for (int i = 0; i < int(Opcode::kCount); ++i) {
    jit::PathOracle oracle;
    Instr in;
    in.opcode = Opcode(i);
    in.result = 0, in.count = 2, in.operand[0] = 1, in.operand[1] = 2;
    std::string text = oracle.walk([&] {
      Emit m{t, oracle};
      Frame<Emit> f;
      step(m, f, in);
      return f.end;
    });
    std::printf("%s: %d paths\n%s", name_of(in.opcode), oracle.paths, text.c_str());
    for (const std::string& violation : oracle.violations) std::printf("  BROKEN: %s\n", violation.c_str());
    violations += int(oracle.violations.size());
  }
  return violations;
}

}  // namespace sidewinder::lines
