// Module unicodedata: the database as functions, and as an object for version 3.2.0.
#include "interpreter/memory/allocate.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/unicodedata/unicode_database.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

using unicode::Database;

extern Type ucd_type;

namespace {

// An object with the functions of the module, for another version.
struct Ucd : Object {
  static Type* type() { return &ucd_type; }
};

const Database& database_of(const Module&) { return Database::current(); }
const Database& database_of(const Ucd&) { return Database::version_3_2_0(); }

// A parameter that is one character.
struct Character {
  uint32_t code;
};
// A name, as str or bytes.
struct CharacterName {
  std::string text;
};

}  // namespace

template <> struct Argument<Character> {
  static Status convert(Thread& t, Object* value, Site site, Character* out) {
    if (!is_str(value) || cast<Str>(value)->length != 1)
      return raise_bad_argument(t, site.signature, site.parameter, "a unicode character", value);
    out->code = cast<Str>(value)->at(0);
    return Status::ok();
  }
};
template <> struct Argument<CharacterName> {
  static Status convert(Thread& t, Object* value, Site, CharacterName* out) {
    out->text = is_str(value) ? str_to_utf8(cast<Str>(value)) : std::string(TRY(as_bytes_view(t, value)));
    return Status::ok();
  }
};

namespace {

// A value, or what the caller gave for characters that have none.
Object* or_default(Thread& t, Object* value, Given otherwise, const char* words) {
  if (value) return value;
  return otherwise.value ? otherwise.value : raise_value_error(t, "%s", words);
}
Object* small_value(uint8_t value) { return value == 255 ? nullptr : int_from_int64(value); }

template <class S> Object* data_decimal(Thread& t, const S& self, Character c, Given otherwise) {
  return or_default(t, small_value(database_of(self).record(c.code).decimal), otherwise, "not a decimal");
}
template <class S> Object* data_digit(Thread& t, const S& self, Character c, Given otherwise) {
  return or_default(t, small_value(database_of(self).record(c.code).digit), otherwise, "not a digit");
}
template <class S> Object* data_numeric(Thread& t, const S& self, Character c, Given otherwise) {
  double value;
  if (database_of(self).numeric(c.code, &value)) return new_float(value);
  return or_default(t, nullptr, otherwise, "not a numeric character");
}
template <class S> Object* data_category(const S& self, Character c) {
  return intern(database_of(self).category(c.code));
}
template <class S> Object* data_bidirectional(const S& self, Character c) {
  return intern(database_of(self).bidirectional(c.code));
}
template <class S> int data_combining(const S& self, Character c) { return database_of(self).record(c.code).combining; }
template <class S> int data_mirrored(const S& self, Character c) { return database_of(self).record(c.code).mirrored; }
template <class S> Object* data_east_asian_width(const S& self, Character c) {
  return intern(database_of(self).width(c.code));
}
template <class S> Object* data_decomposition(const S& self, Character c) {
  return new_str(database_of(self).decomposition(c.code));
}
template <class S> Object* data_name(Thread& t, const S& self, Character c, Given otherwise) {
  std::string name = database_of(self).name(c.code);
  return or_default(t, name.empty() ? nullptr : new_str(name), otherwise, "no such name");
}

template <class S> Object* data_lookup(Thread& t, const S& self, const CharacterName& name) {
  constexpr size_t kLongest = 256;
  if (name.text.size() > kLongest) return raise(t, exceptions::KeyError, "name too long");
  std::vector<uint32_t> text = database_of(self).lookup(name.text);
  if (text.empty()) return raise(t, exceptions::KeyError, "undefined character name '%s'", name.text.c_str());
  return new_str_of(text.data(), ssize(text.size()));
}

struct Form {
  bool compose = false, compatibility = false;
};
Result<Form> form_of(Thread& t, const Str* form) {
  if (str_equals(form, "NFC")) return Form{true, false};
  if (str_equals(form, "NFKC")) return Form{true, true};
  if (str_equals(form, "NFD")) return Form{false, false};
  if (str_equals(form, "NFKD")) return Form{false, true};
  return raise_value_error(t, "invalid normalization form");
}

Str* normalized(const Database& database, Str* text, Form form) {
  // below U+0300 nothing is composed with anything; ASCII is not decomposed either
  if (text->is_ascii() || (text->kind() == 1 && form.compose && !form.compatibility)) return str_exact(text);
  std::vector<uint32_t> characters(size_t(text->length));
  for (ssize i = 0; i < text->length; i++) characters[size_t(i)] = text->at(i);
  database.normalize(characters, form.compose, form.compatibility);
  Str* result = new_str_of(characters.data(), ssize(characters.size()));
  return result && str_equal(result, text) ? str_exact(text) : result;
}

template <class S> Object* data_normalize(Thread& t, const S& self, Str* form, Str* text) {
  Form wanted;
  if (text->length == 0) return text;
  wanted = TRY(form_of(t, form));
  return normalized(database_of(self), text, wanted);
}
template <class S> Truth data_is_normalized(Thread& t, const S& self, Str* form, Str* text) {
  if (text->length == 0) return Truth::True;
  Form wanted = TRY(form_of(t, form));
  Str* result = TRY(normalized(database_of(self), text, wanted));
  return truth_of(str_equal(result, text));
}

Object* data_unidata_version(const Ucd& self) { return intern(database_of(self).version()); }

}  // namespace

#define DATABASE_FUNCTIONS(S)                                       \
  constexpr auto& self_decimal = data_decimal<S>;                   \
  constexpr auto& self_digit = data_digit<S>;                       \
  constexpr auto& self_numeric = data_numeric<S>;                   \
  constexpr auto& self_category = data_category<S>;                 \
  constexpr auto& self_bidirectional = data_bidirectional<S>;       \
  constexpr auto& self_combining = data_combining<S>;               \
  constexpr auto& self_mirrored = data_mirrored<S>;                 \
  constexpr auto& self_east_asian_width = data_east_asian_width<S>; \
  constexpr auto& self_decomposition = data_decomposition<S>;       \
  constexpr auto& self_name = data_name<S>;                         \
  constexpr auto& self_lookup = data_lookup<S>;                     \
  constexpr auto& self_is_normalized = data_is_normalized<S>;       \
  constexpr auto& self_normalize = data_normalize<S>;

namespace of_module {
namespace {
DATABASE_FUNCTIONS(Module)
}
#define NATIVE_TABLE "interpreter/modules/unicodedata/unicodedata_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX self
#define NATIVE_NAME "unicodedata"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_module

namespace of_object {
namespace {
DATABASE_FUNCTIONS(Ucd)
constexpr auto& self_unidata_version = data_unidata_version;
}  // namespace
#define NATIVE_TABLE "interpreter/modules/unicodedata/ucd_methods.def"
#define NATIVE_TYPE Ucd
#define NATIVE_PREFIX self
#define NATIVE_NAME "UCD"
#include "interpreter/objects/core/native_table.inc"

namespace {
constexpr TypeData make_ucd_data() {
  TypeData d{};
  self_declare(d);
  return d;
}
constinit TypeData ucd_data = make_ucd_data();
}  // namespace
}  // namespace of_object

constinit Type ucd_type =
    static_type("unicodedata.UCD", sizeof(Ucd), 0, kTypeDisallowInstantiation, &of_object::ucd_data);

Module* create_unicodedata(Thread& t) {
  ready_type(t, &ucd_type);
  Module* module = TRY(new_module(t, "unicodedata"));
  TRY(add_functions(t, module, of_module::self_method_rows));
  TRY(add_object(t, module, "unidata_version", new_str(Database::current().version())));
  TRY(add_object(t, module, "ucd_3_2_0", new_object<Ucd>(&ucd_type)));
  TRY(add_object(t, module, "UCD", &ucd_type));
  TRY(add_object(t, module, "__doc__", new_str("The Unicode character database.")));
  return module;
}

}  // namespace sidewinder
