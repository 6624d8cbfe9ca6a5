// Two strings as arrays of the same type.
#pragma once

#include <vector>

#include "interpreter/objects/text/str.h"

namespace sidewinder {

// Whether s can hold the characters of part.
inline bool may_contain(const Str* s, const Str* part) {
  return part->kind() <= s->kind() && (part->is_ascii() || !s->is_ascii());
}

// body(text, part): pointers to s's and part's code points, both of s's kind. `impossible` if part has a character that
// s cannot hold.
template <class R, class F> R with_same_kind(const Str* s, const Str* part, R impossible, F&& body) {
  if (!may_contain(s, part)) return impossible;
  return with_code_points(s, [&](auto* text) -> R {
    using T = std::remove_const_t<std::remove_pointer_t<decltype(text)>>;
    if (part->kind() == s->kind()) return body(text, static_cast<const T*>(part->data()));
    std::vector<T> wide(size_t(part->length) + 1);
    str_copy_into(part, 0, part->length, wide.data(), int(sizeof(T)), 0);
    return body(text, static_cast<const T*>(wide.data()));
  });
}

}  // namespace sidewinder
