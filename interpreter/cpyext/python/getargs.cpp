// PyArg_*: which argument goes to which unit of a format, with CPython's messages (C API reference, "Parsing arguments
// and building values"). What a unit does is argument_parser.h's.
#include <algorithm>
#include <climits>
#include <cstdarg>
#include <cstring>
#include <string>
#include <vector>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/python/argument_parser.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

using namespace sidewinder;

namespace {

const char* plural(Py_ssize_t n) { return n == 1 ? "" : "s"; }

bool wrong_format(const char* text) {
  PyErr_SetString(PyExc_SystemError, text);
  return false;
}

// --- positional arguments alone --------------------------------------------------------------------------------------

struct UnitCount {
  int least = 0, most = 0;  // how many arguments there may be
};

UnitCount count_units(const char* format) {
  UnitCount count;
  int depth = 0;
  bool is_optional = false;
  for (const char* p = format; !is_end_of_units(*p); p++) {
    bool is_unit = false;
    if (*p == '(') is_unit = depth++ == 0;
    else if (*p == ')') depth--;
    else if (*p == '|') is_optional = true;
    else is_unit = depth == 0 && isalpha(static_cast<unsigned char>(*p));
    if (*p == 'e' && (p[1] == 's' || p[1] == 't')) p++;
    if (!is_unit) continue;
    count.most++;
    if (!is_optional) count.least++;
  }
  return count;
}

bool refuse_count(Py_ssize_t n, UnitCount count, const char* format) {
  if (const char* custom = custom_message(format)) {
    PyErr_SetString(PyExc_TypeError, custom);
    return false;
  }
  int limit = n < count.least ? count.least : count.most;
  const char* amount = count.least == count.most ? "exactly" : n < count.least ? "at least" : "at most";
  PyErr_Format(PyExc_TypeError, "%s takes %s %d argument%s (%zd given)", shown_function(format).c_str(), amount, limit,
               plural(limit), n);
  return false;
}

bool parse_positional(PyObject* const* values, Py_ssize_t n, const char* format, va_list list, bool has_ssize) {
  UnitCount count = count_units(format);
  if (n < count.least || n > count.most) return refuse_count(n, count, format);
  ArgumentParser parser(list, has_ssize);
  const char* p = format;
  for (Py_ssize_t i = 0; i < n; i++) {
    if (*p == '|') p++;
    if (parser.convert(values[i], &p)) continue;
    parser.raise(format, int(i + 1));
    parser.undo();
    return false;
  }
  bool may_be_unit = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || *p == '(' || *p == '|';
  if (may_be_unit || is_end_of_units(*p)) return true;
  PyErr_Format(PyExc_SystemError, "bad format string: %.200s", format);  // "O#" of old
  parser.undo();
  return false;
}

// PyArg_Parse: one object, not a tuple of arguments.
bool parse_only(PyObject* arg, const char* format, va_list list, bool has_ssize) {
  UnitCount count = count_units(format);
  if (count.most == 0) {
    if (!arg) return true;
    PyErr_Format(PyExc_TypeError, "%s takes no arguments", shown_function(format).c_str());
    return false;
  }
  if (count.least != 1 || count.most != 1) return wrong_format("old style getargs format uses new features");
  if (!arg) {
    PyErr_Format(PyExc_TypeError, "%s takes at least one argument", shown_function(format).c_str());
    return false;
  }
  ArgumentParser parser(list, has_ssize);
  const char* p = format;
  if (parser.convert(arg, &p)) return true;
  parser.raise_of_only(format);
  parser.undo();
  return false;
}

// --- keywords --------------------------------------------------------------------------------------------------------

// Keyword arguments: names are looked up in `names` (pairs of a vectorcall) or in a dict.
struct KeywordSource {
  PyObject* dict = nullptr;
  PyObject* const* values = nullptr;  // with `names`
  PyObject* names = nullptr;

  KeywordSource(PyObject* const* values, PyObject* dict, PyObject* names) : dict(dict), values(values), names(names) {}
  Py_ssize_t count() const { return dict ? PyDict_GET_SIZE(dict) : names ? PyTuple_GET_SIZE(names) : 0; }
  PyObject* find(const char* name) const {
    if (dict) return find_in_dict(name);
    std::string_view wanted = name;
    for (Py_ssize_t i = 0; i < count(); i++)
      if (str_equals(core_as<Str>(PyTuple_GET_ITEM(names, i)), wanted)) return values[i];
    return nullptr;
  }
  // There are few, so that looking at each is faster than making a str of the name.
  PyObject* find_in_dict(const char* name) const {
    if (PyDict_GET_SIZE(dict) > 8) return PyDict_GetItemString(dict, name);
    Py_ssize_t position = 0;
    PyObject *key, *value;
    std::string_view wanted = name;
    while (PyDict_Next(dict, &position, &key, &value)) {
      if (!PyUnicode_CheckExact(key)) return PyDict_GetItemString(dict, name);  // it may have an `__eq__` of its own
      if (str_equals(core_as<Str>(key), wanted)) return value;
    }
    return nullptr;
  }
  // A keyword that is none of `allowed`; null: there is none.
  PyObject* find_foreign(const char* const* allowed, int count_allowed) const {
    Py_ssize_t position = 0;
    PyObject *key, *value;
    for (Py_ssize_t i = 0; i < count(); i++) {
      if (dict) PyDict_Next(dict, &position, &key, &value);
      else key = PyTuple_GET_ITEM(names, i);
      bool known = false;
      for (int k = 0; k < count_allowed && !known; k++)
        known = *allowed[k] && PyUnicode_Check(key) && str_equals(core_as<Str>(key), allowed[k]);
      if (!known) return key;
    }
    return nullptr;
  }
};

struct ParameterNames {
  const char* const* names;
  int positional_only = 0, count = 0;

  explicit ParameterNames(const char* const* list) : names(list) {
    while (names[positional_only] && !*names[positional_only]) positional_only++;
    for (count = positional_only; names[count] && *names[count];) count++;
  }
  bool ends() const { return !names[count]; }  // else there is an empty name behind a true one
};

// `function` is as messages show it. Always false.
bool refuse_too_many(const std::string& function, int count, Py_ssize_t n, Py_ssize_t given) {
  // With no positional argument "keyword", lest it seem that one was.
  PyErr_Format(PyExc_TypeError, "%s takes at most %d %sargument%s (%zd given)", function.c_str(), count,
               n == 0 ? "keyword " : "", plural(count), given);
  return false;
}

bool refuse_positional(const std::string& function, const char* amount, int limit, Py_ssize_t n) {
  if (limit == 0) {
    PyErr_Format(PyExc_TypeError, "%s takes no positional arguments", function.c_str());
    return false;
  }
  PyErr_Format(PyExc_TypeError, "%s takes %s %d positional argument%s (%zd given)", function.c_str(), amount, limit,
               plural(limit), n);
  return false;
}

bool refuse_missing(const std::string& function, const char* name, int position) {
  PyErr_Format(PyExc_TypeError, "%s missing required argument '%s' (pos %d)", function.c_str(), name, position);
  return false;
}

// Keywords are left over: which it is that was given twice, or that no parameter has.
bool refuse_keywords(const std::string& function, const KeywordSource& keywords, const ParameterNames& parameters,
                     Py_ssize_t n) {
  for (int i = parameters.positional_only; i < n && i < parameters.count; i++) {
    if (!keywords.find(parameters.names[i])) continue;
    PyErr_Format(PyExc_TypeError, "argument for %s given by name ('%s') and position (%d)", function.c_str(),
                 parameters.names[i], i + 1);
    return false;
  }
  PyObject* foreign = keywords.find_foreign(parameters.names, parameters.count);
  const char* shown = function == "function" ? "this function" : function.c_str();
  if (!foreign) PyErr_Format(PyExc_TypeError, "invalid keyword argument for %s", shown);
  else if (!PyUnicode_Check(foreign)) PyErr_SetString(PyExc_TypeError, "keywords must be strings");
  else PyErr_Format(PyExc_TypeError, "'%U' is an invalid keyword argument for %s", foreign, shown);
  return false;
}

// One call: the units are gone through once, and marks tell on the way how many arguments there must be and may be.
class KeywordCall {
 public:
  KeywordCall(PyObject* const* values, Py_ssize_t n, const KeywordSource& keywords, const char* format,
              const ParameterNames& parameters, ArgumentParser& parser)
      : values_(values), n_(n), keywords_(keywords), format_(format), parameters_(parameters), parser_(parser) {}

  bool parse() {
    int i = 0;
    for (; i < parameters_.count; i++) {
      if (!read_marks(i)) return false;
      if (lacks_ && most_positional_ != INT_MAX) break;
      if (is_end_of_units(*p_)) {
        PyErr_Format(PyExc_SystemError, "More keyword list entries (%d) than format specifiers (%d)", parameters_.count,
                     i);
        return false;
      }
      if (!lacks_) {
        if (PyObject* item = find(i)) {
          if (parser_.convert(item, &p_)) continue;
          parser_.raise(format_, i + 1);
          return false;
        }
        if (i < least_) {
          if (i >= parameters_.positional_only)
            return refuse_missing(shown_function(format_), parameters_.names[i], i + 1);
          lacks_ = true;
        } else if (used_ == keywords_.count()) {
          return true;  // the rest is optional
        }
      }
      if (!parser_.skip(&p_)) return false;
    }
    if (lacks_) {
      int limit = std::min(parameters_.positional_only, least_);
      return refuse_positional(shown_function(format_), limit < i ? "at least" : "exactly", limit, n_);
    }
    if (!is_end_of_units(*p_) && *p_ != '|' && *p_ != '$') {
      PyErr_Format(PyExc_SystemError, "more argument specifiers than keyword list entries (remaining format:'%s')", p_);
      return false;
    }
    return used_ == keywords_.count() || refuse_keywords(shown_function(format_), keywords_, parameters_, n_);
  }

 private:
  // '|' and '$' before parameter i.
  bool read_marks(int i) {
    if (*p_ == '|') {
      if (least_ != INT_MAX) return wrong_format("Invalid format string (| specified twice)");
      if (most_positional_ != INT_MAX) return wrong_format("Invalid format string ($ before |)");
      least_ = i;
      p_++;
    }
    if (*p_ != '$') return true;
    if (most_positional_ != INT_MAX) return wrong_format("Invalid format string ($ specified twice)");
    if (i < parameters_.positional_only) return wrong_format("Empty parameter name after $");
    most_positional_ = i;
    p_++;
    if (lacks_ || n_ <= i) return true;
    return refuse_positional(shown_function(format_), least_ != INT_MAX ? "at most" : "exactly", i, n_);
  }
  PyObject* find(int i) {
    if (i < n_) return values_[i];
    if (i < parameters_.positional_only || used_ == keywords_.count()) return nullptr;
    PyObject* found = keywords_.find(parameters_.names[i]);
    if (found) used_++;
    return found;
  }

  PyObject* const* values_;
  Py_ssize_t n_;
  const KeywordSource& keywords_;
  const char* format_;
  const ParameterNames& parameters_;
  ArgumentParser& parser_;
  const char* p_ = format_;
  Py_ssize_t used_ = 0;            // of the keywords
  int least_ = INT_MAX;            // the first optional parameter, once it is known
  int most_positional_ = INT_MAX;  // the first that must be given by name
  bool lacks_ = false;             // one that only has a position is not there: how many there must be, marks say later
};

bool parse_keywords(PyObject* const* values, Py_ssize_t n, const KeywordSource& keywords, const char* format,
                    const char* const* names, va_list list, bool has_ssize) {
  ParameterNames parameters(names);
  if (!parameters.ends()) return wrong_format("Empty keyword parameter name");
  Py_ssize_t given = n + keywords.count();
  if (given > parameters.count) return refuse_too_many(shown_function(format), parameters.count, n, given);
  ArgumentParser parser(list, has_ssize);
  if (KeywordCall(values, n, keywords, format, parameters, parser).parse()) return true;
  parser.undo();
  return false;
}

bool parse_tuple(PyObject* args, const char* format, va_list list, bool has_ssize) {
  if (!PyTuple_Check(args)) return wrong_format("new style getargs format but argument is not a tuple");
  return parse_positional(reinterpret_cast<PyTupleObject*>(args)->ob_item, PyTuple_GET_SIZE(args), format, list,
                          has_ssize);
}

bool parse_tuple_and_dict(PyObject* args, PyObject* keywords, const char* format, const char* const* names,
                          va_list list, bool has_ssize) {
  if (!args || !PyTuple_Check(args) || (keywords && !PyDict_Check(keywords)) || !format || !names) {
    PyErr_BadInternalCall();
    return false;
  }
  KeywordSource source(nullptr, keywords, nullptr);
  return parse_keywords(reinterpret_cast<PyTupleObject*>(args)->ob_item, PyTuple_GET_SIZE(args), source, format, names,
                        list, has_ssize);
}

bool parse_vector(PyObject* const* values, Py_ssize_t n, PyObject* names, _PyArg_Parser* parser, va_list list,
                  bool has_ssize) {
  KeywordSource source(values + n, nullptr, names);
  return parse_keywords(values, n, source, parser->format, parser->keywords, list, has_ssize);
}

// For code that Argument Clinic made: the values in order of the parameters go to `buffer`; null where one is missing.
bool unpack(PyObject* const* values, Py_ssize_t n, const KeywordSource& keywords, const _PyArg_Parser* parser,
            int least_positional, int most_positional, int least_keyword_only, PyObject** buffer) {
  Py_ssize_t left = keywords.count();
  ParameterNames parameters(parser->keywords);
  auto function = [&] { return parser->fname ? std::string(parser->fname) + "()" : "function"; };
  if (n + left > parameters.count) return refuse_too_many(function(), parameters.count, n, n + left);
  if (n > most_positional)
    return refuse_positional(function(), least_positional < most_positional ? "at most" : "exactly", most_positional,
                             n);
  int least_by_position = std::min(parameters.positional_only, least_positional);
  if (n < least_by_position) {
    const char* amount = least_by_position < most_positional ? "at least" : "exactly";
    return refuse_positional(function(), amount, least_by_position, n);
  }
  int required = least_keyword_only ? most_positional + least_keyword_only : least_positional;
  for (int i = 0; i < parameters.count; i++) {
    bool may_be_named = i >= n && i >= parameters.positional_only && left > 0;
    buffer[i] = i < n ? values[i] : may_be_named ? keywords.find(parameters.names[i]) : nullptr;
    if (buffer[i] && i >= n) left--;
    if (buffer[i]) buffer[i] = borrowed(core(buffer[i]));
    else if (i < least_positional || (i >= most_positional && i < required))
      return refuse_missing(function(), parameters.names[i], i + 1);
  }
  if (left == 0) return true;
  return refuse_keywords(function(), keywords, parameters, n);
}

}  // namespace

#undef PyArg_Parse
#undef PyArg_ParseTuple
#undef PyArg_ParseTupleAndKeywords
#undef PyArg_VaParse
#undef PyArg_VaParseTupleAndKeywords
#undef _PyArg_ParseStack
#undef _PyArg_ParseStackAndKeywords
#undef _PyArg_ParseTupleAndKeywordsFast
#undef _PyArg_NoKeywords
#undef _PyArg_NoPositional
#undef _PyArg_CheckPositional
#undef _PyArg_NoKwnames
#undef _PyArg_UnpackKeywords

// Every function twice: C code compiled with PY_SSIZE_T_CLEAN calls the second.
#define PARSES_AS(name, parameters, last, value, expression) \
  int name parameters {                                      \
    constexpr bool has_ssize = value;                        \
    va_list list;                                            \
    va_start(list, last);                                    \
    bool ok = expression;                                    \
    va_end(list);                                            \
    return ok;                                               \
  }
#define PARSES(name, name_with_ssize, parameters, last, expression) \
  PARSES_AS(name, parameters, last, false, expression)              \
  PARSES_AS(name_with_ssize, parameters, last, true, expression)

extern "C" {

PARSES(PyArg_ParseTuple, _PyArg_ParseTuple_SizeT, (PyObject * args, const char* format, ...), format,
       parse_tuple(args, format, list, has_ssize))
PARSES(PyArg_Parse, _PyArg_Parse_SizeT, (PyObject * arg, const char* format, ...), format,
       parse_only(arg, format, list, has_ssize))
PARSES(PyArg_ParseTupleAndKeywords, _PyArg_ParseTupleAndKeywords_SizeT,
       (PyObject * args, PyObject* keywords, const char* format, char** names, ...), names,
       parse_tuple_and_dict(args, keywords, format, names, list, has_ssize))
PARSES(_PyArg_ParseStack, _PyArg_ParseStack_SizeT, (PyObject* const* values, Py_ssize_t n, const char* format, ...),
       format, parse_positional(values, n, format, list, has_ssize))
PARSES(_PyArg_ParseStackAndKeywords, _PyArg_ParseStackAndKeywords_SizeT,
       (PyObject* const* values, Py_ssize_t n, PyObject* names, _PyArg_Parser* parser, ...), parser,
       parse_vector(values, n, names, parser, list, has_ssize))
PARSES(_PyArg_ParseTupleAndKeywordsFast, _PyArg_ParseTupleAndKeywordsFast_SizeT,
       (PyObject * args, PyObject* keywords, _PyArg_Parser* parser, ...), parser,
       parse_tuple_and_dict(args, keywords, parser->format, parser->keywords, list, has_ssize))

int PyArg_VaParse(PyObject* args, const char* format, va_list list) { return parse_tuple(args, format, list, false); }
int _PyArg_VaParse_SizeT(PyObject* args, const char* format, va_list list) {
  return parse_tuple(args, format, list, true);
}
int PyArg_VaParseTupleAndKeywords(PyObject* args, PyObject* keywords, const char* format, char** names, va_list list) {
  return parse_tuple_and_dict(args, keywords, format, names, list, false);
}
int _PyArg_VaParseTupleAndKeywords_SizeT(PyObject* args, PyObject* keywords, const char* format, char** names,
                                         va_list list) {
  return parse_tuple_and_dict(args, keywords, format, names, list, true);
}

// The values in order of the parameters, for code that Argument Clinic made; null where one is missing. `buffer` has
// room for all.
PyObject* const* _PyArg_UnpackKeywords(PyObject* const* values, Py_ssize_t n, PyObject* dict, PyObject* names,
                                       _PyArg_Parser* parser, int least_positional, int most_positional,
                                       int least_keyword_only, PyObject** buffer) {
  KeywordSource keywords(values + n, dict, names);
  if (values && least_keyword_only == 0 && n >= least_positional && n <= most_positional && keywords.count() == 0)
    return values;
  bool ok = unpack(values, n, keywords, parser, least_positional, most_positional, least_keyword_only, buffer);
  return ok ? buffer : nullptr;
}

// The same of a function with *args, which are parameter number `at`: a new tuple of what is behind it.
PyObject* const* _PyArg_UnpackKeywordsWithVararg(PyObject* const* values, Py_ssize_t n, PyObject* dict, PyObject* names,
                                                 _PyArg_Parser* parser, int least_positional, int most_positional,
                                                 int least_keyword_only, int at, PyObject** buffer) {
  Py_ssize_t extra = std::max<Py_ssize_t>(n - at, 0), named = dict ? PyDict_GET_SIZE(dict) : 0;
  if (names) named = PyTuple_GET_SIZE(names);
  // As a call of the function without the parameter: the values behind it are not among the positional ones.
  std::vector<PyObject*> rest(values, values + (n - extra));
  if (names) rest.insert(rest.end(), values + n, values + n + named);
  PyObject** found = rest.data();
  KeywordSource keywords(found + (n - extra), dict, names);
  if (!unpack(found, n - extra, keywords, parser, std::min(least_positional, at), at, least_keyword_only, buffer))
    return nullptr;
  int count = 0;
  while (parser->keywords[count]) count++;
  for (int i = count; i > at; i--) buffer[i] = buffer[i - 1];
  buffer[at] = PyTuple_New(extra);
  if (!buffer[at]) return nullptr;
  for (Py_ssize_t i = 0; i < extra; i++) PyTuple_SET_ITEM(buffer[at], i, Py_NewRef(values[at + i]));
  (void)most_positional;
  return buffer;
}

int _PyArg_CheckPositional(const char* name, Py_ssize_t n, Py_ssize_t least, Py_ssize_t most) {
  if (n >= least && n <= most) return 1;
  Py_ssize_t limit = n < least ? least : most;
  const char* amount = least == most ? "" : n < least ? "at least " : "at most ";
  if (name)
    PyErr_Format(PyExc_TypeError, "%.200s expected %s%zd argument%s, got %zd", name, amount, limit,
                 limit == 1 ? "" : "s", n);
  else
    PyErr_Format(PyExc_TypeError, "unpacked tuple should have %s%zd element%s, but has %zd", amount, limit,
                 limit == 1 ? "" : "s", n);
  return 0;
}
int PyArg_UnpackTuple(PyObject* args, const char* name, Py_ssize_t least, Py_ssize_t most, ...) {
  if (!PyTuple_Check(args)) {
    PyErr_SetString(PyExc_SystemError, "PyArg_UnpackTuple() argument list is not a tuple");
    return 0;
  }
  if (!_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), least, most)) return 0;
  va_list list;
  va_start(list, most);
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(args); i++)
    *va_arg(list, PyObject**) = borrowed(core(PyTuple_GET_ITEM(args, i)));
  va_end(list);
  return 1;
}
int _PyArg_UnpackStack(PyObject* const* values, Py_ssize_t n, const char* name, Py_ssize_t least, Py_ssize_t most,
                       ...) {
  if (!_PyArg_CheckPositional(name, n, least, most)) return 0;
  va_list list;
  va_start(list, most);
  for (Py_ssize_t i = 0; i < n; i++) *va_arg(list, PyObject**) = values[i];
  va_end(list);
  return 1;
}
int _PyArg_NoKeywords(const char* name, PyObject* keywords) {
  if (!keywords || PyDict_GET_SIZE(keywords) == 0) return 1;
  PyErr_Format(PyExc_TypeError, "%.200s() takes no keyword arguments", name);
  return 0;
}
int _PyArg_NoKwnames(const char* name, PyObject* names) {
  if (!names || PyTuple_GET_SIZE(names) == 0) return 1;
  PyErr_Format(PyExc_TypeError, "%s() takes no keyword arguments", name);
  return 0;
}
int _PyArg_NoPositional(const char* name, PyObject* args) {
  if (!args || PyTuple_GET_SIZE(args) == 0) return 1;
  PyErr_Format(PyExc_TypeError, "%.200s() takes no positional arguments", name);
  return 0;
}
void _PyArg_BadArgument(const char* function, const char* which, const char* expected, PyObject* item) {
  PyErr_Format(PyExc_TypeError, "%.200s() %.200s must be %.50s, not %.50s", function, which, expected,
               item == Py_None ? "None" : Py_TYPE(item)->tp_name);
}
int PyArg_ValidateKeywordArguments(PyObject* keywords) {
  if (!PyDict_Check(keywords)) return PyErr_BadInternalCall(), 0;
  Py_ssize_t position = 0;
  PyObject *key, *value;
  while (PyDict_Next(keywords, &position, &key, &value))
    if (!PyUnicode_Check(key)) {
      PyErr_SetString(PyExc_TypeError, "keywords must be strings");
      return 0;
    }
  return 1;
}
}
