// The machine that knows no values: a value is only a name. A handler is run once for every path through it; a test
// asks the oracle, which replays the answers so far and then takes the first new one. So the rules are checked on every
// path of every handler, and the tree of paths says in a readable way what an opcode does.
//
// Where a handler needs a plain value (the function it enters, the class it looks into) it gets one of the language's
// samples.
#pragma once

#include <string>
#include <vector>

#include "jit/machine/machine.h"

namespace sidewinder::jit {

template <int kTag> struct Name { int number = 0; };

// The answers along one path, and the text of what it does.
class PathOracle {
 public:
  // Runs `body` once for every path; it returns the text of the path's end. The result is the whole tree, one line a
  // step.
  template <class F> std::string walk(F&& body) {
    std::string text;
    answers_.clear();
    do {
      at_ = 0;
      effect_seen_ = false;
      lines_.clear();
      next_name_ = 1;
      classes_.assign(1, nullptr);
      std::string end = body();
      lines_.push_back(end);
      for (const std::string& line : lines_) text += "  " + line + "\n";
      text += "\n";
      ++paths;
      while (!answers_.empty() && answers_.back().taken + 1 == answers_.back().count) answers_.pop_back();
      if (!answers_.empty()) ++answers_.back().taken;
    } while (!answers_.empty());
    return text;
  }
  int choose(int count) {
    if (at_ == answers_.size()) answers_.push_back({0, count});
    return answers_[at_++].taken;
  }
  int new_name() { return classes_.push_back(nullptr), next_name_++; }
  const void*& class_of(int name) { return classes_[size_t(name)]; }  // that a value is known to have on this path
  void say(std::string line) { lines_.push_back(std::move(line)); }
  void effect() { effect_seen_ = true; }
  void tested(const char* what) {
    if (effect_seen_) violations.push_back(std::string("a test (") + what + ") after an effect");
  }

  std::vector<std::string> violations;
  int paths = 0;

 private:
  struct Answer {
    int taken, count;
  };
  std::vector<Answer> answers_;
  size_t at_ = 0;
  std::vector<std::string> lines_;
  int next_name_ = 1;
  std::vector<const void*> classes_;
  bool effect_seen_ = false;
};

// What Emit shows to handlers that look at plain objects, and how it names classes.
template <class L>
concept LanguageWithSamples = Language<L> && requires(const void* cls, int i) {
  { L::sample(cls) } -> std::convertible_to<Object*>;          // an object of that class; null: of any
  { L::sample_class(i) } -> std::convertible_to<const void*>;  // two of them, 0 and 1
  { L::class_name(cls) } -> std::convertible_to<std::string>;
};

template <LanguageWithSamples L> struct Emit {
  using Language = L;
  using Ref = Name<0>;
  using Int = Name<1>;
  using Float = Name<2>;
  using Flag = Name<3>;
  using Ptr = Name<4>;
  static constexpr bool kRecords = false, kIsDirect = false;

  // promote_int gives 0, 1, 2, ...: what handlers choose by is a small number
  static constexpr int kPromotedSamples = 5;

  Thread& thread;
  PathOracle& oracle;

  template <class T> T name(const std::string& text) {
    T v;
    v.number = oracle.new_name();
    oracle.say("%" + std::to_string(v.number) + " = " + text);
    return v;
  }
  template <int k> static std::string text_of(Name<k> v) { return "%" + std::to_string(v.number); }
  const void*& known(Ref a) { return oracle.class_of(a.number); }
  bool ask(const std::string& text) {
    oracle.tested(text.c_str());
    bool answer = oracle.choose(2) == 0;
    oracle.say((answer ? "if " : "unless ") + text);
    return answer;
  }

#define PURE1(op, R, A, value) \
  R op(A a) { return name<R>(#op " " + text_of(a)); }
#define PURE2(op, R, A, B, value) \
  R op(A a, B b) { return name<R>(#op " " + text_of(a) + ", " + text_of(b)); }
#include "jit/ir/primitives.def"
#undef PURE1
#undef PURE2

  Ref ref(Object* o) {
    Ref r = name<Ref>(o ? "constant" : "null");
    if (o) known(r) = L::class_of(o);
    return r;
  }
  Int int_(int64_t v) { return name<Int>(std::to_string(v)); }
  Float float_(double v) { return name<Float>(std::to_string(v)); }
  Ptr ptr(const void*) { return name<Ptr>("pointer"); }

  bool test(Flag f) { return ask(text_of(f)); }
  bool has_class(Ref a, const void* cls) {
    if (known(a)) return known(a) == cls;
    bool yes = ask(text_of(a) + " is of class " + L::class_name(cls));
    if (yes) known(a) = cls;
    return yes;
  }
  bool is_small_int(Ref a) {
    if (known(a) && known(a) != L::boxes.int_class) return false;
    bool yes = ask(text_of(a) + " is a small int");
    if (yes) known(a) = L::boxes.int_class;
    return yes;
  }
  bool is_null(Ref a) { return ask(text_of(a) + " is null"); }
  bool is_null_ptr(Ptr a) { return ask(text_of(a) + " is null"); }
  bool is_same(Ref a, const Object*) { return ask(text_of(a) + " is the constant"); }
  bool int_mul(Int a, Int b, Int* product) {
    if (!ask(text_of(a) + " * " + text_of(b) + " fits")) return false;
    *product = name<Int>("int_mul");
    return true;
  }
  Object* promote(Ref& a) {
    oracle.tested("promote");
    oracle.say("rely on the identity of " + text_of(a));
    return L::sample(known(a));
  }
  bool promote_bool(Ref& a) { return ask(text_of(a) + " is true"); }
  int64_t promote_int(Int& a) {
    oracle.tested("promote_int");
    int v = oracle.choose(kPromotedSamples);
    oracle.say("rely on " + text_of(a) + " being " + std::to_string(v));
    return v;
  }
  void rely_on_int(Int& a) {
    oracle.tested("rely_on_int");
    oracle.say("rely on the value of " + text_of(a));
  }
  bool is_int(Int& a, int64_t v) { return ask(text_of(a) + " is the expected " + std::to_string(v)); }
  const void* promote_class(Ref a) {
    if (!known(a)) {
      oracle.tested("class");
      known(a) = L::sample_class(oracle.choose(2));
      oracle.say("rely on the class of " + text_of(a) + ": " + L::class_name(known(a)));
    }
    return known(a);
  }
  int64_t plain(int64_t, int choices) { return oracle.choose(choices); }

  Int unbox_int(Ref a) { return name<Int>("unbox_int " + text_of(a)); }
  Float unbox_float(Ref a) { return name<Float>("unbox_float " + text_of(a)); }
  Ref box_int(Int v) {
    Ref r = name<Ref>("box_int " + text_of(v));
    known(r) = L::boxes.int_class;
    return r;
  }
  Ref box_float(Float v) {
    Ref r = name<Ref>("box_float " + text_of(v));
    known(r) = L::boxes.float_class;
    return r;
  }
  Ref select_ref(Flag f, Object* yes, Object*) {
    Ref r = name<Ref>("select_ref " + text_of(f));
    known(r) = L::class_of(yes);
    return r;
  }
  Ref new_object(const Shape& shape) {
    Ref r = name<Ref>(std::string("new ") + shape.name);
    known(r) = shape.class_word;
    return r;
  }
  Ptr new_storage(const Shape& shape) { return name<Ptr>(std::string("new ") + shape.name); }

  template <class P> Ref load_ref(P o, const Field& f) { return name<Ref>(text_of(o) + "." + f.name); }
  template <class P> Int load_int(P o, const Field& f) { return name<Int>(text_of(o) + "." + f.name); }
  template <class P> Float load_float(P o, const Field& f) { return name<Float>(text_of(o) + "." + f.name); }
  template <class P> Ptr load_ptr(P o, const Field& f) { return name<Ptr>(text_of(o) + "." + f.name); }
  template <class P, class V> void store(P o, const Field& f, V v) {
    oracle.say(text_of(o) + "." + f.name + " = " + text_of(v));
    oracle.effect();
  }
  template <class P> void store_ref(P o, const Field& f, Ref v) { store(o, f, v); }
  template <class P> void store_int(P o, const Field& f, Int v) { store(o, f, v); }
  template <class P> void store_float(P o, const Field& f, Float v) { store(o, f, v); }
  template <class P> void store_ptr(P o, const Field& f, Ptr v) { store(o, f, v); }
  template <class P> Ref item_ref(P o, Int i, const Array& a) {
    return name<Ref>(std::string(a.name) + " " + text_of(o) + "[" + text_of(i) + "]");
  }
  template <class P> Int item_int(P o, Int i, const Array& a) {
    return name<Int>(std::string(a.name) + " " + text_of(o) + "[" + text_of(i) + "]");
  }
  template <class P> Float item_float(P o, Int i, const Array& a) {
    return name<Float>(std::string(a.name) + " " + text_of(o) + "[" + text_of(i) + "]");
  }
  template <class P, class V> void set_item(P o, Int i, const Array& a, V v) {
    oracle.say(std::string(a.name) + " " + text_of(o) + "[" + text_of(i) + "] = " + text_of(v));
    oracle.effect();
  }
  template <class P> void set_item_ref(P o, Int i, const Array& a, Ref v) { set_item(o, i, a, v); }
  template <class P> void set_item_int(P o, Int i, const Array& a, Int v) { set_item(o, i, a, v); }
  template <class P> void set_item_float(P o, Int i, const Array& a, Float v) { set_item(o, i, a, v); }

  template <class R, class... A, class... V> auto call(const TypedHelper<R, A...>& h, V... v) {
    return called<R>(h.name, h.effects, v...);
  }
  template <class R, class... A, class... V> auto call_with_thread(const TypedHelper<R, Thread&, A...>& h, V... v) {
    return called<R>(h.name, h.effects, v...);
  }
  template <class F> auto executed(F&&) {
    using R = decltype(std::declval<F>()());
    return R(L::sample(nullptr));
  }
  template <class C, class F> void warm(C&, Ref, F*) {}
  Object* peek(Ref a) { return L::sample(known(a)); }
  void abort(Abort reason) { oracle.say(std::string("abort ") + name_of(reason)); }

 private:
  template <class R, class... V> auto called(const char* helper, uint16_t effects, V... v) {
    std::string text = std::string("call ") + helper;
    ((text += " " + text_of(v)), ...);
    if (effects & kEffectWrites) oracle.effect();
    if constexpr (std::is_void_v<R>) oracle.say(text);
    else if constexpr (KindOf<R>::value == Kind::Ref) return name<Ref>(text);
    else if constexpr (KindOf<R>::value == Kind::Int) return name<Int>(text);
    else if constexpr (KindOf<R>::value == Kind::Float) return name<Float>(text);
    else return name<Ptr>(text);
  }
};

}  // namespace sidewinder::jit
