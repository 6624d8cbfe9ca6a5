// Where a line of text ends, by the rules that open()'s `newline` chooses.
#pragma once

#include "interpreter/objects/text/str.h"

namespace sidewinder {

struct LineEnds {
  bool translated = false;  // every end is \n already
  bool universal = false;   // \n, \r and \r\n
  Str* only = nullptr;      // else: this text alone
};
// The end of the first line in s[begin, end), behind its newline; -1: it has none. *keep is then from where on the text
// may be the beginning of one.
ssize find_line_end(const LineEnds& ends, const void* data, int kind, ssize begin, ssize end, ssize* keep);

// "illegal newline value: 'x'"
Status check_newline(Thread& t, Str* newline);

}  // namespace sidewinder
