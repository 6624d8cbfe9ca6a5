// Methods of str that look for other strings: find, count, startswith, replace, split, partition, join ...
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/search.h"
#include "interpreter/objects/text/str_methods.h"
#include "interpreter/objects/text/str_pieces.h"
#include "interpreter/objects/text/unicode_data.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Result<Str*> str_argument(Thread& t, const char* method, Args args, ssize i) {
  if (is_str(args[i])) return cast<Str>(args[i]);
  if (args.count == 1) return raise_type_error(t, "%s() argument must be str, not %T", method, args[i]);
  return raise_type_error(t, "%s() argument %zd must be str, not %T", method, i + 1, args[i]);
}

Result<Str*> search_argument(Thread& t, Object* o) {
  if (is_str(o)) return cast<Str>(o);
  return raise_type_error(t, "must be str, not %T", o);
}

// ---- find, index, count ----

namespace {

using FindFn = ssize (*)(const Str*, const Str*, ssize, ssize);

Result<ssize> search_with(Thread& t, const char* name, FindFn find, Object* self, Args args) {
  TRY(expect_search_arguments(t, name, args));
  Str* part = TRY(search_argument(t, args[0]));
  SearchBounds bounds = TRY(search_bounds(t, args, 1, cast<Str>(self)->length));
  return find(cast<Str>(self), part, bounds.begin, bounds.end);
}

Object* index_or_raise(Thread& t, ssize at) {
  if (at < 0) return raise_value_error(t, "substring not found");
  return int_from_int64(at);
}

}  // namespace

Object* str_method_find(Thread& t, Object* self, Args args) {
  return int_from_int64(TRY(search_with(t, "find", str_find, self, args)));
}
Object* str_method_rfind(Thread& t, Object* self, Args args) {
  return int_from_int64(TRY(search_with(t, "rfind", str_rfind, self, args)));
}
Object* str_method_count(Thread& t, Object* self, Args args) {
  return int_from_int64(TRY(search_with(t, "count", str_count, self, args)));
}
Object* str_method_index(Thread& t, Object* self, Args args) {
  return index_or_raise(t, TRY(search_with(t, "index", str_find, self, args)));
}
Object* str_method_rindex(Thread& t, Object* self, Args args) {
  return index_or_raise(t, TRY(search_with(t, "rindex", str_rfind, self, args)));
}

// ---- startswith, endswith, removeprefix, removesuffix ----

namespace {

bool equal_at(const Str* s, ssize at, const Str* part) {
  return with_same_kind(s, part, false,
                        [&](auto* text, auto* what) { return search::equal(text + at, what, part->length); });
}

bool matches_end(const Str* s, SearchBounds bounds, const Str* part, bool at_start) {
  if (bounds.end - bounds.begin < part->length) return false;
  return equal_at(s, at_start ? bounds.begin : bounds.end - part->length, part);
}

Object* matches_any_end(Thread& t, const char* name, Object* self, Args args, bool at_start) {
  TRY(expect_search_arguments(t, name, args));
  Str* s = cast<Str>(self);
  SearchBounds bounds = TRY(search_bounds(t, args, 1, s->length));
  if (is_str(args[0])) return bool_object(matches_end(s, bounds, cast<Str>(args[0]), at_start));
  if (!has_flag(args[0], kTypeTuple)) {
    return raise_type_error(t, "%s first arg must be str or a tuple of str, not %T", name, args[0]);
  }
  Tuple* parts = cast<Tuple>(args[0]);
  for (ssize i = 0; i < parts->size; ++i) {
    Object* part = parts->items[i];
    if (!is_str(part)) return raise_type_error(t, "tuple for %s must only contain str, not %T", name, part);
    if (matches_end(s, bounds, cast<Str>(part), at_start)) return py_true();
  }
  return py_false();
}

}  // namespace

Object* str_method_startswith(Thread& t, Object* self, Args args) {
  return matches_any_end(t, "startswith", self, args, true);
}
Object* str_method_endswith(Thread& t, Object* self, Args args) {
  return matches_any_end(t, "endswith", self, args, false);
}

Object* str_method_removeprefix(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.removeprefix", 1, 1));
  Str *s = cast<Str>(self), *part = TRY(str_argument(t, "removeprefix", args, 0));
  bool there = matches_end(s, {0, s->length}, part, true);
  return str_substring(s, there ? part->length : 0, s->length);
}

Object* str_method_removesuffix(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.removesuffix", 1, 1));
  Str *s = cast<Str>(self), *part = TRY(str_argument(t, "removesuffix", args, 0));
  bool there = matches_end(s, {0, s->length}, part, false);
  return str_substring(s, 0, there ? s->length - part->length : s->length);
}

// ---- replace, join ----

Object* str_method_replace(Thread& t, Object* self, Args args) {
  TRY(args.no_keywords(t, "str.replace"));
  TRY(args.expect(t, "replace", 2, 3));
  Str *part = TRY(str_argument(t, "replace", args, 0)), *by = TRY(str_argument(t, "replace", args, 1));
  return str_replace(t, cast<Str>(self), part, by, TRY(args.index_or(t, 2, -1)));
}

Object* str_method_join(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.join", 1, 1));
  return str_join(t, cast<Str>(self), args[0]);
}

// ---- partition ----

namespace {

Object* partition_at(Thread&, Str* s, Str* separator, ssize at) {
  Object* parts[] = {TRY(str_substring(s, 0, at)), separator, TRY(str_substring(s, at + separator->length, s->length))};
  return new_tuple(parts, 3);
}

}  // namespace

Object* str_method_partition(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.partition", 1, 1));
  Str *s = cast<Str>(self), *separator = TRY(search_argument(t, args[0]));
  if (separator->length == 0) return raise_value_error(t, "empty separator");
  ssize at = str_find(s, separator, 0, s->length);
  if (at >= 0) return partition_at(t, s, separator, at);
  Object* parts[] = {TRY(str_exact(s)), empty_str(), empty_str()};
  return new_tuple(parts, 3);
}

Object* str_method_rpartition(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.rpartition", 1, 1));
  Str *s = cast<Str>(self), *separator = TRY(search_argument(t, args[0]));
  if (separator->length == 0) return raise_value_error(t, "empty separator");
  ssize at = str_rfind(s, separator, 0, s->length);
  if (at >= 0) return partition_at(t, s, separator, at);
  Object* parts[] = {empty_str(), empty_str(), TRY(str_exact(s))};
  return new_tuple(parts, 3);
}

// ---- split ----

namespace {

struct SplitArguments {
  Str* separator;  // null: white space
  ssize most;
};

Result<SplitArguments> split_arguments(Thread& t, const char* name, Args args) {
  Object* given[2];
  TRY(args.bind(t, name, "sep=,maxsplit=", given));
  ssize most = given[1] ? TRY(index_as_ssize(t, given[1], &exceptions::OverflowError)) : -1;
  if (!given[0] || given[0] == none()) return SplitArguments{nullptr, most};
  if (!is_str(given[0])) return raise_type_error(t, "must be str or None, not %T", given[0]);
  if (cast<Str>(given[0])->length == 0) return raise_value_error(t, "empty separator");
  return SplitArguments{cast<Str>(given[0]), most};
}

bool is_space(uint32_t c) {
  return c < 0x80 ? c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31) : unicode::has(c, unicode::kSpace);
}

Status reverse_list(Thread& t, List* list) {
  for (ssize i = 0, k = list->size - 1; i < k; ++i, --k) {
    Object *first = TRY(list_get(t, list, i)), *last = TRY(list_get(t, list, k));
    TRY(list_set(t, list, i, last));
    TRY(list_set(t, list, k, first));
  }
  return Status::ok();
}

}  // namespace

Object* str_method_split(Thread& t, Object* self, Args args) {
  SplitArguments how = TRY(split_arguments(t, "split", args));
  Str* s = cast<Str>(self);
  List* pieces = TRY(new_list(t));
  auto add = [&](ssize begin, ssize end) -> Status {
    return list_append(t, pieces, TRY(str_substring(s, begin, end)));
  };
  if (!how.separator) {
    TRY(with_code_points(s, [&](auto* text) { return search::split_space(text, s->length, is_space, how.most, add); }));
  } else {
    bool possible = with_same_kind(s, how.separator, false, [](auto*, auto*) { return true; });
    if (!possible) {
      TRY(add(0, s->length));
    } else {
      TRY(with_same_kind(s, how.separator, Status::ok(), [&](auto* text, auto* separator) {
        return search::split(text, s->length, separator, how.separator->length, how.most, add);
      }));
    }
  }
  return pieces;
}

Object* str_method_rsplit(Thread& t, Object* self, Args args) {
  SplitArguments how = TRY(split_arguments(t, "rsplit", args));
  Str* s = cast<Str>(self);
  List* pieces = TRY(new_list(t));
  auto add = [&](ssize begin, ssize end) -> Status {
    return list_append(t, pieces, TRY(str_substring(s, begin, end)));
  };
  if (!how.separator) {
    TRY(with_code_points(
        s, [&](auto* text) { return search::split_space_right(text, s->length, is_space, how.most, add); }));
  } else {
    bool possible = with_same_kind(s, how.separator, false, [](auto*, auto*) { return true; });
    if (!possible) {
      TRY(add(0, s->length));
    } else {
      TRY(with_same_kind(s, how.separator, Status::ok(), [&](auto* text, auto* separator) {
        return search::split_right(text, s->length, separator, how.separator->length, how.most, add);
      }));
    }
  }
  TRY(reverse_list(t, pieces));
  return pieces;
}

Object* str_method_splitlines(Thread& t, Object* self, Args args) {
  Object* keep = nullptr;
  TRY(args.bind(t, "splitlines", "keepends=", &keep));
  bool keep_ends = keep && TRY(truth(t, keep));
  Str* s = cast<Str>(self);
  List* lines = TRY(new_list(t));
  auto add = [&](ssize begin, ssize end) -> Status { return list_append(t, lines, TRY(str_substring(s, begin, end))); };
  auto ends_line = [](uint32_t c) { return unicode::has(c, unicode::kLineBreak); };
  TRY(with_code_points(s, [&](auto* text) { return search::split_lines(text, s->length, ends_line, keep_ends, add); }));
  return lines;
}

}  // namespace sidewinder
