// Characters and comparisons of exact strings in a trace, without residual calls where the text is ASCII.
#pragma once

#include "interpreter/execution/helpers.h"
#include "interpreter/execution/machine_frame.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace help {
Object* chr(Thread& t, int64_t code_point);
int64_t str_unit(Object* s, int64_t i);          // the code point at an index that is in range
int64_t str_compare_text(Object* a, Object* b);  // below, equal to or above zero
int64_t str_equal_text(Object* a, Object* b);    // 0 or 1
Object* const* latin1_characters();              // the strings of one character below 256
Object* str_of_int(Thread& t, int64_t value);
Object* bytes_of_ascii(Thread& t, Object* s);  // of a plain ASCII str
}  // namespace help
namespace helpers {
inline constexpr TypedHelper chr_row{"chr", &help::chr, kRaising};
inline constexpr TypedHelper str_of_int_row{"str_of_int", &help::str_of_int, kRaising};
inline constexpr TypedHelper bytes_of_ascii_row{"bytes_of_ascii", &help::bytes_of_ascii, kRaising};
inline constexpr TypedHelper str_unit_row{"str_unit", &help::str_unit, kEffectPure};
inline constexpr TypedHelper str_compare_text_row{"str_compare_text", &help::str_compare_text, kEffectPure};
inline constexpr TypedHelper str_equal_text_row{"str_equal_text", &help::str_equal_text, kEffectPure};
}  // namespace helpers

constexpr int kLatin1Characters = 256;
constexpr uint32_t kAsciiState = 1u << 6;  // of str.state: Str::is_ascii

// Do the characters of an exact str stand, one byte each, behind its head?
template <class M> bool is_plain_ascii(M& m, typename M::Ref s) {
  constexpr int64_t kPlain = kStrStateCompact | kAsciiState;
  return m.test(m.int_eq(m.int_and(m.load_int(s, fields::str_state), m.int_(kPlain)), m.int_(kPlain)));
}
// The code point at `index`, which is in range, of an exact str.
template <class M> typename M::Int unit_of_text(M& m, typename M::Ref s, typename M::Int index) {
  if (is_plain_ascii(m, s)) return m.item_int(s, index, fields::str_ascii);
  return m.call(helpers::str_unit_row, s, index);
}
// The string of one character; false: it must be made, or refused.
template <class M> bool character_of(M& m, typename M::Int unit, typename M::Ref* character) {
  if (!m.test(m.int_below(unit, m.int_(kLatin1Characters)))) return false;
  *character = m.item_ref(m.ptr(help::latin1_characters()), unit, fields::latin1_characters);
  return true;
}
template <class M> bool put_character(M& m, Frame<M>& f, int result, typename M::Int unit) {
  typename M::Ref character{};
  if (!character_of(m, unit, &character)) return false;
  f.set(result, character);
  return true;
}
// The character at an index in range of an exact str; false likewise.
template <class M> bool character_at(M& m, typename M::Ref s, typename M::Int index, typename M::Ref* character) {
  return character_of(m, unit_of_text(m, s, index), character);
}

// s.encode() of ASCII, which is the same in the encodings that most programs name. False: nothing done.
bool is_ascii_encoding(const Object* name);
template <class M>
bool encode_inline(M& m, Frame<M>& f, int result, const typename M::Ref* values, int count, Next* next) {
  if constexpr (M::kRecords) {
    bool is_known = count == 1 || (count == 2 && values[1].name.is_constant() && is_ascii_encoding(m.peek(values[1])));
    if (!is_known || !is_exact(m, values[0], Str::type()) || !is_plain_ascii(m, values[0])) return false;
    *next = finish(m, f, result, helpers::bytes_of_ascii_row, values[0]);
    return true;
  }
  return false;
}

template <class M> bool native_ord(M& m, Frame<M>& f, int result, typename M::Ref s) {
  if (!is_exact(m, s, Str::type()) || !m.test(m.int_eq(m.load_int(s, fields::str_length), m.int_(1)))) return false;
  f.set(result, new_int(m, unit_of_text(m, s, m.int_(0))));
  return true;
}

// Two exact strings compared: the bool goes to `result`.
template <class M>
bool compare_text(M& m, Frame<M>& f, int result, typename M::Ref a, typename M::Ref b, CompareOp op) {
  if (!is_exact(m, a, Str::type()) || !is_exact(m, b, Str::type())) return false;
  auto zero = m.int_(0);
  auto put = [&](typename M::Flag flag) { f.set(result, new_bool(m, flag)); };
  switch (CompareOp(m.plain(int(op), 6))) {
    case CompareOp::Eq: put(m.int_ne(m.call(helpers::str_equal_text_row, a, b), zero)); break;
    case CompareOp::Ne: put(m.int_eq(m.call(helpers::str_equal_text_row, a, b), zero)); break;
    case CompareOp::Lt: put(m.int_lt(m.call(helpers::str_compare_text_row, a, b), zero)); break;
    case CompareOp::Le: put(m.int_le(m.call(helpers::str_compare_text_row, a, b), zero)); break;
    case CompareOp::Gt: put(m.int_gt(m.call(helpers::str_compare_text_row, a, b), zero)); break;
    default: put(m.int_ge(m.call(helpers::str_compare_text_row, a, b), zero)); break;
  }
  return true;
}
// An exact string against a constant of one character: by its code point. False: it is none, or no string.
template <class M>
bool equals_character(M& m, typename M::Ref a, typename M::Ref constant, typename M::Flag* equal, bool* other_length) {
  if (!is_exact(m, a, Str::type())) return false;
  const auto* text = reinterpret_cast<const Str*>(m.peek(constant));
  bool is_character = text->cls == Str::type() && text->length == 1;
  if (!m.plain(is_character, 2)) return false;
  *other_length = !m.test(m.int_eq(m.load_int(a, fields::str_length), m.int_(1)));
  if (!*other_length) *equal = m.int_eq(unit_of_text(m, a, m.int_(0)), m.int_(is_character ? text->at(0) : 0));
  return true;
}

}  // namespace sidewinder
