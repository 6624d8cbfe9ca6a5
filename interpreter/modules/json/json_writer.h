// Text that JSON is written to: ASCII as long as it is that.
#pragma once

#include <string>

#include "interpreter/objects/text/str.h"

namespace sidewinder {

class JsonWriter {
 public:
  void add(std::string_view ascii) { ascii_.append(ascii); }
  void add(char c) { ascii_.push_back(c); }
  void add(const Str* s) {
    if (s->is_ascii()) return add(str_ascii_view(s));
    flush();
    wide_.add(s);
  }
  void add_code_point(uint32_t c) {
    if (c < 0x80) return add(char(c));
    flush();
    wide_.add_char(c);
  }
  Str* finish() {
    if (!is_wide_) return new_str_latin1(reinterpret_cast<const uint8_t*>(ascii_.data()), ssize(ascii_.size()));
    flush();
    return wide_.finish();
  }

 private:
  void flush() {
    is_wide_ = true;
    for (char c : ascii_) wide_.add_char(uint8_t(c));
    ascii_.clear();
  }

  std::string ascii_;  // what follows `wide_`
  StrBuilder wide_;
  bool is_wide_ = false;
};

// Who makes the literals of strings: one of the module's functions, or one that has to be called.
enum class StringEncoder : uint8_t { Ascii, Any, Call };
StringEncoder json_string_encoder(Object* function);
// The string as a JSON literal. `ascii_only`: other characters are escaped.
void json_write_string(JsonWriter& out, const Str* s, bool ascii_only);

}  // namespace sidewinder
