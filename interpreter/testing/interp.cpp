#include "interpreter/testing/interp.h"

#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/eval.h"
#include "interpreter/imports/import.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/python_paths.h"
#include "interpreter/startup/startup.h"

namespace sidewinder {

namespace {

Thread& start() {
  find_python_paths(0, nullptr);
  Thread& t = initialize_interpreter();
  PY_CHECK(!install_importer(t).failed());
  return t;
}

}  // namespace

Thread& interpreter_thread() {
  static Thread& started = start();
  return started;
}

Interp::Interp() : thread_(interpreter_thread()), globals_(new_dict(thread_)) {
  PY_CHECK(!dict_set_str(thread_, globals_, intern("__builtins__"), builtins_dict()).failed());
  PY_CHECK(!dict_set_str(thread_, globals_, intern("__name__"), intern("__main__")).failed());
}

std::string Interp::take_error() {
  BaseException* e = take_pending(thread_);
  Str* message = to_str(thread_, e);
  if (!message) clear_pending(thread_);
  error_class_ = e->cls->name;
  error_message_ = message ? str_to_utf8(message) : "?";
  return error_ = error_message_.empty() ? error_class_ : error_class_ + ": " + error_message_;
}

bool Interp::run(std::string_view source) {
  error_.clear();
  Code* code = compile_source(thread_, source, intern("<test>"), ParseMode::Exec);
  if (code && run_code(thread_, code, globals_, nullptr)) return true;
  take_error();
  return false;
}

Object* Interp::evaluate(std::string_view expression) {
  Code* code = compile_source(thread_, expression, intern("<test>"), ParseMode::Eval);
  return code ? run_code(thread_, code, globals_, nullptr) : nullptr;
}

std::string Interp::eval_repr(std::string_view expression) {
  Object* value = evaluate(expression);
  Str* text = value ? repr(thread_, value) : nullptr;
  return text ? str_to_utf8(text) : take_error();
}

std::string Interp::eval_str(std::string_view expression) {
  Object* value = evaluate(expression);
  Str* text = value ? to_str(thread_, value) : nullptr;
  return text ? str_to_utf8(text) : take_error();
}

std::string Interp::output(std::string_view source) {
  PY_CHECK(
      run("import sys\n"
          "class _Out:\n"
          "    def __init__(self): self.parts = []\n"
          "    def write(self, text): self.parts.append(text)\n"
          "    def flush(self): pass\n"
          "_old, sys.stdout = sys.stdout, _Out()\n"));
  run(source);
  std::string problem = error_, text = eval_str("''.join(sys.stdout.parts)");
  PY_CHECK(run("sys.stdout = _old"));
  return text + problem;
}

bool Interp::raises(std::string_view source, std::string_view class_name) {
  return !run(source) && error_class_ == class_name;
}
bool Interp::raises(std::string_view source, std::string_view class_name, std::string_view message) {
  return raises(source, class_name) && error_message_ == message;
}

}  // namespace sidewinder
