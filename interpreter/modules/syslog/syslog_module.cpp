// Module syslog: messages to the system's log.
#include <syslog.h>

#include <cerrno>

#include "interpreter/execution/gil.h"
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/datetime/argument_list.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool is_open = false;

// What the C library shows before each message; it keeps the pointer.
std::string& identity() {
  static std::string text;
  return text;
}

Result<std::string> utf8_of(Thread& t, Str* text) {
  return std::string(TRY(encode_str(t, text, "utf-8"))->view().data());  // up to a NUL, as C reads it
}

// The last part of sys.argv[0]; empty: there is none.
Result<std::string> program_name(Thread& t) {
  Object* arguments = TRY(system_attribute(t, "argv"));
  if (!is_list(arguments) || !cast<List>(arguments)->size) return std::string();
  Object* first = TRY(list_get(t, cast<List>(arguments), 0));
  if (!is_str(first)) return std::string();
  std::string path = TRY(utf8_of(t, cast<Str>(first)));
  return path.substr(path.rfind('/') + 1);
}

Status open_log(Thread& t, const std::string& name, int options, int facility) {
  TRY(audit(t, "syslog.openlog", name.empty() ? none() : TRY(decode_path(name)), options, facility));
  identity() = name;
  ::openlog(name.empty() ? nullptr : identity().c_str(), options, facility);
  is_open = true;
  return Status::ok();
}

Object* syslog_openlog(Thread& t, Object*, Args args) {
  static constexpr const char* kNames[] = {"ident", "logoption", "facility"};
  static constexpr ArgumentList kList{"openlog", kNames, 3, 0, 3};
  Str* name = nullptr;
  int options = 0;
  int facility = LOG_USER;
  TRY(bind_argument_list(t, kList, args, [&](int i, Object* value) -> Status {
    if (i) return take_int(t, value, i == 1 ? &options : &facility);
    if (!is_str(value)) return raise_not_str(t, "openlog", 1, value);
    name = cast<Str>(value);
    return Status::ok();
  }));
  TRY(open_log(t, name ? TRY(utf8_of(t, name)) : TRY(program_name(t)), options, facility));
  return none();
}

Status syslog_closelog(Thread& t) {
  TRY(audit(t, "syslog.closelog"));
  if (is_open) ::closelog();
  is_open = false;
  identity().clear();
  return Status::ok();
}

Object* syslog_syslog(Thread& t, Object*, Args args) {
  constexpr const char* kWords = "[priority,] message string";
  TRY(args.no_keywords(t, "syslog.syslog"));
  if (args.count < 1 || args.count > 2 || !is_str(args[args.count - 1])) return raise_type_error(t, "%s", kWords);
  int priority = LOG_INFO;
  if (args.count == 2 && take_int(t, args[0], &priority).failed()) {
    clear_pending(t);
    return raise_type_error(t, "%s", kWords);
  }
  std::string message = TRY(utf8_of(t, cast<Str>(args[args.count - 1])));
  TRY(audit(t, "syslog.syslog", priority, args[args.count - 1]));
  if (!is_open) TRY(open_log(t, TRY(program_name(t)), 0, LOG_USER));
  without_gil(t, [&] { return ::syslog(priority, "%s", message.c_str()), 0; });
  return none();
}

Object* syslog_setlogmask(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "syslog.setlogmask"));
  if (args.count != 1) return raise_type_error(t, "mask for priority");
  int mask = 0;
  TRY(take_int(t, args[0], &mask));
  TRY(audit(t, "syslog.setlogmask", mask));
  return int_from_int64(::setlogmask(mask));
}

Object* syslog_mask(Thread& t, Object*, Args args) {
  TRY(expect_arguments(t, "LOG_MASK", "LOG_MASK", args, 1));
  int priority = 0;
  TRY(take_int(t, args[0], &priority));
  return int_from_int64(LOG_MASK(priority));
}
Object* syslog_up_to(Thread& t, Object*, Args args) {
  TRY(expect_arguments(t, "LOG_UPTO", "LOG_UPTO", args, 1));
  int priority = 0;
  TRY(take_int(t, args[0], &priority));
  return int_from_int64(LOG_UPTO(priority));
}

constexpr struct {
  const char* name;
  int value;
} kConstants[] = {
#define NUMBER(name) {#name, name},
    NUMBER(LOG_EMERG) NUMBER(LOG_ALERT) NUMBER(LOG_CRIT) NUMBER(LOG_ERR) NUMBER(LOG_WARNING) NUMBER(LOG_NOTICE)
        NUMBER(LOG_INFO) NUMBER(LOG_DEBUG) NUMBER(LOG_PID) NUMBER(LOG_CONS) NUMBER(LOG_NDELAY) NUMBER(LOG_ODELAY)
            NUMBER(LOG_NOWAIT) NUMBER(LOG_PERROR) NUMBER(LOG_SYSLOG) NUMBER(LOG_CRON) NUMBER(LOG_UUCP) NUMBER(LOG_NEWS)
                NUMBER(LOG_AUTH) NUMBER(LOG_AUTHPRIV) NUMBER(LOG_KERN) NUMBER(LOG_USER) NUMBER(LOG_MAIL)
                    NUMBER(LOG_DAEMON) NUMBER(LOG_LPR) NUMBER(LOG_LOCAL0) NUMBER(LOG_LOCAL1) NUMBER(LOG_LOCAL2)
                        NUMBER(LOG_LOCAL3) NUMBER(LOG_LOCAL4) NUMBER(LOG_LOCAL5) NUMBER(LOG_LOCAL6) NUMBER(LOG_LOCAL7)
#undef NUMBER
};

}  // namespace

#define NATIVE_TABLE "interpreter/modules/syslog/syslog_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX syslog
#define NATIVE_NAME "syslog"
#include "interpreter/objects/core/native_table.inc"

Module* create_syslog(Thread& t) {
  Module* module = TRY(new_module(t, "syslog"));
  TRY(add_functions(t, module, syslog_method_rows));
  for (auto& row : kConstants) TRY(add_object(t, module, row.name, int_from_int64(row.value)));
  return module;
}

}  // namespace sidewinder
