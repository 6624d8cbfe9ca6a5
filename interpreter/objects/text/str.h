// str: PEP 393 strings, CPython's layout; hash cached at 24. Always ready. All are compact, instances of subclasses
// too, but for those that grow by concatenation (str_grown.cpp) and of classes of C with fields there (str_type.cpp).
#pragma once

#include <string>
#include <string_view>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

constexpr uint32_t kStrStateCompact = 1u << 5;

struct Str : Object {  // PyASCIIObject
  ssize length;        // 16, in code points
  ssize hash;          // 24; -1: not computed
  uint32_t state;      // 32: interned:2 kind:3 compact:1 ascii:1 ready:1
  uint32_t is_sum;     // 36: it came from a concatenation, so that the next one leaves room. C has padding there
  void* wide;          // 40
  // ASCII: the data follows. Otherwise it follows the fields of NonAsciiStr. NUL terminated.
  static Type* type();

  int kind() const { return (state >> 2) & 7; }  // 1, 2 or 4 bytes a code point
  bool is_ascii() const { return state & (1u << 6); }
  bool is_interned() const { return state & 3; }
  bool is_compact() const { return state & kStrStateCompact; }
  ssize head_size() const;  // where the data of a compact one begins
  void* data() const;
  uint32_t at(ssize i) const {
    switch (kind()) {
      case 1: return static_cast<const uint8_t*>(data())[i];
      case 2: return static_cast<const uint16_t*>(data())[i];
      default: return static_cast<const uint32_t*>(data())[i];
    }
  }
};
struct NonAsciiStr : Str {  // PyCompactUnicodeObject
  ssize utf8_length;        // 48
  char* utf8;               // 56: made when C asks for it
  ssize wide_length;        // 64
};
struct TextBuffer;
struct GrownStr : NonAsciiStr {  // PyUnicodeObject, but for the last field; in memory of the kind Object
  void* text;                    // 72: within the buffer
  TextBuffer* buffer;            // 80: shared with what it grew from and what grew from it: str_grown.cpp
};
static_assert(sizeof(Str) == 48 && sizeof(NonAsciiStr) == 72);
inline ssize Str::head_size() const { return is_ascii() ? sizeof(Str) : sizeof(NonAsciiStr); }
inline void* Str::data() const {
  if (!is_compact()) [[unlikely]]
    return static_cast<const GrownStr*>(this)->text;
  return const_cast<char*>(reinterpret_cast<const char*>(this)) + head_size();
}

extern Type str_type, str_iterator_type, str_ascii_iterator_type;
inline Type* Str::type() { return &str_type; }
PY_ALWAYS_INLINE bool is_str(const Object* o) { return has_flag(o, kTypeUnicode); }

Str* new_str(std::string_view utf8);  // WTF-8 accepted (surrogates); null: out of memory
Str* new_str_latin1(const uint8_t* data, ssize n);
Str* new_str_of(const uint32_t* code_points, ssize n);  // narrowest kind
Str* new_str_char(uint32_t code_point);                 // latin-1 ones are singletons
Str* empty_str();
Str* intern(Str* s);  // the one interned string equal to s; immortal
Str* intern(std::string_view utf8);
std::string str_to_utf8(const Str* s);  // surrogates as WTF-8
ssize str_hash(Str* s);                 // never fails, never -1
bool str_equal(const Str* a, const Str* b);
int str_compare(const Str* a, const Str* b);
Str* str_concat(Thread& t, Str* a, Str* b);
// The same for an `a` that is a sum already, in time that depends on b alone: str_grown.cpp.
Str* str_grow(Str* a, Str* b);
// From now on the text of s has a NUL behind it, and nothing that grows overwrites that: for C. False: no memory.
bool str_settle(Str* s);
Str* str_substring(Str* s, ssize begin, ssize end);
Object* str_percent(Thread& t, Str* format, Object* arguments);  // the % operator
ssize str_sizeof(const Str& s);                                  // of the whole object, in bytes

// A new string of n code points of which `largest` is the greatest; the caller fills data(). n = 0 gives the empty
// string; of one latin-1 character, use new_str_char. Null: MemoryError pending.
Str* allocate_str(ssize n, uint32_t largest);
Str* new_str_of(const uint16_t* code_points, ssize n);  // narrowest kind
Str* str_exact(Str* s);                                 // the same text as an exact str
uint32_t str_max_char(const Str* s);                    // an upper bound: 0x7f, 0xff, 0xffff or 0x10ffff
std::string_view str_ascii_view(const Str* s);          // s->is_ascii()
bool str_equals(const Str* s, std::string_view ascii);
Str* str_repr(const Str* s);  // null: MemoryError pending
Str* str_repeat(Thread& t, Str* s, ssize times);
Str* str_join(Thread& t, Str* separator, Object* iterable);
ssize str_find(const Str* s, const Str* part, ssize begin, ssize end);  // -1: not there; bounds in range
ssize str_rfind(const Str* s, const Str* part, ssize begin, ssize end);
ssize str_count(const Str* s, const Str* part, ssize begin, ssize end);
Str* str_replace(Thread& t, Str* s, const Str* part, const Str* by, ssize most /* -1: all */);
Object* str_format_with_spec(Thread& t, Str* s, Str* spec);  // format(s, spec)
// Copies code points of s into a string of the same or a wider kind.
void str_copy_into(const Str* s, ssize begin, ssize n, void* data, int kind, ssize at);

// Runs body with the code points as a pointer to uint8_t, uint16_t or uint32_t.
template <class F> decltype(auto) with_code_points(const Str* s, F&& body) {
  switch (s->kind()) {
    case 1: return body(static_cast<const uint8_t*>(s->data()));
    case 2: return body(static_cast<const uint16_t*>(s->data()));
    default: return body(static_cast<const uint32_t*>(s->data()));
  }
}

// Bytes that are put together. When there is no memory for more, what is added is lost, and failed() says so.
class TextBytes {
 public:
  TextBytes() = default;
  TextBytes(const TextBytes&) = delete;
  TextBytes& operator=(const TextBytes&) = delete;
  ~TextBytes();
  char* data() { return data_; }
  size_t size() const { return size_; }
  bool failed() const { return failed_; }
  void push_back(char c) {
    if (size_ == capacity_ && !reserve(1)) [[unlikely]]
      return;
    data_[size_++] = c;
  }
  void append(const char* bytes, size_t n) {
    if (char* at = extend(n)) std::memcpy(at, bytes, n);
  }
  // n more bytes for the caller to fill; null: failed.
  char* extend(size_t n) {
    if (n > capacity_ - size_ && !reserve(n)) [[unlikely]]
      return nullptr;
    size_ += n;
    return data_ + size_ - n;
  }

 private:
  bool reserve(size_t more);

  static constexpr size_t kInline = 96;
  char* data_ = inline_;
  size_t size_ = 0, capacity_ = kInline;
  bool failed_ = false;
  alignas(uint64_t) char inline_[kInline];  // of any kind of code points
};

// Builds a string piece by piece, in the narrowest kind so far.
class StrBuilder {
 public:
  StrBuilder& add(const Str* s) { return add(s, 0, s->length); }
  StrBuilder& add(const Str* s, ssize begin, ssize end);
  StrBuilder& add(std::string_view utf8);
  StrBuilder& add_char(uint32_t code_point) {
    if (code_point > largest_) [[unlikely]]
      widen_for(code_point);
    put(code_point);
    return *this;
  }
  StrBuilder& add_repeated(uint32_t code_point, ssize times);
  ssize length() const { return ssize(bytes_.size()) / kind_; }
  Str* finish();  // null: out of memory, MemoryError pending

 private:
  void put(uint32_t code_point) {
    if (kind_ == 1) bytes_.push_back(char(code_point));
    else bytes_.append(reinterpret_cast<const char*>(&code_point), size_t(kind_));
  }
  void widen_for(uint32_t largest);

  TextBytes bytes_;
  int kind_ = 1;
  uint32_t largest_ = 0;  // at least every code point so far
};

}  // namespace sidewinder
