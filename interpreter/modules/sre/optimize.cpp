// What each part of a program may begin with, and what follows from that: alternatives that need not be tried, loops
// that need not be left early, where a search may begin. Where nothing is known, everything is possible.
#include <algorithm>
#include <cstring>

#include "interpreter/modules/sre/program.h"

namespace sidewinder::sre {

namespace {

class FirstCharacters {
 public:
  explicit FirstCharacters(const Draft& draft) : draft_(draft) {}

  Filter of(uint32_t at) {
    filter_ = {};
    left_ = kMostInstructions;
    walk(at, 0);
    return filter_;
  }

 private:
  static constexpr int kMostInstructions = 200;

  void give_up() {
    std::memset(filter_.low, 1, sizeof filter_.low);
    filter_.high = filter_.empty = true;
  }
  void add(uint32_t c) {
    if (c < 256) filter_.low[c] = 1;
    else filter_.high = true;
  }
  void add_all_but(uint32_t c) {
    for (uint32_t i = 0; i < 256; i++) filter_.low[i] |= i != c;
    filter_.high = true;
  }
  void add_set(const CharSet& set) {
    for (int i = 0; i < 256; i++) filter_.low[i] |= set.low[i];
    filter_.high |= set.high != CharSet::None;
  }
  void add_single(const Inst& i) {
    switch (i.op) {
      case Op::Char: return add(i.a);
      case Op::NotChar: return add_all_but(i.a);
      case Op::AnyButNewline: return add_all_but('\n');
      case Op::Any: return add_all_but(UINT32_MAX);
      case Op::Set: return add_set(draft_.sets[i.a]);
      default: return give_up();  // by locale
    }
  }

  // Adds what may come first when the program goes on at `at`. An atomic part that the walk has not entered is left
  // whatever follows it: nothing is known there.
  void walk(uint32_t at, int atomic_parts) {
    for (;;) {
      if (filter_.empty) return;
      if (left_-- <= 0 || depth_ > 20) return give_up();
      const Inst& i = draft_.insts[at];
      switch (i.op) {
        case Op::Any:
        case Op::AnyButNewline:
        case Op::Char:
        case Op::NotChar:
        case Op::Set:
        case Op::LocaleSet: return add_single(i);
        case Op::Text: return add(draft_.texts[i.a]);
        case Op::Fail: return;
        case Op::At:
        case Op::Mark:
        case Op::LoopEnter: at++; break;
        case Op::AtomicEnter:
          atomic_parts++;
          at++;
          break;
        case Op::AtomicEnd:
          if (atomic_parts-- == 0) return give_up();
          at++;
          break;
        case Op::Jump: at = i.a; break;
        case Op::AssertEnter:
        case Op::AssertNotEnter: at = i.c; break;
        case Op::Branch:
          for (uint32_t k = 0; k < i.b; k++) walk_inner(draft_.alternatives[i.a + k].at, atomic_parts);
          return;
        case Op::RepeatOne:
        case Op::RepeatOneLazy:
        case Op::RepeatOnePossessive:
          if (i.c) add_single(draft_.insts[at + 1]);
          if (i.b) return;
          at += 2;
          break;
        case Op::Split:
        case Op::SplitLazy:
          walk_inner(at + 1, atomic_parts);
          at = i.a;
          break;
        case Op::Loop:
        case Op::LoopLazy:
        case Op::PossessiveEnter:
          walk_inner(at + 2, atomic_parts);
          at = draft_.insts[at + 1].a;
          break;
        default: return give_up();  // the end, groups' text, ends of loops
      }
    }
  }
  void walk_inner(uint32_t at, int atomic_parts) {
    depth_++;
    walk(at, atomic_parts);
    depth_--;
  }

  const Draft& draft_;
  Filter filter_;
  int left_ = 0;
  int depth_ = 0;
};

bool disjoint(const Filter& a, const Filter& b) {
  if (a.empty || b.empty || (a.high && b.high)) return false;
  for (int i = 0; i < 256; i++)
    if (a.low[i] && b.low[i]) return false;
  return true;
}

class Optimizer {
 public:
  Optimizer(Draft& draft, Program* out) : draft_(draft), first_(draft), out_(out) {}

  void run() {
    for (uint32_t at = 0; at < draft_.insts.size(); at++) {
      switch (draft_.insts[at].op) {
        case Op::Branch: filter_branch(draft_.insts[at]); break;
        case Op::RepeatOne:
        case Op::RepeatOneLazy: filter_repeat_one(at); break;
        case Op::Split:
        case Op::SplitLazy: filter_split(at); break;
        default: break;
      }
    }
    out_->start = keep(first_.of(0));
    find_prefix();
  }

 private:
  static constexpr size_t kMostFilters = 1000;

  uint32_t keep(const Filter& filter) {
    if (filter.empty || draft_.filters.size() >= kMostFilters) return kNoFilter;
    draft_.filters.push_back(filter);
    return uint32_t(draft_.filters.size() - 1);
  }

  void filter_branch(const Inst& branch) {
    for (uint32_t k = 0; k < branch.b; k++) {
      Alternative& a = draft_.alternatives[branch.a + k];
      a.filter = keep(first_.of(a.at));
    }
  }
  void filter_repeat_one(uint32_t at) {
    Filter rest = first_.of(at + 2);
    if (disjoint(first_.of(at + 1), rest)) draft_.insts[at].flags |= kDisjoint;
    draft_.insts[at].a = keep(rest);
  }
  void filter_split(uint32_t at) {
    Filter body = first_.of(at + 1);
    Filter exit = first_.of(draft_.insts[at].a);
    if (disjoint(body, exit)) draft_.insts[at].flags |= kDisjoint;
    draft_.insts[at].b = keep(body);
    draft_.insts[at].c = keep(exit);
  }

  // Literals that stand first, behind marks only.
  void find_prefix() {
    uint32_t at = 0;
    while (draft_.insts[at].op == Op::Mark) at++;
    const Inst& i = draft_.insts[at];
    if (i.op == Op::Text) {
      out_->prefix = i.a;
      out_->prefix_length = i.b;
    } else if (i.op == Op::Char) {
      out_->prefix = uint32_t(draft_.texts.size());
      out_->prefix_length = 1;
      draft_.texts.push_back(i.a);
    }
  }

  Draft& draft_;
  FirstCharacters first_;
  Program* out_;
};

}  // namespace

void optimize(Draft& draft, Program* out) { Optimizer(draft, out).run(); }

}  // namespace sidewinder::sre
