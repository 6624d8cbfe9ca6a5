// re.Match: what matched where.
#include "interpreter/modules/sre/sre_types.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

using namespace sre;

namespace {

ssize group_count(const Match& m) { return m.size / 2; }

Object* text_of(const Match& m, const Subject& subject, ssize group, Object* otherwise) {
  ssize begin = m.marks[2 * group];
  if (begin < 0) return otherwise;
  // a bytearray may be shorter now
  return subject.slice(std::min(begin, subject.length), std::min(m.marks[2 * group + 1], subject.length));
}

// A group's number from its number or name: IndexError.
Result<ssize> group_number(Thread& t, const Match& m, Object* key) {
  ssize i = -1;
  if (slots_of(key).index) {
    i = TRY(index_as_ssize(t, key, nullptr));
  } else if (m.re->group_index && m.re->group_index->used) {
    Lookup named = TRY(dict_get(t, m.re->group_index, key));
    if (named.found() && is_int(named.value)) i = TRY(index_as_ssize(t, named.value, nullptr));
  }
  if (i < 0 || i >= group_count(m)) return raise_index_error(t, "no such group");
  return i;
}

Object* group_by_key(Thread& t, const Match& m, const Subject& subject, Object* key) {
  return text_of(m, subject, TRY(group_number(t, m, key)), none());
}

Object* match_group(Thread& t, Match& self, Args keys) {
  Subject subject;
  TRY(subject.take(t, self.string, nullptr));
  if (keys.count == 0) return text_of(self, subject, 0, none());
  if (keys.count == 1) return group_by_key(t, self, subject, keys[0]);
  Tuple* all = TRY(new_tuple(keys.count));
  for (ssize i = 0; i < keys.count; i++) all->items[i] = TRY(group_by_key(t, self, subject, keys[i]));
  return all;
}

Object* match_get_item(Thread& t, Object* o, Object* key) {
  auto* self = cast<Match>(o);
  Subject subject;
  TRY(subject.take(t, self->string, nullptr));
  return group_by_key(t, *self, subject, key);
}

Result<ssize> match_start(Thread& t, Match& self, Object* group) {
  return self.marks[2 * TRY(group_number(t, self, group))];
}
Result<ssize> match_end(Thread& t, Match& self, Object* group) {
  return self.marks[2 * TRY(group_number(t, self, group)) + 1];
}
Object* pair(ssize a, ssize b) {
  Object* items[] = {int_from_int64(a), int_from_int64(b)};
  return items[0] && items[1] ? new_tuple(items, 2) : nullptr;
}
Object* match_span(Thread& t, Match& self, Object* group) {
  ssize i = TRY(group_number(t, self, group));
  return pair(self.marks[2 * i], self.marks[2 * i + 1]);
}

Object* match_groups(Thread& t, Match& self, Object* otherwise) {
  Subject subject;
  TRY(subject.take(t, self.string, nullptr));
  Tuple* all = TRY(new_tuple(group_count(self) - 1));
  for (ssize i = 1; i < group_count(self); i++) all->items[i - 1] = TRY(text_of(self, subject, i, otherwise));
  return all;
}

Object* match_groupdict(Thread& t, Match& self, Object* otherwise) {
  Subject subject;
  TRY(subject.take(t, self.string, nullptr));
  Dict* all = TRY(new_dict(t));
  if (!self.re->group_index) return all;
  Object* name;
  Object* number;
  for (ssize at = 0; dict_next(self.re->group_index, &at, &name, &number);)
    TRY(dict_set(t, all, name, TRY(text_of(self, subject, TRY(group_number(t, self, number)), otherwise))));
  return all;
}

Object* match_expand(Thread& t, Match& self, Object* template_) {
  Object* expand = TRY(library_function(t, "_expand"));
  Object* arguments[] = {self.re, &self, template_};
  return call(t, expand, Args{arguments, 3});
}

Object* match_copy(Match& self) { return &self; }
Object* match_deepcopy(Match& self, Object*) { return &self; }
Object* match_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

Object* match_lastindex(Match& self) { return self.last_group < 0 ? none() : int_from_int64(self.last_group); }
Object* match_lastgroup(Match& self) {
  Tuple* names = self.re->index_group;
  return names && self.last_group >= 0 && self.last_group < names->size ? names->items[self.last_group] : none();
}
Object* match_regs(Match& self) {
  if (self.regs) return self.regs;
  Tuple* all = TRY(new_tuple(group_count(self)));
  for (ssize i = 0; i < group_count(self); i++) all->items[i] = TRY(pair(self.marks[2 * i], self.marks[2 * i + 1]));
  return self.regs = all;
}

Object* match_repr(Thread& t, Object* o) {
  constexpr ssize kMostCharacters = 50;
  auto* self = cast<Match>(o);
  Subject subject;
  TRY(subject.take(t, self->string, nullptr));
  Str* text = TRY(repr(t, TRY(text_of(*self, subject, 0, none()))));
  std::string span = std::to_string(self->marks[0]) + ", " + std::to_string(self->marks[1]);
  StrBuilder out;
  out.add("<re.Match object; span=(").add(span).add("), match=");
  return out.add(text, 0, std::min(text->length, kMostCharacters)).add(">").finish();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/sre/match_methods.def"
#define NATIVE_TYPE Match
#define NATIVE_PREFIX match
#define NATIVE_NAME "Match"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_match_data() {
  TypeData d{};
  d.slots.repr = match_repr;
  d.slots.get_item = match_get_item;
  match_declare(d);
  d.spec.doc = "What a pattern has found. Always true.";
  return d;
}
constinit TypeData match_data = make_match_data();

}  // namespace

constinit Type sre_match_type =
    static_type("re.Match", sizeof(Match), sizeof(ssize), kTypeDisallowInstantiation | kTypeSubscriptOnly, &match_data);

namespace sre {

Match* new_match(Pattern* pattern, Object* string, const Session& session) {
  ssize marks = 2 * (pattern->groups + 1);
  auto* m = TRY(new_object<Match>(&sre_match_type, sizeof(Match) + size_t(marks) * sizeof(ssize)));
  m->size = marks;
  m->string = string;
  m->re = pattern;
  m->pos = session.pos;
  m->endpos = session.endpos;
  m->last_group = session.last_group();
  m->marks[0] = session.begin;
  m->marks[1] = session.end;
  for (uint32_t i = 1; i <= uint32_t(pattern->groups); i++) {
    bool there = session.has_group(i);
    m->marks[2 * i] = there ? session.group_begin(i) : -1;
    m->marks[2 * i + 1] = there ? session.group_end(i) : -1;
  }
  return m;
}

}  // namespace sre
}  // namespace sidewinder
