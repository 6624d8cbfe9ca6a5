// Arguments of native functions: counts, keywords, binding to a parameter list; CPython's words for what is wrong.
#include "interpreter/objects/core/args.h"

#include <cstring>
#include <string_view>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

ssize Args::keyword_count() const { return names ? names->size : 0; }
Str* Args::keyword_name(ssize i) const { return cast<Str>((*names)[i]); }

Status Args::no_keywords(Thread& t, const char* name) const {
  if (keyword_count() == 0) return Status::ok();
  return raise_type_error(t, "%s() takes no keyword arguments", name);
}

Str* not_a_name() {
  static Str* const only = new_str("not a name");  // known by its address
  return only;
}

Status Args::keywords_are_strings(Thread& t) const {
  for (ssize i = 0; i < keyword_count(); i++)
    if (keyword_name(i) == not_a_name()) return raise_type_error(t, "keywords must be strings");
  return Status::ok();
}

Str* name_to_bind(Str* name) {
  const Slots &own = slots_of(name), &of_str = Str::type()->data->slots;
  return own.hash == of_str.hash && own.compare == of_str.compare ? name : str_exact(name);
}

Raised raise_unknown_keyword(Thread& t, const Str* name, const char* function) {
  if (name == not_a_name()) return raise_type_error(t, "keywords must be strings");
  return raise_type_error(t, "'%U' is an invalid keyword argument for %s()", name, function);
}

Status Args::expect(Thread& t, const char* name, ssize least, ssize most) const {
  TRY(no_keywords(t, name));
  if (count >= least && count <= most) return Status::ok();
  if (most == 0) return raise_type_error(t, "%s() takes no arguments (%zd given)", name, count);
  if (least == 1 && most == 1) return raise_type_error(t, "%s() takes exactly one argument (%zd given)", name, count);
  ssize bound = count < least ? least : most;
  const char* how = least == most ? "" : count < least ? "at least " : "at most ";
  return raise_type_error(t, "%s expected %s%zd argument%s, got %zd", name, how, bound, bound == 1 ? "" : "s", count);
}

namespace {

struct Parameter {
  std::string_view name;
  bool optional, positional_only, keyword_only;
};

// Reads one row after another of "a,b,/,c=,*,d=".
class ParameterList {
 public:
  static constexpr int kMost = 24;
  explicit ParameterList(const char* text) {
    bool keyword_only = false;
    while (*text) {
      size_t n = std::strcspn(text, ",");
      std::string_view piece(text, n);
      text += n + (text[n] == ',');
      if (piece == "/") {
        for (int i = 0; i < count_; i++) rows_[i].positional_only = true;
      } else if (piece == "*") {
        keyword_only = true;
      } else {
        bool optional = piece.back() == '=';
        if (optional) piece.remove_suffix(1);
        PY_CHECK(count_ < kMost);
        rows_[count_++] = {piece, optional, false, keyword_only};
        positional_ += !keyword_only;
        required_ += !optional;
      }
    }
  }
  int count() const { return count_; }
  int positional() const { return positional_; }
  int required() const { return required_; }
  const Parameter& operator[](int i) const { return rows_[i]; }
  int find(const Str* name) const {
    std::string text = str_to_utf8(name);
    for (int i = 0; i < count_; i++)
      if (!rows_[i].positional_only && rows_[i].name == text) return i;
    return -1;
  }

 private:
  Parameter rows_[kMost];
  int count_ = 0, positional_ = 0, required_ = 0;
};

Raised raise_too_many(Thread& t, const char* function, const ParameterList& list, const Args& args) {
  ssize given = args.count + args.keyword_count();
  bool by_position = args.count > list.positional() && given <= list.count();
  int most = by_position ? list.positional() : list.count();
  const char* how = by_position && list.required() >= most ? "exactly" : "at most";
  return raise_type_error(t, "%s() takes %s %d %sargument%s (%zd given)", function, how, most,
                          by_position                ? "positional "
                          : args.count == 0 && given ? "keyword "
                                                     : "",
                          most == 1 ? "" : "s", by_position ? args.count : given);
}

}  // namespace

Status Args::bind(Thread& t, const char* function, const char* parameters, Object** out) const {
  ParameterList list(parameters);
  for (int i = 0; i < list.count(); i++) out[i] = nullptr;
  if (count + keyword_count() > list.count() || count > list.positional())
    return raise_too_many(t, function, list, *this);
  for (ssize i = 0; i < count; i++) out[i] = values[i];
  for (ssize i = 0; i < keyword_count(); i++) {
    int at = list.find(keyword_name(i));
    if (at < 0) return raise_unknown_keyword(t, keyword_name(i), function);
    if (out[at])
      return raise_type_error(t, "argument for %s() given by name ('%U') and position (%d)", function, keyword_name(i),
                              at + 1);
    out[at] = keyword_value(i);
  }
  for (int i = 0; i < list.count(); i++) {
    if (out[i] || list[i].optional) continue;
    std::string name(list[i].name);
    if (list[i].positional_only) {
      return raise_type_error(t, "%s expected %s%d argument%s, got %zd", function,
                              list.required() == list.count() ? "" : "at least ", list.required(),
                              list.required() == 1 ? "" : "s", count);
    }
    return raise_type_error(t, "%s() missing required argument '%s' (pos %d)", function, name.c_str(), i + 1);
  }
  return Status::ok();
}

PrependedArgs::PrependedArgs(Object* first, const Args& rest) {
  size_t n = size_t(rest.count + rest.keyword_count());
  Object** values = n + 1 <= std::size(buffer_) ? buffer_ : allocate_raw<Object*>(n + 1);
  if (!values) return;
  values[0] = first;
  for (size_t i = 0; i < n; i++) values[i + 1] = rest.values[i];
  all_ = {values, rest.count + 1, rest.names};
}

}  // namespace sidewinder
