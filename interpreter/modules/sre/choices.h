// The choices that a machine makes and takes back: registers with their trail, repetitions of one character,
// alternatives.
#pragma once

#include "interpreter/modules/sre/characters.h"
#include "interpreter/modules/sre/session.h"

namespace sidewinder::sre {

template <class T> class Choices : protected Characters<T> {
 protected:
  explicit Choices(Session& session)
      : Characters<T>(session.program, session.data, session.endpos),
        s_(session),
        insts_(session.program.insts.items) {}
  using Base = Characters<T>;
  using Base::beginning_, Base::end_, Base::limit_of, Base::matches, Base::p_, Base::run_end, Base::takes;

  // --- registers, ways not taken ---

  ssize& value(uint32_t reg) { return s_.registers_[reg]; }
  PY_ALWAYS_INLINE bool set(uint32_t reg, ssize v) {
    if (s_.choices_.size() && !s_.trail_.push({reg, value(reg)})) [[unlikely]]
      return false;
    value(reg) = v;
    return true;
  }
  void undo_to(size_t height) {
    while (s_.trail_.size() > height) {
      const Undo& u = s_.trail_.top();
      value(u.at) = u.value;
      s_.trail_.pop();
    }
  }
  PY_ALWAYS_INLINE bool leave(Choice::Kind kind, uint32_t at, const T* position, const void* other = nullptr) {
    return s_.choices_.push({at, kind, position, other, s_.trail_.size()});
  }
  void cut(size_t height) {
    s_.choices_.cut(height);
    if (!height) s_.trail_.cut(0);
  }
  ssize offset(const T* at) const { return at - beginning_; }

  // --- pieces of operations: false when memory ran out; *fails when the machine must go back ---

  // The longest run first, then back to a place where the rest may begin.
  PY_ALWAYS_INLINE bool repeat_one(uint32_t pc, const T*& at, bool* fails) {
    const Inst& i = insts_[pc];
    const T* least = at + i.b;
    if (ssize(i.b) > end_ - at) {
      *fails = true;
      return true;
    }
    const T* to = run_end(insts_[pc + 1], at, limit_of(i, at));
    if (to < least) {
      *fails = true;
      return true;
    }
    if (i.flags & kDisjoint || i.op == Op::RepeatOnePossessive) {
      at = to;
      return true;
    }
    while (to >= least && !takes(i.a, to)) to--;
    if (to < least) {
      *fails = true;
      return true;
    }
    at = to;
    return to == least || leave(Choice::GiveBack, pc, to - 1, least);
  }
  // Taken up again: true if there is a shorter run.
  bool give_back(Choice& c, const T*& at) {
    const Inst& i = insts_[c.at];
    const T* to = static_cast<const T*>(c.position);
    const T* least = static_cast<const T*>(c.other);
    while (to >= least && !takes(i.a, to)) to--;
    bool found = to >= least;
    if (to <= least) s_.choices_.pop();
    else c.position = to - 1;
    at = to;
    return found;
  }

  // As few as possible: from `at` on to where the rest may begin.
  bool advance_lazily(const Inst& i, const Inst& item, const T*& at, const T* limit) const {
    while (!takes(i.a, at)) {
      if (at >= limit || !matches(item, *at)) return false;
      at++;
    }
    return true;
  }
  bool repeat_one_lazy(uint32_t pc, const T*& at, bool* fails) {
    const Inst& i = insts_[pc];
    const Inst& item = insts_[pc + 1];
    *fails = true;
    if (ssize(i.b) > end_ - at || run_end(item, at, at + i.b) < at + i.b) return true;
    const T* limit = limit_of(i, at);
    if (i.flags & kDisjoint) {
      at = run_end(item, at, limit);
      *fails = false;
      return true;
    }
    at += i.b;
    if (!advance_lazily(i, item, at, limit)) return true;
    *fails = false;
    return at >= limit || leave(Choice::TakeMore, pc, at, limit);
  }
  bool take_more(Choice& c, const T*& at) {
    const Inst& i = insts_[c.at];
    const Inst& item = insts_[c.at + 1];
    const T* limit = static_cast<const T*>(c.other);
    at = static_cast<const T*>(c.position);
    bool found = at < limit && matches(item, *at) && advance_lazily(i, item, ++at, limit);
    if (!found || at >= limit) s_.choices_.pop();
    else c.position = at;
    return found;
  }

  // The first alternative from `k` on that may match here; the others wait if any of them may.
  bool branch(uint32_t pc, uint32_t k, const T* at, uint32_t* to, bool* fails) {
    const Inst& i = insts_[pc];
    k = next_alternative(i, k, at);
    if (k == i.b) {
      *fails = true;
      return true;
    }
    *to = p_.alternatives[i.a + k].at;
    uint32_t next = next_alternative(i, k + 1, at);
    return next == i.b || leave(Choice::NextAlternative, pc, at, reinterpret_cast<const void*>(uintptr_t(next)));
  }
  uint32_t next_alternative(const Inst& i, uint32_t k, const T* at) const {
    const Alternative* all = p_.alternatives.items + i.a;
    while (k < i.b && !takes(all[k].filter, at)) k++;
    return k;
  }

  bool same_text(const Inst& i, const T*& at) const {
    ssize from = s_.registers_[2 * i.a];
    ssize to = s_.registers_[2 * i.a + 1];
    if (from < 0 || to < from || to - from > end_ - at) return false;
    CaseMode mode = CaseMode(i.b);
    const T* group = beginning_ + from;
    for (ssize k = 0; k < to - from; k++) {
      bool same = mode == CaseMode::Exact ? group[k] == at[k] : lower(group[k], mode) == lower(at[k], mode);
      if (!same) return false;
    }
    at += to - from;
    return true;
  }

  Session& s_;
  const Inst* insts_;
};

}  // namespace sidewinder::sre
