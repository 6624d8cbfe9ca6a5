// What the machine's operations emit: numbers, memory, calls.
#include <bit>
#include <climits>

#include "jit/baseline/assembly.h"
#include "jit/baseline/builder.h"
#include "jit/baseline/compiled_code.h"
#include "jit/baseline/small_box.h"
#include "jit/baseline/stubs.h"

namespace sidewinder::jit::baseline {

namespace {

constexpr int64_t kSmallLimit = int64_t(1) << 60;
bool is_small(int64_t v) { return v > -kSmallLimit && v < kSmallLimit; }

bool is_comparison_of_floats(Origin op) { return op >= Origin::float_eq && op <= Origin::float_ge; }
bool is_comparison_of_words(Origin op) {
  return (op >= Origin::int_eq && op <= Origin::int_below) || op == Origin::same || op == Origin::same_ptr;
}

}  // namespace

int Builder::constant(int64_t bits, const void* cls, bool small) {
  Value v;
  v.at = At::Constant;
  v.seen = bits;
  v.cls = cls;
  v.small = small;
  v.fits = is_small(bits);
  v.hash = hash(Origin::Constant, uint64_t(bits));
  return add(v);
}

int Builder::object(const void* o) {
  if (!o) return constant(0);
  if (emits()) keep_alive(code, o);
  const void* cls = word_of<const void*>(o, language.hooks->class_offset);
  return constant(int64_t(o), cls, jit::is_small_int(*language.hooks->boxes, cls, o));
}

// --- numbers -------------------------------------------------------------------------------------------

int Builder::pure(Origin op, int a, int b, int64_t seen) {
  bool constant_a = values_[size_t(a)].at == At::Constant, constant_b = !b || values_[size_t(b)].at == At::Constant;
  bool is_flag = is_comparison_of_floats(op) || is_comparison_of_words(op);
  if (constant_a && constant_b) return constant(seen);
  if (is_flag) {
    Value v;
    v.at = At::Condition;
    v.condition = op;
    v.a = a;
    v.b = b;
    v.seen = seen;
    v.is_known = values_[size_t(a)].is_known && values_[size_t(b)].is_known;
    v.hash = hash(op, values_[size_t(a)].hash, values_[size_t(b)].hash);
    use(a);
    use(b);
    return add(v);
  }
  if (op == Origin::int_fits) {
    Value v;
    v.at = At::Condition;
    v.condition = op;
    v.a = v.b = a;
    v.seen = seen;
    v.is_known = values_[size_t(a)].is_known;
    v.hash = hash(op, values_[size_t(a)].hash);
    use(a);
    return add(v);
  }
  if (op == Origin::int_from_flag) decline();
  if (op == Origin::float_neg || op == Origin::float_abs || op == Origin::float_sqrt || op == Origin::float_from_int ||
      (op >= Origin::float_add && op <= Origin::float_div))
    return float_operation(op, a, b, seen);
  if (op == Origin::float_truncate) {
    int from = xmm(a);
    Value v;
    take_gp(v);
    if (emits()) assembly_->as.cvttsd2si(assembly_->gp(v.reg), assembly_->xmm(from));
    v.seen = seen;
    v.hash = hash(op, values_[size_t(a)].hash);
    return add(v);
  }
  return int_operation(op, a, b, seen);
}

int Builder::int_operation(Origin op, int a, int b, int64_t seen) {
  if (op == Origin::int_floordiv || op == Origin::int_mod) return divide(op, a, b, seen);
  Assembly& s = *assembly_;
  Encoder& as = s.as;
  bool is_shift = op == Origin::int_shl || op == Origin::int_shr;
  int ra = gp(a);
  bool immediate = b && values_[size_t(b)].at == At::Constant && fits32(values_[size_t(b)].seen);
  static const bool has_bmi = asmjit::CpuInfo::host().features().x86().hasBMI2();
  if (is_shift && !immediate && !has_bmi) decline();
  int rb = b && !immediate ? gp(b) : 0;
  Value v;
  take_gp(v);
  if (emits()) {
    x86::Gp to = s.gp(v.reg);
    auto apply = [&](auto other) {
      as.mov(to, s.gp(ra));
      switch (op) {
        case Origin::int_add: as.add(to, other); break;
        case Origin::int_sub: as.sub(to, other); break;
        case Origin::int_and: as.and_(to, other); break;
        case Origin::int_or: as.or_(to, other); break;
        default: as.xor_(to, other);
      }
    };
    if (op == Origin::int_neg) {
      as.mov(to, s.gp(ra));
      as.neg(to);
    } else if (is_shift && immediate) {
      as.mov(to, s.gp(ra));
      auto count = int(values_[size_t(b)].seen & 63);
      if (op == Origin::int_shl) as.shl(to, count);
      else as.sar(to, count);
    } else if (is_shift) {
      if (op == Origin::int_shl) as.shlx(to, s.gp(ra), s.gp(rb));
      else as.sarx(to, s.gp(ra), s.gp(rb));
    } else if (immediate) {
      apply(int32_t(values_[size_t(b)].seen));
    } else {
      apply(s.gp(rb));
    }
  }
  const Value &x = values_[size_t(a)], &y = values_[size_t(b)];
  // The bits of numbers between -2**60 and 2**60 may be those of -2**60, which has a digit more.
  if (op == Origin::int_or) v.fits = x.fits && y.fits;
  if (op == Origin::int_and) v.fits = immediate && y.fits && y.seen >= 0;
  if (op == Origin::int_shr || op == Origin::int_neg) v.fits = x.fits;
  v.seen = seen;
  v.is_known = x.is_known && y.is_known;
  v.hash = hash(op, x.hash, y.hash);
  return add(v);
}

// Python's division: towards minus infinity. Both operands have at most 60 bits, and b is not zero.
int Builder::divide(Origin op, int a, int b, int64_t seen) {
  bool is_mod = op == Origin::int_mod;
  int64_t d = values_[size_t(b)].seen;
  if (values_[size_t(b)].at == At::Constant && d > 0 && !(d & (d - 1))) {
    int other = constant(is_mod ? d - 1 : __builtin_ctzll(uint64_t(d)));
    return int_operation(is_mod ? Origin::int_and : Origin::int_shr, a, other, seen);
  }
  if (gp_busy_ & kDivisionMask) lack();
  gp_busy_ |= kDivisionMask;
  int ra = gp(a), rb = gp(b);
  Value v;
  take_gp(v);
  gp_busy_ &= ~kDivisionMask;
  if (emits()) {
    Assembly& s = *assembly_;
    Encoder& as = s.as;
    auto exact = as.newLabel();
    as.mov(x86::rax, s.gp(ra));
    as.cqo();
    as.idiv(s.gp(rb));
    as.mov(s.gp(v.reg), is_mod ? x86::rdx : x86::rax);
    as.test(x86::rdx, x86::rdx);
    as.jz(exact);
    as.xor_(x86::rdx, s.gp(rb));
    as.jns(exact);
    if (is_mod) as.add(s.gp(v.reg), s.gp(rb));
    else as.dec(s.gp(v.reg));
    as.bind(exact);
  }
  v.fits = is_mod && values_[size_t(b)].fits;
  v.seen = seen;
  v.is_known = values_[size_t(a)].is_known && values_[size_t(b)].is_known;
  v.hash = hash(op, values_[size_t(a)].hash, values_[size_t(b)].hash);
  return add(v);
}

int Builder::float_operation(Origin op, int a, int b, int64_t seen) {
  Assembly& s = *assembly_;
  Encoder& as = s.as;
  static const bool has_avx = asmjit::CpuInfo::host().features().x86().hasAVX();
  if (!has_avx || op == Origin::float_neg || op == Origin::float_abs) {
    if (!has_avx) decline();
    // The sign bit, by way of a general register.
    int from = xmm(a);
    Value v;
    take_xmm(v);
    if (emits()) {
      as.movq(kScratch, s.xmm(from));
      if (op == Origin::float_neg) as.btc(kScratch, 63);
      else as.btr(kScratch, 63);
      as.movq(s.xmm(v.reg), kScratch);
    }
    v.seen = seen;
    v.is_known = values_[size_t(a)].is_known;
    v.hash = hash(op, values_[size_t(a)].hash);
    return add(v);
  }
  Value v;
  if (op == Origin::float_from_int) {
    int from = gp(a);
    take_xmm(v);
    if (emits()) {
      as.xorps(s.xmm(v.reg), s.xmm(v.reg));
      as.cvtsi2sd(s.xmm(v.reg), s.gp(from));
    }
  } else if (op == Origin::float_sqrt) {
    int from = xmm(a);
    take_xmm(v);
    if (emits()) as.vsqrtsd(s.xmm(v.reg), s.xmm(from), s.xmm(from));
  } else {
    int ra = xmm(a), rb = xmm(b);
    take_xmm(v);
    if (emits()) {
      x86::Xmm to = s.xmm(v.reg), x = s.xmm(ra), y = s.xmm(rb);
      switch (op) {
        case Origin::float_add: as.vaddsd(to, x, y); break;
        case Origin::float_sub: as.vsubsd(to, x, y); break;
        case Origin::float_mul: as.vmulsd(to, x, y); break;
        default: as.vdivsd(to, x, y);
      }
    }
  }
  v.seen = seen;
  v.is_known = values_[size_t(a)].is_known && (!b || values_[size_t(b)].is_known);
  v.hash = hash(op, values_[size_t(a)].hash, b ? values_[size_t(b)].hash : 0);
  return add(v);
}

// --- boxes ---------------------------------------------------------------------------------------------

int Builder::unbox_int(int n) {
  if (int raw = values_[size_t(n)].raw) return raw;
  const Boxes& boxes = *language.hooks->boxes;
  if (!values_[size_t(n)].is_known) decline();
  const void* object = object_of(n);
  if (values_[size_t(n)].at == At::Constant) return constant(unboxed_int(boxes, object));
  Assembly& s = *assembly_;
  Encoder& as = s.as;
  int from = gp(n);
  Value v;
  take_gp(v);
  int low = boxes.int_format == IntFormat::Plain ? 0 : temporary();
  if (emits()) {
    x86::Gp o = s.gp(from), to = s.gp(v.reg);
    if (boxes.int_format == IntFormat::Plain) {
      as.mov(to, x86::qword_ptr(o, boxes.int_offset));
    } else {
      as.mov(kScratch, x86::qword_ptr(o, boxes.int_size_offset));
      as.mov(to, x86::qword_ptr(o, boxes.int_offset));
      as.sar(kScratch, 63);
      as.mov(s.gp(low).r32(), to.r32());
      as.shr(to, 2);
      as.and_(to, ~int32_t(0x3fffffff));
      as.or_(to, s.gp(low));
      as.xor_(to, kScratch);
      as.sub(to, kScratch);
    }
  }
  v.fits = true;
  v.seen = unboxed_int(boxes, object);
  v.hash = hash(Origin::Raw, values_[size_t(n)].hash);
  int raw = add(v);
  values_[size_t(n)].raw = raw;
  return raw;
}

int Builder::unbox_float(int n) {
  if (int raw = values_[size_t(n)].raw) return raw;
  const Boxes& boxes = *language.hooks->boxes;
  if (!values_[size_t(n)].is_known) decline();
  const void* object = object_of(n);
  if (values_[size_t(n)].at == At::Constant) return constant(unboxed_float_bits(boxes, object));
  int from = gp(n);
  Value v;
  take_xmm(v);
  if (emits()) assembly_->as.movsd(assembly_->xmm(v.reg), x86::qword_ptr(assembly_->gp(from), boxes.float_offset));
  v.seen = unboxed_float_bits(boxes, object);
  v.hash = hash(Origin::Raw, values_[size_t(n)].hash);
  int raw = add(v);
  values_[size_t(n)].raw = raw;
  values_[size_t(n)].is_float = true;
  return raw;
}

int Builder::box_int(int n) {
  int raw = n;
  if (values_[size_t(n)].at == At::Constant) {
    Value copy = values_[size_t(n)];
    take_gp(copy);
    if (emits()) assembly_->load(assembly_->gp(copy.reg), copy.seen);
    raw = add(copy);
  }
  Value v;
  v.at = At::Box;
  v.raw = raw;
  v.cls = language.hooks->boxes->int_class;
  v.small = values_[size_t(raw)].fits;
  v.is_known = false;
  v.hash = hash(Origin::Other, values_[size_t(raw)].hash);
  use(raw);
  return add(v);
}

int Builder::box_float(int n) {
  xmm(n);  // a constant, too
  Value v;
  v.at = At::Box;
  v.raw = n;
  v.is_float = true;
  v.cls = language.hooks->boxes->float_class;
  v.is_known = false;
  v.hash = hash(Origin::Other, values_[size_t(n)].hash);
  return add(v);
}

Object* Builder::object_of(int n) {
  Value& v = values_[size_t(n)];
  if (v.at == At::Box && !v.is_known) {
    const Value& raw = values_[size_t(v.raw)];
    if (!raw.is_known) decline();
    v.seen = int64_t(v.is_float ? language.hooks->box_float(thread, std::bit_cast<double>(raw.seen))
                                : language.hooks->box_int(thread, raw.seen));
    keep_seen(reinterpret_cast<Object*>(v.seen));
    return reinterpret_cast<Object*>(v.seen);
  }
  if (!v.is_known || !v.seen) decline();
  return reinterpret_cast<Object*>(v.seen);
}

int Builder::select(int flag, const void* yes, const void* no, const void* cls) {
  const Value c = values_[size_t(flag)];
  if (c.at == At::Constant) return constant(int64_t(c.seen ? yes : no), cls);
  if (c.condition == Origin::float_eq || c.condition == Origin::float_ne) {  // two flags: by a branch
    bool answer = test(flag);
    return constant(int64_t(answer ? yes : no), cls);
  }
  use(flag);
  int condition = compare(c);
  Value v;
  take_gp(v);
  if (emits()) keep_alive(code, yes);
  if (emits()) keep_alive(code, no);
  if (emits()) {
    x86::Gp to = assembly_->gp(v.reg);
    assembly_->as.mov(to, uint64_t(no));
    assembly_->as.mov(kScratch, uint64_t(yes));
    assembly_->as.cmov(CondCode(condition), to, kScratch);
  }
  v.cls = cls;
  v.seen = int64_t(c.seen ? yes : no);
  v.is_known = c.is_known;
  v.hash = hash(Origin::Other, c.hash, uint64_t(yes));
  return add(v);
}

// --- memory --------------------------------------------------------------------------------------------

namespace {

int64_t read(const void* base, int64_t offset, Width width) {
  const char* p = static_cast<const char*>(base) + offset;
  switch (width) {
    case Width::Word64: return word_of<int64_t>(p, 0);
    case Width::Int32: return word_of<int32_t>(p, 0);
    case Width::UInt32: return word_of<uint32_t>(p, 0);
    default: return word_of<uint8_t>(p, 0);
  }
}

void emit_load(Encoder& as, const x86::Gp& to, x86::Mem from, Width width) {
  switch (width) {
    case Width::Word64: as.mov(to, from); break;
    case Width::Int32: as.movsxd(to, from); break;
    case Width::UInt32: as.mov(to.r32(), from); break;
    default: as.movzx(to.r32(), from);
  }
}

x86::Mem sized(x86::Mem m, Width width) {
  m.setSize(uint32_t(bytes_of(width)));
  return m;
}

}  // namespace

int Builder::load(int base, int32_t offset, Width width, bool is_ref, bool fits) {
  const Value& b = values_[size_t(base)];
  if (b.is_known && !b.seen) decline();
  int64_t seen = b.is_known ? read(reinterpret_cast<void*>(b.seen), offset, width) : 0;
  int from = gp(base);
  Value v;
  take_gp(v);
  if (emits())
    emit_load(assembly_->as, assembly_->gp(v.reg), sized(x86::ptr(assembly_->gp(from), offset), width), width);
  v.seen = seen;
  v.is_known = values_[size_t(base)].is_known;
  v.fits = !is_ref && (fits || width != Width::Word64);
  v.hash = hash(Origin::Load, values_[size_t(base)].hash, uint64_t(offset) | uint64_t(width) << 40);
  return add(v);
}

int Builder::load_float(int base, int32_t offset) {
  const Value& b = values_[size_t(base)];
  if (b.is_known && !b.seen) decline();
  int64_t seen = b.is_known ? read(reinterpret_cast<void*>(b.seen), offset, Width::Word64) : 0;
  int from = gp(base);
  Value v;
  take_xmm(v);
  if (emits()) assembly_->as.movsd(assembly_->xmm(v.reg), x86::qword_ptr(assembly_->gp(from), offset));
  v.seen = seen;
  v.is_known = values_[size_t(base)].is_known;
  v.hash = hash(Origin::Load, values_[size_t(base)].hash, uint64_t(offset));
  return add(v);
}

int Builder::load_header(int32_t offset) {
  const FrameLayout& layout = language.layout;
  auto* header = reinterpret_cast<const char*>(registers_) - layout.header_bytes;
  Value v;
  take_gp(v);
  if (emits()) assembly_->as.mov(assembly_->gp(v.reg), x86::qword_ptr(kRegisters, offset - layout.header_bytes));
  v.seen = word_of<int64_t>(header, offset);
  v.hash = hash(Origin::Thread, uint64_t(offset));
  int n = add(v);
  if (listing) note("load_header", n, {});
  return n;
}

void Builder::store(int base, int32_t offset, Width width, int n) {
  int to = gp(base);
  use(n);
  if (emits()) {
    load_scratch(n);
    x86::Mem m = sized(x86::ptr(assembly_->gp(to), offset), width);
    if (width == Width::Word64) assembly_->as.mov(m, kScratch);
    else if (width == Width::UInt8) assembly_->as.mov(m, kScratch.r8());
    else assembly_->as.mov(m, kScratch.r32());
  }
  end_operation();
}

void Builder::store_float(int base, int32_t offset, int n) {
  int to = gp(base), from = xmm(n);
  if (emits()) assembly_->as.movsd(x86::qword_ptr(assembly_->gp(to), offset), assembly_->xmm(from));
  end_operation();
}

namespace {
x86::Mem item_address(int base, int index, int32_t offset, Width width) {
  uint32_t shift = width == Width::Word64 ? 3 : width == Width::UInt8 ? 0 : 2;
  return sized(x86::ptr(Assembly::gp(base), Assembly::gp(index), shift, offset), width);
}
}  // namespace

int Builder::item(int base, int index, int32_t offset, Width width, bool is_ref) {
  const Value &b = values_[size_t(base)], &i = values_[size_t(index)];
  bool is_known = b.is_known && i.is_known;
  if (is_known && !b.seen) decline();
  int64_t seen = is_known ? read(reinterpret_cast<void*>(b.seen), offset + i.seen * bytes_of(width), width) : 0;
  uint64_t question = hash(Origin::Item, b.hash, i.hash + uint64_t(offset) * 31);
  int from = gp(base), at = gp(index);
  Value v;
  take_gp(v);
  if (emits()) emit_load(assembly_->as, assembly_->gp(v.reg), item_address(from, at, offset, width), width);
  v.seen = seen;
  v.is_known = is_known;
  v.fits = !is_ref && width != Width::Word64;
  v.hash = question;
  return add(v);
}

int Builder::item_float(int base, int index, int32_t offset) {
  const Value &b = values_[size_t(base)], &i = values_[size_t(index)];
  bool is_known = b.is_known && i.is_known;
  if (is_known && !b.seen) decline();
  int64_t seen = is_known ? read(reinterpret_cast<void*>(b.seen), offset + i.seen * 8, Width::Word64) : 0;
  uint64_t question = hash(Origin::Item, b.hash, i.hash + uint64_t(offset) * 31);
  int from = gp(base), at = gp(index);
  Value v;
  take_xmm(v);
  if (emits()) assembly_->as.movsd(assembly_->xmm(v.reg), item_address(from, at, offset, Width::Word64));
  v.seen = seen;
  v.is_known = is_known;
  v.hash = question;
  return add(v);
}

void Builder::set_item(int base, int index, int32_t offset, Width width, int n) {
  int to = gp(base), at = gp(index);
  use(n);
  if (emits()) {
    load_scratch(n);
    x86::Mem m = item_address(to, at, offset, width);
    if (width == Width::Word64) assembly_->as.mov(m, kScratch);
    else if (width == Width::UInt8) assembly_->as.mov(m, kScratch.r8());
    else assembly_->as.mov(m, kScratch.r32());
  }
  end_operation();
}

void Builder::set_item_float(int base, int index, int32_t offset, int n) {
  int to = gp(base), at = gp(index), from = xmm(n);
  if (emits()) assembly_->as.movsd(item_address(to, at, offset, Width::Word64), assembly_->xmm(from));
  end_operation();
}

// --- calls ---------------------------------------------------------------------------------------------

namespace {

const x86::Gp kArguments[] = {x86::rdi, x86::rsi, x86::rdx, x86::rcx, x86::r8, x86::r9};

}  // namespace

// Arguments go by way of the stack, so that no order of moves matters.

int Builder::call(const void* function, Kind result, const int* arguments, uint32_t count, const Kind* kinds,
                  int64_t seen, bool is_known) {
  Assembly& s = *assembly_;
  Encoder& as = s.as;
  uint64_t question = uint64_t(function);
  for (uint32_t i = 0; i < count; ++i) {
    question = hash(Origin::Other, question, values_[size_t(arguments[i])].hash);
    if (kinds[i] == Kind::Float) xmm(arguments[i]);
    else if (values_[size_t(arguments[i])].at == At::Box) decline();
  }
  if (result != Kind::Float && result != Kind::Int && result != Kind::Ref) decline();
  for (uint32_t i = 0; i < count; ++i) use(arguments[i]);
  Value v;
  if (result == Kind::Float) take_xmm(v);
  else take_gp(v);
  if (emits()) {
    // All that is in use and that the callee may overwrite.
    uint32_t saved_gp = gp_busy_ & ~(1u << kFixedRbx | 1u << kFixedRbp), saved_xmm = xmm_busy_;
    uint32_t words = uint32_t(std::popcount(saved_gp) + std::popcount(saved_xmm)) + count;
    words += words & 1;
    as.sub(x86::rsp, int32_t(8 * words));
    uint32_t slot = 0, integers = 0, floats = 0;
    for (uint32_t i = 0; i < count; ++i, ++slot) {
      const Value& x = values_[size_t(arguments[i])];
      if (x.at == At::Xmm) {
        as.movsd(x86::qword_ptr(x86::rsp, int32_t(8 * slot)), s.xmm(x.reg));
      } else {
        load_scratch(arguments[i]);
        as.mov(x86::qword_ptr(x86::rsp, int32_t(8 * slot)), kScratch);
      }
    }
    auto each_saved = [&](auto&& gp_move, auto&& xmm_move) {
      uint32_t at = count;
      for (int i = 0; i < kGpPoolSize; ++i)
        if (saved_gp >> i & 1) gp_move(i, x86::qword_ptr(x86::rsp, int32_t(8 * at++)));
      for (int i = 0; i < kXmmPoolSize; ++i)
        if (saved_xmm >> i & 1) xmm_move(i, x86::qword_ptr(x86::rsp, int32_t(8 * at++)));
    };
    each_saved([&](int i, x86::Mem m) { as.mov(m, s.gp(i)); }, [&](int i, x86::Mem m) { as.movsd(m, s.xmm(i)); });
    slot = 0;
    for (uint32_t i = 0; i < count; ++i, ++slot) {
      const Value& x = values_[size_t(arguments[i])];
      x86::Mem m = x86::qword_ptr(x86::rsp, int32_t(8 * slot));
      if (x.at == At::Xmm) as.movsd(x86::xmm(floats++), m);
      else as.mov(kArguments[integers++], m);
    }
    s.call(function);
    if (result == Kind::Float) as.movaps(kFloatScratch, x86::xmm0);
    else as.mov(kScratch, x86::rax);
    each_saved([&](int i, x86::Mem m) { as.mov(s.gp(i), m); }, [&](int i, x86::Mem m) { as.movsd(s.xmm(i), m); });
    as.add(x86::rsp, int32_t(8 * words));
    if (result == Kind::Float) as.movaps(s.xmm(v.reg), kFloatScratch);
    else as.mov(s.gp(v.reg), kScratch);
  }
  v.seen = seen;
  v.is_known = is_known;
  v.hash = question;
  return add(v);
}

void Builder::finish(const void* function, bool may_raise, uint32_t result, const int* arguments, uint32_t count,
                     const Kind* kinds) {
  uint32_t integers = 1, floats = 0;
  for (uint32_t i = 0; i < count; ++i) {
    (kinds[i] == Kind::Float ? floats : integers)++;
    use(arguments[i]);
  }
  if (integers > kMaxIntegerArguments || floats > 1) decline();
  for (uint32_t i = 0; i < count; ++i)
    if (kinds[i] == Kind::Float) xmm(arguments[i]);
  if (emits()) {
    Assembly& s = *assembly_;
    Encoder& as = s.as;
    flush_mappings();
    set_pc(next_);
    uint32_t words = count + (count & 1);
    if (words) as.sub(x86::rsp, int32_t(8 * words));
    for (uint32_t i = 0; i < count; ++i) {
      x86::Mem m = x86::qword_ptr(x86::rsp, int32_t(8 * i));
      if (kinds[i] == Kind::Float) {
        as.movsd(m, s.xmm(values_[size_t(arguments[i])].reg));
      } else {
        load_scratch(arguments[i]);
        as.mov(m, kScratch);
      }
    }
    for (uint32_t i = 0, next = 1; i < count; ++i) {
      x86::Mem m = x86::qword_ptr(x86::rsp, int32_t(8 * i));
      if (kinds[i] == Kind::Float) as.movsd(x86::xmm0, m);
      else as.mov(kArguments[next++], m);
    }
    if (words) as.add(x86::rsp, int32_t(8 * words));
    as.mov(x86::rdi, kThread);
    s.call(function);
    if (may_raise) {
      as.test(x86::rax, x86::rax);
      as.jz(code_stubs()->unwind);
    }
    if (result != ~0u) as.mov(s.frame(result), x86::rax);
  }
  finished_ = true;
  // What the call may have overwritten: nothing stays in registers.
  for (Mapping& m : mappings_) {
    Value& v = values_[size_t(m.value)];
    v.raw = 0;
    m.dirty = false;
    v.at = At::Frame;
    v.frame = m.reg;
  }
  if (result == ~0u) return;
  std::erase_if(mappings_, [&](const Mapping& m) { return m.reg == result; });
}

}  // namespace sidewinder::jit::baseline
