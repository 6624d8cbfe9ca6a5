#include "interpreter/cpyext/bridge/arguments.h"

#include <cstring>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
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
    names->items[n] = TRY(str_exact(cast<Str>(key)));
    values[count + n++] = value;
  }
  args_ = {values, count, names};
  return Status::ok();
}

Tuple* arguments_as_tuple(const Args& args) {
  prepare_arguments_for_c(args);
  return args.count ? new_tuple(args.values, args.count) : empty_tuple();
}

Status keywords_as_dict(Thread& t, const Args& args, Dict** out) {
  *out = nullptr;
  if (args.keyword_count() == 0) return Status::ok();
  *out = TRY(new_dict(t));
  for (ssize i = 0; i < args.keyword_count(); i++)
    TRY(dict_set_str(t, *out, args.keyword_name(i), args.keyword_value(i)));
  return Status::ok();
}

void prepare_arguments_for_c(const Args& args) {
  ssize all = args.count + args.keyword_count();
  for (ssize i = 0; i < all; i++) prepare_for_c(args.values[i]);
}

}  // namespace sidewinder
