// Methods of bytes and bytearray that look for others: find, count, startswith, replace, split, partition, join.
// Views are taken after everything that can run Python code: __index__ could resize a bytearray.
#include <cstring>

#include "interpreter/objects/buffer/buffer.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/ascii.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/iterable.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

const uint8_t* raw(std::string_view view) { return reinterpret_cast<const uint8_t*>(view.data()); }
ssize size_of(std::string_view view) { return ssize(view.size()); }

// ---- find, index, count ----

ssize find_in(std::string_view text, std::string_view part, SearchBounds b) {
  if (b.end - b.begin < size_of(part)) return -1;
  ssize at = search::find(raw(text) + b.begin, b.end - b.begin, raw(part), size_of(part));
  return at < 0 ? -1 : at + b.begin;
}

ssize find_last_in(std::string_view text, std::string_view part, SearchBounds b) {
  if (b.end - b.begin < size_of(part)) return -1;
  ssize at = search::find_last(raw(text) + b.begin, b.end - b.begin, raw(part), size_of(part));
  return at < 0 ? -1 : at + b.begin;
}

ssize count_in(std::string_view text, std::string_view part, SearchBounds b) {
  if (b.end - b.begin < size_of(part)) return 0;
  return search::count(raw(text) + b.begin, b.end - b.begin, raw(part), size_of(part));
}

using FindFn = ssize (*)(std::string_view, std::string_view, SearchBounds);

// `part` is bytes, or one byte as an int.
PY_ALWAYS_INLINE Result<ssize> search_with(Thread& t, FindFn find, const Object* self, Object* part, SearchBound start,
                                           SearchBound end) {
  char byte = 0;
  bool is_byte = !has_buffer(part);
  if (is_byte && !slots_of(part).index)
    return raise_type_error(t, "argument should be integer or bytes-like object, not '%T'", part);
  if (is_byte) byte = char(TRY(as_byte(t, part)));
  std::string_view wanted = is_byte ? std::string_view(&byte, 1) : TRY(as_bytes_view(t, part));
  std::string_view text = view_of(self);
  return find(text, wanted, search_bounds(start, end, size_of(text)));
}

Result<ssize> found_or_raise(Thread& t, Result<ssize> at) {
  if (!at.failed() && at.value < 0) return raise_value_error(t, "subsection not found");
  return at;
}

}  // namespace

Result<ssize> byte_count(Thread& t, Object* self, Object* part, SearchBound start, SearchBound end) {
  return search_with(t, count_in, self, part, start, end);
}
Result<ssize> byte_find(Thread& t, Object* self, Object* part, SearchBound start, SearchBound end) {
  return search_with(t, find_in, self, part, start, end);
}
Result<ssize> byte_rfind(Thread& t, Object* self, Object* part, SearchBound start, SearchBound end) {
  return search_with(t, find_last_in, self, part, start, end);
}
Result<ssize> byte_index(Thread& t, Object* self, Object* part, SearchBound start, SearchBound end) {
  return found_or_raise(t, search_with(t, find_in, self, part, start, end));
}
Result<ssize> byte_rindex(Thread& t, Object* self, Object* part, SearchBound start, SearchBound end) {
  return found_or_raise(t, search_with(t, find_last_in, self, part, start, end));
}

// ---- startswith, endswith, removeprefix, removesuffix ----

namespace {

// What lies within the bounds, or nothing at all if they have crossed: not even an empty part is in there.
bool slice_within(std::string_view text, SearchBounds b, std::string_view* out) {
  if (b.end < b.begin) return false;
  *out = text.substr(size_t(b.begin), size_t(b.end - b.begin));
  return true;
}

// `parts` is bytes-like or a tuple of such, of which one must match.
template <class F> Truth matches_any(Thread& t, const char* name, Object* parts, F&& matches) {
  if (is_bytes_like(parts)) return truth_of(matches(view_of(parts)));
  if (!has_flag(parts, kTypeTuple))
    return truth_error(raise_type_error(t, "%s first arg must be bytes or a tuple of bytes, not %T", name, parts));
  Tuple* all = cast<Tuple>(parts);
  for (ssize i = 0; i < all->size; i++) {
    if (matches(TRY(as_bytes_view(t, all->items[i])))) return Truth::True;
  }
  return Truth::False;
}

}  // namespace

Truth byte_startswith(Thread& t, Object* self, Object* prefix, SearchBound start, SearchBound end) {
  std::string_view text = view_of(self);
  bool possible = slice_within(text, search_bounds(start, end, size_of(text)), &text);
  return matches_any(t, "startswith", prefix, [&](auto part) { return possible && text.starts_with(part); });
}

Truth byte_endswith(Thread& t, Object* self, Object* suffix, SearchBound start, SearchBound end) {
  std::string_view text = view_of(self);
  bool possible = slice_within(text, search_bounds(start, end, size_of(text)), &text);
  return matches_any(t, "endswith", suffix, [&](auto part) { return possible && text.ends_with(part); });
}

Object* byte_removeprefix(Thread&, Object* self, BytesLike prefix) {
  std::string_view text = view_of(self);
  bool there = text.starts_with(prefix.bytes);
  return bytes_part(self, there ? size_of(prefix.bytes) : 0, size_of(text));
}

Object* byte_removesuffix(Thread&, Object* self, BytesLike suffix) {
  std::string_view text = view_of(self);
  bool there = text.ends_with(suffix.bytes);
  return bytes_part(self, 0, size_of(text) - (there ? size_of(suffix.bytes) : 0));
}

// ---- replace, join ----

namespace {

// `visit` gets the place of each of the `most` first, until there is none; an empty part is before each byte and behind
// the last.
template <class Visit> ssize for_each_hit(std::string_view text, std::string_view part, ssize most, Visit visit) {
  ssize hits = 0;
  for (ssize at = 0; hits < most; hits++) {
    ssize next = part.empty() ? at + (hits > 0) : find_in(text, part, {at, size_of(text)});
    if (next < 0 || next > size_of(text)) break;
    visit(next);
    at = next + size_of(part);
  }
  return hits;
}

}  // namespace

Object* byte_replace(Thread&, Object* self, BytesLike old_part, BytesLike new_part, ssize most) {
  if (most < 0) most = PTRDIFF_MAX;
  std::string_view part = view_of(old_part.object);  // read again: count was converted after them
  std::string_view by = view_of(new_part.object);
  std::string_view text = view_of(self);
  ssize hits = for_each_hit(text, part, most, [](ssize) {});
  if (hits == 0) return bytes_part(self, 0, size_of(text));
  ssize length;
  if (__builtin_mul_overflow(hits, size_of(by) - size_of(part), &length) ||
      __builtin_add_overflow(length, size_of(text), &length))
    return raise_memory_error_no_thread();
  uint8_t* to;
  Object* result = TRY(new_bytes_like(self, length, &to));
  ssize done = 0;
  auto copy = [&](std::string_view bytes) {
    if (bytes.empty()) return;  // of nothing there may be no place
    std::memcpy(to, bytes.data(), bytes.size());
    to += bytes.size();
  };
  for_each_hit(text, part, hits, [&](ssize at) {
    copy(text.substr(size_t(done), size_t(at - done)));
    copy(by);
    done = at + size_of(part);
  });
  copy(text.substr(size_t(done)));
  return result;
}

namespace {

// Exact bytes in a list: measured first, then copied. Empty if there is anything else.
Bytes* join_list(std::string_view separator, const List* list) {
  if (list->size < 2) return empty_bytes();
  ssize length = ssize(separator.size()) * (list->size - 1);
  for (ssize i = 0; i < list->size; i++) {
    if (!is_exact<Bytes>(list->items[i])) return empty_bytes();
    length += cast<Bytes>(list->items[i])->size;
  }
  if (length < 2) return empty_bytes();
  Bytes* out = TRY(new_bytes_to_fill(length));
  uint8_t* to = out->bytes;
  for (ssize i = 0; i < list->size; i++) {
    std::string_view item = cast<Bytes>(list->items[i])->view();
    if (i) to = std::copy(separator.begin(), separator.end(), to);
    std::memcpy(to, item.data(), item.size());
    to += item.size();
  }
  return out;
}

}  // namespace

Object* byte_join(Thread& t, Object* self, Object* iterable) {
  iterable = TRY(iterable_or_raise(t, iterable, "can only join an iterable"));
  bool boxed = is_exact<List>(iterable) && is_boxed(cast<List>(iterable));
  if (boxed && is_exact<Bytes>(self)) {
    Bytes* joined = TRY(join_list(cast<Bytes>(self)->view(), cast<List>(iterable)));
    if (joined->size) return joined;  // empty: perhaps not all are bytes
  }
  std::string out;
  ssize n = 0;
  TRY(for_each(t, iterable, [&](Object* item) -> Status {
    if (!is_bytes_like(item))
      return raise_type_error(t, "sequence item %zd: expected a bytes-like object, %T found", n, item);
    if (n++) out.append(view_of(self));
    out.append(view_of(item));
    return Status::ok();
  }));
  return bytes_like(self, out);
}

// ---- partition ----

namespace {

Object* three_parts(Object* first, Object* second, Object* third) {
  Object* parts[] = {first, second, third};
  return first && second && third ? new_tuple(parts, 3) : nullptr;
}

Object* partition_at(Object* self, std::string_view separator, ssize at) {
  return three_parts(bytes_part(self, 0, at), bytes_like(self, separator),
                     bytes_part(self, at + size_of(separator), size_of(view_of(self))));
}

}  // namespace

Object* byte_partition(Thread& t, Object* self, BytesLike separator) {
  if (separator.bytes.empty()) return raise_value_error(t, "empty separator");
  ssize n = size_of(view_of(self));
  ssize at = find_in(view_of(self), separator.bytes, {0, n});
  if (at >= 0) return partition_at(self, separator.bytes, at);
  return three_parts(bytes_part(self, 0, n), bytes_like(self, {}), bytes_like(self, {}));
}

Object* byte_rpartition(Thread& t, Object* self, BytesLike separator) {
  if (separator.bytes.empty()) return raise_value_error(t, "empty separator");
  ssize n = size_of(view_of(self));
  ssize at = find_last_in(view_of(self), separator.bytes, {0, n});
  if (at >= 0) return partition_at(self, separator.bytes, at);
  return three_parts(bytes_like(self, {}), bytes_like(self, {}), bytes_part(self, 0, n));
}

// ---- split ----

namespace {

bool is_space(uint8_t c) { return ascii_char::is_space(char(c)); }

// Adds the pieces of self to a list.
struct PieceAdder {
  Thread& t;
  Object* self;
  List* pieces;
  Status operator()(ssize begin, ssize end) const { return list_append(t, pieces, TRY(bytes_part(self, begin, end))); }
};

Result<std::string_view> separator_of(Thread& t, Object* o) {
  std::string_view separator = TRY(as_bytes_view(t, o));
  if (separator.empty()) return raise_value_error(t, "empty separator");
  return separator;
}

}  // namespace

Object* byte_split(Thread& t, Object* self, Object* separator, ssize most) {
  List* pieces = TRY(new_list(t));
  PieceAdder add{t, self, pieces};
  std::string_view text = view_of(self);
  if (separator == none()) {
    TRY(search::split_space(raw(text), size_of(text), is_space, most, add));
  } else {
    std::string_view part = TRY(separator_of(t, separator));
    TRY(search::split(raw(text), size_of(text), raw(part), size_of(part), most, add));
  }
  return pieces;
}

Object* byte_rsplit(Thread& t, Object* self, Object* separator, ssize most) {
  List* pieces = TRY(new_list(t));
  PieceAdder add{t, self, pieces};
  std::string_view text = view_of(self);
  if (separator == none()) {
    TRY(search::split_space_right(raw(text), size_of(text), is_space, most, add));
  } else {
    std::string_view part = TRY(separator_of(t, separator));
    TRY(search::split_right(raw(text), size_of(text), raw(part), size_of(part), most, add));
  }
  list_reverse(pieces);
  return pieces;
}

Object* byte_splitlines(Thread& t, Object* self, int keep_ends) {
  List* lines = TRY(new_list(t));
  auto ends_line = [](uint8_t c) { return c == '\n' || c == '\r'; };
  std::string_view text = view_of(self);
  TRY(search::split_lines(raw(text), size_of(text), ends_line, keep_ends != 0, PieceAdder{t, self, lines}));
  return lines;
}

}  // namespace sidewinder
