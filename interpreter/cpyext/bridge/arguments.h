// Arguments in C's two conventions, (tuple, dict) and vectorcall, as the core's Args, and back.
#pragma once

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/objects/core/args.h"

namespace sidewinder {

struct Dict;
struct Tuple;

// The arguments of a call by tuple and dict (either may be null). They live as long as the object. Failed: TypeError or
// MemoryError is pending.
class TupleArguments {
 public:
  TupleArguments(Thread& t, PyObject* tuple, PyObject* keywords);
  bool failed() const { return failed_; }
  const Args& args() const { return args_; }

 private:
  Status add_keywords(Thread& t, Dict* keywords);

  Args args_;
  bool failed_ = false;
};

// Of a vectorcall. Keyword values follow the positional ones in both worlds.
inline Args vector_arguments(PyObject* const* values, size_t count, PyObject* names) {
  bool has_names = names && PyTuple_GET_SIZE(names) > 0;
  return Args{reinterpret_cast<Object* const*>(values), ssize(count),
              has_names ? reinterpret_cast<Tuple*>(names) : nullptr};
}

// For C: the positional arguments as a tuple, the caller's if they are its items, and the keywords as a new dict (null
// if there are none).
Tuple* arguments_as_tuple(const Args& args);
Status keywords_as_dict(Thread& t, const Args& args, Dict** out);
// The values as C may see them, in place.
void prepare_arguments_for_c(const Args& args);

}  // namespace sidewinder
