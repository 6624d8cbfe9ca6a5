// Methods of bytes and bytearray that look for others: find, count, startswith, replace, split, partition, join.
// Arguments are looked at before views are taken: __index__ could resize a bytearray.
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/objects/text/search.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

const uint8_t* raw(std::string_view view) { return reinterpret_cast<const uint8_t*>(view.data()); }
ssize size_of(std::string_view view) { return ssize(view.size()); }

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

// What the searching methods look for: bytes, or one byte as an int.
struct Needle {
  std::string_view view;
  char byte = 0;
  std::string_view get(bool is_byte) const { return is_byte ? std::string_view(&byte, 1) : view; }
};

Result<ssize> search_with(Thread& t, const char* name, ssize (*find)(std::string_view, std::string_view, SearchBounds),
                          Object* self, Args args) {
  TRY(expect_search_arguments(t, name, args));
  bool is_byte = !is_bytes_like(args[0]);
  Needle needle;
  if (is_byte) {
    if (!slots_of(args[0]).index)
      return raise_type_error(t, "argument should be integer or bytes-like object, not '%T'", args[0]);
    needle.byte = char(TRY(as_byte(t, args[0])));
  }
  SearchBounds bounds = TRY(search_bounds(t, args, 1, size_of(view_of(self))));
  if (!is_byte) needle.view = view_of(args[0]);
  std::string_view text = view_of(self);
  if (bounds.end > size_of(text)) bounds.end = size_of(text);
  return find(text, needle.get(is_byte), bounds);
}

Object* index_or_raise(Thread& t, ssize at) {
  if (at < 0) return raise_value_error(t, "subsection not found");
  return int_from_int64(at);
}

}  // namespace

Object* byte_method_find(Thread& t, Object* self, Args args) {
  return int_from_int64(TRY(search_with(t, "find", find_in, self, args)));
}
Object* byte_method_rfind(Thread& t, Object* self, Args args) {
  return int_from_int64(TRY(search_with(t, "rfind", find_last_in, self, args)));
}
Object* byte_method_count(Thread& t, Object* self, Args args) {
  return int_from_int64(TRY(search_with(t, "count", count_in, self, args)));
}
Object* byte_method_index(Thread& t, Object* self, Args args) {
  return index_or_raise(t, TRY(search_with(t, "index", find_in, self, args)));
}
Object* byte_method_rindex(Thread& t, Object* self, Args args) {
  return index_or_raise(t, TRY(search_with(t, "rindex", find_last_in, self, args)));
}

// ---- startswith, endswith, removeprefix, removesuffix ----

namespace {

bool matches_end(std::string_view text, SearchBounds b, std::string_view part, bool at_start) {
  if (b.end > size_of(text)) b.end = size_of(text);
  if (b.end - b.begin < size_of(part)) return false;
  return text.substr(size_t(at_start ? b.begin : b.end - size_of(part)), part.size()) == part;
}

Object* matches_any_end(Thread& t, const char* name, Object* self, Args args, bool at_start) {
  TRY(expect_search_arguments(t, name, args));
  SearchBounds bounds = TRY(search_bounds(t, args, 1, size_of(view_of(self))));
  if (is_bytes_like(args[0])) return bool_object(matches_end(view_of(self), bounds, view_of(args[0]), at_start));
  if (!has_flag(args[0], kTypeTuple)) {
    return raise_type_error(t, "%s first arg must be bytes or a tuple of bytes, not %T", name, args[0]);
  }
  Tuple* parts = cast<Tuple>(args[0]);
  for (ssize i = 0; i < parts->size; ++i) {
    std::string_view part = TRY(as_bytes_view(t, parts->items[i]));
    if (matches_end(view_of(self), bounds, part, at_start)) return py_true();
  }
  return py_false();
}

}  // namespace

Object* byte_method_startswith(Thread& t, Object* self, Args args) {
  return matches_any_end(t, "startswith", self, args, true);
}
Object* byte_method_endswith(Thread& t, Object* self, Args args) {
  return matches_any_end(t, "endswith", self, args, false);
}

Object* byte_method_removeprefix(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "removeprefix", 1, 1));
  std::string_view part = TRY(as_bytes_view(t, args[0])), text = view_of(self);
  bool there = text.substr(0, part.size()) == part;
  return bytes_part(self, there ? size_of(part) : 0, size_of(text));
}

Object* byte_method_removesuffix(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "removesuffix", 1, 1));
  std::string_view part = TRY(as_bytes_view(t, args[0])), text = view_of(self);
  bool there = matches_end(text, {0, size_of(text)}, part, false);
  return bytes_part(self, 0, size_of(text) - (there ? size_of(part) : 0));
}

// ---- replace ----

Object* byte_method_replace(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "replace", 2, 3));
  ssize most = TRY(args.index_or(t, 2, -1));
  if (most < 0) most = PTRDIFF_MAX;
  std::string_view part = TRY(as_bytes_view(t, args[0])), by = TRY(as_bytes_view(t, args[1])), text = view_of(self);
  std::string out;
  ssize at = 0, hits = 0;
  for (; hits < most; ++hits) {
    ssize next = part.empty() ? at + (hits > 0) : find_in(text, part, {at, size_of(text)});
    if (next < 0 || next > size_of(text)) break;
    out.append(text.substr(size_t(at), size_t(next - at))).append(by);
    at = next + size_of(part);
  }
  if (hits == 0) return bytes_part(self, 0, size_of(text));
  out.append(text.substr(size_t(at)));
  return bytes_like(self, out);
}

// ---- partition ----

namespace {

Result<std::string_view> separator_argument(Thread& t, Object* o) {
  std::string_view separator = TRY(as_bytes_view(t, o));
  if (separator.empty()) return raise_value_error(t, "empty separator");
  return separator;
}

Object* three_parts(Object* first, Object* second, Object* third) {
  Object* parts[] = {first, second, third};
  return first && second && third ? new_tuple(parts, 3) : nullptr;
}

}  // namespace

Object* byte_method_partition(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "partition", 1, 1));
  std::string_view separator = TRY(separator_argument(t, args[0])), text = view_of(self);
  ssize at = find_in(text, separator, {0, size_of(text)});
  if (at < 0) return three_parts(bytes_part(self, 0, size_of(text)), bytes_like(self, {}), bytes_like(self, {}));
  return three_parts(bytes_part(self, 0, at), bytes_like(self, separator),
                     bytes_part(self, at + size_of(separator), size_of(text)));
}

Object* byte_method_rpartition(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "rpartition", 1, 1));
  std::string_view separator = TRY(separator_argument(t, args[0])), text = view_of(self);
  ssize at = find_last_in(text, separator, {0, size_of(text)});
  if (at < 0) return three_parts(bytes_like(self, {}), bytes_like(self, {}), bytes_part(self, 0, size_of(text)));
  return three_parts(bytes_part(self, 0, at), bytes_like(self, separator),
                     bytes_part(self, at + size_of(separator), size_of(text)));
}

// ---- split ----

namespace {

bool is_space(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Object* split(Thread& t, const char* name, Object* self, Args args, bool from_right) {
  Object* given[2];
  TRY(args.bind(t, name, "sep=,maxsplit=", given));
  ssize most = given[1] ? TRY(index_as_ssize(t, given[1], &exceptions::OverflowError)) : -1;
  List* pieces = TRY(new_list(t));
  auto add = [&](ssize begin, ssize end) -> Status {
    return list_append(t, pieces, TRY(bytes_part(self, begin, end)));
  };
  std::string_view text = view_of(self);
  if (!given[0] || given[0] == none()) {
    TRY(from_right ? search::split_space_right(raw(text), size_of(text), is_space, most, add)
                   : search::split_space(raw(text), size_of(text), is_space, most, add));
  } else {
    std::string_view separator = TRY(separator_argument(t, given[0]));
    TRY(from_right ? search::split_right(raw(text), size_of(text), raw(separator), size_of(separator), most, add)
                   : search::split(raw(text), size_of(text), raw(separator), size_of(separator), most, add));
  }
  for (ssize i = 0, k = pieces->size - 1; from_right && i < k; ++i, --k) {
    Object *first = TRY(list_get(t, pieces, i)), *last = TRY(list_get(t, pieces, k));
    TRY(list_set(t, pieces, i, last));
    TRY(list_set(t, pieces, k, first));
  }
  return pieces;
}

}  // namespace

Object* byte_method_split(Thread& t, Object* self, Args args) { return split(t, "split", self, args, false); }
Object* byte_method_rsplit(Thread& t, Object* self, Args args) { return split(t, "rsplit", self, args, true); }

Object* byte_method_splitlines(Thread& t, Object* self, Args args) {
  Object* keep = nullptr;
  TRY(args.bind(t, "splitlines", "keepends=", &keep));
  bool keep_ends = keep && TRY(truth(t, keep));
  List* lines = TRY(new_list(t));
  auto add = [&](ssize begin, ssize end) -> Status { return list_append(t, lines, TRY(bytes_part(self, begin, end))); };
  auto ends_line = [](uint8_t c) { return c == '\n' || c == '\r'; };
  std::string_view text = view_of(self);
  TRY(search::split_lines(raw(text), size_of(text), ends_line, keep_ends, add));
  return lines;
}

// ---- join ----

Object* byte_method_join(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "join", 1, 1));
  if (!slots_of(args[0]).iter && !slots_of(args[0]).get_item) return raise_type_error(t, "can only join an iterable");
  std::string out;
  ssize n = 0;
  TRY(for_each(t, args[0], [&](Object* item) -> Status {
    if (!is_bytes_like(item))
      return raise_type_error(t, "sequence item %zd: expected a bytes-like object, %T found", n, item);
    if (n++) out.append(view_of(self));
    out.append(view_of(item));
    return Status::ok();
  }));
  return bytes_like(self, out);
}

}  // namespace sidewinder
