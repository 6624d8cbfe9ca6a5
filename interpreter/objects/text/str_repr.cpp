// repr of strings, and strings as number literals.
#include "interpreter/objects/text/number_text.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/objects/text/unicode_data.h"

namespace sidewinder {

namespace {

void add_hex(StrBuilder& out, char letter, uint32_t c, int digits) {
  out.add_char('\\').add_char(uint32_t(letter));
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    out.add_char(uint32_t("0123456789abcdef"[c >> shift & 15]));
}

void add_escaped(StrBuilder& out, uint32_t c) {
  if (c < 0x100) add_hex(out, 'x', c, 2);
  else if (c < 0x10000) add_hex(out, 'u', c, 4);
  else add_hex(out, 'U', c, 8);
}

void add_quoted(StrBuilder& out, uint32_t c, uint32_t quote) {
  switch (c) {
    case '\n': out.add("\\n"); return;
    case '\r': out.add("\\r"); return;
    case '\t': out.add("\\t"); return;
    default: break;
  }
  if (c == quote || c == '\\') out.add_char('\\').add_char(c);
  else if (c >= ' ' && c < 0x7f) out.add_char(c);
  else if (c > 0x7f && unicode::has(c, unicode::kPrintable)) out.add_char(c);
  else add_escaped(out, c);
}

}  // namespace

Str* str_repr(const Str* s) {
  bool single = false;
  bool twice = false;
  for (ssize i = 0; i < s->length; i++) {
    single |= s->at(i) == '\'';
    twice |= s->at(i) == '"';
  }
  uint32_t quote = single && !twice ? '"' : '\'';
  StrBuilder out;
  out.add_char(quote);
  with_code_points(s, [&](auto* p) {
    for (ssize i = 0; i < s->length; i++) add_quoted(out, p[i], quote);
  });
  return out.add_char(quote).finish();
}

std::string ascii_number_text(const Str* s) {
  if (s->is_ascii()) return std::string(str_ascii_view(s));
  std::string out;
  for (ssize i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    const unicode::Record& r = unicode::record(c);
    if (c < 0x80) out.push_back(char(c));
    else if (r.flags & unicode::kSpace) out.push_back(' ');
    else out.push_back(r.flags & unicode::kDecimal ? char('0' + r.decimal) : '?');
  }
  return out;
}

}  // namespace sidewinder
