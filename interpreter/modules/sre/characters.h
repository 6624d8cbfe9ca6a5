// What one program says of the characters of one subject: where they match, where a match may begin.
#pragma once

#include <algorithm>
#include <cstring>

#include "interpreter/modules/sre/program.h"

namespace sidewinder::sre {

template <class T> class Characters {
 protected:
  Characters(const Program& program, const void* data, ssize end)
      : p_(program), beginning_(static_cast<const T*>(data)), end_(beginning_ + end) {}

  // The next place from `at` on where a match may begin; null: none.
  const T* find_start(const T* at, const T* last) const {
    if (p_.start == kNoFilter) return at;
    const Filter& filter = p_.filters[p_.start];
    const T* stop = std::min(last + 1, end_);
    while (at < stop && !passes(filter, *at)) at++;
    return at < stop ? at : nullptr;
  }

  const T* find_prefix(const T* at, const T* last) const {
    const uint32_t* text = p_.texts.items + p_.prefix;
    T first = T(text[0]);
    if (first != text[0]) return nullptr;
    for (;; at++) {
      at = find_character(at, last + 1, first);
      if (!at) return nullptr;
      if (is_text(at, text, p_.prefix_length)) return at;
      if (at == last) return nullptr;
    }
  }
  static const T* find_character(const T* at, const T* end, T c) {
    if constexpr (sizeof(T) == 1) {
      return static_cast<const T*>(std::memchr(at, c, size_t(end - at)));
    } else {
      while (at < end && *at != c) at++;
      return at < end ? at : nullptr;
    }
  }
  static bool is_text(const T* at, const uint32_t* text, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
      if (at[i] != text[i]) return false;
    return true;
  }

  // --- one character ---

  PY_ALWAYS_INLINE bool matches(const Inst& i, T c) const {
    switch (i.op) {
      case Op::Any: return true;
      case Op::AnyButNewline: return c != '\n';
      case Op::Char: return c == i.a;
      case Op::NotChar: return c != i.a;
      case Op::Set: return set_contains(p_.sets[i.a], p_.code.items, c);
      default: return set_contains_slow(p_.sets[i.a], p_.code.items, c);
    }
  }

  // Where a run of characters that match ends.
  const T* run_end(const Inst& i, const T* at, const T* limit) const {
    switch (i.op) {
      case Op::Any: return limit;
      case Op::AnyButNewline: return run_without(at, limit, '\n');
      case Op::NotChar: return run_without(at, limit, i.a);
      case Op::Char:
        while (at < limit && *at == i.a) at++;
        return at;
      case Op::Set: {
        const CharSet& set = p_.sets[i.a];
        while (at < limit && set_contains(set, p_.code.items, *at)) at++;
        return at;
      }
      default:
        while (at < limit && matches(i, *at)) at++;
        return at;
    }
  }
  static const T* run_without(const T* at, const T* limit, uint32_t c) {
    if (T(c) != c || at >= limit) return limit;
    const T* found = find_character(at, limit, T(c));
    return found ? found : limit;
  }

  // --- positions ---

  static bool is_word(uint32_t position, T c) {
    return category_contains(position >= kAtUniBoundary ? kUniWord : position >= kAtLocBoundary ? kLocWord : kWord, c);
  }
  bool is_boundary(uint32_t position, const T* at) const {
    bool before = at > beginning_ && is_word(position, at[-1]);
    bool here = at < end_ && is_word(position, *at);
    return before != here;
  }
  bool holds(uint32_t position, const T* at) const {
    switch (position) {
      case kAtBeginning:
      case kAtBeginningString: return at == beginning_;
      case kAtBeginningLine: return at == beginning_ || at[-1] == '\n';
      case kAtEnd: return at == end_ || (end_ - at == 1 && *at == '\n');
      case kAtEndLine: return at == end_ || *at == '\n';
      case kAtEndString: return at == end_;
      case kAtBoundary:
      case kAtLocBoundary:
      case kAtUniBoundary: return beginning_ != end_ && is_boundary(position, at);
      default: return beginning_ != end_ && !is_boundary(position, at);
    }
  }

  // --- filters ---

  bool takes(uint32_t filter, const T* at) const {
    return filter == kNoFilter || (at < end_ && passes(p_.filters[filter], *at));
  }
  const T* limit_of(const Inst& i, const T* at) const { return ssize(i.c) > end_ - at ? end_ : at + i.c; }

  const Program& p_;
  const T* beginning_;
  const T* end_;
};

}  // namespace sidewinder::sre
