// str: PEP 393 compact strings, CPython's layout; hash cached at 24. Always ready.
#pragma once

#include <string>
#include <string_view>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Str : Object {            // PyASCIIObject 48 bytes; PyCompactUnicodeObject 72 for non-ASCII
  ssize length;                  // 16, in code points
  ssize hash;                    // 24; -1: not computed
  uint32_t state;                // 32: interned:2 kind:3 compact:1 ascii:1 ready:1
  uint32_t padding;
  void* wide;                    // 40
  // non-ASCII: utf8_length 48, utf8 56, wide_length 64, then the data at 72; ASCII: the data at 48. NUL terminated.
  static Type* type();

  int kind() const { return (state >> 2) & 7; }               // 1, 2 or 4 bytes a code point
  bool is_ascii() const { return state & (1u << 6); }
  bool is_interned() const { return state & 3; }
  void* data() const { return const_cast<char*>(reinterpret_cast<const char*>(this)) + (is_ascii() ? 48 : 72); }
  uint32_t at(ssize i) const {
    switch (kind()) {
      case 1: return static_cast<const uint8_t*>(data())[i];
      case 2: return static_cast<const uint16_t*>(data())[i];
      default: return static_cast<const uint32_t*>(data())[i];
    }
  }
};
extern Type str_type;
inline Type* Str::type() { return &str_type; }
PY_ALWAYS_INLINE bool is_str(const Object* o) { return has_flag(o, kTypeUnicode); }

Str* new_str(std::string_view utf8);                          // WTF-8 accepted (surrogates); null: out of memory
Str* new_str_latin1(const uint8_t* data, ssize n);
Str* new_str_of(const uint32_t* code_points, ssize n);        // narrowest kind
Str* new_str_char(uint32_t code_point);                       // latin-1 ones are singletons
Str* empty_str();
Str* intern(Str* s);                                          // the one interned string equal to s; immortal
Str* intern(std::string_view utf8);
std::string str_to_utf8(const Str* s);                        // surrogates as WTF-8
ssize str_hash(Str* s);                                       // never fails, never -1
bool str_equal(const Str* a, const Str* b);
int str_compare(const Str* a, const Str* b);
Str* str_concat(Thread& t, Str* a, Str* b);
Str* str_substring(Str* s, ssize begin, ssize end);
Object* str_percent(Thread& t, Str* format, Object* arguments);   // the % operator
Str* str_format_method(Thread& t, Str* format, Args args);        // str.format

// Builds a string piece by piece.
class StrBuilder {
 public:
  StrBuilder& add(const Str* s);
  StrBuilder& add(std::string_view utf8);
  StrBuilder& add_char(uint32_t code_point);
  Str* finish();                                              // null: out of memory, MemoryError pending
 private:
  std::string utf8_;
};

}  // namespace sidewinder
