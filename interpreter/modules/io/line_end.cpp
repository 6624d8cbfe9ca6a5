#include "interpreter/modules/io/line_end.h"

#include <cstring>

#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

template <class Char> ssize find_char(const Char* data, ssize begin, ssize end, Char c) {
  if constexpr (sizeof(Char) == 1) {
    const void* found = end > begin ? std::memchr(data + begin, c, size_t(end - begin)) : nullptr;
    return found ? static_cast<const Char*>(found) - data : -1;
  } else {
    for (ssize i = begin; i < end; i++)
      if (data[i] == c) return i;
    return -1;
  }
}

template <class Char> ssize find_universal(const Char* data, ssize begin, ssize end) {
  for (ssize i = begin; i < end; i++) {
    if (data[i] > '\r') continue;
    if (data[i] == '\n') return i + 1;
    if (data[i] == '\r') return i + 1 < end && data[i + 1] == '\n' ? i + 2 : i + 1;
  }
  return -1;
}

template <class Char> ssize find_end(const LineEnds& ends, const Char* data, ssize begin, ssize end, ssize* keep) {
  *keep = end;
  if (ends.translated) {
    ssize at = find_char(data, begin, end, Char('\n'));
    return at < 0 ? -1 : at + 1;
  }
  if (ends.universal) return find_universal(data, begin, end);
  Char first = Char(ends.only->at(0));
  bool pair = ends.only->length == 2;
  for (ssize i = begin;; i++) {
    i = find_char(data, i, end, first);
    if (i < 0) return -1;
    if (!pair) return i + 1;
    if (i + 1 == end) {
      *keep = i;
      return -1;
    }
    if (data[i + 1] == '\n') return i + 2;
  }
}

}  // namespace

ssize find_line_end(const LineEnds& ends, const void* data, int kind, ssize begin, ssize end, ssize* keep) {
  switch (kind) {
    case 1: return find_end(ends, static_cast<const uint8_t*>(data), begin, end, keep);
    case 2: return find_end(ends, static_cast<const uint16_t*>(data), begin, end, keep);
    default: return find_end(ends, static_cast<const uint32_t*>(data), begin, end, keep);
  }
}

Status check_newline(Thread& t, Str* newline) {
  if (!newline) return Status::ok();
  for (const char* legal : {"", "\n", "\r", "\r\n"})
    if (str_equals(newline, legal)) return Status::ok();
  return raise_value_error(t, "illegal newline value: %R", newline);
}

}  // namespace sidewinder
