#include "interpreter/cpyext/bridge/arguments.h"

#include <cstddef>
#include <cstring>

#include "interpreter/memory/allocate.h"
#include "interpreter/memory/heap_walk.h"
#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

TupleArguments::TupleArguments(Thread& t, PyObject* tuple, PyObject* keywords) {
  if (tuple) args_ = {core_as<Tuple>(tuple)->items, core_as<Tuple>(tuple)->size};
  if (keywords && core_as<Dict>(keywords)->used) failed_ = add_keywords(t, core_as<Dict>(keywords)).failed();
}

Status TupleArguments::add_keywords(Thread& t, Dict* keywords) {
  ssize count = args_.count, keyword_count = keywords->used;
  Tuple* names = TRY(new_tuple(keyword_count));
  Object** values = TRY(allocate_raw<Object*>(size_t(count + keyword_count)));
  if (count) std::memcpy(values, args_.values, size_t(count) * sizeof *values);
  ssize position = 0, n = 0;
  Object *key, *value;
  while (n < keyword_count && dict_next(keywords, &position, &key, &value)) {
    if (!is_str(key)) return raise_type_error(t, "keywords must be strings");
    names->items[n] = key;
    values[count + n++] = value;
  }
  args_ = {values, count, names};
  return Status::ok();
}

namespace {

// The tuple whose items these are, as in f(*args); null: they lie elsewhere.
Tuple* tuple_around(const Args& args) {
  auto* items = reinterpret_cast<char*>(const_cast<Object**>(args.values));
  auto* tuple = reinterpret_cast<Tuple*>(items - offsetof(Tuple, items));
  bool is_tuple = is_object_of_heap(tuple) && is_exact<Tuple>(tuple) && tuple->size == args.count;
  return is_tuple ? tuple : nullptr;
}

}  // namespace

Tuple* arguments_as_tuple(const Args& args) {
  prepare_arguments_for_c(args);
  if (args.count == 0) return empty_tuple();
  Tuple* whole = tuple_around(args);
  return whole ? whole : new_tuple(args.values, args.count);
}

Status keywords_as_dict(Thread& t, const Args& args, Dict** out) {
  *out = nullptr;
  if (args.keyword_count() == 0) return Status::ok();
  TRY(args.keywords_are_strings(t));
  *out = TRY(new_dict(t));
  if (args.keyword_count() <= kFewNames) TRY(dict_expect_few_names(*out));
  for (ssize i = 0; i < args.keyword_count(); i++) TRY(dict_set(t, *out, args.keyword_name(i), args.keyword_value(i)));
  return Status::ok();
}

void prepare_arguments_for_c(const Args& args) {
  ssize all = args.count + args.keyword_count();
  for (ssize i = 0; i < all; i++) prepare_for_c(args.values[i]);
}

}  // namespace sidewinder
