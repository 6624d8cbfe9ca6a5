// str: creation, comparison, hash, pieces. Searching: str_search.cpp; interned strings: intern.cpp; repr: str_repr.cpp;
// what Python sees: str_type.cpp and str_methods_*.cpp.
#include "interpreter/objects/text/str.h"

#include <climits>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "interpreter/base/utf8.h"
#include "interpreter/execution/request.h"
#include "interpreter/objects/text/hash_bytes.h"
#include "interpreter/objects/text/str_static.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

constexpr uint32_t kStateImmortal = 2;
constexpr uint32_t kStateAscii = 1u << 6;
constexpr uint32_t kStateReady = 1u << 7;

constexpr uint32_t str_state(int kind, bool ascii) {
  return uint32_t(kind) << 2 | kStrStateCompact | (ascii ? kStateAscii : 0) | kStateReady;
}

constexpr Str static_head(ssize length, bool ascii) {
  Str s{};
  s.refcount = kRefcountBias;
  s.cls = &str_type;
  s.length = length;
  s.hash = -1;
  s.state = str_state(1, ascii) | kStateImmortal;
  return s;
}

struct AsciiChar {
  Str head;
  char text[8];
};
struct Latin1Char {
  NonAsciiStr head;
  char text[8];
};

constexpr std::array<AsciiChar, 128> make_ascii() {
  std::array<AsciiChar, 128> all{};
  for (int i = 0; i < 128; i++) all[i] = {static_head(1, true), {char(i)}};
  return all;
}
constexpr std::array<Latin1Char, 128> make_latin1() {
  std::array<Latin1Char, 128> all{};
  for (int i = 0; i < 128; i++) all[i] = {{static_head(1, false), 0, nullptr, 0}, {char(i + 128)}};
  return all;
}

constinit AsciiChar empty = {static_head(0, true), {}};
constinit std::array<AsciiChar, 128> ascii_chars = make_ascii();
constinit std::array<Latin1Char, 128> latin1_chars = make_latin1();

constexpr uint32_t kLastAscii = 0x7f;
constexpr ssize kGrowsFrom = 400;  // below, a copy costs less than a string that can grow

uint32_t largest_of_kind(int kind) { return kind == 1 ? 0xff : kind == 2 ? 0xffff : 0x10ffff; }
int kind_for(uint32_t largest) { return largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4; }

// All bits that any code point has.
template <class T> uint32_t bits_of_all(const T* data, ssize n) {
  using Words [[gnu::vector_size(16), gnu::aligned(1), gnu::may_alias]] = uint64_t;
  constexpr ssize kInWords = sizeof(Words) / sizeof(T);
  Words even{}, odd{};
  ssize i = 0;
  for (; i + 2 * kInWords <= n; i += 2 * kInWords) {
    even |= *reinterpret_cast<const Words*>(data + i);
    odd |= *reinterpret_cast<const Words*>(data + i + kInWords);
  }
  even |= odd;
  uint64_t folded = even[0] | even[1];
  constexpr ssize kInWord = sizeof(uint64_t) / sizeof(T);
  auto fold = [&](ssize at) {
    uint64_t word;
    std::memcpy(&word, data + at, sizeof word);
    folded |= word;
  };
  for (; i + kInWord <= n; i += kInWord) fold(i);
  if (n >= kInWord) fold(n - kInWord);  // some of them again
  uint32_t bits = 0;
  for (; n < kInWord && i < n; i++) bits |= data[i];
  for (ssize k = 0; k < kInWord; k++, folded >>= 8 * sizeof(T) % 64) bits |= T(folded);
  return bits;
}

// At least the greatest code point, and of the same kind: what follows one that needs all of T is not looked at.
template <class T> uint32_t largest_of(const T* data, ssize n) {
  constexpr ssize kPiece = 1024;
  constexpr uint32_t kEnough = sizeof(T) == 1 ? 0x80 : sizeof(T) == 2 ? 0x100 : 0x10000;
  uint32_t bits = 0;
  for (ssize i = 0; i < n && bits < kEnough; i += kPiece) bits |= bits_of_all(data + i, std::min(n - i, kPiece));
  return std::min<uint32_t>(bits, 0x10ffff);
}

template <class From> void copy_as(const From* from, ssize n, void* data, int kind, ssize at) {
  switch (kind) {
    case 1: std::copy(from, from + n, static_cast<uint8_t*>(data) + at); break;
    case 2: std::copy(from, from + n, static_cast<uint16_t*>(data) + at); break;
    default: std::copy(from, from + n, static_cast<uint32_t*>(data) + at); break;
  }
}

template <class T> Str* new_str_narrowed(const T* data, ssize n) {
  if (n == 0) return empty_str();
  uint32_t largest = largest_of(data, n);
  if (n == 1 && largest < 0x100) return new_str_char(largest);
  Str* s = allocate_str(n, largest);
  if (s) copy_as(data, n, s->data(), s->kind(), 0);
  return s;
}

}  // namespace

// n is not 0; everything but the text itself is set.
template <class T, bool kAscii> static PY_ALWAYS_INLINE Str* allocate_compact(ssize n) {
  constexpr size_t kHead = kAscii ? sizeof(Str) : sizeof(NonAsciiStr);
  if (n > (SSIZE_MAX - 128) / ssize(sizeof(T))) return raise_memory_error_no_thread();
  Str* s = static_cast<Str*>(allocate<MemoryKind::String>(kHead + size_t(n + 1) * sizeof(T)));
  if (!s) [[unlikely]]
    return raise_memory_error_no_thread();
  s->refcount = kRefcountBias;
  s->cls = &str_type;
  s->length = n;
  s->hash = -1;
  s->state = str_state(sizeof(T), kAscii);
  s->is_sum = 0;
  s->wide = nullptr;
  if (!kAscii) {
    auto* other = static_cast<NonAsciiStr*>(s);
    other->utf8_length = other->wide_length = 0;
    other->utf8 = nullptr;
  }
  reinterpret_cast<T*>(reinterpret_cast<char*>(s) + kHead)[n] = 0;
  return s;
}

Str* allocate_str(ssize n, uint32_t largest) {
  if (n == 0) return empty_str();
  if (largest < 0x80) return allocate_compact<uint8_t, true>(n);
  switch (kind_for(largest)) {
    case 1: return allocate_compact<uint8_t, false>(n);
    case 2: return allocate_compact<uint16_t, false>(n);
    default: return allocate_compact<uint32_t, false>(n);
  }
}

Str* empty_str() { return &empty.head; }

Str* new_str_char(uint32_t c) {
  if (c < 0x80) return &ascii_chars[c].head;
  if (c < 0x100) return &latin1_chars[c - 0x80].head;
  Str* s = allocate_str(1, c);
  if (s) copy_as(&c, 1, s->data(), s->kind(), 0);
  return s;
}

Str* static_str_for(const Str* s) {
  if (s->length == 0) return empty_str();
  return s->length == 1 && s->kind() == 1 ? new_str_char(s->at(0)) : nullptr;
}

namespace {

// How many code points well-formed UTF-8 has, and a code point that needs as wide a string as the largest of them: the
// first byte of a sequence tells its length, and the greatest byte of all is such a first byte.
struct Utf8Extent {
  ssize length;
  uint32_t largest;
};
Utf8Extent extent_of(std::string_view utf8) {
  ssize continuations = 0;
  uint8_t greatest = 0;
  for (char c : utf8) {
    auto byte = uint8_t(c);
    continuations += (byte & 0xc0) == 0x80;
    greatest = std::max(greatest, byte);
  }
  uint32_t largest = greatest < 0x80 ? 0x7f : greatest < 0xc4 ? 0xff : greatest < 0xf0 ? 0xffff : 0x10ffff;
  return {ssize(utf8.size()) - continuations, largest};
}

template <class Char> void fill_from_utf8(std::string_view utf8, Char* out) {
  const char* p = utf8.data();
  const char* end = p + utf8.size();
  while (p < end) {
    uint64_t word;
    if (end - p >= 8 && (std::memcpy(&word, p, 8), (word & 0x8080808080808080) == 0)) {
      for (int i = 0; i < 8; i++) out[i] = Char(p[i]);
      p += 8;
      out += 8;
    } else if (uint8_t(*p) < 0x80) {
      *out++ = Char(*p++);
    } else {
      Utf8Char c = wtf8_decode(p);
      *out++ = Char(c.code_point);
      p += c.length;
    }
  }
}

}  // namespace

Str* new_str(std::string_view utf8) {
  if (is_ascii(utf8)) return new_str_latin1(reinterpret_cast<const uint8_t*>(utf8.data()), ssize(utf8.size()));
  Utf8Extent extent = extent_of(utf8);
  if (extent.length == 1 && extent.largest < 0x100) return new_str_char(wtf8_decode(utf8.data()).code_point);
  Str* s = allocate_str(extent.length, extent.largest);
  if (!s) return nullptr;
  switch (s->kind()) {
    case 1: fill_from_utf8(utf8, static_cast<uint8_t*>(s->data())); break;
    case 2: fill_from_utf8(utf8, static_cast<uint16_t*>(s->data())); break;
    default: fill_from_utf8(utf8, static_cast<uint32_t*>(s->data())); break;
  }
  return s;
}

Str* new_str_latin1(const uint8_t* data, ssize n) { return new_str_narrowed(data, n); }
Str* new_str_of(const uint16_t* code_points, ssize n) { return new_str_narrowed(code_points, n); }
Str* new_str_of(const uint32_t* code_points, ssize n) { return new_str_narrowed(code_points, n); }

uint32_t str_max_char(const Str* s) { return s->is_ascii() ? kLastAscii : largest_of_kind(s->kind()); }

std::string_view str_ascii_view(const Str* s) { return {static_cast<const char*>(s->data()), size_t(s->length)}; }

bool str_equals(const Str* s, std::string_view ascii) { return s->is_ascii() && str_ascii_view(s) == ascii; }

std::string str_to_utf8(const Str* s) {
  if (s->is_ascii()) return std::string(str_ascii_view(s));
  std::string out;
  out.reserve(size_t(s->length) * 2);
  with_code_points(s, [&](auto* p) {
    for (ssize i = 0; i < s->length; i++) utf8_append(out, p[i]);
  });
  return out;
}

void str_copy_into(const Str* s, ssize begin, ssize n, void* data, int kind, ssize at) {
  if (s->kind() == kind) {
    std::memcpy(static_cast<char*>(data) + at * kind, static_cast<const char*>(s->data()) + begin * kind,
                size_t(n * kind));
    return;
  }
  with_code_points(s, [&](auto* p) { copy_as(p + begin, n, data, kind, at); });
}

ssize str_sizeof(const Str& s) { return s.head_size() + (s.length + 1) * s.kind(); }

Str* str_exact(Str* s) { return is_exact<Str>(s) ? s : str_substring(s, 0, s->length); }

ssize str_hash(Str* s) {
  if (s->hash == -1) s->hash = hash_bytes(s->data(), size_t(s->length) * size_t(s->kind()));
  return s->hash;
}

bool str_equal(const Str* a, const Str* b) {
  if (a == b) return true;
  if (a->length != b->length || a->kind() != b->kind()) return false;
  if (a->is_interned() && b->is_interned()) return false;
  if (a->hash != b->hash && a->hash != -1 && b->hash != -1) return false;
  return std::memcmp(a->data(), b->data(), size_t(a->length) * size_t(a->kind())) == 0;
}

int str_compare(const Str* a, const Str* b) {
  ssize n = std::min(a->length, b->length);
  if (a->kind() == 1 && b->kind() == 1) {
    int order = std::memcmp(a->data(), b->data(), size_t(n));
    if (order) return order < 0 ? -1 : 1;
  } else {
    for (ssize i = 0; i < n; i++) {
      uint32_t x = a->at(i);
      uint32_t y = b->at(i);
      if (x != y) return x < y ? -1 : 1;
    }
  }
  return a->length == b->length ? 0 : a->length < b->length ? -1 : 1;
}

Str* str_concat(Thread&, Str* a, Str* b) {
  if (a->length == 0) return str_exact(b);
  if (b->length == 0) return str_exact(a);
  if (a->is_sum && a->length >= kGrowsFrom) return str_grow(a, b);
  if (a->is_ascii() && b->is_ascii()) {
    Str* s = allocate_compact<uint8_t, true>(a->length + b->length);
    if (!s) return nullptr;
    auto* text = static_cast<char*>(s->data());
    std::memcpy(text, a->data(), size_t(a->length));
    std::memcpy(text + a->length, b->data(), size_t(b->length));
    s->is_sum = 1;
    return s;
  }
  Str* s = allocate_str(a->length + b->length, std::max(str_max_char(a), str_max_char(b)));
  if (!s) return nullptr;
  void* data = s->data();
  int kind = s->kind();
  str_copy_into(a, 0, a->length, data, kind, 0);
  str_copy_into(b, 0, b->length, data, kind, a->length);
  s->is_sum = 1;
  return s;
}

Str* str_substring(Str* s, ssize begin, ssize end) {
  ssize n = end - begin;
  if (n <= 0) return empty_str();
  if (n == s->length && is_exact<Str>(s)) return s;
  if (n == 1) return new_str_char(s->at(begin));
  if (s->is_ascii()) {
    Str* part = allocate_str(n, kLastAscii);
    if (part) std::memcpy(part->data(), static_cast<const char*>(s->data()) + begin, size_t(n));
    return part;
  }
  return with_code_points(s, [&](auto* p) { return new_str_narrowed(p + begin, n); });
}

Str* str_repeat(Thread& t, Str* s, ssize times) {
  if (times <= 0 || s->length == 0) return empty_str();
  if (times == 1) return str_exact(s);
  if (s->length > SSIZE_MAX / 4 / times) return raise_memory_error(t);
  ssize n = s->length * times;
  Str* out = allocate_str(n, str_max_char(s));
  if (!out) return nullptr;
  int kind = s->kind();
  char* data = static_cast<char*>(out->data());
  size_t unit = size_t(s->length * kind);
  size_t total = size_t(n * kind);
  TRY(interruptible(t, total, [&] {
    if (unit == 1) {
      std::memset(data, *static_cast<const char*>(s->data()), total);
      return;
    }
    std::memcpy(data, s->data(), unit);
    for (size_t filled = unit; filled < total;) {
      size_t more = std::min(filled, total - filled);
      std::memcpy(data + filled, data, more);
      filled += more;
    }
  }));
  return out;
}

// ---- StrBuilder ----

TextBytes::~TextBytes() {
  if (data_ != inline_) std::free(data_);
}

bool TextBytes::reserve(size_t more) {
  size_t capacity = std::max(capacity_ * 2, size_ + more);
  char* old = data_ == inline_ ? nullptr : data_;
  void* larger = more > SSIZE_MAX - size_ ? nullptr : std::realloc(old, capacity);
  if (!larger) {
    failed_ = true;
    return false;
  }
  if (!old) std::memcpy(larger, inline_, size_);
  data_ = static_cast<char*>(larger);
  capacity_ = capacity;
  return true;
}

namespace {

// From the end on: each code point goes to where it was or behind it.
template <class From> void widen_as(const char* bytes, ssize n, void* to, int kind) {
  auto* from = reinterpret_cast<const From*>(bytes);
  if (kind == 2)
    for (ssize i = n - 1; i >= 0; i--) static_cast<uint16_t*>(to)[i] = uint16_t(from[i]);
  else
    for (ssize i = n - 1; i >= 0; i--) static_cast<uint32_t*>(to)[i] = from[i];
}

void widen_in_place(char* bytes, ssize n, int from, int to) {
  if (from == 1) widen_as<uint8_t>(bytes, n, bytes, to);
  else widen_as<uint16_t>(bytes, n, bytes, to);
}

}  // namespace

void StrBuilder::widen_for(uint32_t largest) {
  int kind = kind_for(largest);
  largest_ = largest < 0x80 ? kLastAscii : largest_of_kind(kind);
  if (kind == kind_) return;
  ssize n = length();
  if (bytes_.extend(size_t(n) * size_t(kind - kind_))) widen_in_place(bytes_.data(), n, kind_, kind);
  kind_ = kind;
}

StrBuilder& StrBuilder::add(const Str* s, ssize begin, ssize end) {
  ssize n = end - begin;
  if (n <= 0) return *this;
  uint32_t largest = str_max_char(s);
  bool may_be_narrower = largest > largest_ && !s->is_ascii() && n < s->length;  // a part than the whole
  if (may_be_narrower) largest = with_code_points(s, [&](auto* p) { return largest_of(p + begin, n); });
  if (largest > largest_) widen_for(largest);
  if (s->kind() == kind_) {
    bytes_.append(static_cast<const char*>(s->data()) + begin * kind_, size_t(n * kind_));
  } else if (s->kind() < kind_) {
    if (char* to = bytes_.extend(size_t(n * kind_))) str_copy_into(s, begin, n, to, kind_, 0);
  } else {
    for (ssize i = begin; i < end; i++) put(s->at(i));
  }
  return *this;
}

StrBuilder& StrBuilder::add(std::string_view utf8) {
  if (is_ascii(utf8) && kind_ == 1) {
    largest_ = std::max(largest_, kLastAscii);
    bytes_.append(utf8.data(), utf8.size());
    return *this;
  }
  const char* end = utf8.data() + utf8.size();
  for (const char* p = utf8.data(); p < end;) {
    Utf8Char c = wtf8_decode(p);
    add_char(c.code_point);
    p += c.length;
  }
  return *this;
}

StrBuilder& StrBuilder::add_repeated(uint32_t code_point, ssize times) {
  if (times <= 0) return *this;
  if (code_point > largest_) widen_for(code_point);
  char* to = bytes_.extend(size_t(times) * size_t(kind_));
  if (!to) return *this;
  switch (kind_) {
    case 1: std::memset(to, int(code_point), size_t(times)); break;
    case 2: std::fill_n(reinterpret_cast<uint16_t*>(to), times, uint16_t(code_point)); break;
    default: std::fill_n(reinterpret_cast<uint32_t*>(to), times, code_point); break;
  }
  return *this;
}

Str* StrBuilder::finish() {
  if (bytes_.failed()) return raise_memory_error_no_thread();
  const char* data = bytes_.data();
  if (largest_ <= kLastAscii && length() > 1) {
    Str* s = allocate_str(length(), kLastAscii);
    if (s) std::memcpy(s->data(), data, bytes_.size());
    return s;
  }
  switch (kind_) {
    case 1: return new_str_narrowed(reinterpret_cast<const uint8_t*>(data), length());
    case 2: return new_str_narrowed(reinterpret_cast<const uint16_t*>(data), length());
    default: return new_str_narrowed(reinterpret_cast<const uint32_t*>(data), length());
  }
}

}  // namespace sidewinder
