// The questions that handlers ask. Each is a compare whose other side leaves with the state before the instruction;
// what is known of the instruction already costs nothing.
#include "jit/baseline/assembly.h"
#include "jit/baseline/baseline.h"
#include "jit/baseline/builder.h"
#include "jit/baseline/compiled_code.h"
#include "jit/baseline/small_box.h"

namespace sidewinder::jit::baseline {

int Builder::known(uint64_t question) const {
  for (size_t i = facts_.size(); i-- > 0;)
    if (facts_[i].question == question) return facts_[i].answer;
  return -1;
}

// `condition` holds where the answer is true; with `parity`, of floats that may not compare, equality only if they do.
bool Builder::ask(uint64_t question, bool actual, int condition, bool parity) {
  asked_ = true;
  if (emits()) {
    Encoder& as = assembly_->as;
    SideExit exit{SideExit::Variant, assembly_->new_label(), at_, *context_, facts_, {}};
    exit.facts.push_back({question, !actual});
    auto side = assembly_->label(exit.label);
    auto jump_aside = [&](CondCode cc) {
      as.j(cc, side);
      exit.sites.push_back(uint32_t(as.offset()) - 4);
    };
    auto holds = CondCode(condition);
    bool to_side_on_equal = actual == (holds == CondCode::kNE);
    if (parity && to_side_on_equal) {
      auto unordered = as.newLabel();
      as.jp(unordered);
      jump_aside(CondCode::kE);
      as.bind(unordered);
    } else if (parity) {
      jump_aside(CondCode::kP);
      jump_aside(CondCode::kNE);
    } else {
      jump_aside(actual ? x86::negateCond(holds) : holds);
    }
    exits_.push_back(std::move(exit));
    if (settings.force_exits) force_exit();
  }
  facts_.push_back({question, actual});
  return actual;
}

namespace {
uint32_t forced_exit_countdown = 0;
}

// Before any effect of the instruction, like the test.
void Builder::force_exit() {
  if (!forced_exit_countdown) forced_exit_countdown = settings.force_exits;
  Encoder& as = assembly_->as;
  as.mov(kScratch, uint64_t(&forced_exit_countdown));
  as.dec(x86::dword_ptr(kScratch));
  SideExit exit{SideExit::Forced, assembly_->new_label(), at_, *context_, {}, {}};
  as.jz(assembly_->label(exit.label));
  exits_.push_back(std::move(exit));
}

void Builder::note_forced_exit() {
  Encoder& as = assembly_->as;
  as.mov(kScratch, uint64_t(&forced_exit_countdown));
  as.mov(x86::dword_ptr(kScratch), int32_t(settings.force_exits));
  as.mov(kScratch, uint64_t(&statistics.forced_exits));
  as.inc(x86::dword_ptr(kScratch));
}

// Emits the comparison of a Condition: what holds where it is true.
int Builder::compare(const Value& c) {
  Assembly& s = *assembly_;
  int a = c.a, b = c.b;
  switch (c.condition) {
    case Origin::int_fits: {  // at most 60 bits, with the sign apart
      int ra = gp(a);
      if (emits()) s.compare_with_60_bits(s.gp(ra));
      return int(CondCode::kBE);
    }
    case Origin::float_lt:
    case Origin::float_le: std::swap(a, b); [[fallthrough]];
    case Origin::float_eq:
    case Origin::float_ne:
    case Origin::float_gt:
    case Origin::float_ge: {
      int ra = xmm(a), rb = xmm(b);
      if (emits()) s.as.ucomisd(s.xmm(ra), s.xmm(rb));
      if (c.condition == Origin::float_eq) return int(CondCode::kE);
      if (c.condition == Origin::float_ne) return int(CondCode::kNE);
      bool strict = c.condition == Origin::float_lt || c.condition == Origin::float_gt;
      return int(strict ? CondCode::kA : CondCode::kAE);
    }
    default: break;
  }
  if (values_[size_t(a)].at == At::Box || values_[size_t(b)].at == At::Box) decline();
  int ra = gp(a);
  if (values_[size_t(b)].at == At::Constant) {
    int64_t bits = values_[size_t(b)].seen;
    if (emits()) {
      if (bits == 0 && c.condition != Origin::int_below) s.as.test(s.gp(ra), s.gp(ra));
      else s.compare(s.gp(ra), bits);
    }
  } else {
    int rb = gp(b);
    if (emits()) s.as.cmp(s.gp(ra), s.gp(rb));
  }
  end_operation();
  switch (c.condition) {
    case Origin::int_ne: return int(CondCode::kNE);
    case Origin::int_lt: return int(CondCode::kL);
    case Origin::int_le: return int(CondCode::kLE);
    case Origin::int_gt: return int(CondCode::kG);
    case Origin::int_ge: return int(CondCode::kGE);
    case Origin::int_below: return int(CondCode::kB);
    default: return int(CondCode::kE);
  }
}

bool Builder::test(int flag) {
  use(flag);
  const Value c = values_[size_t(flag)];
  if (!c.is_known) decline();
  if (c.at == At::Constant) return c.seen;
  if (c.at != At::Condition) decline();
  int answer = known(c.hash);
  bool parity = c.condition == Origin::float_eq || c.condition == Origin::float_ne;
  if (answer < 0) answer = ask(c.hash, c.seen, compare(c), parity);
  if (answer && c.condition == Origin::int_fits) values_[size_t(c.a)].fits = true;
  return answer;
}

// The fact is asked: which class it has.
const void* Builder::promote_class(int n) {
  if (values_[size_t(n)].cls) return values_[size_t(n)].cls;
  const Value& v = values_[size_t(n)];
  if (!v.is_known || !v.seen) decline();
  auto* cls = word_of<const void*>(reinterpret_cast<void*>(v.seen), language.hooks->class_offset);
  if (v.at == At::Constant) return cls;
  uint64_t question = hash(Origin::Class, v.hash, uint64_t(cls));
  int answer = known(question);
  if (answer == 0) decline();
  if (answer < 0) {
    int reg = gp(n);
    if (emits()) assembly_->compare(x86::qword_ptr(assembly_->gp(reg), language.hooks->class_offset), int64_t(cls));
    ask(question, true, int(CondCode::kE));
  }
  values_[size_t(n)].cls = cls;
  return cls;
}

bool Builder::is_small_int(int n) {
  const Boxes& boxes = *language.hooks->boxes;
  if (values_[size_t(n)].small) return true;
  if (values_[size_t(n)].raw && !values_[size_t(n)].is_float) {  // computed here: is it small?
    int raw = values_[size_t(n)].raw;
    const Value& r = values_[size_t(raw)];
    if (!r.is_known) decline();
    constexpr int64_t kLimit = int64_t(1) << 60;
    if (r.seen <= -kLimit || r.seen >= kLimit) decline();
    uint64_t question = hash(Origin::Small, r.hash);
    int answer = known(question);
    if (answer == 0) decline();
    if (answer < 0) {
      int reg = gp(raw);
      if (emits()) assembly_->compare_with_60_bits(assembly_->gp(reg));
      ask(question, true, int(CondCode::kBE));
    }
    values_[size_t(raw)].fits = true;
    return values_[size_t(n)].small = true;
  }
  if (promote_class(n) != boxes.int_class) return false;
  const Value& v = values_[size_t(n)];
  const void* object = object_of(n);
  if (!int_box_is_small(boxes, object)) decline();
  if (v.at == At::Constant) return true;
  uint64_t question = hash(Origin::Small, v.hash);
  int answer = known(question);
  if (answer == 0) decline();
  if (answer < 0) {
    int reg = gp(n);
    if (emits()) {
      Assembly& s = *assembly_;
      if (boxes.int_format == IntFormat::Digits30) {
        s.as.mov(kScratch, x86::qword_ptr(s.gp(reg), boxes.int_size_offset));
        s.as.add(kScratch, 2);
        s.as.cmp(kScratch, 4);
      } else {
        s.as.mov(kScratch, x86::qword_ptr(s.gp(reg), boxes.int_offset));
        s.as.sar(kScratch, 60);
        s.as.add(kScratch, 1);
        s.as.cmp(kScratch, 1);
      }
    }
    ask(question, true, int(CondCode::kBE));
  }
  return values_[size_t(n)].small = true;
}

bool Builder::is_null(int n) {
  const Value& v = values_[size_t(n)];
  if (v.cls) return false;
  if (!v.is_known) decline();
  if (v.at == At::Constant) return !v.seen;
  uint64_t question = hash(Origin::Null, v.hash);
  if (int answer = known(question); answer >= 0) return answer;
  bool actual = !v.seen;
  if (v.at == At::Frame) {
    use(n);
    if (emits()) assembly_->as.cmp(assembly_->frame(v.frame), 0);
  } else {
    int reg = gp(n);
    if (emits()) assembly_->as.test(assembly_->gp(reg), assembly_->gp(reg));
  }
  return ask(question, actual, int(CondCode::kE));
}

void Builder::compare_word(int n, int64_t word) {
  if (values_[size_t(n)].at == At::Box) decline();
  int reg = gp(n);
  if (!emits()) return;
  if (word == 0) assembly_->as.test(assembly_->gp(reg), assembly_->gp(reg));
  else assembly_->compare(assembly_->gp(reg), word);
}

bool Builder::is_same(int n, const void* other) {
  const Value& v = values_[size_t(n)];
  if (v.at == At::Constant) return v.seen == int64_t(other);
  if (v.cls && other && word_of<const void*>(other, language.hooks->class_offset) != v.cls) return false;
  if (!v.is_known || v.at == At::Box) decline();
  uint64_t question = hash(Origin::Same, v.hash, uint64_t(other));
  if (int answer = known(question); answer >= 0) return answer;
  bool actual = v.seen == int64_t(other);
  if (emits()) keep_alive(code, other);
  compare_word(n, int64_t(other));
  return ask(question, actual, int(CondCode::kE));
}

bool Builder::is_word(int n, int64_t word) {
  const Value& v = values_[size_t(n)];
  if (v.at == At::Constant) return v.seen == word;
  if (!v.is_known) decline();
  uint64_t question = hash(Origin::Word, v.hash, uint64_t(word));
  if (int answer = known(question); answer >= 0) return answer;
  bool actual = v.seen == word;
  compare_word(n, word);
  return ask(question, actual, int(CondCode::kE));
}

int Builder::promote(int n) {
  const Value v = values_[size_t(n)];
  if (v.at == At::Constant) return n;
  if (!v.is_known || v.at == At::Box) decline();
  if (!is_same(n, reinterpret_cast<const void*>(v.seen))) decline();  // known to be another one
  return object(reinterpret_cast<const void*>(v.seen));
}

int Builder::promote_word(int n) {
  const Value v = values_[size_t(n)];
  if (v.at == At::Constant) return n;
  if (!v.is_known || !is_word(n, v.seen)) decline();
  return constant(v.seen);
}

bool Builder::product(int a, int b, int64_t seen, bool fits, int* result) {
  Assembly& s = *assembly_;
  if (values_[size_t(a)].at == At::Constant && values_[size_t(b)].at == At::Constant) {
    if (fits) *result = constant(seen);
    return fits;
  }
  if (values_[size_t(a)].at == At::Constant) std::swap(a, b);
  if (!values_[size_t(a)].is_known || !values_[size_t(b)].is_known) decline();
  uint64_t question = hash(Origin::Product, values_[size_t(a)].hash, values_[size_t(b)].hash);
  int answer = known(question);
  if (answer == 0) return false;
  if (!fits) decline();
  bool immediate = values_[size_t(b)].at == At::Constant && fits32(values_[size_t(b)].seen);
  int ra = gp(a), rb = immediate ? 0 : gp(b);
  Value v;
  take_gp(v);
  if (emits()) {
    if (immediate) {
      s.as.imul(s.gp(v.reg), s.gp(ra), int32_t(values_[size_t(b)].seen));
    } else {
      s.as.mov(s.gp(v.reg), s.gp(ra));
      s.as.imul(s.gp(v.reg), s.gp(rb));
    }
  }
  v.seen = seen;
  v.hash = question;
  if (answer < 0) ask(question, true, int(CondCode::kNO));
  *result = add(v);
  return true;
}

void Builder::back_edge(uint32_t target, const HotPlace& place) {
  if (has_written_) decline();  // where it is counted or left the frame is as before the instruction
  end_ = End::BackEdge;
  next_ = target;
  if (!emits()) return;
  Encoder& as = assembly_->as;
  as.cmp(x86::dword_ptr(kThread, language.hooks->request_offset), 0);
  SideExit exit{SideExit::Leave, assembly_->new_label(), at_, *context_, {}, {}};
  as.jne(assembly_->label(exit.label));
  exits_.push_back(std::move(exit));
  if (place.countdown) count(place, target, *context_);
  if (listing) note("back_edge", 0, {}, "to " + std::to_string(target));
}

}  // namespace sidewinder::jit::baseline
