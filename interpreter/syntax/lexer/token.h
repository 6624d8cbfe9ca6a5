// Tokens: what the lexer makes of a source text.

#pragma once

#include <cstdint>
#include <string_view>

#include "interpreter/syntax/lexer/identifier.h"
#include "interpreter/syntax/lexer/location.h"

namespace sidewinder {

enum class TokenKind : uint8_t {
#define TOKEN(kind) kind,
#define OPERATOR(kind, text) kind,
#define KEYWORD(kind, text) kind,
#include "interpreter/syntax/lexer/tokens.def"
};

constexpr int kTokenKinds = static_cast<int>(TokenKind::Yield) + 1;

// "(", "for", ...; for kinds of varying text their name.
std::string_view token_kind_text(TokenKind kind);

struct Token : ast::Location {
  TokenKind kind;
  bool in_parentheses;  // read at a nesting level above 0
  uint32_t start;       // offsets in the lexed text
  uint32_t end;
  Identifier name;  // Name and keywords
};

// Enters the reserved words, so that the lexer recognises them by interning.
void intern_keywords(NameTable& names);

}  // namespace sidewinder
