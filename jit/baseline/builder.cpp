// Values and registers of one replay. See builder.h.
#include "jit/baseline/builder.h"

#include <algorithm>
#include <climits>

#include "jit/baseline/assembly.h"
#include "jit/baseline/compiled_code.h"
#include "jit/baseline/small_box.h"
#include "jit/baseline/stubs.h"

namespace sidewinder::jit::baseline {

Builder::Builder(Thread& t, const BaselineHooks& language, CompiledCode& code)
    : thread(t),
      language(language),
      code(code),
      storage_(&Storage::take(*language.hooks)),
      assembly_(storage_->assembly.get()),
      values_(storage_->values),
      last_uses_(storage_->last_uses),
      mappings_(storage_->mappings),
      exits_(storage_->exits) {}
Builder::~Builder() { storage_->give_back(); }

namespace {
std::vector<Storage*>& unused_storage() {
  static auto& unused = *new std::vector<Storage*>;
  return unused;
}
}  // namespace

size_t Builder::assembly_size() const { return assembly_->as.offset(); }

Storage::Storage(const Hooks& hooks) : hooks(hooks), assembly(std::make_unique<Assembly>(hooks)) {}
Storage::~Storage() = default;

Storage& Storage::take(const Hooks& hooks) {
  auto& unused = unused_storage();
  auto found = std::find_if(unused.begin(), unused.end(), [&](Storage* s) { return &s->hooks == &hooks; });
  if (found == unused.end()) return *new Storage(hooks);
  Storage* storage = *found;
  unused.erase(found);
  return *storage;
}
void Storage::give_back() {
  assembly->as.reset();
  exits.clear();
  unused_storage().push_back(this);
}

uint64_t Builder::hash(Origin op, uint64_t a, uint64_t b) const {
  uint64_t h = (uint64_t(op) + 1) * 0x9e3779b97f4a7c15;
  for (uint64_t part : {a, b}) {
    h ^= part + 0x632be59bd9b4e019 + (h << 12) + (h >> 4);
    h *= 0xff51afd7ed558ccd;
    h ^= h >> 32;
  }
  return h;
}

// One block of roots serves all builders, which nest four deep; what an instruction makes is a handful.
void Builder::keep_seen(const void* object) {
  constexpr uint32_t kRoots = 256;
  static Object** roots = language.hooks->allocate_roots(kRoots);
  static uint32_t next = 0;
  roots[next++ % kRoots] = static_cast<Object*>(const_cast<void*>(object));
}

// --- one instruction -----------------------------------------------------------------------------------

bool Builder::instruction(uint32_t at, const Context& context, const Facts& facts, Object** registers) {
  at_ = at;
  context_ = &context;
  given_ = &facts;
  registers_ = registers;
  stack_end_ = word_of<const char*>(&thread, language.calls.stack_end);
  if (replay(Pass::First)) return true;
  return lacked_ && replay(Pass::Uses) && replay(Pass::Again);
}

// False: nothing is emitted.
bool Builder::replay(Pass pass) {
  begin(pass);
  Encoder::Mark mark = assembly_->as.mark();
  size_t exit_count = exits_.size(), lines = listing ? listing->mark() : 0;
  noted_ = mark.size;
  if (int why = setjmp(declined_)) {
    lacked_ = why == kLacked;
    assembly_->as.drop(mark);
    while (exits_.size() > exit_count) exits_.pop_back();
    if (listing) listing->drop(lines);
    return false;
  }
  code.view().replay(thread, *this, at_);
  if (pass_ == Pass::Uses)
    for (const Mapping& m : mappings_)
      if (int raw = values_[size_t(m.value)].raw) last_uses_[size_t(raw)] = INT_MAX;
  if (listing && pass_ == Pass::Uses) listing->drop(lines);
  return true;
}

void Builder::begin(Pass pass) {
  pass_ = pass;
  values_.assign(1, Value{});
  if (pass == Pass::Uses) last_uses_.assign(1, 0);
  mappings_.clear();
  facts_ = *given_;
  gp_busy_ = xmm_busy_ = temporary_gp_ = 0;
  time_ = 0;
  end_ = End::Next;
  has_written_ = false;
  next_ = at_ + 1;
  asked_ = finished_ = lacked_ = false;
  for (const Item& item : *context_) {
    Object* object = registers_[item.reg];
    int raw = 0;
    if (item.is_unboxed()) {
      Value v;
      v.at = item.kind == ItemKind::Int ? At::Gp : At::Xmm;
      v.reg = item.where;
      v.fits = true;
      for (const Mapping& m : mappings_) {  // two registers of the frame, one value
        const Value& other = values_[size_t(m.value)];
        if (other.raw && values_[size_t(other.raw)].at == v.at && values_[size_t(other.raw)].reg == v.reg)
          raw = other.raw;
      }
      v.seen = item.kind == ItemKind::Int ? unboxed_int(*language.hooks->boxes, object)
                                          : unboxed_float_bits(*language.hooks->boxes, object);
      v.hash = hash(Origin::Raw, item.reg);
      if (!raw) raw = add(v);
    }
    Value v;
    v.at = item.dirty ? At::Box : At::Frame;
    v.frame = item.reg;
    v.cls = item.cls;
    v.small = item.small;
    v.raw = raw;
    v.is_float = item.kind == ItemKind::Float;
    v.seen = int64_t(object);
    v.hash = hash(Origin::Frame, item.reg);
    mappings_.push_back({item.reg, item.dirty, add(v)});
    if (item.is_unboxed()) (v.is_float ? xmm_busy_ : gp_busy_) |= 1u << item.where;
  }
  fixed_gp_ = gp_busy_;
  fixed_xmm_ = xmm_busy_;
}

int Builder::add(const Value& v) {
  int n = int(values_.size());
  values_.push_back(v);
  if (pass_ == Pass::Uses) {
    last_uses_.push_back(0);
    return n;
  }
  end_operation();
  if (pass_ == Pass::First) return n;
  values_.back().last_use = last_uses_[size_t(n)];
  for (int i = 1; i < n; ++i)
    if (values_[size_t(i)].last_use <= time_) release(i);
  return n;
}

void Builder::use(int n) {
  ++time_;
  if (pass_ == Pass::Uses && last_uses_[size_t(n)] != INT_MAX) last_uses_[size_t(n)] = time_;
}

// Not of the first replay.
bool Builder::is_live_value(int n) const { return pass_ == Pass::Uses || values_[size_t(n)].last_use > time_; }

// --- registers -----------------------------------------------------------------------------------------

int Builder::free_gp() {
  if (pass_ == Pass::Uses) return 0;
  for (int i = 0; i < kGpPoolSize; ++i)
    if (!(gp_busy_ >> i & 1)) return i;
  lack();
}
int Builder::free_xmm() {
  if (pass_ == Pass::Uses) return 0;
  for (int i = 0; i < kXmmPoolSize; ++i)
    if (!(xmm_busy_ >> i & 1)) return i;
  lack();
}
void Builder::take_gp(Value& v) {
  v.at = At::Gp;
  v.reg = uint8_t(free_gp());
  if (pass_ != Pass::Uses) gp_busy_ |= 1u << v.reg;
}
void Builder::take_xmm(Value& v) {
  v.at = At::Xmm;
  v.reg = uint8_t(free_xmm());
  if (pass_ != Pass::Uses) xmm_busy_ |= 1u << v.reg;
}

int Builder::temporary() {
  int reg = free_gp();
  if (pass_ == Pass::Uses) return reg;
  gp_busy_ |= 1u << reg;
  temporary_gp_ |= 1u << reg;
  return reg;
}
void Builder::end_operation() {
  gp_busy_ &= ~temporary_gp_;
  temporary_gp_ = 0;
}

void Builder::release(int n) {
  Value& v = values_[size_t(n)];
  if (v.at == At::Gp && !(fixed_gp_ >> v.reg & 1)) gp_busy_ &= ~(1u << v.reg);
  else if (v.at == At::Xmm && !(fixed_xmm_ >> v.reg & 1)) xmm_busy_ &= ~(1u << v.reg);
  else return;
  v.at = At::Nothing;
  for (const Mapping& m : mappings_)
    if (m.value == n) {
      v.at = At::Frame;  // what is mapped and no box stands in the frame
      v.frame = m.reg;
    }
}

int Builder::gp(int n) {
  use(n);
  Value& v = values_[size_t(n)];
  Assembly& a = *assembly_;
  switch (v.at) {
    case At::Gp: return v.reg;
    case At::Frame: {
      uint32_t from = v.frame;
      take_gp(v);
      if (emits()) a.as.mov(a.gp(v.reg), a.frame(from));
      return v.reg;
    }
    case At::Constant: {
      int reg = temporary();  // it stays a constant
      if (emits()) a.load(a.gp(reg), v.seen);
      return reg;
    }
    case At::Box: {
      if (emits()) materialise(n);
      int reg = temporary();
      if (emits()) a.as.mov(a.gp(reg), kScratch);
      return reg;
    }
    case At::Lost: lack();
    default: decline();
  }
}

int Builder::xmm(int n) {
  use(n);
  Value& v = values_[size_t(n)];
  if (v.at == At::Xmm) return v.reg;
  if (v.at != At::Constant) decline();
  Assembly& a = *assembly_;
  take_xmm(v);
  if (emits()) {
    if (v.seen == 0) {
      a.as.xorps(a.xmm(v.reg), a.xmm(v.reg));
    } else {
      a.as.mov(kScratch, v.seen);
      a.as.movq(a.xmm(v.reg), kScratch);
    }
  }
  return v.reg;
}

// Emits: the box of a Box.
void Builder::materialise(int n) {
  const Value& v = values_[size_t(n)];
  const Value& raw = values_[size_t(v.raw)];
  Assembly& a = *assembly_;
  if (v.is_float) {
    a.as.movaps(kFloatScratch, a.xmm(raw.reg));
    a.call(code_stubs()->box_float);
  } else {
    a.as.mov(kScratch, a.gp(raw.reg));
    a.call(code_stubs()->box_int);
  }
}

// Emits: a Ref, Int or Ptr into the scratch register.
void Builder::load_scratch(int n) {
  const Value& v = values_[size_t(n)];
  Assembly& a = *assembly_;
  switch (v.at) {
    case At::Gp: a.as.mov(kScratch, a.gp(v.reg)); break;
    case At::Frame: a.as.mov(kScratch, a.frame(v.frame)); break;
    case At::Constant: a.load(kScratch, v.seen); break;
    case At::Box: materialise(n); break;
    case At::Lost: lack();
    default: decline();
  }
}

// --- registers of the frame ----------------------------------------------------------------------------

Builder::Mapping* Builder::find(uint32_t reg) {
  for (Mapping& m : mappings_)
    if (m.reg == reg) return &m;
  return nullptr;
}

int Builder::get(uint32_t reg) {
  if (Mapping* m = find(reg)) {
    if (listing) note(("r" + std::to_string(reg)).c_str(), m->value, {});
    return m->value;
  }
  Value v;
  v.at = At::Frame;
  v.frame = uint16_t(reg);
  v.seen = int64_t(registers_[reg]);
  v.hash = hash(Origin::Frame, reg);
  int n = add(v);
  mappings_.push_back({uint16_t(reg), false, n});
  if (listing) note(("r" + std::to_string(reg)).c_str(), n, {});
  return n;
}

// The frame's register is about to be written: what still lies only there.
void Builder::detach(uint32_t reg, int keep) {
  for (int n = 1; n < int(values_.size()); ++n) {
    Value& v = values_[size_t(n)];
    if (n == keep || v.at != At::Frame || v.frame != reg) continue;
    bool elsewhere = false;
    for (const Mapping& m : mappings_)
      if (m.value == n && m.reg != reg && !m.dirty) {
        v.frame = m.reg;
        elsewhere = true;
        break;
      }
    if (elsewhere) continue;
    for (Mapping& m : mappings_)
      if (m.value == n && m.reg != reg) {  // its box stands nowhere else
        store_mapping(m);
        elsewhere = true;
        break;
      }
    if (elsewhere) continue;
    if (pass_ == Pass::First) {
      v.at = At::Lost;
      continue;
    }
    if (!is_live_value(n)) continue;
    take_gp(v);
    if (emits()) assembly_->as.mov(assembly_->gp(v.reg), assembly_->frame(reg));
  }
}

void Builder::store_mapping(Mapping& m) {
  Value& v = values_[size_t(m.value)];
  if (emits()) {
    load_scratch(m.value);
    assembly_->as.mov(assembly_->frame(m.reg), kScratch);
  }
  m.dirty = false;
  v.at = At::Frame;
  v.frame = m.reg;
}

void Builder::set(uint32_t reg, int n) {
  use(n);
  Mapping* old = find(reg);
  if (old && old->value == n) return;
  write(reg, n);
  if (listing) note(("put r" + std::to_string(reg)).c_str(), 0, {n});
}

void Builder::write(uint32_t reg, int n) {
  has_written_ = true;
  Assembly& a = *assembly_;
  Value& v = values_[size_t(n)];
  detach(reg, n);
  bool dirty = v.at == At::Box;
  if (!dirty && !(v.at == At::Frame && v.frame == reg) && emits()) {
    if (v.at == At::Constant) {
      a.store(a.frame(reg), v.seen);
    } else if (v.at == At::Gp) {
      a.as.mov(a.frame(reg), a.gp(v.reg));
    } else {
      load_scratch(n);
      a.as.mov(a.frame(reg), kScratch);
    }
  }
  if (v.at == At::Nothing || v.at == At::Xmm || v.at == At::Condition) decline();
  Mapping* old = find(reg);
  if (old) {
    old->value = n;
    old->dirty = dirty;
  } else {
    mappings_.push_back({uint16_t(reg), dirty, n});
  }
}

void Builder::jump(uint32_t target) {
  end_ = End::Jump;
  next_ = target;
  if (listing) note("jump", 0, {}, "to " + std::to_string(target));
}

}  // namespace sidewinder::jit::baseline
