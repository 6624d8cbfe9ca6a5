// Python in unit tests: Interp py; py.run("x = [1]"); CHECK(py.eval_repr("x") == "[1]"); CHECK(py.raises("x[5]",
// "IndexError")).
#pragma once

#include <string>
#include <string_view>

#include "interpreter/execution/thread.h"

namespace sidewinder {

struct Dict;

// The one interpreter of the process, importers included; started by the first call.
Thread& interpreter_thread();

// A namespace of its own in that interpreter.
class Interp {
 public:
  Interp();
  Thread& thread() const { return thread_; }

  // Runs statements. False: they raised; error() says what.
  bool run(std::string_view source);
  // repr of an expression's value, or "ValueError: message".
  std::string eval_repr(std::string_view expression);
  // str of it, or the error.
  std::string eval_str(std::string_view expression);
  // What the statements print, with the error at the end if they raised.
  std::string output(std::string_view source);
  // Whether an expression (or statements) raises exactly this class, with this message if one is given.
  bool raises(std::string_view source, std::string_view class_name);
  bool raises(std::string_view source, std::string_view class_name, std::string_view message);
  const std::string& error() const { return error_; }

 private:
  Object* evaluate(std::string_view expression);
  std::string take_error();

  Thread& thread_;
  Dict* globals_;
  std::string error_, error_class_, error_message_;
};

}  // namespace sidewinder
