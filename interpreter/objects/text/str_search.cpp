// Searching and replacing in strings of any kinds.
#include <algorithm>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/search.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/objects/text/str_pieces.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/iterable.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

ssize str_find(const Str* s, const Str* part, ssize begin, ssize end) {
  if (end - begin < part->length) return -1;
  return with_same_kind(s, part, ssize(-1), [&](auto* text, auto* what) {
    ssize at = search::find(text + begin, end - begin, what, part->length);
    return at < 0 ? ssize(-1) : begin + at;
  });
}

ssize str_rfind(const Str* s, const Str* part, ssize begin, ssize end) {
  if (end - begin < part->length) return -1;
  return with_same_kind(s, part, ssize(-1), [&](auto* text, auto* what) {
    ssize at = search::find_last(text + begin, end - begin, what, part->length);
    return at < 0 ? ssize(-1) : begin + at;
  });
}

ssize str_count(const Str* s, const Str* part, ssize begin, ssize end) {
  if (end - begin < part->length) return 0;
  return with_same_kind(s, part, ssize(0), [&](auto* text, auto* what) {
    return search::count(text + begin, end - begin, what, part->length);
  });
}

namespace {

// All of it ASCII.
Str* replace_one_char(Str* s, char from, char to, ssize most) {
  Str* out = TRY(allocate_str(s->length, 0x7f));
  char* text = static_cast<char*>(out->data());
  std::memcpy(text, s->data(), size_t(s->length));
  for (ssize i = 0; most; i++) {
    if (text[i] != from) continue;
    text[i] = to;
    most--;
  }
  return out;
}

ssize places_to_replace(const Str* s, const Str* part, ssize most) {
  if (most == 0 || s->length < part->length) return 0;
  return with_same_kind(s, part, ssize(0), [&](auto* text, auto* what) {
    return search::count(text, s->length, what, part->length, most);
  });
}

}  // namespace

Str* str_replace(Thread& t, Str* s, const Str* part, const Str* by, ssize most) {
  ssize hits = places_to_replace(s, part, most < 0 ? PTRDIFF_MAX : most);
  if (hits == 0) return str_exact(s);
  bool one_for_one = part->length == 1 && by->length == 1 && s->length > 1;
  if (one_for_one && s->is_ascii() && by->is_ascii())
    return replace_one_char(s, char(part->at(0)), char(by->at(0)), hits);
  ssize more = std::max<ssize>(by->length - part->length, 0), length;
  if (__builtin_mul_overflow(hits, more, &length) || __builtin_add_overflow(length, s->length, &length))
    return raise(t, exceptions::OverflowError, "replace string is too long");
  if (!memory_left_for(size_t(length))) return raise_memory_error(t);
  StrBuilder out;
  ssize at = 0;
  for (ssize i = 0; i < hits; i++) {
    ssize next = part->length ? str_find(s, part, at, s->length) : at + (i > 0);
    out.add(s, at, next).add(by);
    at = next + part->length;
  }
  return out.add(s, at, s->length).finish();
}

// ---- join ----

namespace {

Raised raise_bad_item(Thread& t, ssize i, Object* item) {
  return raise_type_error(t, "sequence item %zd: expected str instance, %T found", i, item);
}

}  // namespace

namespace {

// Items that lie in an array: measured first, then copied. Null without an exception: not all of them are strings.
Str* join_array(const Str* separator, Object* const* items, ssize n, bool* are_strings) {
  ssize length = separator->length * (n - 1);
  uint32_t largest = separator->length ? str_max_char(separator) : 0;
  *are_strings = true;
  for (ssize i = 0; i < n; i++) {
    *are_strings = *are_strings && is_str(items[i]);
    if (!*are_strings) return nullptr;
    length += cast<Str>(items[i])->length;
    largest = std::max(largest, str_max_char(cast<Str>(items[i])));
  }
  if (length == 0) return empty_str();
  if (length == 1) {
    *are_strings = false;  // a string that exists: the other way finds it
    return nullptr;
  }
  Str* out = TRY(allocate_str(length, largest));
  void* data = out->data();
  int kind = out->kind();
  ssize at = 0;
  for (ssize i = 0; i < n; i++) {
    if (i && separator->length) {
      str_copy_into(separator, 0, separator->length, data, kind, at);
      at += separator->length;
    }
    auto* item = cast<Str>(items[i]);
    str_copy_into(item, 0, item->length, data, kind, at);
    at += item->length;
  }
  return out;
}

}  // namespace

Str* str_join(Thread& t, Str* separator, Object* iterable) {
  bool boxed = is_exact<List>(iterable) && is_boxed(cast<List>(iterable));
  if (boxed || is_exact<Tuple>(iterable)) {
    Object* const* items = boxed ? cast<List>(iterable)->items : cast<Tuple>(iterable)->items;
    ssize count = boxed ? cast<List>(iterable)->size : cast<Tuple>(iterable)->size;
    bool are_strings = false;
    Str* joined = count > 1 ? join_array(separator, items, count, &are_strings) : nullptr;
    if (are_strings) return joined;
  }
  StrBuilder out;
  ssize n = 0;
  Str* only = nullptr;
  iterable = TRY(iterable_or_raise(t, iterable, "can only join an iterable"));
  TRY(for_each(t, iterable, [&](Object* item) -> Status {
    if (!is_str(item)) return raise_bad_item(t, n, item);
    if (n == 1) out.add(only);
    if (n >= 1) out.add(separator).add(cast<Str>(item));
    else only = cast<Str>(item);
    n++;
    return Status::ok();
  }));
  if (n == 0) return empty_str();
  return n == 1 ? str_exact(only) : out.finish();
}

}  // namespace sidewinder
