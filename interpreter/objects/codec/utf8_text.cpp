#include "interpreter/objects/codec/utf8_text.h"

#include <algorithm>
#include <cstring>

#include "interpreter/base/utf8.h"

namespace sidewinder {

namespace {

constexpr uint64_t kHighBits = 0x8080808080808080ull;

PY_ALWAYS_INLINE uint64_t load(const uint8_t* p) {
  uint64_t word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

// The end of the run of ASCII that begins at p.
PY_ALWAYS_INLINE const uint8_t* ascii_end(const uint8_t* p, const uint8_t* end) {
  while (end - p >= 32) {
    if ((load(p) | load(p + 8) | load(p + 16) | load(p + 24)) & kHighBits) break;
    p += 32;
  }
  while (end - p >= 8 && !(load(p) & kHighBits)) p += 8;
  while (p < end && *p < 0x80) p++;
  return p;
}

bool continues(uint8_t c) { return (c & 0xc0) == 0x80; }

// The length of the valid sequence of several bytes at p; 0: there is none.
PY_ALWAYS_INLINE int sequence_length(const uint8_t* p, const uint8_t* end, bool surrogates) {
  uint8_t first = *p;
  if (first < 0xe0) return first >= 0xc2 && end - p >= 2 && continues(p[1]) ? 2 : 0;
  if (first < 0xf0) {
    if (end - p < 3 || !continues(p[1]) || !continues(p[2])) return 0;
    if (first == 0xe0 && p[1] < 0xa0) return 0;
    return first == 0xed && p[1] >= 0xa0 && !surrogates ? 0 : 3;
  }
  if (first > 0xf4 || end - p < 4 || !continues(p[1]) || !continues(p[2]) || !continues(p[3])) return 0;
  if ((first == 0xf0 && p[1] < 0x90) || (first == 0xf4 && p[1] >= 0x90)) return 0;
  return 4;
}

template <class T> void fill(const uint8_t* p, const uint8_t* end, T* out) {
  while (p < end) {
    const uint8_t* run = ascii_end(p, end);
    out = std::copy(p, run, out);
    p = run;
    while (p < end && *p >= 0x80) {
      if (*p < 0xe0) {
        *out++ = T((p[0] & 0x1f) << 6 | (p[1] & 0x3f));
        p += 2;
      } else if (*p < 0xf0) {
        *out++ = T((p[0] & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f));
        p += 3;
      } else {
        *out++ = T((p[0] & 0x07) << 18 | (p[1] & 0x3f) << 12 | (p[2] & 0x3f) << 6 | (p[3] & 0x3f));
        p += 4;
      }
    }
  }
}

const uint8_t* bytes_of(std::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }

}  // namespace

Utf8Measure measure_utf8(std::string_view bytes, bool surrogates) {
  const uint8_t* begin = bytes_of(bytes);
  const uint8_t* end = begin + bytes.size();
  const uint8_t* p = begin;
  ssize continuations = 0;
  uint8_t greatest = 0;
  while ((p = ascii_end(p, end)) < end) {
    do {
      int n = sequence_length(p, end, surrogates);
      if (!n) goto done;
      greatest = std::max(greatest, *p);
      continuations += n - 1;
      p += n;
    } while (p < end && *p >= 0x80);
  }
done:
  uint32_t largest = greatest == 0 ? 0x7f : greatest < 0xc4 ? 0xff : greatest < 0xf0 ? 0xffff : 0x10ffff;
  return {p - begin, p - begin - continuations, largest};
}

Str* new_str_of_utf8(std::string_view bytes, const Utf8Measure& m) {
  const uint8_t* p = bytes_of(bytes);
  if (m.characters <= 1) {
    if (m.characters == 0) return empty_str();
    uint32_t c;
    fill(p, p + m.valid, &c);
    return new_str_char(c);
  }
  Str* s = allocate_str(m.characters, m.largest);
  if (!s) return nullptr;
  if (m.valid == m.characters) {
    std::memcpy(s->data(), p, size_t(m.valid));
    return s;
  }
  with_code_points(s, [&](auto* out) {
    using T = std::remove_const_t<std::remove_pointer_t<decltype(out)>>;
    fill(p, p + m.valid, const_cast<T*>(out));
  });
  return s;
}

void add_utf8(StrBuilder& out, std::string_view bytes, const Utf8Measure& m) {
  if (Str* s = new_str_of_utf8(bytes, m)) out.add(s);
}

ssize utf8_length(const Str* s, bool* surrogates) {
  *surrogates = false;
  if (s->is_ascii()) return s->length;
  return with_code_points(s, [&](auto* p) {
    ssize n = s->length;
    ssize more = 0;
    bool found = false;
    for (ssize i = 0; i < n; i++) {
      uint32_t c = p[i];
      more += (c >= 0x80) + (c >= 0x800) + (c >= 0x10000);
      if constexpr (sizeof(*p) > 1) found |= is_surrogate(c);
    }
    *surrogates = found;
    return n + more;
  });
}

void write_utf8(const Str* s, char* out) {
  if (s->is_ascii()) {
    std::memcpy(out, s->data(), size_t(s->length));
    return;
  }
  with_code_points(s, [&](auto* p) {
    for (ssize i = 0; i < s->length; i++) {
      if (p[i] < 0x80) *out++ = char(p[i]);
      else out += utf8_encode(p[i], out);
    }
  });
}

}  // namespace sidewinder
