#include "interpreter/syntax/lexer/token.h"

namespace sidewinder {

namespace {

constexpr std::string_view kTokenTexts[kTokenKinds] = {
#define TOKEN(kind) #kind,
#define OPERATOR(kind, text) text,
#define KEYWORD(kind, text) text,
#include "interpreter/syntax/lexer/tokens.def"
};

}  // namespace

std::string_view token_kind_text(TokenKind kind) { return kTokenTexts[static_cast<int>(kind)]; }

void intern_keywords(NameTable& names) {
  for (int kind = static_cast<int>(TokenKind::False); kind < kTokenKinds; kind++) {
    names.mark_keyword(kTokenTexts[kind], static_cast<uint8_t>(kind));
  }
}

}  // namespace sidewinder
