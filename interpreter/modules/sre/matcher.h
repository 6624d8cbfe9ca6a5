// The machine that runs a program over characters of one width. Ways not taken lie on a stack of their own, and what is
// undone when one is taken after all, in the trail: nothing here recurses.
#pragma once

#include <algorithm>

#include "interpreter/execution/request.h"
#include "interpreter/modules/sre/choices.h"
#include "interpreter/protocol/error.h"

namespace sidewinder::sre {

template <class T> class Matcher : Choices<T> {
 public:
  Matcher(Thread& t, Session& session) : Base(session), t_(t) {}

  Outcome run(Mode mode) {
    full_ = mode == Mode::FullMatch;
    advance_ = s_.must_advance;
    const T* at = beginning_ + s_.from;
    Outcome outcome = mode == Mode::Search ? search(at) : try_at(at);
    // A long match leaves much memory; most sessions go on.
    s_.choices_.cut(0);
    s_.trail_.cut(0);
    return outcome;
  }

 private:
  using Base = Choices<T>;
  using Base::beginning_, Base::end_, Base::find_prefix, Base::find_start, Base::holds, Base::is_text, Base::matches;
  using Base::branch, Base::cut, Base::give_back, Base::insts_, Base::leave, Base::offset, Base::p_, Base::s_;
  using Base::repeat_one, Base::repeat_one_lazy, Base::same_text, Base::set, Base::take_more, Base::takes;
  using Base::undo_to, Base::value;
  static constexpr uint32_t kStepsBetweenLooks = 1 << 14;

  // --- searching ---

  Outcome search(const T* at) {
    if (at > end_ || end_ - at < ssize(p_.least)) return Outcome::No;
    const T* last = end_ - p_.least;
    bool only_here = insts_[0].op == Op::At && (insts_[0].a == kAtBeginning || insts_[0].a == kAtBeginningString);
    if (only_here) return at == beginning_ ? try_at(at) : Outcome::No;
    for (;; at++) {
      const T* next = p_.prefix_length ? find_prefix(at, last) : find_start(at, last);
      if (!next) return Outcome::No;
      if (next != at) advance_ = false;
      at = next;
      Outcome outcome = try_at(at);
      if (outcome != Outcome::No) return outcome;
      advance_ = false;
      if (at >= last) return Outcome::No;
      if (look_for_interrupt()) return Outcome::Raised;
    }
  }

  // --- the machine ---

  Outcome no_memory() {
    raise_memory_error(t_);
    return Outcome::Raised;
  }

  void reset() {
    std::fill_n(s_.registers_, p_.last_group_register() + 1, ssize(-1));
    s_.choices_.cut(0);
    s_.trail_.cut(0);
  }

  // A start behind the end is possible (pos > endpos): nothing matches there.
  Outcome try_at(const T* start) {
    if (p_.least && end_ - start < ssize(p_.least)) return Outcome::No;
    reset();
    const T* at = start;
    uint32_t pc = 0;
    for (;;) {
      bool fails = false;
      const Inst& i = insts_[pc];
      switch (i.op) {
        case Op::Match:
          if ((full_ && at != end_) || (advance_ && at == start)) {
            fails = true;
            break;
          }
          s_.begin = offset(start);
          s_.end = offset(at);
          return Outcome::Yes;
        case Op::Fail:
        case Op::Operand: fails = true; break;

        case Op::Char:
          fails = at >= end_ || *at++ != i.a;
          pc++;
          break;
        case Op::Set:
          fails = at >= end_ || !set_contains(p_.sets[i.a], p_.code.items, *at++);
          pc++;
          break;
        case Op::Any:
        case Op::AnyButNewline:
        case Op::NotChar:
        case Op::LocaleSet:
          if (at < end_ && matches(i, *at)) {
            at++;
            pc++;
          } else {
            fails = true;
          }
          break;
        case Op::Text:
          if (end_ - at >= ssize(i.b) && is_text(at, p_.texts.items + i.a, i.b)) {
            at += i.b;
            pc++;
          } else {
            fails = true;
          }
          break;
        case Op::At:
          fails = !holds(i.a, at);
          pc++;
          break;
        case Op::Mark:
          if (!set(i.a, offset(at))) return no_memory();
          if (i.a % 2 && !set(p_.last_group_register(), ssize(i.a / 2 + 1))) return no_memory();
          pc++;
          break;
        case Op::GroupRef:
          fails = !same_text(i, at);
          pc++;
          break;
        case Op::GroupExists: pc = value(2 * i.a) >= 0 && value(2 * i.a + 1) >= value(2 * i.a) ? pc + 1 : i.b; break;
        case Op::Jump: pc = i.a; break;
        case Op::Branch:
          if (!branch(pc, 0, at, &pc, &fails)) return no_memory();
          break;

        case Op::RepeatOne:
        case Op::RepeatOnePossessive:
          if (!repeat_one(pc, at, &fails)) return no_memory();
          pc += 2;
          break;
        case Op::RepeatOneLazy:
          if (!repeat_one_lazy(pc, at, &fails)) return no_memory();
          pc += 2;
          break;

        case Op::Split:
          if (!takes(i.b, at)) {
            pc = i.a;
          } else {
            bool exit_possible = !(i.flags & kDisjoint) && takes(i.c, at);
            if (exit_possible && !leave(Choice::Go, i.a, at)) return no_memory();
            pc++;
          }
          break;
        case Op::SplitLazy:
          if (!takes(i.c, at)) {
            pc++;
          } else {
            bool body_possible = !(i.flags & kDisjoint) && takes(i.b, at);
            if (body_possible && !leave(Choice::Go, pc + 1, at)) return no_memory();
            pc = i.a;
          }
          break;

        case Op::LoopEnter:
          if (!set(i.a, 0) || !set(i.a + 1, -1)) return no_memory();
          pc++;
          break;
        case Op::Loop: {
          ssize count = value(i.a);
          if (count >= ssize(i.b)) {
            if ((i.c != kUnlimited && count >= ssize(i.c)) || offset(at) == value(i.a + 1)) {
              pc = insts_[pc + 1].a;
              break;
            }
            if (!leave(Choice::Go, insts_[pc + 1].a, at)) return no_memory();
            if (!set(i.a + 1, offset(at))) return no_memory();
          }
          pc += 2;
          break;
        }
        case Op::LoopLazy: {
          ssize count = value(i.a);
          if (count < ssize(i.b)) {
            pc += 2;
            break;
          }
          bool more = (i.c == kUnlimited || count < ssize(i.c)) && offset(at) != value(i.a + 1);
          if (more && !leave(Choice::AnotherRound, pc, at)) return no_memory();
          pc = insts_[pc + 1].a;
          break;
        }
        case Op::LoopNext:
          if (!set(i.a, value(i.a) + 1)) return no_memory();
          pc = i.b;
          if (look_for_interrupt()) return Outcome::Raised;
          break;

        case Op::PossessiveEnter:
          s_.slots_[i.a] = {s_.choices_.size(), at, 0};
          if (!possessive_round(pc, at, &pc)) return no_memory();
          break;
        case Op::PossessiveNext: {
          Slot& slot = s_.slots_[i.a];
          cut(slot.height);
          slot.count++;
          const Inst& enter = insts_[i.b];
          bool stuck = slot.position == at && slot.count >= ssize(enter.b);
          slot.position = at;
          if (look_for_interrupt()) return Outcome::Raised;
          if (stuck) pc = insts_[i.b + 1].a;
          else if (!possessive_round(i.b, at, &pc)) return no_memory();
          break;
        }

        case Op::AtomicEnter:
          s_.slots_[i.a] = {s_.choices_.size(), at, 0};
          pc++;
          break;
        case Op::AtomicEnd:
          cut(s_.slots_[i.a].height);
          pc++;
          break;
        case Op::AssertEnter:
        case Op::AssertNotEnter: {
          bool negative = i.op == Op::AssertNotEnter;
          if (at - beginning_ < ssize(i.b)) {
            fails = !negative;
            pc = i.c;
            break;
          }
          s_.slots_[i.a] = {s_.choices_.size(), at, 0};
          if (negative && !leave(Choice::Go, i.c, at)) return no_memory();
          at -= i.b;
          pc++;
          break;
        }
        case Op::AssertEnd:
          cut(s_.slots_[i.a].height);
          at = static_cast<const T*>(s_.slots_[i.a].position);
          pc++;
          break;
        case Op::AssertNotEnd:
          s_.choices_.cut(s_.slots_[i.a].height);
          fails = true;
          break;
      }
      if (!fails) continue;
      Outcome outcome = go_back(pc, at);
      if (outcome != Outcome::Yes) return outcome;
    }
  }

  // Another round of a possessive loop, or what follows it.
  bool possessive_round(uint32_t enter, const T* at, uint32_t* pc) {
    const Inst& i = insts_[enter];
    const Slot& slot = s_.slots_[i.a];
    uint32_t exit = insts_[enter + 1].a;
    *pc = enter + 2;
    if (slot.count < ssize(i.b)) return true;
    if (i.c != kUnlimited && slot.count >= ssize(i.c)) {
      *pc = exit;
      return true;
    }
    return leave(Choice::Go, exit, at);
  }

  // Takes the last way that was not taken. No: there is none.
  Outcome go_back(uint32_t& pc, const T*& at) {
    for (;;) {
      if (!s_.choices_.size()) return Outcome::No;
      if (look_for_interrupt()) return Outcome::Raised;
      Choice& c = s_.choices_.top();
      undo_to(c.trail);
      at = static_cast<const T*>(c.position);
      pc = c.at;
      switch (c.kind) {
        case Choice::Go: s_.choices_.pop(); return Outcome::Yes;
        case Choice::GiveBack:
          if (!give_back(c, at)) continue;
          pc += 2;
          return Outcome::Yes;
        case Choice::TakeMore:
          if (!take_more(c, at)) continue;
          pc += 2;
          return Outcome::Yes;
        case Choice::NextAlternative: {
          uint32_t k = uint32_t(reinterpret_cast<uintptr_t>(c.other));
          s_.choices_.pop();
          bool fails = false;
          if (!branch(pc, k, at, &pc, &fails)) return no_memory();
          return Outcome::Yes;
        }
        case Choice::AnotherRound:
          s_.choices_.pop();
          if (!set(insts_[pc].a + 1, offset(at))) return no_memory();
          pc += 2;
          return Outcome::Yes;
      }
    }
  }

  PY_ALWAYS_INLINE bool look_for_interrupt() {
    if (++steps_ % kStepsBetweenLooks) [[likely]]
      return false;
    return check_interrupt(t_).failed();
  }

  Thread& t_;
  bool full_ = false;
  bool advance_ = false;  // a match must not be empty
  uint32_t steps_ = 0;
};

}  // namespace sidewinder::sre
