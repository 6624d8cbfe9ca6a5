// Searching in arrays of code points or bytes: what str, bytes and bytearray share. T is uint8_t, uint16_t or uint32_t.
#pragma once

#include <algorithm>
#include <cstring>

#include "interpreter/objects/core/argument.h"

namespace sidewinder::search {

template <class T> bool equal(const T* a, const T* b, ssize n) { return std::memcmp(a, b, size_t(n) * sizeof(T)) == 0; }

// First occurrence of `part` (m items) in `text` (n items), or -1. libc's search takes linear time; hits between two
// items of wider types are skipped.
template <class T> ssize find(const T* text, ssize n, const T* part, ssize m) {
  if (m > n) return -1;
  if (m == 0) return 0;
  const char* begin = reinterpret_cast<const char*>(text);
  const char* end = begin + n * ssize(sizeof(T));
  for (const char* from = begin; from < end;) {
    const void* hit = sizeof(T) == 1 && m == 1 ? std::memchr(from, int(*part), size_t(end - from))
                                               : memmem(from, size_t(end - from), part, size_t(m) * sizeof(T));
    if (!hit) return -1;
    ssize at = static_cast<const char*>(hit) - begin;
    if (at % ssize(sizeof(T)) == 0) return at / ssize(sizeof(T));
    from = static_cast<const char*>(hit) + 1;
  }
  return -1;
}

template <class T> ssize find_last(const T* text, ssize n, const T* part, ssize m) {
  for (ssize at = n - m; at >= 0; at--) {
    if (m == 0 || (text[at] == part[0] && equal(text + at, part, m))) return at;
  }
  return -1;
}

// Occurrences that do not overlap; an empty part is before, between and behind all items.
template <class T> ssize count(const T* text, ssize n, const T* part, ssize m, ssize most = PTRDIFF_MAX) {
  if (m == 0) return n + 1 < most ? n + 1 : most;
  ssize hits = 0;
  for (ssize at = 0; hits < most; hits++) {
    ssize next = find(text + at, n - at, part, m);
    if (next < 0) break;
    at += next + m;
  }
  return hits;
}

// Calls piece(begin, end) for what stands between separators, from the left; at most `most` separators are used (-1:
// all).
template <class T, class F> Status split(const T* text, ssize n, const T* separator, ssize m, ssize most, F&& piece) {
  ssize begin = 0;
  for (ssize used = 0; most < 0 || used < most; used++) {
    ssize at = find(text + begin, n - begin, separator, m);
    if (at < 0) break;
    TRY(piece(begin, begin + at));
    begin += at + m;
  }
  return piece(begin, n);
}

// The same from the right: the pieces come last first.
template <class T, class F>
Status split_right(const T* text, ssize n, const T* separator, ssize m, ssize most, F&& piece) {
  ssize end = n;
  for (ssize used = 0; most < 0 || used < most; used++) {
    ssize at = find_last(text, end, separator, m);
    if (at < 0) break;
    TRY(piece(at + m, end));
    end = at;
  }
  return piece(0, end);
}

// Pieces between runs of white space; what is left after `most` pieces keeps the space inside it.
template <class T, class S, class F> Status split_space(const T* text, ssize n, S&& is_space, ssize most, F&& piece) {
  ssize at = 0;
  for (ssize used = 0;; used++) {
    while (at < n && is_space(text[at])) at++;
    if (at == n) return Status::ok();
    ssize begin = at;
    if (most >= 0 && used == most) return piece(begin, n);  // to the very end, trailing space included
    while (at < n && !is_space(text[at])) at++;
    TRY(piece(begin, at));
  }
}

template <class T, class S, class F>
Status split_space_right(const T* text, ssize n, S&& is_space, ssize most, F&& piece) {
  ssize at = n;
  for (ssize used = 0;; used++) {
    while (at > 0 && is_space(text[at - 1])) at--;
    if (at == 0) return Status::ok();
    ssize end = at;
    if (most >= 0 && used == most) return piece(0, end);
    while (at > 0 && !is_space(text[at - 1])) at--;
    TRY(piece(at, end));
  }
}

// Lines; \r\n is one end of line.
template <class T, class S, class F>
Status split_lines(const T* text, ssize n, S&& ends_line, bool keep_ends, F&& piece) {
  for (ssize at = 0; at < n;) {
    ssize begin = at;
    while (at < n && !ends_line(text[at])) at++;
    ssize end = at;
    if (at < n) at += text[at] == '\r' && at + 1 < n && text[at + 1] == '\n' ? 2 : 1;
    TRY(piece(begin, keep_ends ? at : end));
  }
  return Status::ok();
}

}  // namespace sidewinder::search

namespace sidewinder {

// The optional start and end of find, count, startswith ...: an index, clamped, or None.
struct SearchBound {
  ssize value = 0;
  bool given = false;
};
Status argument_search_bound(Thread& t, Object* value, ssize* out);  // what is no small int

template <> struct Argument<SearchBound> {
  static Status convert(Thread& t, Object* value, Site, SearchBound* out) {
    out->given = value != none();
    if (!out->given) return Status::ok();
    if (!is_exact<Int>(value) || !cast<Int>(value)->is_small()) [[unlikely]]
      return argument_search_bound(t, value, &out->value);
    out->value = cast<Int>(value)->small_value();
    return Status::ok();
  }
  static consteval SearchBound literal(std::string_view) { return {}; }
};

// Both brought into 0..length (end), 0.. (begin).
struct SearchBounds {
  ssize begin, end;
};
inline SearchBounds search_bounds(SearchBound start, SearchBound end, ssize length) {
  auto from_the_front = [&](ssize i) { return i < 0 ? std::max<ssize>(i + length, 0) : i; };
  ssize first = start.given ? from_the_front(start.value) : 0;
  ssize last = end.given ? std::min(from_the_front(end.value), length) : length;
  return {first, last};
}

}  // namespace sidewinder
