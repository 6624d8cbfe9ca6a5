// Quoted-printable text (RFC 2045), and its variant for headers.
#pragma once

#include <string>
#include <string_view>

namespace sidewinder::binascii {

struct QuotingRules {
  bool tabs;    // and spaces are quoted everywhere
  bool text;    // line ends are line ends
  bool header;  // '_' for a space
};
std::string quote_printable(std::string_view data, QuotingRules rules);
std::string unquote_printable(std::string_view data, bool header);
int hex_digit(unsigned char c);  // -1: none

}  // namespace sidewinder::binascii
