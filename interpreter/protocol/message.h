// The text of a message whose format is that of raise(): for what is not raised at once.
#pragma once

#include <cstdarg>
#include <cstdint>
#include <string>

#include "interpreter/protocol/error.h"

namespace sidewinder {

bool format_message(Thread& t, const char* format, va_list arguments, std::string* out);  // false: raised

// The same in two steps: the operands, as words; and the text.
struct MessageOperands {
  static constexpr int kMost = 16;
  uint64_t words[kMost];
  int count = 0;
  bool is_lasting = true;  // the text can be made later: neither format nor operands change or end, or run Python code
};
MessageOperands message_operands(const char* format, va_list arguments);
bool text_of_message(Thread& t, const char* format, const uint64_t* words, std::string* out);  // false: raised

}  // namespace sidewinder
