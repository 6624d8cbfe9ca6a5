// Arguments of native functions that were not given plainly by position: keywords, and CPython's words for what is
// wrong.
#include "interpreter/objects/core/signature.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

const char* plural(ssize n) { return n == 1 ? "" : "s"; }

// Functions that take no keywords: wrong counts, or keywords.
Raised raise_wrong_count(Thread& t, const Signature& s, const Args& args) {
  if (args.keyword_count()) {
    bool of_older_module = s.parse_tuple_words && std::strstr(s.text, "$module");
    return raise_type_error(t, "%s() takes no keyword arguments", of_older_module ? s.function : s.qualified);
  }
  if (s.shape == CallShape::NoArguments && s.is_constructor)
    return raise_type_error(t, "%s() takes no arguments", s.function);
  if (s.shape == CallShape::NoArguments)
    return raise_type_error(t, "%s() takes no arguments (%zd given)", s.qualified, args.count);
  if (s.shape == CallShape::One && !s.is_constructor && !s.parse_tuple_words)
    return raise_type_error(t, "%s() takes exactly one argument (%zd given)", s.qualified, args.count);
  bool few = args.count < s.required_positional;
  ssize bound = few ? s.required_positional : s.positional;
  bool exact = s.required_positional == s.positional && !s.rest;
  const char* how = exact ? "" : few ? "at least " : "at most ";
  if (s.parse_tuple_words)
    return raise_type_error(t, "%s() takes %s%zd argument%s (%zd given)", s.function, exact ? "exactly " : how, bound,
                            plural(bound), args.count);
  return raise_type_error(t, "%s expected %s%zd argument%s, got %zd", s.function, how, bound, plural(bound),
                          args.count);
}

Status check_positional_count(Thread& t, const Signature& s, const Args& args) {
  ssize given = args.count + args.keyword_count();
  if (given > s.count && !s.rest)
    return raise_type_error(t, "%s() takes at most %d %sargument%s (%zd given)", s.function, int(s.count),
                            args.count == 0 ? "keyword " : "", plural(s.count), given);
  if (args.count > s.positional && !s.rest) {
    if (s.positional == 0) return raise_type_error(t, "%s() takes no positional arguments", s.function);
    return raise_type_error(t, "%s() takes %s %d positional argument%s (%zd given)", s.function,
                            s.required_positional < s.positional ? "at most" : "exactly", int(s.positional),
                            plural(s.positional), args.count);
  }
  int least = std::min(s.positional_only, s.required_positional);
  if (args.count >= least) return Status::ok();
  return raise_type_error(t, "%s() takes %s %d positional argument%s (%zd given)", s.function,
                          least < s.positional || s.rest ? "at least" : "exactly", least, plural(least), args.count);
}

// The position in args.values of the keyword `name`, or -1.
ssize find_keyword(const Args& args, std::string_view name) {
  for (ssize i = 0; i < args.keyword_count(); i++)
    if (str_equals(args.keyword_name(i), name)) return args.count + i;
  return -1;
}

bool is_parameter(const Signature& s, const Str* name) {
  for (int i = s.positional_only; i < s.count; i++)
    if (str_equals(name, s.name(i))) return true;
  return false;
}

// More keywords were given than parameters took: one is given twice, or unknown.
Raised raise_wrong_keyword(Thread& t, const Signature& s, const Args& args) {
  for (int i = s.positional_only; i < std::min<ssize>(args.count, s.positional); i++) {
    ssize at = find_keyword(args, s.name(i));
    if (at >= 0)
      return raise_type_error(t, "argument for %s() given by name ('%U') and position (%d)", s.function,
                              args.keyword_name(at - args.count), i + 1);
  }
  for (ssize i = 0; i < args.keyword_count(); i++)
    if (!is_parameter(s, args.keyword_name(i))) return raise_unknown_keyword(t, args.keyword_name(i), s.function);
  PY_CHECK(false);
}

Raised raise_missing(Thread& t, const Signature& s, int parameter) {
  return raise_type_error(t, "%s() missing required argument '%s' (pos %d)", s.function,
                          std::string(s.name(parameter)).c_str(), parameter + 1);
}

}  // namespace

Status bind_native(Thread& t, const Signature& s, const Args& args, Object** out) {
  bool takes_keywords = s.shape == CallShape::Keywords;
  if (!takes_keywords && (args.keyword_count() || !fits_by_position(s, Args{args.values, args.count})))
    return raise_wrong_count(t, s, args);
  if (takes_keywords && !s.keywords) TRY(check_positional_count(t, s, args));
  if (s.keywords && args.count < s.required_positional) return raise_wrong_count(t, s, Args{args.values, args.count});
  if (s.keywords && args.count > s.positional && !s.rest) return raise_wrong_count(t, s, Args{args.values, args.count});
  ssize left = s.keywords ? 0 : args.keyword_count();
  for (int i = 0; i < s.count; i++) {
    out[i] = i < std::min<ssize>(args.count, s.positional) ? args[i] : nullptr;
    if (out[i] || i < s.positional_only) continue;
    ssize at = left ? find_keyword(args, s.name(i)) : -1;
    if (at >= 0) out[i] = args.values[at];
    else if (!s.is_optional(i)) return raise_missing(t, s, i);
    left -= at >= 0;
  }
  return left > 0 ? Status(raise_wrong_keyword(t, s, args)) : Status::ok();
}

Raised raise_bad_argument(Thread& t, const Signature& s, int parameter, const char* expected, Object* value) {
  if (s.shape == CallShape::One && !s.parse_tuple_words)
    return raise_type_error(t, "%s() argument must be %s, not %A", s.function, expected, value);
  if (parameter < s.positional_only)
    return raise_type_error(t, "%s() argument %d must be %s, not %A", s.function, parameter + 1, expected, value);
  return raise_type_error(t, "%s() argument '%s' must be %s, not %A", s.function,
                          std::string(s.name(parameter)).c_str(), expected, value);
}

}  // namespace sidewinder
