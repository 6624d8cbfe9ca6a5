#include "interpreter/testing/handler_rules.h"

#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/ops/all.h"
#include "interpreter/imports/import.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/set.h"
#include "jit/machine/emit.h"

namespace sidewinder {

namespace {

// What Emit shows to handlers that look at plain objects: a Python function, a class that defines every special method
// in Python, an instance of it, and so on; made by running a few lines of Python.
struct Samples {
  Object *function, *heap_class, *instance, *tuple, *builtin, *method_descriptor;
  FrameHeader* frame;
};
Samples* samples;

constexpr char kSampleSource[] = R"(
def function(a): return a
class Sample:
    def __init__(self, a): self.a = a
    def m(self, *args): return self
    __add__ = __sub__ = __mul__ = __lt__ = __eq__ = __gt__ = __bool__ = __len__ = __iter__ = __next__ = __getitem__ = __setitem__ = __call__ = m
    __hash__ = None
instance = Sample(1)
def make_closure():
    x = 1
    def inner(a): return x
    return inner
)";

struct SampledLanguage : PyLanguage {
  static Object* sample(const void* cls) {
    if (cls == Function::type() || cls == Code::type()) return samples->function;
    if (cls == BuiltinFunction::type()) return samples->builtin;
    if (cls == MethodDescriptor::type()) return samples->method_descriptor;
    if (cls == &type_type) return samples->heap_class;
    if (cls == samples->heap_class) return samples->instance;
    return samples->tuple;
  }
  static const void* sample_class(int i) { return i ? samples->heap_class : static_cast<Object*>(Set::type()); }
  static std::string class_name(const void* cls) { return static_cast<const Type*>(cls)->name; }
};
using PyEmit = jit::Emit<SampledLanguage>;
static_assert(jit::Machine<PyEmit>);

}  // namespace

template <> struct Frame<PyEmit> {
  using M = PyEmit;
  using Ref = M::Ref;
  M& m;
  Instr companion_{};
  Cache cache_{};
  std::string end = "next";

  FrameHeader* real() const { return samples->frame; }
  void sync() {}
  Ref constant(M&, int i) { return m.name<Ref>("c" + std::to_string(i)); }
  Ref get(int i) { return m.name<Ref>("r" + std::to_string(i)); }
  Cache& cache(int) { return cache_; }
  void set(int i, Ref v) {
    m.oracle.say("r" + std::to_string(i) + " = " + M::text_of(v));
    m.oracle.effect();
  }
  Next put(int i, Ref v) {
    set(i, v);
    return Next::Go;
  }
  Next jump(int offset) { return ends(offset ? "jump" : "next"); }
  Next again() { return ends("again"); }
  const Instr& companion() const { return companion_; }
  Ref globals(M&) { return m.name<Ref>("globals"); }
  Ref builtins(M&) { return m.name<Ref>("builtins"); }
  Ref function(M&) { return m.name<Ref>("function"); }
  Next enter(M&, int, Function*, Ref, const Ref*, int) { return ends("enter a function"); }
  Next enter_continuation(M&, Code*, int, const Ref*, int) {
    m.oracle.say("push a continuation");
    return Next::Go;
  }
  Next enter_general(M&, int, Function*, Ref, const Ref*, int, Tuple*) { return ends("enter a function"); }
  Next leave(M&, Ref) { return ends("leave"); }
  Next leave_nothing(M&) { return ends("leave"); }
  Next make_generator(M&) { return ends("make a generator"); }
  Next yield(M&, Ref) { return ends("yield"); }
  Next back_edge(M&, HotSpot&) { return ends("back edge"); }

 private:
  Next ends(const char* how) {
    end = how;
    return Next::Go;
  }
};

namespace {
template <class... A, class... V>
Next finish(PyEmit& m, Frame<PyEmit>& f, int result, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  std::string text = std::string("finish ") + h.name;
  ((text += " " + PyEmit::text_of(v)), ...);
  f.end = text + (result == kNoRegister ? "" : " -> r" + std::to_string(result));
  m.oracle.effect();  // it ends the handler: a test after it is a violation
  if (h.effects & jit::kEffectMayRaise && m.oracle.choose(2)) {
    f.end += ", raises";
    return Next::Unwind;
  }
  return Next::Go;
}

bool make_samples(Thread& t) {
  Module* module = new_module(t, "samples");
  Code* code = compile_source(t, kSampleSource, intern("<samples>"), ParseMode::Exec);
  if (!module || !code || dict_set_str(t, module->dict, intern("__builtins__"), builtins_dict()).failed()) return false;
  if (!run_code(t, code, module->dict, nullptr)) return false;
  constexpr int kKept = 6;
  Object** kept = allocate_permanent(kKept);
  auto get = [&](const char* name) { return dict_get_str(module->dict, intern(name)); };
  Object* pair[] = {py_true(), py_false()};
  kept[0] = get("function");
  kept[1] = get("Sample");
  kept[2] = get("instance");
  kept[3] = new_tuple(pair, 2);
  kept[4] = dict_get_str(builtins_dict(), intern("len"));
  kept[5] = type_lookup(List::type(), intern("append"));
  static Samples made;
  made = {kept[0], kept[1], kept[2], kept[3], kept[4], kept[5], nullptr};
  // A frame of `function` that nobody runs.
  auto* function = reinterpret_cast<Function*>(kept[0]);
  Object** words = allocate_permanent(sizeof(FrameHeader) / 8 + function->code->register_count);
  made.frame = reinterpret_cast<FrameHeader*>(words);
  made.frame->function = function;
  made.frame->code = function->code;
  made.frame->locals = reinterpret_cast<Object*>(module->dict);
  function->code->hot_spots = reinterpret_cast<HotSpot*>(allocate_permanent(sizeof(HotSpot) / 8));
  samples = &made;
  return true;
}
}  // namespace

HandlerPaths walk_handler(Thread& t, uint16_t opcode) {
  HandlerPaths result;
  if (!samples && !make_samples(t)) {
    result.violations.push_back("the samples could not be made");
    return result;
  }
  jit::PathOracle oracle;
  result.text = oracle.walk([&] {
    PyEmit m{t, oracle};
    Frame<PyEmit> f{m};
    f.cache_.name = intern("a");
    f.cache_.value = samples->function;
    f.cache_.key = samples->instance;
    Next next = step(m, f, Instr{opcode, 0, 1, 2});
    return next == Next::Unwind && f.end == "next" ? std::string("unwind") : f.end;
  });
  result.paths = oracle.paths;
  result.violations = oracle.violations;
  return result;
}

}  // namespace sidewinder
