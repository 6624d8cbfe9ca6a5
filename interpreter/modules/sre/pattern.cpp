// re.Pattern: searching, replacing, splitting.
#include "interpreter/modules/sre/pattern.h"

#include "interpreter/modules/sre/sre_types.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/mapping_proxy.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/callable_iterator.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/hash_bytes.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

using namespace sre;

namespace {

Status check_memory(Thread& t, const Session& session) {
  if (!session.ready()) return raise_memory_error(t);
  return Status::ok();
}

Object* match_in(Thread& t, Pattern& self, Object* string, ssize pos, ssize endpos, Mode mode) {
  Subject subject;
  TRY(subject.take(t, string, &self));
  Session session = subject.session(self, pos, endpos);
  TRY(check_memory(t, session));
  switch (session.run(t, mode)) {
    case Outcome::Raised: return nullptr;
    case Outcome::No: return none();
    default: return new_match(&self, string, session);
  }
}

// Calls body() for each match from the left; at most `most` (0: all).
template <class Body> Status for_each_match(Thread& t, Session& session, ssize most, Body&& body) {
  TRY(check_memory(t, session));
  for (ssize n = 0; most == 0 || n < most; n++) {
    Outcome outcome = session.run(t, Mode::Search);
    if (outcome == Outcome::Raised) return Raised{};
    if (outcome == Outcome::No) return Status::ok();
    TRY(body());
    session.go_on_behind();
  }
  return Status::ok();
}

Object* pattern_match(Thread& t, Pattern& self, Object* string, ssize pos, ssize endpos) {
  return match_in(t, self, string, pos, endpos, Mode::Match);
}
Object* pattern_fullmatch(Thread& t, Pattern& self, Object* string, ssize pos, ssize endpos) {
  return match_in(t, self, string, pos, endpos, Mode::FullMatch);
}
Object* pattern_search(Thread& t, Pattern& self, Object* string, ssize pos, ssize endpos) {
  return match_in(t, self, string, pos, endpos, Mode::Search);
}

// --- findall, split -------------------------------------------------------------------------------

Object* groups_of_match(const Pattern& self, const Subject& subject, const Session& session, Object* otherwise) {
  if (self.groups == 0) return subject.slice(session.begin, session.end);
  if (self.groups == 1) return group_text(subject, session, 1, otherwise);
  Tuple* all = TRY(new_tuple(self.groups));
  for (ssize i = 0; i < self.groups; i++) all->items[i] = TRY(group_text(subject, session, uint32_t(i + 1), otherwise));
  return all;
}

Object* pattern_findall(Thread& t, Pattern& self, Object* string, ssize pos, ssize endpos) {
  Subject subject;
  TRY(subject.take(t, string, &self));
  Session session = subject.session(self, pos, endpos);
  List* found = TRY(new_list(t));
  Object* nothing = subject.slice(0, 0);
  TRY(for_each_match(t, session, 0, [&]() -> Status {
    return list_append(t, found, TRY(groups_of_match(self, subject, session, nothing)));
  }));
  return found;
}

Object* pattern_split(Thread& t, Pattern& self, Object* string, ssize maxsplit) {
  Subject subject;
  TRY(subject.take(t, string, &self));
  Session session = subject.session(self, 0, subject.length);
  List* pieces = TRY(new_list(t));
  ssize last = 0;
  TRY(for_each_match(t, session, maxsplit, [&]() -> Status {
    TRY(list_append(t, pieces, TRY(subject.slice(last, session.begin))));
    for (ssize i = 1; i <= self.groups; i++)
      TRY(list_append(t, pieces, TRY(group_text(subject, session, uint32_t(i), none()))));
    last = session.end;
    return Status::ok();
  }));
  TRY(list_append(t, pieces, TRY(subject.slice(last, subject.length))));
  return pieces;
}

// --- sub, subn ------------------------------------------------------------------------------------

// The result of a substitution, str or bytes. The first replacement that is neither is an error, at the end.
class Pieces {
 public:
  Pieces(Thread& t, const Subject& subject) : t_(t), subject_(subject) {}

  void add_part(ssize begin, ssize end) {
    if (begin >= end) return;
    count_++;
    if (subject_.is_bytes) bytes_.append(static_cast<const char*>(subject_.data) + begin, size_t(end - begin));
    else text_.add(cast<Str>(subject_.object), begin, end);
  }
  Status add(Object* item) {
    if (item == none()) return Status::ok();
    count_++;
    if (!subject_.is_bytes && is_str(item)) {
      text_.add(cast<Str>(item));
    } else if (subject_.is_bytes && is_bytes_like(item)) {
      bytes_.append(TRY(as_bytes_view(t_, item)));
    } else if (!wrong_) {
      wrong_ = item;
      wrong_at_ = count_ - 1;
    }
    return Status::ok();
  }
  Object* finish() {
    if (wrong_)
      return raise_type_error(t_, "sequence item %zd: expected %s, %T found", wrong_at_,
                              subject_.is_bytes ? "a bytes-like object" : "str instance", wrong_);
    if (subject_.is_bytes) return new_bytes(bytes_);
    return text_.finish();
  }

 private:
  Thread& t_;
  const Subject& subject_;
  StrBuilder text_;
  std::string bytes_;
  ssize count_ = 0;
  Object* wrong_ = nullptr;
  ssize wrong_at_ = 0;
};

bool has_backslash(const Subject& text) {
  for (ssize i = 0; i < text.length; i++) {
    uint32_t c = text.width == 1   ? static_cast<const uint8_t*>(text.data)[i]
                 : text.width == 2 ? static_cast<const uint16_t*>(text.data)[i]
                                   : static_cast<const uint32_t*>(text.data)[i];
    if (c == '\\') return true;
  }
  return false;
}

// The function or the text that a replacement stands for.
Object* replacement_for(Thread& t, Pattern& self, Object* repl) {
  if (slots_of(repl).call) return repl;
  if (is_str(repl) || is_bytes_like(repl)) {
    Subject text;
    TRY(text.take(t, repl, nullptr));
    if (!has_backslash(text)) return repl;
  }
  Object* subx = TRY(library_function(t, "_subx"));
  return call(t, subx, &self, repl);
}

struct Substituted {
  Object* text = nullptr;
  ssize count = 0;
};

Result<Substituted> substitute(Thread& t, Pattern& self, Object* repl, Object* string, ssize count) {
  Object* by = TRY(replacement_for(t, self, repl));
  bool callable = slots_of(by).call;
  Subject subject;
  TRY(subject.take(t, string, &self));
  Session session = subject.session(self, 0, subject.length);
  Pieces pieces(t, subject);
  Substituted result;
  ssize last = 0;
  TRY(for_each_match(t, session, count, [&]() -> Status {
    pieces.add_part(last, session.begin);
    Object* item = by;
    if (callable) item = TRY(call(t, by, TRY(new_match(&self, string, session))));
    TRY(pieces.add(item));
    last = session.end;
    result.count++;
    return Status::ok();
  }));
  if (result.count == 0) {
    result.text = TRY(subject.slice(0, subject.length));
    return result;
  }
  pieces.add_part(last, subject.length);
  result.text = TRY(pieces.finish());
  return result;
}

Object* pattern_sub(Thread& t, Pattern& self, Object* repl, Object* string, ssize count) {
  return TRY(substitute(t, self, repl, string, count)).text;
}
Object* pattern_subn(Thread& t, Pattern& self, Object* repl, Object* string, ssize count) {
  Substituted result = TRY(substitute(t, self, repl, string, count));
  Object* items[] = {result.text, TRY(int_from_int64(result.count))};
  return new_tuple(items, 2);
}

// --- the others -----------------------------------------------------------------------------------

Object* pattern_scanner(Thread& t, Pattern& self, Object* string, ssize pos, ssize endpos) {
  return new_scanner(t, self, string, pos, endpos);
}
Object* pattern_finditer(Thread& t, Pattern& self, Object* string, ssize pos, ssize endpos) {
  Object* scanner = TRY(new_scanner(t, self, string, pos, endpos));
  Object* search = TRY(get_attribute(t, scanner, "search"));
  return new_callable_iterator(search, none());
}

Object* pattern_copy(Pattern& self) { return &self; }
Object* pattern_deepcopy(Pattern& self, Object*) { return &self; }
Object* pattern_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }
Object* pattern_groupindex(Thread& t, Pattern& self) {
  if (!self.group_index || !self.group_index->used) return new_dict(t);  // as CPython: an empty one is no proxy
  return new_mapping_proxy(t, self.group_index);
}

struct FlagName {
  int flag;
  const char* name;
};
constexpr FlagName flag_names[] = {
    {kFlagTemplate, "re.TEMPLATE"},   {kFlagIgnoreCase, "re.IGNORECASE"}, {kFlagLocale, "re.LOCALE"},
    {kFlagMultiline, "re.MULTILINE"}, {kFlagDotAll, "re.DOTALL"},         {kFlagUnicode, "re.UNICODE"},
    {kFlagVerbose, "re.VERBOSE"},     {kFlagDebug, "re.DEBUG"},           {kFlagAscii, "re.ASCII"},
};

std::string flags_text(int flags, bool is_text) {
  if (is_text && (flags & (kFlagLocale | kFlagUnicode | kFlagAscii)) == kFlagUnicode) flags &= ~kFlagUnicode;
  std::string out;
  auto add = [&](const std::string& name) { out += (out.empty() ? "" : "|") + name; };
  for (const FlagName& row : flag_names) {
    if (flags & row.flag) add(row.name);
    flags &= ~row.flag;
  }
  if (!flags) return out;
  char rest[16];
  std::snprintf(rest, sizeof rest, "0x%x", flags);
  add(rest);
  return out;
}

Object* pattern_repr(Thread& t, Object* o) {
  constexpr ssize kMostCharacters = 200;
  auto* self = cast<Pattern>(o);
  Str* text = TRY(repr(t, self->pattern));
  std::string flags = flags_text(self->flags, is_str(self->pattern));
  StrBuilder out;
  out.add("re.compile(").add(text, 0, std::min(text->length, kMostCharacters));
  if (!flags.empty()) out.add(", ").add(flags);
  return out.add(")").finish();
}

Result<ssize> pattern_hash(Thread& t, Object* o) {
  auto* self = cast<Pattern>(o);
  const Array<uint32_t>& code = self->program.code;
  ssize h = TRY(hash(t, self->pattern)) ^ hash_bytes(code.items, code.size * sizeof(uint32_t));
  h ^= self->flags ^ (self->takes_bytes ? 1 : 2) ^ self->groups << 8;
  return h == -1 ? -2 : h;
}

Object* pattern_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_exact<Pattern>(a) || !is_exact<Pattern>(b))
    return not_implemented();
  auto* left = cast<Pattern>(a);
  auto* right = cast<Pattern>(b);
  const Array<uint32_t>& x = left->program.code;
  const Array<uint32_t>& y = right->program.code;
  bool same = a == b || (left->flags == right->flags && left->takes_bytes == right->takes_bytes &&
                         left->takes_str == right->takes_str && x.size == y.size &&
                         std::equal(x.items, x.items + x.size, y.items));
  if (same && a != b) same = TRY(equal(t, left->pattern, right->pattern));
  return bool_object(same == (op == CompareOp::Eq));
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/sre/pattern_methods.def"
#define NATIVE_TYPE Pattern
#define NATIVE_PREFIX pattern
#define NATIVE_NAME "Pattern"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_pattern_data() {
  TypeData d{};
  d.slots.repr = pattern_repr;
  d.slots.hash = pattern_hash;
  d.slots.compare = pattern_compare;
  d.allows_weak_references = true;
  pattern_declare(d);
  d.spec.doc = "A compiled regular expression.";
  return d;
}
constinit TypeData pattern_data = make_pattern_data();

}  // namespace

constinit Type sre_pattern_type =
    static_type("re.Pattern", sizeof(Pattern), 0, kTypeDisallowInstantiation, &pattern_data);

}  // namespace sidewinder
