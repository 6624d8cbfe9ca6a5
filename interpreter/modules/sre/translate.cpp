// From the compiler's code to a Program. Reads every word of the code once, and trusts none.
#include <algorithm>
#include <cstring>

#include "interpreter/modules/sre/program.h"
#include "interpreter/protocol/error.h"

namespace sidewinder::sre {

namespace {

// How many characters a part matches.
struct Width {
  uint64_t least = 0;
};

class Translator {
 public:
  Translator(Thread& t, const uint32_t* code, size_t n, uint32_t groups, Draft& draft)
      : t_(t), code_(code), size_(n), groups_(groups), next_register_(2 * groups + 1), draft_(draft) {}

  Status run(Program* out) {
    size_t at = 0;
    if (at < size_ && code_[at] == kInfo) at = TRY(skip_info(at));
    Width width = TRY(sequence(at, size_ - 1));
    if (size_ == 0 || code_[size_ - 1] != kSuccess) return invalid();
    emit(Op::Match);
    out->registers = next_register_;
    out->slots = next_slot_;
    out->least = uint32_t(std::min<uint64_t>(width.least, UINT32_MAX));
    return Status::ok();
  }

 private:
  Raised invalid() { return raise(t_, exceptions::RuntimeError, "invalid SRE code"); }

  uint32_t emit(Op op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0) {
    draft_.insts.push_back({op, 0, a, b, c});
    return uint32_t(draft_.insts.size() - 1);
  }
  uint32_t here() const { return uint32_t(draft_.insts.size()); }
  Inst& inst(uint32_t i) { return draft_.insts[i]; }

  bool has(size_t at, size_t words, size_t end) const { return at <= end && words <= end - at; }
  // Where the skip at `at` leads: not beyond `end`.
  Result<size_t> skip_from(size_t at, size_t end) {
    if (!has(at, 1, end) || code_[at] == 0 || code_[at] > end - at) return invalid();
    return at + code_[at];
  }

  Result<size_t> skip_info(size_t at) {
    size_t end = TRY(skip_from(at + 1, size_));
    if (end - at < 5) return invalid();
    return end;
  }

  // --- sets ---

  // The end of a set's code that begins at `at`: behind its kFailure.
  Result<size_t> check_set(size_t at, size_t end) {
    for (;;) {
      if (!has(at, 1, end)) return invalid();
      size_t words = 0;
      switch (code_[at++]) {
        case kFailure: return at;
        case kNegate: break;
        case kLiteral: words = 1; break;
        case kRange:
        case kRangeUniIgnore: words = 2; break;
        case kCharset: words = 8; break;
        case kCategory:
          if (!has(at, 1, end) || code_[at] >= kCategoryCount) return invalid();
          words = 1;
          break;
        case kBigCharset:
          if (!has(at, 1, end) || code_[at] > 256 || !big_charset_fits(at, end)) return invalid();
          words = 1 + 64 + 8 * code_[at];
          break;
        default: return invalid();
      }
      if (!has(at, words, end)) return invalid();
      at += words;
    }
  }
  bool big_charset_fits(size_t at, size_t end) const {
    if (!has(at, 65, end)) return false;
    auto* blocks = reinterpret_cast<const uint8_t*>(code_ + at + 1);
    return std::all_of(blocks, blocks + 256, [&](uint8_t block) { return block < code_[at]; });
  }

  // An instruction for the set, which others may have, too.
  void emit_set(CharSet set) {
    fill_table(set, code_);
    emit(set.by_locale ? Op::LocaleSet : Op::Set, uint32_t(draft_.sets.size()));
    draft_.sets.push_back(set);
  }
  void emit_literal_set(uint32_t c, CaseMode mode, bool negated) {
    CharSet set{};
    set.mode = mode;
    set.form = CharSet::Literal;
    set.negated = negated;
    set.code = c;
    emit_set(set);
  }

  static CaseMode mode_of(uint32_t op) {
    switch (op) {
      case kGroupRefIgnore:
      case kInIgnore:
      case kLiteralIgnore:
      case kNotLiteralIgnore: return CaseMode::Ascii;
      case kGroupRefLocIgnore:
      case kInLocIgnore:
      case kLiteralLocIgnore:
      case kNotLiteralLocIgnore: return CaseMode::Locale;
      case kGroupRefUniIgnore:
      case kInUniIgnore:
      case kLiteralUniIgnore:
      case kNotLiteralUniIgnore: return CaseMode::Unicode;
      default: return CaseMode::Exact;
    }
  }

  // The operation on one character that stands at `at`.
  Result<size_t> single(size_t at, size_t end) {
    uint32_t op = code_[at];
    switch (op) {
      case kAny: emit(Op::AnyButNewline); return at + 1;
      case kAnyAll: emit(Op::Any); return at + 1;
      case kIn:
      case kInIgnore:
      case kInLocIgnore:
      case kInUniIgnore: {
        size_t next = TRY(skip_from(at + 1, end));
        size_t set_end = TRY(check_set(at + 2, next));
        if (set_end != next) return invalid();
        CharSet set{};
        set.mode = mode_of(op);
        set.code = uint32_t(at + 2);
        emit_set(set);
        return next;
      }
      case kCategory: return category(at, end);
      default: return literal(at, end);
    }
  }
  Result<size_t> category(size_t at, size_t end) {
    if (!has(at, 2, end) || code_[at + 1] >= kCategoryCount) return invalid();
    CharSet set{};
    set.form = CharSet::Category;
    set.code = code_[at + 1];
    emit_set(set);
    return at + 2;
  }
  Result<size_t> literal(size_t at, size_t end) {
    uint32_t op = code_[at];
    if (!has(at, 2, end)) return invalid();
    uint32_t c = code_[at + 1];
    switch (op) {
      case kLiteral: emit(Op::Char, c); return at + 2;
      case kNotLiteral: emit(Op::NotChar, c); return at + 2;
      case kLiteralIgnore:
      case kLiteralLocIgnore:
      case kLiteralUniIgnore: emit_literal_set(c, mode_of(op), false); return at + 2;
      case kNotLiteralIgnore:
      case kNotLiteralLocIgnore:
      case kNotLiteralUniIgnore: emit_literal_set(c, mode_of(op), true); return at + 2;
      default: return invalid();
    }
  }
  static bool is_single(uint32_t op) {
    switch (op) {
      case kAny:
      case kAnyAll:
      case kCategory:
      case kLiteral:
      case kNotLiteral:
      case kIn: return true;
      case kGroupRefIgnore:
      case kGroupRefLocIgnore:
      case kGroupRefUniIgnore: return false;
      default: return mode_of(op) != CaseMode::Exact;
    }
  }

  // --- sequences ---

  // Everything in [at, end); end is exactly where the last operation ends.
  Result<Width> sequence(size_t at, size_t end) {
    if (!native_stack_left(t_)) return Raised{};
    if (size_ == 0 || end > size_) return invalid();
    Width width;
    while (at < end) {
      size_t literals = count_literals(at, end);
      if (literals > 1) {
        emit(Op::Text, uint32_t(draft_.texts.size()), uint32_t(literals));
        for (size_t i = 0; i < literals; i++) draft_.texts.push_back(code_[at + 2 * i + 1]);
        at += 2 * literals;
        width.least += literals;
      } else if (is_single(code_[at])) {
        at = TRY(single(at, end));
        width.least++;
      } else {
        at = TRY(operation(at, end, &width));
      }
    }
    if (at != end) return invalid();
    return width;
  }
  size_t count_literals(size_t at, size_t end) const {
    size_t n = 0;
    while (has(at, 2, end) && code_[at] == kLiteral) {
      n++;
      at += 2;
    }
    return n;
  }

  Result<size_t> operation(size_t at, size_t end, Width* width) {
    uint32_t op = code_[at];
    switch (op) {
      case kFailure: emit(Op::Fail); return at + 1;
      case kSuccess: return invalid();
      case kAt:
        if (!has(at, 2, end) || code_[at + 1] >= kAtCount) return invalid();
        emit(Op::At, code_[at + 1]);
        return at + 2;
      case kMark:
        if (!has(at, 2, end) || code_[at + 1] >= 2 * groups_) return invalid();
        emit(Op::Mark, code_[at + 1]);
        return at + 2;
      case kGroupRef:
      case kGroupRefIgnore:
      case kGroupRefLocIgnore:
      case kGroupRefUniIgnore:
        if (!has(at, 2, end) || code_[at + 1] >= groups_) return invalid();
        emit(Op::GroupRef, code_[at + 1], uint32_t(mode_of(op)));
        return at + 2;
      case kGroupRefExists: return conditional(at, end, width);
      case kBranch: return branch(at, end, width);
      case kRepeatOne:
      case kMinRepeatOne:
      case kPossessiveRepeatOne: return repeat_one(at, end, width);
      case kRepeat: return repeat(at, end, width);
      case kPossessiveRepeat: return possessive(at, end, width);
      case kAtomicGroup: return atomic(at, end, width);
      case kAssert:
      case kAssertNot: return assertion(at, end);
      default: return invalid();
    }
  }

  // GROUPREF_EXISTS <group> <skip> yes [JUMP <skip> no]
  Result<size_t> conditional(size_t at, size_t end, Width* width) {
    if (!has(at, 3, end) || code_[at + 1] >= groups_) return invalid();
    uint32_t test = emit(Op::GroupExists, code_[at + 1]);
    size_t no = TRY(skip_from(at + 2, end + 1));
    no--;  // the skip is counted from the word behind it
    if (no < at + 3 || no > end) return invalid();
    size_t jump = conditional_jump(at + 3, no, end);
    if (!jump) {
      TRY(sequence(at + 3, no));
      inst(test).b = here();
      return no;
    }
    Width yes = TRY(sequence(at + 3, jump));
    uint32_t leave = emit(Op::Jump);
    inst(test).b = here();
    size_t after = TRY(skip_from(jump + 1, end));
    Width other = TRY(sequence(no, after));
    inst(leave).a = here();
    width->least += std::min(yes.least, other.least);
    return after;
  }
  // Where the JUMP over the other part stands, 0: there is none. It ends the first part, and where it leads the other
  // part's operations end; an operand that happens to be JUMP does not.
  size_t conditional_jump(size_t begin, size_t no, size_t end) const {
    if (no < begin + 2 || code_[no - 2] != kJump) return 0;
    size_t after = no - 1 + code_[no - 1];
    if (after < no || after > end) return 0;
    return ends_operation(begin, no - 2) ? no - 2 : 0;
  }
  // Whether an operation of the sequence that starts at `at` ends at `boundary`.
  bool ends_operation(size_t at, size_t boundary) const {
    while (at < boundary) {
      size_t n = operation_size(at);
      if (!n) return false;
      at += n;
    }
    return at == boundary;
  }
  size_t operation_size(size_t at) const {
    size_t left = size_ - at;
    auto skip = [&](size_t where, size_t more) { return where < left ? where + code_[at + where] + more : 0; };
    switch (code_[at]) {
      case kFailure:
      case kSuccess:
      case kAny:
      case kAnyAll:
      case kMaxUntil:
      case kMinUntil: return 1;
      case kAssert:
      case kAssertNot:
      case kIn:
      case kInIgnore:
      case kInLocIgnore:
      case kInUniIgnore:
      case kRepeatOne:
      case kMinRepeatOne:
      case kPossessiveRepeatOne:
      case kAtomicGroup:
      case kJump: return skip(1, 0);
      case kRepeat:
      case kPossessiveRepeat: return skip(1, 1);
      case kGroupRefExists: return exists_size(at);
      case kBranch: return branch_size(at);
      default: return 2;
    }
  }
  size_t exists_size(size_t at) const {
    if (size_ - at < 3) return 0;
    size_t no = at + 2 + code_[at + 2] - 1;
    if (no < at + 3 || no > size_) return 0;
    size_t jump = conditional_jump(at + 3, no, size_);
    return jump ? jump + 1 + code_[jump + 1] - at : no - at;
  }
  size_t branch_size(size_t at) const {
    size_t p = at + 1;
    while (p < size_ && code_[p]) {
      if (code_[p] > size_ - p) return 0;
      p += code_[p];
    }
    return p + 1 - at;
  }

  // BRANCH <skip> alternative JUMP <skip> <skip> alternative JUMP <skip> ... 0
  Result<size_t> branch(size_t at, size_t end, Width* width) {
    std::vector<size_t> starts;
    size_t p = at + 1;
    for (; has(p, 1, end) && code_[p]; p = starts.back()) starts.push_back(TRY(skip_from(p, end)));
    if (!has(p, 1, end) || starts.empty()) return invalid();
    size_t after = p + 1;
    uint32_t first = uint32_t(draft_.alternatives.size());
    uint32_t count = uint32_t(starts.size());
    draft_.alternatives.resize(first + count, {0, kNoFilter});
    emit(Op::Branch, first, count);
    std::vector<uint32_t> leaves;
    uint64_t least = UINT64_MAX;
    for (uint32_t i = 0; i < count; i++) {
      size_t begin = (i ? starts[i - 1] : at + 1) + 1;
      size_t stop = starts[i];
      if (stop < begin + 2 || code_[stop - 2] != kJump || stop - 1 + code_[stop - 1] != after) return invalid();
      draft_.alternatives[first + i].at = here();
      least = std::min(least, TRY(sequence(begin, stop - 2)).least);
      if (i + 1 < count) leaves.push_back(emit(Op::Jump));
    }
    for (uint32_t leave : leaves) inst(leave).a = here();
    width->least += least;
    return after;
  }

  struct Counts {
    size_t end;  // where the skip leads
    uint32_t least, most;
  };
  Result<Counts> counts(size_t at, size_t end) {
    size_t after = TRY(skip_from(at + 1, end));
    if (after < at + 4 || code_[at + 2] > code_[at + 3]) return invalid();
    return Counts{after, code_[at + 2], code_[at + 3]};
  }

  static uint64_t repeated(uint64_t width, uint32_t times) {
    return std::min<uint64_t>(std::min<uint64_t>(width, UINT32_MAX) * times, UINT32_MAX);
  }

  // REPEAT_ONE <skip> <least> <most> item SUCCESS
  Result<size_t> repeat_one(size_t at, size_t end, Width* width) {
    Counts n = TRY(counts(at, end));
    Op op = code_[at] == kRepeatOne      ? Op::RepeatOne
            : code_[at] == kMinRepeatOne ? Op::RepeatOneLazy
                                         : Op::RepeatOnePossessive;
    if (n.end - at < 6 || code_[n.end - 1] != kSuccess || !is_single(code_[at + 4])) return invalid();
    emit(op, kNoFilter, n.least, n.most);
    size_t item_end = TRY(single(at + 4, n.end - 1));
    if (item_end != n.end - 1) return invalid();
    width->least += n.least;
    return n.end;
  }

  // REPEAT <skip> <least> <most> body MAX_UNTIL (or MIN_UNTIL)
  Result<size_t> repeat(size_t at, size_t end, Width* width) {
    Counts n = TRY(counts(at, end));
    if (!has(n.end, 1, end) || (code_[n.end] != kMaxUntil && code_[n.end] != kMinUntil)) return invalid();
    bool lazy = code_[n.end] == kMinUntil;
    size_t first = draft_.insts.size();
    uint32_t leave_room[2] = {emit(Op::Operand), emit(Op::Operand)};
    uint32_t head = emit(Op::Operand);
    Width body = TRY(sequence(at + 4, n.end));
    if (n.least <= 1 && n.most == kMaxRepeat && body.least > 0) {
      // no counter: the body always takes characters
      inst(uint32_t(first)) = {Op::Jump, 0, n.least ? head + 1 : head, 0, 0};
      inst(leave_room[1]) = {Op::Jump, 0, head, 0, 0};
      emit(Op::Jump, head);
      inst(head) = {lazy ? Op::SplitLazy : Op::Split, 0, here(), kNoFilter, kNoFilter};
    } else {
      uint32_t registers = next_register_;
      next_register_ += 2;
      inst(uint32_t(first)) = {Op::LoopEnter, 0, registers, 0, 0};
      inst(leave_room[1]) = {lazy ? Op::LoopLazy : Op::Loop, 0, registers, n.least, n.most};
      emit(Op::LoopNext, registers, leave_room[1]);
      inst(head).a = here();
    }
    width->least += repeated(body.least, n.least);
    return n.end + 1;
  }

  // POSSESSIVE_REPEAT <skip> <least> <most> body SUCCESS, of which the skip leads to SUCCESS
  Result<size_t> possessive(size_t at, size_t end, Width* width) {
    Counts n = TRY(counts(at, end));
    if (!has(n.end, 1, end) || code_[n.end] != kSuccess) return invalid();
    uint32_t slot = next_slot_++;
    uint32_t enter = emit(Op::PossessiveEnter, slot, n.least, n.most);
    uint32_t exit = emit(Op::Operand);
    Width body = TRY(sequence(at + 4, n.end));
    emit(Op::PossessiveNext, slot, enter);
    inst(exit).a = here();
    width->least += repeated(body.least, n.least);
    return n.end + 1;
  }

  // ATOMIC_GROUP <skip> body SUCCESS
  Result<size_t> atomic(size_t at, size_t end, Width* width) {
    size_t after = TRY(skip_from(at + 1, end));
    if (after < at + 3 || code_[after - 1] != kSuccess) return invalid();
    uint32_t slot = next_slot_++;
    emit(Op::AtomicEnter, slot);
    width->least += TRY(sequence(at + 2, after - 1)).least;
    emit(Op::AtomicEnd, slot);
    return after;
  }

  // ASSERT <skip> <back> body SUCCESS
  Result<size_t> assertion(size_t at, size_t end) {
    size_t after = TRY(skip_from(at + 1, end));
    if (after < at + 4 || code_[after - 1] != kSuccess) return invalid();
    bool positive = code_[at] == kAssert;
    uint32_t slot = next_slot_++;
    uint32_t enter = emit(positive ? Op::AssertEnter : Op::AssertNotEnter, slot, code_[at + 2]);
    TRY(sequence(at + 3, after - 1));
    emit(positive ? Op::AssertEnd : Op::AssertNotEnd, slot);
    inst(enter).c = here();
    return after;
  }

  Thread& t_;
  const uint32_t* code_;
  size_t size_;
  uint32_t groups_;
  uint32_t next_register_;
  uint32_t next_slot_ = 0;
  Draft& draft_;
};

template <class T> Status keep(const std::vector<T>& from, Array<T>* to) {
  to->items = TRY(allocate_raw_leaf<T>(from.size()));
  to->size = uint32_t(from.size());
  if (!from.empty()) std::memcpy(static_cast<void*>(to->items), from.data(), from.size() * sizeof(T));
  return Status::ok();
}

}  // namespace

Status translate(Thread& t, const uint32_t* code, size_t n, uint32_t groups, Program* out) {
  Draft draft;
  out->groups = groups;
  TRY(Translator(t, code, n, groups, draft).run(out));
  optimize(draft, out);
  TRY(keep(std::vector<uint32_t>(code, code + n), &out->code));
  TRY(keep(draft.insts, &out->insts));
  TRY(keep(draft.sets, &out->sets));
  TRY(keep(draft.texts, &out->texts));
  TRY(keep(draft.alternatives, &out->alternatives));
  return keep(draft.filters, &out->filters);
}

}  // namespace sidewinder::sre
