// Module _locale.
#include <langinfo.h>
#include <libintl.h>

#include <cerrno>
#include <climits>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/locale/character_locale.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object*& locale_error() {
  static Object** const root = allocate_permanent(1);
  return root[0];
}
Raised raise_locale_error(Thread& t, const char* message) {
  return raise(t, *cast<Type>(locale_error()), "%s", message);
}

Result<std::string> text_argument(Thread& t, const Str* text) {
  std::string bytes = TRY(encode_path(t, text));
  if (bytes.find('\0') != std::string::npos) return raise_value_error(t, "embedded null character");
  return bytes;
}

Object* locale_setlocale(Thread& t, int category, Optional<Str*> locale) {
  if (!locale) {
    const char* name = std::setlocale(category, nullptr);
    return name ? decode_path(name) : raise_locale_error(t, "locale query failed");
  }
  std::string wanted = TRY(text_argument(t, *locale));
  const char* name = std::setlocale(category, wanted.c_str());
  return name ? decode_path(name) : raise_locale_error(t, "unsupported locale setting");
}

// Sizes of groups of digits; the last is 0 if it repeats.
Object* grouping_object(Thread& t, const char* sizes) {
  List* list = TRY(new_list(t));
  if (!*sizes) return list;
  for (;; sizes++) {
    TRY(list_append(t, list, TRY(int_from_int64(*sizes))));
    if (*sizes == CHAR_MAX || *sizes == 0) return list;
  }
}

Object* locale_localeconv(Thread& t) {
  const lconv* l = std::localeconv();
  Dict* result = TRY(new_dict(t));
  const struct {
    const char *name, *text;
  } texts[] = {{"decimal_point", l->decimal_point},         {"thousands_sep", l->thousands_sep},
               {"int_curr_symbol", l->int_curr_symbol},     {"currency_symbol", l->currency_symbol},
               {"mon_decimal_point", l->mon_decimal_point}, {"mon_thousands_sep", l->mon_thousands_sep},
               {"positive_sign", l->positive_sign},         {"negative_sign", l->negative_sign}};
  const struct {
    const char* name;
    char number;
  } numbers[] = {{"int_frac_digits", l->int_frac_digits}, {"frac_digits", l->frac_digits},
                 {"p_cs_precedes", l->p_cs_precedes},     {"p_sep_by_space", l->p_sep_by_space},
                 {"n_cs_precedes", l->n_cs_precedes},     {"n_sep_by_space", l->n_sep_by_space},
                 {"p_sign_posn", l->p_sign_posn},         {"n_sign_posn", l->n_sign_posn}};
  for (const auto& row : texts) TRY(dict_set_str(t, result, intern(row.name), TRY(decode_path(row.text))));
  for (const auto& row : numbers) TRY(dict_set_str(t, result, intern(row.name), TRY(int_from_int64(row.number))));
  TRY(dict_set_str(t, result, intern("grouping"), TRY(grouping_object(t, l->grouping))));
  TRY(dict_set_str(t, result, intern("mon_grouping"), TRY(grouping_object(t, l->mon_grouping))));
  return result;
}

struct LocaleConstant {
  const char* name;
  int value;
};
#define NUMBER(name) \
  { #name, name }
constexpr LocaleConstant texts_of_locales[] = {
    NUMBER(DAY_1),      NUMBER(DAY_2),     NUMBER(DAY_3),     NUMBER(DAY_4),     NUMBER(DAY_5),       NUMBER(DAY_6),
    NUMBER(DAY_7),      NUMBER(ABDAY_1),   NUMBER(ABDAY_2),   NUMBER(ABDAY_3),   NUMBER(ABDAY_4),     NUMBER(ABDAY_5),
    NUMBER(ABDAY_6),    NUMBER(ABDAY_7),   NUMBER(MON_1),     NUMBER(MON_2),     NUMBER(MON_3),       NUMBER(MON_4),
    NUMBER(MON_5),      NUMBER(MON_6),     NUMBER(MON_7),     NUMBER(MON_8),     NUMBER(MON_9),       NUMBER(MON_10),
    NUMBER(MON_11),     NUMBER(MON_12),    NUMBER(ABMON_1),   NUMBER(ABMON_2),   NUMBER(ABMON_3),     NUMBER(ABMON_4),
    NUMBER(ABMON_5),    NUMBER(ABMON_6),   NUMBER(ABMON_7),   NUMBER(ABMON_8),   NUMBER(ABMON_9),     NUMBER(ABMON_10),
    NUMBER(ABMON_11),   NUMBER(ABMON_12),  NUMBER(RADIXCHAR), NUMBER(THOUSEP),   NUMBER(YESEXPR),     NUMBER(NOEXPR),
    NUMBER(CRNCYSTR),   NUMBER(D_FMT),     NUMBER(D_T_FMT),   NUMBER(T_FMT),     NUMBER(T_FMT_AMPM),  NUMBER(AM_STR),
    NUMBER(PM_STR),     NUMBER(CODESET),   NUMBER(ERA),       NUMBER(ERA_D_FMT), NUMBER(ERA_D_T_FMT), NUMBER(ERA_T_FMT),
    NUMBER(ALT_DIGITS), NUMBER(_DATE_FMT),
};
constexpr LocaleConstant categories[] = {
    NUMBER(LC_CTYPE),    NUMBER(LC_TIME),    NUMBER(LC_COLLATE), NUMBER(LC_MONETARY),
    NUMBER(LC_MESSAGES), NUMBER(LC_NUMERIC), NUMBER(LC_ALL),     NUMBER(CHAR_MAX),
};
#undef NUMBER

Object* locale_nl_langinfo(Thread& t, int key) {
  for (const LocaleConstant& row : texts_of_locales) {
    if (row.value != key) continue;
    const char* text = ::nl_langinfo(key);
    return decode_path(text ? text : "");
  }
  return raise_value_error(t, "unsupported langinfo constant");
}

Result<int> locale_strcoll(Thread& t, Str* a, Str* b) {
  std::string left = TRY(text_argument(t, a));
  std::string right = TRY(text_argument(t, b));
  int order = std::strcoll(left.c_str(), right.c_str());
  return (order > 0) - (order < 0);
}

// In the plain locales the text itself.
Object* locale_strxfrm(Thread& t, Str* string) {
  std::string text = TRY(text_argument(t, string));
  const char* name = std::setlocale(LC_COLLATE, nullptr);
  if (name && (!std::strcmp(name, "C") || !std::strcmp(name, "POSIX"))) return string;
  std::vector<char> key(std::strxfrm(nullptr, text.c_str(), 0) + 1);
  std::strxfrm(key.data(), text.c_str(), key.size());
  return new_str_latin1(reinterpret_cast<const uint8_t*>(key.data()), ssize(key.size()) - 1);
}

Object* locale_getencoding() {
  const char* encoding = ::nl_langinfo(CODESET);
  return new_str(encoding && *encoding ? encoding : "UTF-8");
}

// --- translations ---------------------------------------------------------------------------------

Result<std::string> optional_text(Thread& t, const Optional<Str*>& text) {
  return text ? TRY(text_argument(t, *text)) : std::string();
}

Object* locale_gettext(Thread& t, Str* message) {
  return decode_path(::gettext(TRY(text_argument(t, message)).c_str()));
}
Object* locale_dcgettext(Thread& t, Optional<Str*> domain, Str* message, int category) {
  std::string name = TRY(optional_text(t, domain));
  std::string text = TRY(text_argument(t, message));
  return decode_path(::dcgettext(domain ? name.c_str() : nullptr, text.c_str(), category));
}
Object* locale_dgettext(Thread& t, Optional<Str*> domain, Str* message) {
  return locale_dcgettext(t, domain, message, LC_MESSAGES);
}
Object* locale_textdomain(Thread& t, Optional<Str*> domain) {
  std::string name = TRY(optional_text(t, domain));
  const char* now = ::textdomain(domain ? name.c_str() : nullptr);
  return now ? decode_path(now) : raise_os_error(t, errno);
}
Object* locale_bindtextdomain(Thread& t, Str* domain, Object* folder) {
  std::string name = TRY(text_argument(t, domain));
  if (name.empty()) return raise_locale_error(t, "domain must be a non-empty string");
  std::string path = folder == none() ? std::string() : TRY(path_argument(t, folder));
  const char* now = ::bindtextdomain(name.c_str(), folder == none() ? nullptr : path.c_str());
  return now ? decode_path(now) : raise_os_error(t, errno);
}
Object* locale_bind_textdomain_codeset(Thread& t, Str* domain, Optional<Str*> codeset) {
  std::string name = TRY(text_argument(t, domain));
  std::string encoding = TRY(optional_text(t, codeset));
  const char* now = ::bind_textdomain_codeset(name.c_str(), codeset ? encoding.c_str() : nullptr);
  return now ? decode_path(now) : none();
}

Object* make_locale_error(Thread& t) {
  Object* base = &exceptions::Exception;
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("locale")));
  return new_heap_type(t, &type_type, intern("Error"), TRY(new_tuple(&base, 1)), namespace_, Args{});
}

}  // namespace

void take_character_locale() {
  auto is_plain = [](const char* name) { return !name || !std::strcmp(name, "C") || !std::strcmp(name, "POSIX"); };
  if (!is_plain(std::setlocale(LC_CTYPE, nullptr)) || !is_plain(std::setlocale(LC_CTYPE, ""))) return;
  const char *all = std::getenv("LC_ALL"), *wish = std::getenv("PYTHONCOERCECLOCALE");
  if ((all && *all) || (wish && !std::strcmp(wish, "0"))) return;
  std::setlocale(LC_CTYPE, "C.UTF-8");
}

#define NATIVE_TABLE "interpreter/modules/locale/locale_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX locale
#define NATIVE_NAME "_locale"
#include "interpreter/objects/core/native_table.inc"

Module* create_locale(Thread& t) {
  take_character_locale();
  if (!locale_error()) locale_error() = TRY(make_locale_error(t));
  Module* module = TRY(new_module(t, "_locale"));
  TRY(add_functions(t, module, locale_method_rows));
  for (const LocaleConstant& row : texts_of_locales) TRY(add_object(t, module, row.name, int_from_int64(row.value)));
  for (const LocaleConstant& row : categories) TRY(add_object(t, module, row.name, int_from_int64(row.value)));
  TRY(add_object(t, module, "Error", locale_error()));
  TRY(add_object(t, module, "__doc__", new_str("The process's locale, for the module locale.")));
  return module;
}

}  // namespace sidewinder
