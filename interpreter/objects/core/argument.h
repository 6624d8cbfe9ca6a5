// From Python's arguments to C++ parameters, and from C++ results to Python's: one open trait each. A type brings its
// own specialisation in its own header.
//
//   C++ parameter    takes                                       default texts
//   Object*          anything                                    None, True, False, ints with a singleton; else null
//   T* (Str* ...)    an instance of T, or TypeError              any: null
//   Given            anything                                    any: null, "not given"
//   Optional<T>      what T takes, or None                       None, NULL, <unrepresentable>: empty
//   ssize, int       by __index__; OverflowError                 ints, True, False, sys.maxsize
//   SliceIndex       by __index__, clamped; the words of slices  the same
//   bool             by truth                                    True, False, 0, 1
//   double           by __float__ or __index__                   decimal numbers
//   Callable         what can be called                          any: empty
//   Args, Keywords   *args, **kwargs
#pragma once

#include <concepts>
#include <string_view>

#include "interpreter/objects/core/signature.h"
#include "interpreter/objects/core/type.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

// Which argument is being converted, for messages.
struct Site {
  const Signature& signature;
  int parameter;
};

// A specialisation has
//   static Status convert(Thread& t, Object* value, Site site, T* out);
//   static consteval T literal(std::string_view text);      // the value of a default
template <class T> struct Argument;

// Stops the compiler: the text of a default means nothing to the parameter's type.
[[noreturn]] void default_error(const char* why);

namespace literals {
consteval bool is_int(std::string_view text) {
  if (!text.empty() && text[0] == '-') text.remove_prefix(1);
  for (char c : text)
    if (c < '0' || c > '9') return false;
  return !text.empty();
}
consteval int64_t parse_int(std::string_view text) {
  if (text == "True") return 1;
  if (text == "False") return 0;
  if (text == "sys.maxsize") return INT64_MAX;
  if (!is_int(text)) default_error("not an int");
  bool negative = text[0] == '-';
  int64_t value = 0;
  for (char c : text.substr(negative)) value = value * 10 + (c - '0');
  return negative ? -value : value;
}
// Digits, one point, an exponent. Exact: a whole number below 2**53, divided or multiplied once by a power of ten
// below 10**23.
consteval double parse_double(std::string_view text) {
  bool negative = !text.empty() && text[0] == '-';
  double digits = 0;
  int exponent = 0;
  bool after_point = false;
  size_t i = negative;
  for (; i < text.size() && text[i] != 'e'; i++) {
    if (text[i] == '.') {
      after_point = true;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') default_error("not a decimal number");
    digits = digits * 10 + (text[i] - '0');
    exponent -= after_point;
  }
  if (i + 1 < text.size()) {
    bool plus = text[i + 1] == '+';
    bool minus = text[i + 1] == '-';
    std::string_view rest = text.substr(i + 1 + (plus || minus));
    while (rest.size() > 1 && rest[0] == '0') rest.remove_prefix(1);
    exponent += int(minus ? -parse_int(rest) : parse_int(rest));
  }
  if (digits >= double(int64_t(1) << 53) || exponent < -22 || exponent > 22)
    default_error("a number that is not exact here");
  double power = 1;
  for (int n = exponent < 0 ? -exponent : exponent; n > 0; n--) power *= 10;
  double value = exponent < 0 ? digits / power : digits * power;
  return negative ? -value : value;
}
}  // namespace literals

// The unusual ways: subclasses, __index__, too large.
Status argument_ssize(Thread& t, Object* value, ssize* out);
Status argument_int(Thread& t, Object* value, int* out);
Status argument_parsed_int(Thread& t, Object* value, int* out);  // in the words of PyArg_ParseTuple
Status argument_slice_index(Thread& t, Object* value, ssize* out);
Status argument_truth(Thread& t, Object* value, bool* out);
// "f() argument 'x' must be str or None, not int"
Raised raise_bad_optional(Thread& t, Site site, const char* expected, Object* value);

template <> struct Argument<Object*> {
  static Status convert(Thread&, Object* value, Site, Object** out) {
    *out = value;
    return Status::ok();
  }
  static consteval Object* literal(std::string_view text) {
    if (text == "None") return &none_object;
    if (text == "True") return &true_object;
    if (text == "False") return &false_object;
    if (!literals::is_int(text)) return nullptr;
    int64_t value = literals::parse_int(text);
    if (value < kIntSingletonMin || value > kIntSingletonMax) default_error("an int that is no singleton");
    return &small_ints[value - kIntSingletonMin];
  }
};

// An object, or null when it is not given, even if the default's text names an object.
struct Given {
  Object* value = nullptr;
};
template <> struct Argument<Given> {
  static Status convert(Thread&, Object* value, Site, Given* out) {
    out->value = value;
    return Status::ok();
  }
  static consteval Given literal(std::string_view) { return {}; }
};

template <class T>
requires std::derived_from<T, Object> &&(!std::same_as<T, Object>)struct Argument<T*> {
  static Status convert(Thread& t, Object* value, Site site, T** out) {
    *out = static_cast<T*>(value);
    if (is_instance(value, T::type())) [[likely]]
      return Status::ok();
    return raise_bad_argument(t, site.signature, site.parameter, T::type()->name, value);
  }
  static consteval T* literal(std::string_view) { return nullptr; }
};

// A parameter that may be None: empty then, or when it is not given.
template <class T> struct Optional {
  T value{};
  bool given = false;
  explicit operator bool() const { return given; }
  T operator*() const { return value; }
  T or_else(T otherwise) const { return given ? value : otherwise; }
};
template <class T> struct Argument<Optional<T>> {
  static Status convert(Thread& t, Object* value, Site site, Optional<T>* out) {
    if (value == none()) return Status::ok();
    out->given = true;
    if constexpr (requires { std::remove_pointer_t<T>::type(); }) {
      if (!is_instance(value, std::remove_pointer_t<T>::type())) [[unlikely]]
        return raise_bad_optional(t, site, std::remove_pointer_t<T>::type()->name, value);
    }
    return Argument<T>::convert(t, value, site, &out->value);
  }
  static consteval Optional<T> literal(std::string_view text) {
    if (text == "None" || text == "NULL" || text[0] == '<') return {};
    return {Argument<T>::literal(text), true};
  }
};

template <> struct Argument<ssize> {
  static Status convert(Thread& t, Object* value, Site, ssize* out) {
    if (!is_exact<Int>(value) || !cast<Int>(value)->is_small()) [[unlikely]]
      return argument_ssize(t, value, out);
    *out = cast<Int>(value)->small_value();
    return Status::ok();
  }
  static consteval ssize literal(std::string_view text) { return literals::parse_int(text); }
};
static_assert(std::same_as<ssize, int64_t>);

template <> struct Argument<int> {
  static Status convert(Thread& t, Object* value, Site site, int* out) {
    return site.signature.parse_tuple_words ? argument_parsed_int(t, value, out) : argument_int(t, value, out);
  }
  static consteval int literal(std::string_view text) { return int(literals::parse_int(text)); }
};

// A bound of a slice: clamped to what ssize holds.
struct SliceIndex {
  ssize value;
};
template <> struct Argument<SliceIndex> {
  static Status convert(Thread& t, Object* value, Site, SliceIndex* out) {
    return argument_slice_index(t, value, &out->value);
  }
  static consteval SliceIndex literal(std::string_view text) { return {literals::parse_int(text)}; }
};

template <> struct Argument<bool> {
  static Status convert(Thread& t, Object* value, Site, bool* out) { return argument_truth(t, value, out); }
  static consteval bool literal(std::string_view text) { return literals::parse_int(text) != 0; }
};

template <> struct Argument<double> {
  static Status convert(Thread& t, Object* value, Site, double* out) {
    if (is_exact<Float>(value)) [[likely]] {
      *out = cast<Float>(value)->value;
      return Status::ok();
    }
    *out = TRY(as_double(t, value));
    return Status::ok();
  }
  static consteval double literal(std::string_view text) { return literals::parse_double(text); }
};

struct Callable {
  Object* function = nullptr;
};
template <> struct Argument<Callable> {
  static Status convert(Thread& t, Object* value, Site site, Callable* out) {
    out->function = value;
    if (slots_of(value).call) [[likely]]
      return Status::ok();
    return raise_bad_argument(t, site.signature, site.parameter, "callable", value);
  }
  static consteval Callable literal(std::string_view) { return {}; }
};

// **kwargs: names and values.
struct Keywords {
  Args all;  // without positional ones
  ssize count() const { return all.keyword_count(); }
};

// Results. Null: an exception is pending.
template <class T> struct Returned;
template <class T>
requires std::derived_from<T, Object>
struct Returned<T*> {
  static Object* convert(T* result) { return result; }
};
template <> struct Returned<Status> {
  static Object* convert(Status status) { return status.failed() ? nullptr : none(); }
};
template <> struct Returned<Truth> {
  static Object* convert(Truth truth) { return truth == Truth::Error ? nullptr : bool_object(truth == Truth::True); }
};
template <> struct Returned<bool> {
  static Object* convert(bool b) { return bool_object(b); }
};
template <std::signed_integral T> struct Returned<T> {
  static Object* convert(T n) { return int_from_int64(n); }
};
template <> struct Returned<double> {
  static Object* convert(double d) { return new_float(d); }
};
template <class T> struct Returned<Result<T>> {
  static Object* convert(const Result<T>& result) {
    return result.failed() ? nullptr : Returned<T>::convert(result.value);
  }
};

}  // namespace sidewinder
