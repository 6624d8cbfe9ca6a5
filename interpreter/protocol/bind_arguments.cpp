// Binding the arguments of a call to the parameters of a Python function (language reference 6.3.4). Parameters occupy
// the first registers: positional ones, keyword-only ones, *args, **kw.
#include <string>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// The collector does not see the registers of a frame that is not the current one yet: what was made for them is held
// by the C++ stack up to here.
inline void keep_alive(const void* p) { asm volatile("" : : "g"(p) : "memory"); }

class Binder {
 public:
  Binder(Thread& t, Function* function, const Args& args, Object** registers)
      : t_(t),
        function_(function),
        code_(function->code),
        args_(args),
        registers_(registers),
        positional_(code_->argument_count),
        named_(code_->argument_count + code_->keyword_only_count) {}

  Status run() {
    for (int i = 0; i < named_; i++) registers_[i] = nullptr;
    TRY(copy_positional());
    TRY(bind_keywords());
    if (args_.count > positional_ && !takes_rest()) return raise_too_many_positional();
    TRY(fill_positional_defaults());
    TRY(fill_keyword_defaults());
    keep_alive(rest_);
    keep_alive(keywords_);
    return Status::ok();
  }

 private:
  bool takes_rest() const { return code_->flags & kCodeVarArgs; }
  bool takes_keywords() const { return code_->flags & kCodeVarKeywords; }
  Str* parameter(ssize i) const { return cast<Str>((*code_->names_of_registers)[i]); }
  ssize default_count() const { return function_->defaults ? function_->defaults->size : 0; }

  Status copy_positional() {
    ssize n = std::min<ssize>(args_.count, positional_);
    for (ssize i = 0; i < n; i++) registers_[i] = args_[i];
    if (takes_rest()) {
      rest_ = args_.count > n ? new_tuple(args_.values + n, args_.count - n) : empty_tuple();
      registers_[named_] = TRY(rest_);
    }
    if (takes_keywords()) registers_[named_ + takes_rest()] = keywords_ = TRY(new_dict(t_));
    return Status::ok();
  }

  int find_parameter(Str* name) const {
    for (int i = code_->positional_only_count; i < named_; i++)
      if (parameter(i) == name) return i;
    for (int i = code_->positional_only_count; i < named_; i++)
      if (str_equal(parameter(i), name)) return i;
    return -1;
  }

  Status bind_keywords() {
    for (ssize i = 0; i < args_.keyword_count(); i++) {
      Str* name = args_.keyword_name(i);
      int at = find_parameter(name);
      if (at < 0) {
        if (!keywords_) return raise_unexpected(name);
        TRY(dict_set(t_, keywords_, TRY(name_to_bind(name)), args_.keyword_value(i)));
        continue;
      }
      if (registers_[at])
        return raise_type_error(t_, "%U() got multiple values for argument '%U'", function_->qualname, name);
      registers_[at] = args_.keyword_value(i);
    }
    return Status::ok();
  }

  Status fill_positional_defaults() {
    ssize first_default = positional_ - default_count();
    ssize missing_count = 0;
    for (ssize i = args_.count; i < positional_; i++) {
      if (registers_[i]) continue;
      if (i >= first_default) registers_[i] = (*function_->defaults)[i - first_default];
      else missing_count++;
    }
    return missing_count ? raise_missing("positional", 0, first_default) : Status::ok();
  }

  Status fill_keyword_defaults() {
    bool complete = true;
    for (int i = positional_; i < named_; i++) {
      if (registers_[i]) continue;
      if (function_->keyword_defaults) {
        Lookup value = TRY(dict_get(t_, function_->keyword_defaults, parameter(i)));
        registers_[i] = value.value;
      }
      complete &= registers_[i] != nullptr;
    }
    return complete ? Status::ok() : raise_missing("keyword-only", positional_, named_);
  }

  Status raise_missing(const char* kind, ssize begin, ssize end) {
    ssize count = 0, seen = 0;
    for (ssize i = begin; i < end; i++) count += !registers_[i];
    std::string list;
    for (ssize i = begin; i < end; i++) {
      if (registers_[i]) continue;
      if (seen) list += count == 2 ? " and " : seen + 1 == count ? ", and " : ", ";
      list += "'" + str_to_utf8(parameter(i)) + "'";
      seen++;
    }
    return raise_type_error(t_, "%U() missing %zd required %s argument%s: %s", function_->qualname, count, kind,
                            count == 1 ? "" : "s", list.c_str());
  }

  Status raise_unexpected(Str* name) {
    std::string positional_only;
    for (ssize i = 0; i < args_.keyword_count(); i++)
      for (int j = 0; j < code_->positional_only_count; j++)
        if (str_equal(parameter(j), args_.keyword_name(i)))
          positional_only += (positional_only.empty() ? "" : ", ") + str_to_utf8(parameter(j));
    if (!positional_only.empty())
      return raise_type_error(t_, "%U() got some positional-only arguments passed as keyword arguments: '%s'",
                              function_->qualname, positional_only.c_str());
    return raise_type_error(t_, "%U() got an unexpected keyword argument '%U'", function_->qualname, name);
  }

  Status raise_too_many_positional() {
    ssize defaults = default_count(), keyword_only = 0;
    for (int i = positional_; i < named_; i++) keyword_only += registers_[i] != nullptr;
    std::string takes = std::to_string(positional_);
    if (defaults) takes = "from " + std::to_string(positional_ - defaults) + " to " + takes;
    std::string given = std::to_string(args_.count);
    if (keyword_only)
      given += std::string(" positional argument") + (args_.count == 1 ? "" : "s") + " (and " +
               std::to_string(keyword_only) + " keyword-only argument" + (keyword_only == 1 ? "" : "s") + ")";
    return raise_type_error(t_, "%U() takes %s positional argument%s but %s %s given", function_->qualname,
                            takes.c_str(), defaults || positional_ != 1 ? "s" : "", given.c_str(),
                            args_.count == 1 && !keyword_only ? "was" : "were");
  }

  Thread& t_;
  Function* function_;
  Code* code_;
  const Args& args_;
  Object** registers_;
  int positional_, named_;
  Tuple* rest_ = nullptr;
  Dict* keywords_ = nullptr;
};

}  // namespace

Status bind_arguments(Thread& t, Function* function, Args args, Object** registers) {
  Code* code = function->code;
  if (code->simple_call(args.count) && !args.keyword_count()) {
    for (ssize i = 0; i < args.count; i++) registers[i] = args[i];
    return Status::ok();
  }
  return Binder(t, function, args, registers).run();
}

}  // namespace sidewinder
