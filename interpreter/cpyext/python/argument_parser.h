// Format units of PyArg_* (C API reference, "Parsing arguments and building values"): each converts one object into the
// C variables that the next of the variable arguments point to. Which object goes to which unit is getargs.cpp's.
#pragma once

#include <cstdarg>
#include <string>
#include <vector>

#include "interpreter/cpyext/bridge/crossing.h"

namespace sidewinder {

class ArgumentParser {
 public:
  // `has_ssize`: the caller was compiled with PY_SSIZE_T_CLEAN, without which '#' has no length that fits.
  ArgumentParser(va_list list, bool has_ssize) : has_ssize_(has_ssize) { va_copy(list_, list); }
  ArgumentParser(const ArgumentParser&) = delete;
  ~ArgumentParser() { va_end(list_); }

  // By the unit at *format, which is moved behind it. False: see raise().
  bool convert(PyObject* item, const char** format);
  // Moves over a unit and its variables. False: it is none; SystemError is pending.
  bool skip(const char** format);
  // Of what convert() refused: the exception, if none is pending. `number` counts from 1; 0: the argument has none.
  // `format` is all of the function's, with its name or message.
  void raise(const char* format, int number);
  // Of a format of one unit: a sequence's items are what has numbers.
  void raise_of_only(const char* format);
  // Gives back buffers and memory that were taken, and what converters made that know how: the call fails.
  void undo();

 private:
  using Converter = int (*)(PyObject*, void*);  // of "O&"
  struct Undo {
    Converter converter;  // called without an object
    void* variable;
  };

  bool must_be(const char* expected, PyObject* item);
  bool fails(const char* text);
  bool scalar(PyObject* item, const char** format);
  bool sequence(PyObject* item, const char** format);
  bool number(PyObject* item, char code);
  bool take_buffer(PyObject* item, Py_buffer* view);
  bool writable_buffer(PyObject* item, const char** format);
  bool text_buffer(PyObject* item, char code);
  bool borrowed_bytes(PyObject* item, const char** out, Py_ssize_t* n);
  bool text_and_length(PyObject* item, char code);
  bool text_alone(PyObject* item, char code);
  bool text(PyObject* item, char code, const char** format);
  bool wide_text(PyObject* item, char code, const char** format);
  bool encoded(PyObject* item, const char** format);
  bool copy_encoded(const char* data, Py_ssize_t n, char** out, Py_ssize_t* length);
  bool character(PyObject* item, char code);
  bool object(PyObject* item, const char** format);
  bool of_type(PyObject* item, bool fits, const char* expected);
  bool length_fits();
  const char* skip_scalar(const char** format);
  const char* skip_unit(const char** format);
  template <class T> bool in_range(PyObject* item, const char* type_name, long least, long most);
  template <class T> bool masked(PyObject* item);

  va_list list_;
  bool has_ssize_;
  std::string message_;    // of what was refused: "must be str, not int"
  std::vector<int> path_;  // from the refused item outward: positions in the sequences around it
  std::vector<Undo> undo_;
};

// No unit begins here.
inline bool is_end_of_units(char c) { return c == '\0' || c == ':' || c == ';'; }
// A function as messages name it: "spam()", or "function" if the format does not say its name.
std::string shown_function(const char* format);
// What the format says instead of any message; null: nothing.
const char* custom_message(const char* format);

}  // namespace sidewinder
