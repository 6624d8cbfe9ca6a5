// Type comments (PEP 484): `# type: text`.

#pragma once

#include <string_view>

namespace sidewinder::ast {

// What follows the word in a comment that begins with '#'; no data: it is no type comment.
inline std::string_view type_in_comment(std::string_view comment) {
  constexpr std::string_view kWord = "type:";
  size_t word = comment.find_first_not_of(" \t", 1);
  if (word == comment.npos || !comment.substr(word).starts_with(kWord)) return {};
  size_t begin = comment.find_first_not_of(" \t", word + kWord.size());
  return begin == comment.npos ? comment.substr(comment.size()) : comment.substr(begin);
}

// "ignore", and what follows it is no part of the word.
inline bool is_ignore(std::string_view type) {
  if (!type.starts_with("ignore")) return false;
  if (type.size() == 6) return true;
  char c = type[6];
  return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80));
}

}  // namespace sidewinder::ast
