// Module xxsubtype: a list and a dict with a field of their own, the smallest native subclasses of native types.
// CPython has it as an example, and its tests of class descriptors use it.
#include <ctime>

#include "interpreter/base/clock.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

extern Type spam_list_type, spam_dict_type;

namespace {

struct SpamList : List {
  int state;
  static Type* type() { return &spam_list_type; }
};
struct SpamDict : Dict {
  int state;
  static Type* type() { return &spam_dict_type; }
};

// A new beginning: the state too.
template <class Spam, Type* base> Status spam_init(Thread& t, Object* o, Args args) {
  TRY(base->data->slots.init(t, o, args));
  cast<Spam>(o)->state = 0;
  return Status::ok();
}

template <class Spam> Object* get_state(Thread& t, Object* o, Args args, const char* name) {
  TRY(args.no_keywords(t, name));
  if (args.count) return raise_type_error(t, "getstate() takes exactly 0 arguments (%zd given)", args.count);
  return int_from_int64(cast<Spam>(o)->state);
}

Object* spam_list_getstate(Thread& t, Object* o, Args args) {
  return get_state<SpamList>(t, o, args, "spamlist.getstate");
}
Object* spam_dict_getstate(Thread& t, Object* o, Args args) {
  return get_state<SpamDict>(t, o, args, "spamdict.getstate");
}
void spam_list_setstate(SpamList& self, int state) { self.state = state; }
void spam_dict_setstate(SpamDict& self, int state) { self.state = state; }
int spam_list_state(const SpamList& self) { return self.state; }

// What the method was called with: (self, arguments, keywords or None).
Object* what_came(Thread& t, Object* self, const Args& args) {
  Object* keywords = none();
  if (ssize count = args.keyword_count()) {
    Dict* dict = TRY(new_dict(t));
    for (ssize i = 0; i < count; i++) TRY(dict_set(t, dict, args.keyword_name(i), args.keyword_value(i)));
    keywords = dict;
  }
  Object* parts[] = {self, TRY(new_tuple(args.values, args.count)), keywords};
  return new_tuple(parts, 3);
}
Object* spam_list_classmeth(Thread& t, Object* cls, Args args) { return what_came(t, cls, args); }
Object* spam_list_staticmeth(Thread& t, Object*, Args args) { return what_came(t, none(), args); }

// Seconds of the processor that so many reads of an attribute take.
Object* xxsubtype_bench(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "bench"));
  if (args.count < 2 || args.count > 3)
    return raise_type_error(t, "function takes at %s %d arguments (%zd given)", args.count < 2 ? "least" : "most",
                            args.count < 2 ? 2 : 3, args.count);
  if (!is_str(args[1])) return raise_type_error(t, "argument 2 must be str, not %T", args[1]);
  int times = 1000;
  if (args.count == 3) TRY(argument_int(t, args[2], &times));
  double begin = seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID);
  for (int i = 0; i < times; i++) TRY(get_attribute(t, args[0], intern(cast<Str>(args[1]))));
  return new_float(seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID) - begin);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/xxsubtype/spam_list.def"
#define NATIVE_TYPE SpamList
#define NATIVE_PREFIX spam_list
#define NATIVE_NAME "spamlist"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/xxsubtype/spam_dict.def"
#define NATIVE_TYPE SpamDict
#define NATIVE_PREFIX spam_dict
#define NATIVE_NAME "spamdict"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/xxsubtype/xxsubtype_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX xxsubtype
#define NATIVE_NAME "xxsubtype"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_spam_list_data() {
  TypeData d{};
  spam_list_declare(d);
  d.slots.init = spam_init<SpamList, &list_type>;
  return d;
}
constexpr TypeData make_spam_dict_data() {
  TypeData d{};
  spam_dict_declare(d);
  d.slots.init = spam_init<SpamDict, &dict_type>;
  return d;
}
constinit TypeData spam_list_data = make_spam_list_data();
constinit TypeData spam_dict_data = make_spam_dict_data();

}  // namespace

constinit Type spam_list_type = static_type("xxsubtype.spamlist", sizeof(SpamList), 0,
                                            kTypeBase | kTypeHaveGC | kTypeList | kTypeSequence | kTypeMatchSelf,
                                            &spam_list_data, &list_type);
constinit Type spam_dict_type = static_type("xxsubtype.spamdict", sizeof(SpamDict), 0,
                                            kTypeBase | kTypeHaveGC | kTypeDict | kTypeMapping | kTypeMatchSelf,
                                            &spam_dict_data, &dict_type);

Module* create_xxsubtype(Thread& t) {
  ready_type(t, &spam_list_type);
  ready_type(t, &spam_dict_type);
  Module* module = TRY(new_module(t, "xxsubtype"));
  TRY(add_functions(t, module, xxsubtype_method_rows));
  TRY(add_object(t, module, "spamlist", &spam_list_type));
  TRY(add_object(t, module, "spamdict", &spam_dict_type));
  TRY(add_object(t, module, "__doc__", new_str("A list and a dict with a number: native types below native types.")));
  return module;
}

}  // namespace sidewinder
