// Arguments as PyArg_ParseTupleAndKeywords binds them, with its words: those of _datetime's constructors, which name no
// function ("function missing required argument 'year' (pos 1)"), are not those of signatures.
#pragma once

#include "interpreter/objects/core/args.h"

namespace sidewinder {

struct ArgumentList {
  const char* function;  // null: none is named
  const char* const* names;
  int count, required, positional;
};

namespace argument_list {
Status check_counts(Thread& t, const ArgumentList& list, const Args& args);
Lookup find(Thread& t, const ArgumentList& list, const Args& args, int i);  // missing: not given
Status check_names(Thread& t, const ArgumentList& list, const Args& args);
}  // namespace argument_list

// Calls take(i, value) -> Status for each argument that is given, in the order of the list: what it raises comes before
// what is wrong with later ones.
template <class Take> Status bind_argument_list(Thread& t, const ArgumentList& list, const Args& args, Take&& take) {
  TRY(argument_list::check_counts(t, list, args));
  for (int i = 0; i < list.count; i++) {
    Lookup value = TRY(argument_list::find(t, list, args, i));
    if (value.found()) TRY(take(i, value.value));
  }
  return argument_list::check_names(t, list, args);
}
// Null in `out`: not given.
Status bind_argument_list(Thread& t, const ArgumentList& list, const Args& args, Object** out);
// So many arguments by position, as PyArg_ParseTuple counts them; `qualified` is the name where there are keywords.
Status expect_arguments(Thread& t, const char* function, const char* qualified, const Args& args, ssize count);
// "f() argument 1 must be str, not int"
Raised raise_not_str(Thread& t, const char* function, int position, Object* o);

// Format unit i.
Status take_int(Thread& t, Object* o, int* out);

}  // namespace sidewinder
