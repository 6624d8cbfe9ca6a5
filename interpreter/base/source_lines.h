// Lines of a file of source text, whose ends are those of any system: \n, \r\n or \r.
#pragma once

#include <istream>
#include <string>

namespace sidewinder {

// The next line without its end. False: there is none. *ends: it has an end.
inline bool next_source_line(std::istream& file, std::string* line, bool* ends) {
  constexpr int kNone = std::char_traits<char>::eof();
  std::streambuf* in = file.rdbuf();
  line->clear();
  for (int c; (c = in->sbumpc()) != kNone; line->push_back(char(c))) {
    if (c != '\n' && c != '\r') continue;
    if (c == '\r' && in->sgetc() == '\n') in->sbumpc();
    return *ends = true;
  }
  *ends = false;
  return !line->empty();
}

}  // namespace sidewinder
