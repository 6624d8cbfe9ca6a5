// Matching one program against one subject, once or again and again from where the last match ended.
#pragma once

#include <cstdlib>
#include <cstring>
#include <memory>

#include "interpreter/modules/sre/program.h"

namespace sidewinder::sre {

// A way not taken. What it means is its kind; `other` is a position or a number.
struct Choice {
  enum Kind : uint32_t { Go, NextAlternative, GiveBack, TakeMore, AnotherRound };
  uint32_t at;
  Kind kind;
  const void* position;
  const void* other;
  size_t trail;  // what stands above it in the trail is undone first
};
struct Undo {
  uint32_t at;
  ssize value;
};

// A stack outside the C stack but for its first few items, which are all that most matches need; it grows while memory
// lasts.
template <class T, size_t kInline> class Stack {
 public:
  Stack() = default;
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;
  ~Stack() {
    if (items_ != inline_) std::free(items_);
  }
  size_t size() const { return size_; }
  T& top() { return items_[size_ - 1]; }
  void pop() { size_--; }
  void cut(size_t size) { size_ = size; }
  // False: no memory.
  PY_ALWAYS_INLINE bool push(const T& item) {
    if (size_ == capacity_ && !grow()) [[unlikely]]
      return false;
    items_[size_++] = item;
    return true;
  }

 private:
  PY_NOINLINE bool grow() {
    bool is_inline = items_ == inline_;
    size_t capacity = is_inline ? 8 * kInline : 2 * capacity_;
    void* items = std::realloc(is_inline ? nullptr : static_cast<void*>(items_), capacity * sizeof(T));
    if (!items) return false;
    if (is_inline) std::memcpy(items, static_cast<const void*>(inline_), sizeof inline_);
    items_ = static_cast<T*>(items);
    capacity_ = capacity;
    return true;
  }
  T* items_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = kInline;
  T inline_[kInline];
};

struct Slot {  // of an atomic part or an assertion: how things stood where it began
  size_t height;
  const void* position;
  ssize count;
};

enum class Outcome : uint8_t { No, Yes, Raised };
enum class Mode : uint8_t { Search, Match, FullMatch };

// The subject's memory stays where it is for as long as the session is used.
class Session {
 public:
  // pos and endpos as Python gives them.
  Session(const Program& program, const void* data, int width, ssize length, ssize pos, ssize endpos);
  bool ready() const { return registers_ != nullptr; }  // else no memory

  Outcome run(Thread& t, Mode mode);
  // The next run begins where the match ended; it does not find nothing at the same place again.
  void go_on_behind() {
    must_advance = end == begin;
    from = end;
  }

  const Program& program;
  const void* data;
  int width;
  ssize pos, endpos;  // clamped
  ssize from;         // where the next run begins
  bool must_advance = false;
  ssize begin = 0, end = 0;  // of the match
  // Of group 1 ...; -1: it has not matched.
  ssize group_begin(uint32_t group) const { return registers_[2 * group - 2]; }
  ssize group_end(uint32_t group) const { return registers_[2 * group - 1]; }
  bool has_group(uint32_t group) const { return group_begin(group) >= 0 && group_end(group) >= 0; }
  ssize last_group() const { return registers_[program.last_group_register()]; }  // -1: none

 private:
  template <class T> friend class Choices;
  template <class T> friend class Matcher;

  static constexpr uint32_t kInline = 24;
  ssize inline_registers_[kInline];
  Slot inline_slots_[4];
  std::unique_ptr<ssize, decltype(&std::free)> more_registers_{nullptr, std::free};
  std::unique_ptr<Slot, decltype(&std::free)> more_slots_{nullptr, std::free};
  ssize* registers_;
  Slot* slots_;
  Stack<Choice, 8> choices_;
  Stack<Undo, 16> trail_;
};

}  // namespace sidewinder::sre
