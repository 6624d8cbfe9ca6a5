// Between two instructions: what is known becomes a context, contexts become one another, and all of it can go to the
// frame.
#include <algorithm>

#include "jit/baseline/assembly.h"
#include "jit/baseline/builder.h"
#include "jit/baseline/compiled_code.h"
#include "jit/baseline/stubs.h"

namespace sidewinder::jit::baseline {

namespace {

constexpr int kMostInts = 6, kMostFloats = 10;

void emit_box(Assembly& s, const Item& item) {
  if (item.kind == ItemKind::Float) {
    s.as.movaps(kFloatScratch, s.xmm(item.where));
    s.call(code_stubs()->box_float);
  } else {
    s.as.mov(kScratch, s.gp(item.where));
    s.call(code_stubs()->box_int);
  }
}

bool share(const Item& a, const Item& b) { return a.is_unboxed() && a.kind == b.kind && a.where == b.where; }

// To the frame, with the others that are the same value.
void store_item(Assembly& s, Context& context, size_t at) {
  emit_box(s, context[at]);
  for (Item& item : context)
    if (share(item, context[at]) && item.dirty && &item != &context[at]) {
      s.as.mov(s.frame(item.reg), kScratch);
      item.dirty = false;
    }
  s.as.mov(s.frame(context[at].reg), kScratch);
  context[at].dirty = false;
}

void forget_value(Item& item) { item.kind = ItemKind::Class, item.where = 0, item.dirty = false; }

}  // namespace

void Builder::set_pc(uint32_t at) {
  const FrameLayout& layout = language.layout;
  Encoder& as = assembly_->as;
  as.mov(kScratch, uint64_t(code.view().first_instruction()) + uint64_t(at) * uint64_t(layout.instruction_bytes));
  as.mov(x86::qword_ptr(kRegisters, layout.pc - layout.header_bytes), kScratch);
}

// The frame is true, but for its pc.
void Builder::go_to_general(uint32_t at) {
  set_pc(at);
  assembly_->as.mov(kScratch, uint64_t(code.slot_of(at)));
  assembly_->as.jmp(x86::qword_ptr(kScratch));
}

void Builder::flush_mappings() {
  for (size_t i = 0; i < mappings_.size(); ++i) {
    Mapping& m = mappings_[i];
    if (!m.dirty) continue;
    int n = m.value;
    store_mapping(m);
    for (Mapping& other : mappings_)
      if (other.dirty && other.value == n) {
        if (emits()) assembly_->as.mov(assembly_->frame(other.reg), kScratch);
        other.dirty = false;
      }
  }
}

// Before a frame is pushed: what its caller does not read any more need not have a box.
void Builder::flush_for_call() {
  for (Mapping& m : mappings_)
    if (m.dirty && !code.view().is_live(next_, m.reg) && !code.view().is_live_in_handler(at_, m.reg)) m.dirty = false;
  flush_mappings();
}

void Builder::flush(const Context& context) {
  Context rest = context;
  for (size_t i = 0; i < rest.size(); ++i)
    if (rest[i].dirty) store_item(*assembly_, rest, i);
}

Context Builder::spill(const Context& context, int ints, int floats) {
  Context result = context;
  for (ItemKind kind : {ItemKind::Int, ItemKind::Float}) {
    int most = kind == ItemKind::Int ? ints : floats;
    for (;;) {
      uint32_t busy = 0;
      for (const Item& item : result)
        if (item.kind == kind) busy |= 1u << item.where;
      if (std::popcount(busy) <= most) break;
      auto victim =
          std::find_if(result.begin(), result.end(), [&](const Item& i) { return i.kind == kind && !i.dirty; });
      if (victim == result.end())
        victim = std::find_if(result.begin(), result.end(), [&](const Item& i) { return i.kind == kind; });
      Item chosen = *victim;
      if (victim->dirty) store_item(*assembly_, result, size_t(victim - result.begin()));
      for (size_t i = 0; i < result.size(); ++i)
        if (share(result[i], chosen)) {
          if (result[i].dirty) store_item(*assembly_, result, i);
          forget_value(result[i]);
        }
    }
  }
  return result;
}

// Emits: ints in the items of the mask may be of more than 60 bits, and go on at `at` in the general version then.
void Builder::check_fits(const Context& context, uint64_t unproved, uint32_t at) {
  uint32_t checked = 0;
  for (size_t i = 0; i < context.size(); ++i) {
    if (!(unproved >> i & 1) || checked >> context[i].where & 1) continue;
    checked |= 1u << context[i].where;
    Encoder& as = assembly_->as;
    assembly_->compare_with_60_bits(assembly_->gp(context[i].where));
    SideExit exit{SideExit::Next, assembly_->new_label(), at, context, {}, {}};
    as.ja(assembly_->label(exit.label));
    exits_.push_back(std::move(exit));
  }
}

void Builder::count(const HotPlace& place, uint32_t at, const Context& context) {
  Encoder& as = assembly_->as;
  as.mov(kScratch, uint64_t(place.countdown));
  as.dec(x86::dword_ptr(kScratch));
  SideExit exit{SideExit::Hot, assembly_->new_label(), at, {}, {}, {}, place.place};
  for (const Item& item : context)
    if (code.view().is_live(at, item.reg)) exit.context.push_back(item);
  as.jz(assembly_->label(exit.label));
  exits_.push_back(std::move(exit));
}

// After an instruction was emitted: what is known at next().
Context Builder::take_context() {
  constexpr int64_t kLimit = int64_t(1) << 60;
  Context context;
  std::sort(mappings_.begin(), mappings_.end(), [](const Mapping& a, const Mapping& b) { return a.reg < b.reg; });
  uint64_t unproved = 0;
  for (Mapping& m : mappings_) {
    if (!code.view().is_live(next_, m.reg)) continue;
    Value& v = values_[size_t(m.value)];
    Item item{m.reg, ItemKind::Class, 0, v.small, m.dirty, v.cls};
    if (v.raw) {
      const Value& raw = values_[size_t(v.raw)];
      bool fits = raw.fits || v.small;
      bool is_wide = !v.is_float && !fits && (!raw.is_known || raw.seen <= -kLimit || raw.seen >= kLimit);
      if (raw.at == At::Xmm) {
        item.kind = ItemKind::Float;
        item.where = raw.reg;
      } else if (raw.at == At::Gp && !is_wide && context.size() < 64) {
        item.kind = ItemKind::Int;
        item.where = raw.reg;
        item.small = true;
        if (!fits) unproved |= uint64_t(1) << context.size();
      }
    }
    if (!item.is_unboxed()) {
      if (m.dirty) store_mapping(m);
      item.dirty = false;
      if (!v.cls) continue;
      if (finished_ && language.hooks->class_is_constant && !language.hooks->class_is_constant(v.cls)) continue;
    }
    context.push_back(item);
  }
  check_fits(context, unproved, next_);
  return spill(context, kMostInts, kMostFloats);
}

Context Builder::survivors(uint32_t at, const Context& context) {
  std::vector<uint32_t> written;
  code.view().append_written(at, written);
  Context result;
  for (Item item : context) {
    if (std::find(written.begin(), written.end(), item.reg) != written.end()) continue;
    bool is_constant = !language.hooks->class_is_constant || language.hooks->class_is_constant(item.cls);
    if (!is_constant) continue;
    bool keeps = item.kind == ItemKind::Int && (item.where == kFixedRbx || item.where == kFixedRbp);
    if (!keeps) forget_value(item);
    item.dirty = false;
    result.push_back(item);
  }
  return result;
}

Context Builder::generic(uint32_t at, const Context& context, bool goes_on, uint32_t next) {
  const FrameLayout& layout = language.layout;
  Assembly& s = *assembly_;
  Encoder& as = s.as;
  flush(context);
  set_pc(at + 1);
  // What these have from an instruction before would go to the C stack, and keep an object alive.
  for (int pool : {kFixedRbx, kFixedRbp}) {
    bool is_used = std::any_of(context.begin(), context.end(),
                               [&](const Item& item) { return item.kind == ItemKind::Int && item.where == pool; });
    if (!is_used) as.xor_(s.gp(pool).r32(), s.gp(pool).r32());
  }
  as.mov(x86::rdi, kThread);
  as.lea(x86::rsi, x86::ptr(kRegisters, -layout.header_bytes));
  s.load(x86::rdx, int64_t(code.view().argument(at)));
  s.call(code.view().handler(at));
  as.test(x86::al, x86::al);
  as.jnz(code_stubs()->after);
  if (!goes_on) {
    s.jump(code_stubs()->dispatch);
    return {};
  }
  // The same frame, where it went on when this was compiled.
  as.lea(kScratch, x86::ptr(kRegisters, -layout.header_bytes));
  as.cmp(x86::qword_ptr(kThread, layout.thread_frame), kScratch);
  as.jne(code_stubs()->dispatch);
  as.mov(kScratch, uint64_t(code.view().first_instruction()) + uint64_t(next) * uint64_t(layout.instruction_bytes));
  as.cmp(x86::qword_ptr(kRegisters, layout.pc - layout.header_bytes), kScratch);
  as.jne(code_stubs()->dispatch);
  Context result = survivors(at, context);
  result.erase_if([&](const Item& item) { return !code.view().is_live(next, item.reg); });
  return result;
}

namespace {

struct Move {
  int to, from;
  ItemKind kind;
};

void emit_move(Assembly& s, ItemKind kind, int to, int from) {  // -1: scratch
  if (kind == ItemKind::Int) s.as.mov(to < 0 ? kScratch : s.gp(to), from < 0 ? kScratch : s.gp(from));
  else s.as.movaps(to < 0 ? kFloatScratch : s.xmm(to), from < 0 ? kFloatScratch : s.xmm(from));
}

void parallel_moves(Assembly& s, std::vector<Move> moves) {
  std::erase_if(moves, [](const Move& m) { return m.to == m.from; });
  while (!moves.empty()) {
    auto is_free = [&](const Move& m) {
      return std::none_of(moves.begin(), moves.end(),
                          [&](const Move& o) { return o.from == m.to && o.kind == m.kind; });
    };
    auto ready = std::find_if(moves.begin(), moves.end(), is_free);
    if (ready != moves.end()) {
      emit_move(s, ready->kind, ready->to, ready->from);
      moves.erase(ready);
      continue;
    }
    Move cycle = moves.front();  // its target's old value goes to the scratch register
    emit_move(s, cycle.kind, -1, cycle.to);
    for (Move& m : moves)
      if (m.kind == cycle.kind && m.from == cycle.to) m.from = -1;
  }
}

}  // namespace

void Builder::convert(const Context& from, const Context& to) {
  Context have = from;
  std::vector<Move> moves;
  for (size_t i = 0; i < have.size(); ++i) {
    auto want = std::find_if(to.begin(), to.end(), [&](const Item& w) { return w.reg == have[i].reg; });
    bool stays = want != to.end() && want->is_unboxed() && want->kind == have[i].kind;
    if (have[i].dirty && !(stays && want->dirty)) store_item(*assembly_, have, i);
    if (!stays) continue;
    bool is_there = std::any_of(moves.begin(), moves.end(),
                                [&](const Move& m) { return m.kind == want->kind && m.to == want->where; });
    if (!is_there) moves.push_back({want->where, have[i].where, want->kind});
  }
  parallel_moves(*assembly_, std::move(moves));
}

}  // namespace sidewinder::jit::baseline
