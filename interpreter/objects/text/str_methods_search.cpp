// Methods of str that look for other strings: find, count, startswith, removeprefix, partition, split ...
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str_methods.h"
#include "interpreter/objects/text/str_pieces.h"
#include "interpreter/objects/text/unicode_data.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

// ---- find, index, count ----

namespace {

Str* string_part(Thread& t, Object* o) {
  if (is_str(o)) [[likely]]
    return cast<Str>(o);
  return raise_type_error(t, "must be str, not %T", o);
}

using FindFn = ssize (*)(const Str*, const Str*, ssize, ssize);

PY_ALWAYS_INLINE Result<ssize> search_with(Thread& t, FindFn find, const Str& self, Object* part, SearchBound start,
                                           SearchBound end) {
  Str* wanted = TRY(string_part(t, part));
  SearchBounds bounds = search_bounds(start, end, self.length);
  return find(&self, wanted, bounds.begin, bounds.end);
}

Result<ssize> found_or_raise(Thread& t, Result<ssize> at) {
  if (!at.failed() && at.value < 0) return raise_value_error(t, "substring not found");
  return at;
}

}  // namespace

Result<ssize> str_count_within(Thread& t, Str& self, Object* part, SearchBound start, SearchBound end) {
  return search_with(t, str_count, self, part, start, end);
}
Result<ssize> str_find_within(Thread& t, Str& self, Object* part, SearchBound start, SearchBound end) {
  return search_with(t, str_find, self, part, start, end);
}
Result<ssize> str_rfind_within(Thread& t, Str& self, Object* part, SearchBound start, SearchBound end) {
  return search_with(t, str_rfind, self, part, start, end);
}
Result<ssize> str_index(Thread& t, Str& self, Object* part, SearchBound start, SearchBound end) {
  return found_or_raise(t, search_with(t, str_find, self, part, start, end));
}
Result<ssize> str_rindex(Thread& t, Str& self, Object* part, SearchBound start, SearchBound end) {
  return found_or_raise(t, search_with(t, str_rfind, self, part, start, end));
}

// ---- startswith, endswith, removeprefix, removesuffix ----

namespace {

bool equal_at(const Str& s, ssize at, const Str* part) {
  return with_same_kind(&s, part, false,
                        [&](auto* text, auto* what) { return search::equal(text + at, what, part->length); });
}

bool starts_with(const Str& s, SearchBounds bounds, const Str* part) {
  return bounds.end - bounds.begin >= part->length && equal_at(s, bounds.begin, part);
}

bool ends_with(const Str& s, SearchBounds bounds, const Str* part) {
  return bounds.end - bounds.begin >= part->length && equal_at(s, bounds.end - part->length, part);
}

// `parts` is a string or a tuple of strings, of which one must match.
template <class F> Truth matches_any(Thread& t, const char* name, Object* parts, F&& matches) {
  if (is_str(parts)) return truth_of(matches(cast<Str>(parts)));
  if (!has_flag(parts, kTypeTuple))
    return truth_error(raise_type_error(t, "%s first arg must be str or a tuple of str, not %T", name, parts));
  Tuple* all = cast<Tuple>(parts);
  for (ssize i = 0; i < all->size; i++) {
    Object* part = all->items[i];
    if (!is_str(part))
      return truth_error(raise_type_error(t, "tuple for %s must only contain str, not %T", name, part));
    if (matches(cast<Str>(part))) return Truth::True;
  }
  return Truth::False;
}

}  // namespace

Truth str_startswith(Thread& t, Str& self, Object* prefix, SearchBound start, SearchBound end) {
  SearchBounds bounds = search_bounds(start, end, self.length);
  return matches_any(t, "startswith", prefix, [&](const Str* part) { return starts_with(self, bounds, part); });
}

Truth str_endswith(Thread& t, Str& self, Object* suffix, SearchBound start, SearchBound end) {
  SearchBounds bounds = search_bounds(start, end, self.length);
  return matches_any(t, "endswith", suffix, [&](const Str* part) { return ends_with(self, bounds, part); });
}

Str* str_removeprefix(Thread&, Str& self, Str* prefix) {
  bool there = starts_with(self, {0, self.length}, prefix);
  return str_substring(&self, there ? prefix->length : 0, self.length);
}

Str* str_removesuffix(Thread&, Str& self, Str* suffix) {
  bool there = ends_with(self, {0, self.length}, suffix);
  return str_substring(&self, 0, there ? self.length - suffix->length : self.length);
}

// ---- partition ----

namespace {

Str* separator_of(Thread& t, Object* o) {
  Str* separator = TRY(string_part(t, o));
  if (separator->length == 0) return raise_value_error(t, "empty separator");
  return separator;
}

Object* partition_at(Str& s, Str* separator, ssize at) {
  Str* before = TRY(str_substring(&s, 0, at));
  Str* behind = TRY(str_substring(&s, at + separator->length, s.length));
  Object* parts[] = {before, separator, behind};
  return new_tuple(parts, 3);
}

}  // namespace

Object* str_partition(Thread& t, Str& self, Object* separator) {
  Str* wanted = TRY(separator_of(t, separator));
  ssize at = str_find(&self, wanted, 0, self.length);
  if (at >= 0) return partition_at(self, wanted, at);
  Object* parts[] = {TRY(str_exact(&self)), empty_str(), empty_str()};
  return new_tuple(parts, 3);
}

Object* str_rpartition(Thread& t, Str& self, Object* separator) {
  Str* wanted = TRY(separator_of(t, separator));
  ssize at = str_rfind(&self, wanted, 0, self.length);
  if (at >= 0) return partition_at(self, wanted, at);
  Object* parts[] = {empty_str(), empty_str(), TRY(str_exact(&self))};
  return new_tuple(parts, 3);
}

// ---- split ----

namespace {

bool is_space(uint32_t c) {
  if (c >= 0x80) return unicode::has(c, unicode::kSpace);
  return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

// Adds the pieces of s to a list.
struct PieceAdder {
  Thread& t;
  Str& s;
  List* pieces;
  Status operator()(ssize begin, ssize end) const { return list_append(t, pieces, TRY(str_substring(&s, begin, end))); }
};

// Of split and rsplit; None is not for here.
Str* split_separator(Thread& t, Object* o) {
  if (!is_str(o)) return raise_type_error(t, "must be str or None, not %T", o);
  return separator_of(t, o);
}

}  // namespace

Object* str_split(Thread& t, Str& self, Object* separator, ssize most) {
  Str* between = separator == none() ? nullptr : TRY(split_separator(t, separator));
  List* pieces = TRY(new_list(t));
  PieceAdder add{t, self, pieces};
  if (!between) {
    TRY(with_code_points(&self, [&](auto* p) { return search::split_space(p, self.length, is_space, most, add); }));
  } else if (!may_contain(&self, between)) {
    TRY(add(0, self.length));
  } else {
    TRY(with_same_kind(&self, between, Status::ok(), [&](auto* text, auto* part) {
      return search::split(text, self.length, part, between->length, most, add);
    }));
  }
  return pieces;
}

Object* str_rsplit(Thread& t, Str& self, Object* separator, ssize most) {
  Str* between = separator == none() ? nullptr : TRY(split_separator(t, separator));
  List* pieces = TRY(new_list(t));
  PieceAdder add{t, self, pieces};
  if (!between) {
    TRY(with_code_points(&self,
                         [&](auto* p) { return search::split_space_right(p, self.length, is_space, most, add); }));
  } else if (!may_contain(&self, between)) {
    TRY(add(0, self.length));
  } else {
    TRY(with_same_kind(&self, between, Status::ok(), [&](auto* text, auto* part) {
      return search::split_right(text, self.length, part, between->length, most, add);
    }));
  }
  list_reverse(pieces);
  return pieces;
}

Object* str_splitlines(Thread& t, Str& self, int keep_ends) {
  List* lines = TRY(new_list(t));
  PieceAdder add{t, self, lines};
  auto ends_line = [](uint32_t c) { return unicode::has(c, unicode::kLineBreak); };
  TRY(with_code_points(&self,
                       [&](auto* p) { return search::split_lines(p, self.length, ends_line, keep_ends != 0, add); }));
  return lines;
}

}  // namespace sidewinder
