// Modules pwd, grp and spwd: users, groups and their secrets.
#include <grp.h>
#include <pwd.h>
#include <shadow.h>

#include <cerrno>
#include <vector>

#include "interpreter/execution/gil.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/warning.h"

namespace sidewinder {

namespace {

const NamedField user_fields[] = {
    {"pw_name", "user name"},  {"pw_passwd", "password"},    {"pw_uid", "user id"},         {"pw_gid", "group id"},
    {"pw_gecos", "real name"}, {"pw_dir", "home directory"}, {"pw_shell", "shell program"}, {}};
const NamedField group_fields[] = {
    {"gr_name", "group name"}, {"gr_passwd", "password"}, {"gr_gid", "group id"}, {"gr_mem", "group members"}, {}};
const NamedField secret_fields[] = {{"sp_namp", "login name"},
                                    {"sp_pwdp", "encrypted password"},
                                    {"sp_lstchg", "date of last change"},
                                    {"sp_min", "min #days between changes"},
                                    {"sp_max", "max #days between changes"},
                                    {"sp_warn", "#days before pw expires to warn user about it"},
                                    {"sp_inact", "#days after pw expires until account is disabled"},
                                    {"sp_expire", "#days since 1970-01-01 when account expires"},
                                    {"sp_flag", "reserved"},
                                    {"sp_nam", "login name; deprecated"},
                                    {"sp_pwd", "encrypted password; deprecated"},
                                    {}};
StructSequenceData user_data = documented(struct_sequence_data(user_fields), "An entry of the system's list of users.");
StructSequenceData group_data =
    documented(struct_sequence_data(group_fields), "An entry of the system's list of groups.");
StructSequenceData secret_data =
    documented(struct_sequence_data(secret_fields, 9), "An entry of the shadow password database.");
Type struct_passwd_type = struct_sequence_type("pwd.struct_passwd", &user_data);
Type struct_group_type = struct_sequence_type("grp.struct_group", &group_data);
Type struct_spwd_type = struct_sequence_type("spwd.struct_spwd", &secret_data);

Object* text_or_none(const char* text) { return text ? decode_path(text) : none(); }
Object* number(int64_t value) { return int_from_int64(value); }

Object* user_object(Thread& t, const passwd& p) {
  return new_struct_sequence(
      t, &struct_passwd_type,
      {text_or_none(p.pw_name), text_or_none(p.pw_passwd), id_object(p.pw_uid), id_object(p.pw_gid),
       text_or_none(p.pw_gecos), text_or_none(p.pw_dir), text_or_none(p.pw_shell)});
}

Object* group_object(Thread& t, const group& g) {
  List* members = TRY(new_list(t));
  for (char** member = g.gr_mem; *member; member++) TRY(list_append(t, members, TRY(decode_path(*member))));
  return new_struct_sequence(t, &struct_group_type,
                             {text_or_none(g.gr_name), text_or_none(g.gr_passwd), id_object(g.gr_gid), members});
}

Object* secret_object(Thread& t, const spwd& s) {
  Object* name = text_or_none(s.sp_namp);
  Object* password = text_or_none(s.sp_pwdp);
  return new_struct_sequence(
      t, &struct_spwd_type,
      {name, password, number(s.sp_lstchg), number(s.sp_min), number(s.sp_max), number(s.sp_warn), number(s.sp_inact),
       number(s.sp_expire), number(int64_t(s.sp_flag)), name, password});
}

Raised raise_no_entry(Thread& t, const char* format, Object* what) {
  raise(t, exceptions::KeyError, format, what);
  return {};
}

// A number that no entry has; those that do not fit are such, too.
Truth read_id(Thread& t, Object* o, const char* what, uint32_t* id) {
  Result<uint32_t> number = id_number(t, o, what);
  if (!number.failed()) {
    *id = number.value;
    return Truth::True;
  }
  if (!pending_matches(t, exceptions::OverflowError)) return Truth::Error;
  clear_pending(t);
  return Truth::False;
}

// What a call like getpwuid_r(id, Data*, char*, size_t, Data**) finds. It may ask other machines: other threads run.
template <class Data> struct Entry {
  Data data;
  bool found = false;
  std::vector<char> texts = std::vector<char>(1024);

  template <class Ask> Entry(Thread& t, Ask&& ask) {
    Data* result = nullptr;
    while (without_gil(t, [&] { return ask(&data, texts.data(), texts.size(), &result); }) == ERANGE)
      texts.resize(texts.size() * 2);
    found = result != nullptr;
  }
};

Object* pwd_getpwuid(Thread& t, Object* id) {
  uint32_t uid;
  if (!TRY(read_id(t, id, "uid", &uid))) return raise(t, exceptions::KeyError, "getpwuid(): uid not found");
  Entry<passwd> entry(t, [&](auto... rest) { return ::getpwuid_r(uid, rest...); });
  if (!entry.found) return raise_no_entry(t, "getpwuid(): uid not found: %S", id);
  return user_object(t, entry.data);
}

Object* pwd_getpwnam(Thread& t, Str* name) {
  std::string text = TRY(path_argument(t, name));
  Entry<passwd> entry(t, [&](auto... rest) { return ::getpwnam_r(text.c_str(), rest...); });
  if (!entry.found) return raise_no_entry(t, "getpwnam(): name not found: %R", name);
  return user_object(t, entry.data);
}

Object* pwd_getpwall(Thread& t) {
  List* all = TRY(new_list(t));
  ::setpwent();
  while (const passwd* entry = ::getpwent()) TRY(list_append(t, all, TRY(user_object(t, *entry))));
  ::endpwent();
  return all;
}

Object* grp_getgrgid(Thread& t, Object* id) {
  uint32_t gid;
  if (!TRY(read_id(t, id, "gid", &gid))) return raise_no_entry(t, "getgrgid(): gid not found: %S", id);
  Entry<group> entry(t, [&](auto... rest) { return ::getgrgid_r(gid, rest...); });
  if (!entry.found) return raise_no_entry(t, "getgrgid(): gid not found: %S", id);
  return group_object(t, entry.data);
}

Object* grp_getgrnam(Thread& t, Str* name) {
  std::string text = TRY(path_argument(t, name));
  Entry<group> entry(t, [&](auto... rest) { return ::getgrnam_r(text.c_str(), rest...); });
  if (!entry.found) return raise_no_entry(t, "getgrnam(): name not found: %R", name);
  return group_object(t, entry.data);
}

Object* grp_getgrall(Thread& t) {
  List* all = TRY(new_list(t));
  ::setgrent();
  while (const group* entry = ::getgrent()) TRY(list_append(t, all, TRY(group_object(t, *entry))));
  ::endgrent();
  return all;
}

Object* spwd_getspnam(Thread& t, Str* name) {
  std::string text = TRY(path_argument(t, name));
  errno = 0;
  const spwd* entry = ::getspnam(text.c_str());
  if (!entry && errno) return raise_os_error(t, errno);
  if (!entry) return raise(t, exceptions::KeyError, "getspnam(): name not found");
  return secret_object(t, *entry);
}

Object* spwd_getspall(Thread& t) {
  List* all = TRY(new_list(t));
  ::setspent();
  while (const spwd* entry = ::getspent()) TRY(list_append(t, all, TRY(secret_object(t, *entry))));
  ::endspent();
  return all;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/users/pwd_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX pwd
#define NATIVE_NAME "pwd"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/users/grp_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX grp
#define NATIVE_NAME "grp"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/users/spwd_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX spwd
#define NATIVE_NAME "spwd"
#include "interpreter/objects/core/native_table.inc"

namespace {

Module* make(Thread& t, const char* name, const NativeMethod* rows, const char* type_name, Type* type,
             const char* doc) {
  TRY(ready_struct_sequence(t, type));
  Module* module = TRY(new_module(t, name));
  TRY(add_functions(t, module, rows));
  TRY(add_object(t, module, type_name, type));
  TRY(add_object(t, module, "__doc__", new_str(doc)));
  return module;
}

}  // namespace

Module* create_pwd(Thread& t) {
  return make(t, "pwd", pwd_method_rows, "struct_passwd", &struct_passwd_type, "The system's users.");
}
Module* create_grp(Thread& t) {
  return make(t, "grp", grp_method_rows, "struct_group", &struct_group_type, "The system's groups of users.");
}
Module* create_spwd(Thread& t) {
  constexpr ssize kImportStatement = 7;  // frames above it are the importer's
  TRY(warn_format(t, exceptions::DeprecationWarning, kImportStatement,
                  "'spwd' is deprecated and slated for removal in Python 3.13"));
  return make(t, "spwd", spwd_method_rows, "struct_spwd", &struct_spwd_type, "The encrypted passwords of users.");
}

}  // namespace sidewinder
