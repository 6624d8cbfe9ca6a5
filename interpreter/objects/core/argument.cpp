// Conversions of native functions' arguments: the ways that are not inline.
#include "interpreter/objects/core/argument.h"

#include <climits>
#include <string>

#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status to_int64(Thread& t, Object* value, const char* c_type, int64_t* out) {
  Object* number = TRY(index(t, value));
  if (int_fits_int64(number, out)) return Status::ok();
  return raise_overflow_error(t, "Python int too large to convert to C %s", c_type);
}

}  // namespace

Status argument_ssize(Thread& t, Object* value, ssize* out) { return to_int64(t, value, "ssize_t", out); }

Status argument_int(Thread& t, Object* value, int* out) {
  int64_t wide;
  TRY(to_int64(t, value, "int", &wide));
  if (wide < INT_MIN || wide > INT_MAX) return raise_overflow_error(t, "Python int too large to convert to C int");
  *out = int(wide);
  return Status::ok();
}

Status argument_parsed_int(Thread& t, Object* value, int* out) {
  int64_t wide;
  TRY(to_int64(t, value, "long", &wide));
  if (wide < INT_MIN || wide > INT_MAX)
    return raise_overflow_error(t, "signed integer is %s", wide < 0 ? "less than minimum" : "greater than maximum");
  *out = int(wide);
  return Status::ok();
}

Status argument_slice_index(Thread& t, Object* value, ssize* out) {
  if (!slots_of(value).index) return raise_type_error(t, "slice indices must be integers or have an __index__ method");
  *out = TRY(index_as_ssize(t, value, nullptr));
  return Status::ok();
}

Status argument_truth(Thread& t, Object* value, bool* out) {
  *out = TRY(truth(t, value));
  return Status::ok();
}

Raised raise_bad_optional(Thread& t, Site site, const char* expected, Object* value) {
  std::string words = std::string(expected) + " or None";
  return raise_bad_argument(t, site.signature, site.parameter, words.c_str(), value);
}

}  // namespace sidewinder
