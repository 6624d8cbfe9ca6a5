// Arguments of a native call, in the vectorcall arrangement: positional values, then keyword values whose names
// are in the tuple `names`. They point into a frame or a C++ array and live as long as the call.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct Tuple;
struct Str;

struct Args {
  Object* const* values = nullptr;
  ssize count = 0;         // positional
  Tuple* names = nullptr;  // keyword names, or null: of f(**mapping) they may be of a subclass of str

  Object* operator[](ssize i) const { return values[i]; }
  ssize keyword_count() const;
  Str* keyword_name(ssize i) const;
  Object* keyword_value(ssize i) const { return values[count + i]; }
  Object* or_default(ssize i, Object* otherwise) const { return i < count ? values[i] : otherwise; }
  Args drop_first(ssize n = 1) const { return {values + n, count - n, names}; }

  // Checks for native functions; `name` is the function's name for messages ("pop expected at most 1 argument, got 2").
  Status expect(Thread& t, const char* name, ssize least, ssize most) const;  // also: no keywords
  Status no_keywords(Thread& t, const char* name) const;
  Status keywords_are_strings(Thread& t) const;  // for what keeps them, whatever their names

  // Binds positional and keyword arguments to `parameters` ("a,b,/,c=,*,d=": "=" marks optional ones); missing
  // optional ones become null in `out`. TypeError with CPython's wording.
  Status bind(Thread& t, const char* function, const char* parameters, Object** out) const;
};

// Stands in `names` for a keyword that is no str. Only callees that CPython gives a dict of keywords see it
// (call_with_tuple): there it is an error like another, which comes after that of a wrong count.
Str* not_a_name();
// The name, or an exact copy where its class has an `__eq__` or `__hash__` of its own: binding runs no Python code.
// Null: no memory.
Str* name_to_bind(Str* name);
Raised raise_unknown_keyword(Thread& t, const Str* name, const char* function);

// The same arguments with one value in front of them: how a method is called without binding it.
class PrependedArgs {
 public:
  PrependedArgs(Object* first, const Args& rest);
  bool failed() const { return !all_.values; }  // MemoryError is pending
  const Args& args() const { return all_; }

 private:
  Object* buffer_[10];
  Args all_;
};

}  // namespace sidewinder
