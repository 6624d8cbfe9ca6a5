#include "interpreter/modules/datetime/argument_list.h"

#include <algorithm>
#include <climits>
#include <string>

#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

std::string named(const ArgumentList& list, const char* otherwise) {
  return list.function ? std::string(list.function) + "()" : otherwise;
}

}  // namespace

Status argument_list::check_counts(Thread& t, const ArgumentList& list, const Args& args) {
  if (args.count + args.keyword_count() > list.count)
    return raise_type_error(t, "%s takes at most %d %sargument%s (%zd given)", named(list, "function").c_str(),
                            list.count, args.count ? "" : "keyword ", list.count == 1 ? "" : "s",
                            args.count + args.keyword_count());
  if (args.count <= list.positional) return Status::ok();
  const char* how = list.required < list.positional ? "at most" : "exactly";
  return raise_type_error(t, "%s takes %s %d positional argument%s (%zd given)", named(list, "function").c_str(), how,
                          list.positional, list.positional == 1 ? "" : "s", args.count);
}

Lookup argument_list::find(Thread& t, const ArgumentList& list, const Args& args, int i) {
  Object* value = i < args.count ? args[i] : nullptr;
  for (ssize k = 0; k < args.keyword_count(); k++) {
    if (!str_equals(args.keyword_name(k), list.names[i])) continue;
    if (value)
      return raise_type_error(t, "argument for %s given by name ('%s') and position (%d)",
                              named(list, "function").c_str(), list.names[i], i + 1);
    value = args.keyword_value(k);
  }
  if (value) return value;
  if (i >= list.required) return Lookup::missing();
  return raise_type_error(t, "%s missing required argument '%s' (pos %d)", named(list, "function").c_str(),
                          list.names[i], i + 1);
}

Status argument_list::check_names(Thread& t, const ArgumentList& list, const Args& args) {
  for (ssize k = 0; k < args.keyword_count(); k++) {
    Str* name = args.keyword_name(k);
    auto is_name = [&](const char* known) { return str_equals(name, known); };
    if (std::any_of(list.names, list.names + list.count, is_name)) continue;
    if (name == not_a_name()) return raise_type_error(t, "keywords must be strings");
    return raise_type_error(t, "'%U' is an invalid keyword argument for %s", name,
                            named(list, "this function").c_str());
  }
  return Status::ok();
}

Status bind_argument_list(Thread& t, const ArgumentList& list, const Args& args, Object** out) {
  std::fill_n(out, list.count, nullptr);
  return bind_argument_list(t, list, args, [&](int i, Object* value) {
    out[i] = value;
    return Status::ok();
  });
}

Status expect_arguments(Thread& t, const char* function, const char* qualified, const Args& args, ssize count) {
  TRY(args.no_keywords(t, qualified));
  if (args.count == count) return Status::ok();
  return raise_type_error(t, "%s() takes exactly %zd argument%s (%zd given)", function, count, count == 1 ? "" : "s",
                          args.count);
}

Raised raise_not_str(Thread& t, const char* function, int position, Object* o) {
  return raise_type_error(t, "%s() argument %d must be str, not %A", function, position, o);
}

Status take_int(Thread& t, Object* o, int* out) {
  int64_t value;
  if (!int_fits_int64(TRY(index(t, o)), &value))
    return raise_overflow_error(t, "Python int too large to convert to C long");
  if (value > INT_MAX) return raise_overflow_error(t, "signed integer is greater than maximum");
  if (value < INT_MIN) return raise_overflow_error(t, "signed integer is less than minimum");
  *out = int(value);
  return Status::ok();
}

}  // namespace sidewinder
