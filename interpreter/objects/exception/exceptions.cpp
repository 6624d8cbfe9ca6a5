// The built-in exception classes: what each adds to BaseException, as tables of members and a few constructors.
#include "interpreter/objects/exception/base_exception.h"

#include <cerrno>
#include <cstddef>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status init_base(Thread& t, Object* self, Args args) {
  if (args.keyword_count()) return raise_type_error(t, "%T() takes no keyword arguments", self);
  static_cast<BaseException*>(self)->args = TRY(new_tuple(args.values, args.count));
  return Status::ok();
}
Object* create_exception(Thread& t, Type* cls, Args args) {
  auto* self = static_cast<BaseException*>(allocate_instance(t, cls));
  if (!self) return nullptr;
  self->args = new_tuple(args.values, args.count);
  return self->args ? self : nullptr;
}

Status init_stop_iteration(Thread& t, Object* self, Args args) {
  TRY(init_base(t, self, args));
  static_cast<StopIterationObject*>(self)->value = args.or_default(0, none());
  return Status::ok();
}
Status init_system_exit(Thread& t, Object* self, Args args) {
  TRY(init_base(t, self, args));
  Object* code = none();
  if (args.count == 1) code = args[0];
  else if (args.count > 1) code = static_cast<BaseException*>(self)->args;
  static_cast<SystemExitObject*>(self)->code = code;
  return Status::ok();
}

// Keyword-only attributes: ImportError(name=, path=), NameError(name=), AttributeError(name=, obj=).
Status take_keywords(Thread& t, Object* self, Args args,
                     std::initializer_list<std::pair<const char*, Object**>> known) {
  for (ssize i = 0; i < args.keyword_count(); ++i) {
    bool found = false;
    std::string name = str_to_utf8(args.keyword_name(i));
    for (auto [text, word] : known)
      if (name == text) *word = args.keyword_value(i), found = true;
    if (!found) return raise_type_error(t, "'%s' is an invalid keyword argument for %T()", name.c_str(), self);
  }
  return init_base(t, self, Args{args.values, args.count});
}
Status init_import_error(Thread& t, Object* self, Args args) {
  auto* e = static_cast<ImportErrorObject*>(self);
  e->name = e->path = nullptr;
  TRY(take_keywords(t, self, args, {{"name", &e->name}, {"path", &e->path}}));
  e->message = args.count == 1 ? args[0] : nullptr;
  return Status::ok();
}
Status init_name_error(Thread& t, Object* self, Args args) {
  return take_keywords(t, self, args, {{"name", &static_cast<NameErrorObject*>(self)->name}});
}
Status init_attribute_error(Thread& t, Object* self, Args args) {
  auto* e = static_cast<AttributeErrorObject*>(self);
  return take_keywords(t, self, args, {{"name", &e->name}, {"obj", &e->object}});
}

Status init_os_error(Thread& t, Object* self, Args args) {
  TRY(init_base(t, self, args));
  auto* e = static_cast<OSErrorObject*>(self);
  if (args.count >= 2 && args.count <= 5) {
    e->number = args[0];
    e->text = args[1];
    if (args.count >= 3 && args[2] != none()) {
      e->filename = args[2];
      e->args = TRY(new_tuple(args.values, 2));
    }
    if (args.count == 5 && args[4] != none()) e->filename2 = args[4];
  }
  return Status::ok();
}
Type* os_error_class(int number) {
  switch (number) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS: return &exceptions::BlockingIOError;
    case ECHILD: return &exceptions::ChildProcessError;
    case EPIPE:
    case ESHUTDOWN: return &exceptions::BrokenPipeError;
    case ECONNABORTED: return &exceptions::ConnectionAbortedError;
    case ECONNREFUSED: return &exceptions::ConnectionRefusedError;
    case ECONNRESET: return &exceptions::ConnectionResetError;
    case EEXIST: return &exceptions::FileExistsError;
    case ENOENT: return &exceptions::FileNotFoundError;
    case EINTR: return &exceptions::InterruptedError;
    case EISDIR: return &exceptions::IsADirectoryError;
    case ENOTDIR: return &exceptions::NotADirectoryError;
    case EACCES:
    case EPERM: return &exceptions::PermissionError;
    case ESRCH: return &exceptions::ProcessLookupError;
    case ETIMEDOUT: return &exceptions::TimeoutError;
    default: return &exceptions::OSError;
  }
}
// OSError(errno, ...) makes the subclass that the number stands for.
Object* create_os_error(Thread& t, Type* cls, Args args) {
  int64_t number;
  if (cls == &exceptions::OSError && args.count >= 2 && has_flag(args[0], kTypeLong) &&
      int_fits_int64(args[0], &number))
    cls = os_error_class(int(number));
  return create_exception(t, cls, args);
}
Object* str_os_error(Thread& t, Object* self) {
  auto* e = static_cast<OSErrorObject*>(self);
  if (!e->number || !e->text) return slots_of_base_str(t, self);
  StrBuilder b;
  b.add("[Errno ").add(TRY(to_str(t, e->number))).add("] ").add(TRY(to_str(t, e->text)));
  if (e->filename) b.add(": ").add(TRY(repr(t, e->filename)));
  if (e->filename2) b.add(" -> ").add(TRY(repr(t, e->filename2)));
  return reinterpret_cast<Object*>(b.finish());
}

Status init_syntax_error(Thread& t, Object* self, Args args) {
  TRY(init_base(t, self, args));
  auto* e = static_cast<SyntaxErrorObject*>(self);
  e->message = args.or_default(0, none());
  e->filename = e->line = e->offset = e->end_line = e->end_offset = e->text = e->print_file_and_line = none();
  if (args.count == 2) {
    Tuple* details = TRY(tuple_from_iterable(t, args[1]));
    if (details->size != 4 && details->size != 6)
      return raise_type_error(t, "function missing required argument 'filename' (pos 1)");
    e->filename = details->items[0], e->line = details->items[1], e->offset = details->items[2],
    e->text = details->items[3];
    if (details->size == 6) e->end_line = details->items[4], e->end_offset = details->items[5];
  }
  return Status::ok();
}
Object* str_syntax_error(Thread& t, Object* self) {
  auto* e = static_cast<SyntaxErrorObject*>(self);
  StrBuilder b;
  b.add(TRY(to_str(t, e->message ? e->message : none())));
  bool has_line = e->line && has_flag(e->line, kTypeLong), has_file = e->filename && is_str(e->filename);
  if (has_file) {
    std::string path = str_to_utf8(static_cast<Str*>(e->filename));
    b.add(" (").add(path.substr(path.rfind('/') + 1));
    if (has_line) b.add(", line ").add(TRY(to_str(t, e->line)));
    b.add(")");
  } else if (has_line) {
    b.add(" (line ").add(TRY(to_str(t, e->line))).add(")");
  }
  return reinterpret_cast<Object*>(b.finish());
}

Status init_unicode_error(Thread& t, Object* self, Args args) {
  TRY(init_base(t, self, args));
  auto* e = static_cast<UnicodeErrorObject*>(self);
  bool translate = is_instance(self, &exceptions::UnicodeTranslateError);
  TRY(args.expect(t, self->cls->name, translate ? 4 : 5, translate ? 4 : 5));
  int at = 0;
  if (!translate) e->encoding = args[at++];
  e->object = args[at++];
  e->start = TRY(index_as_ssize(t, args[at++], nullptr));
  e->end = TRY(index_as_ssize(t, args[at++], nullptr));
  e->reason = args[at];
  return Status::ok();
}
Object* str_unicode_error(Thread& t, Object* self) {
  auto* e = static_cast<UnicodeErrorObject*>(self);
  if (!e->object) return reinterpret_cast<Object*>(empty_str());
  StrBuilder b;
  char text[160];
  bool decode = is_instance(self, &exceptions::UnicodeDecodeError),
       encode = is_instance(self, &exceptions::UnicodeEncodeError);
  if (e->encoding) b.add("'").add(TRY(to_str(t, e->encoding))).add("' codec ");
  const char* what = decode ? "decode" : encode ? "encode" : "translate";
  if (!e->encoding) std::snprintf(text, sizeof text, "can't translate ");
  else std::snprintf(text, sizeof text, "can't %s ", what);
  b.add(text);
  if (e->end == e->start + 1 && decode && has_flag(e->object, kTypeBytes)) {
    uint8_t byte = bytes_data(e->object)[e->start];
    std::snprintf(text, sizeof text, "byte 0x%02x in position %zd: ", byte, e->start);
  } else if (e->end == e->start + 1 && is_str(e->object) && e->start < static_cast<Str*>(e->object)->length) {
    uint32_t c = static_cast<Str*>(e->object)->at(e->start);
    std::snprintf(text, sizeof text,
                  c < 0x100     ? "character '\\x%02x' in position %zd: "
                  : c < 0x10000 ? "character '\\u%04x' in position %zd: "
                                : "character '\\U%08x' in position %zd: ",
                  c, e->start);
  } else {
    std::snprintf(text, sizeof text, "%s in position %zd-%zd: ", decode ? "bytes" : "characters", e->start, e->end - 1);
  }
  b.add(text).add(TRY(to_str(t, e->reason)));
  return reinterpret_cast<Object*>(b.finish());
}
Object* str_key_error(Thread& t, Object* self) {
  Tuple* args = static_cast<BaseException*>(self)->args;
  if (args->size == 1) return reinterpret_cast<Object*>(repr(t, args->items[0]));
  return slots_of_base_str(t, self);
}
Object* str_import_error(Thread& t, Object* self) {
  auto* e = static_cast<ImportErrorObject*>(self);
  if (e->message && e->message->cls == Str::type()) return e->message;
  return slots_of_base_str(t, self);
}

// BaseExceptionGroup(message, exceptions): ExceptionGroup if all of them are Exceptions.
Object* create_group(Thread& t, Type* cls, Args args) {
  TRY(args.expect(t, "BaseExceptionGroup.__new__", 2, 2));
  if (!is_str(args[0])) return raise_type_error(t, "argument 1 must be str, not %T", args[0]);
  if (!slots_of(args[1]).iter && !slots_of(args[1]).get_item)
    return raise_type_error(t, "second argument (exceptions) must be a sequence");
  Tuple* members = TRY(tuple_from_iterable(t, args[1]));
  if (!members->size) return raise_value_error(t, "second argument (exceptions) must be a non-empty sequence");
  bool plain = true;
  for (ssize i = 0; i < members->size; ++i) {
    if (!has_flag(members->items[i], kTypeBaseException))
      return raise_value_error(t, "Item %zd of second argument (exceptions) is not an exception", i);
    plain &= is_instance(members->items[i], &exceptions::Exception);
  }
  if (cls == &exceptions::BaseExceptionGroup && plain) cls = &exceptions::ExceptionGroup;
  if (cls == &exceptions::ExceptionGroup && !plain)
    return raise_type_error(t, "Cannot nest BaseExceptions in an ExceptionGroup");
  auto* self = static_cast<ExceptionGroupObject*>(create_exception(t, cls, args));
  if (!self) return nullptr;
  self->message = args[0];
  self->exceptions = members;
  return self;
}
Object* str_group(Thread& t, Object* self) {
  auto* e = static_cast<ExceptionGroupObject*>(self);
  ssize n = static_cast<Tuple*>(e->exceptions)->size;
  return reinterpret_cast<Object*>(
      StrBuilder()
          .add(TRY(to_str(t, e->message)))
          .add(" (" + std::to_string(n) + (n == 1 ? " sub-exception)" : " sub-exceptions)"))
          .finish());
}

#define MEMBER(name, owner, field) \
  { name, MemberKind::ObjectOrNone, int32_t(offsetof(owner, field)), false }
const NativeMember kStopMembers[] = {MEMBER("value", StopIterationObject, value), {nullptr, MemberKind::Object, 0}};
const NativeMember kExitMembers[] = {MEMBER("code", SystemExitObject, code), {nullptr, MemberKind::Object, 0}};
const NativeMember kOsMembers[] = {MEMBER("errno", OSErrorObject, number),
                                   MEMBER("strerror", OSErrorObject, text),
                                   MEMBER("filename", OSErrorObject, filename),
                                   MEMBER("filename2", OSErrorObject, filename2),
                                   {nullptr, MemberKind::Object, 0}};
const NativeMember kImportMembers[] = {MEMBER("msg", ImportErrorObject, message),
                                       MEMBER("name", ImportErrorObject, name),
                                       MEMBER("path", ImportErrorObject, path),
                                       {nullptr, MemberKind::Object, 0}};
const NativeMember kNameMembers[] = {MEMBER("name", NameErrorObject, name), {nullptr, MemberKind::Object, 0}};
const NativeMember kAttributeMembers[] = {MEMBER("name", AttributeErrorObject, name),
                                          MEMBER("obj", AttributeErrorObject, object),
                                          {nullptr, MemberKind::Object, 0}};
const NativeMember kSyntaxMembers[] = {MEMBER("msg", SyntaxErrorObject, message),
                                       MEMBER("filename", SyntaxErrorObject, filename),
                                       MEMBER("lineno", SyntaxErrorObject, line),
                                       MEMBER("offset", SyntaxErrorObject, offset),
                                       MEMBER("text", SyntaxErrorObject, text),
                                       MEMBER("end_lineno", SyntaxErrorObject, end_line),
                                       MEMBER("end_offset", SyntaxErrorObject, end_offset),
                                       MEMBER("print_file_and_line", SyntaxErrorObject, print_file_and_line),
                                       {nullptr, MemberKind::Object, 0}};
const NativeMember kUnicodeMembers[] = {
    MEMBER("encoding", UnicodeErrorObject, encoding),
    MEMBER("object", UnicodeErrorObject, object),
    {"start", MemberKind::Ssize, int32_t(offsetof(UnicodeErrorObject, start)), false},
    {"end", MemberKind::Ssize, int32_t(offsetof(UnicodeErrorObject, end)), false},
    MEMBER("reason", UnicodeErrorObject, reason),
    {nullptr, MemberKind::Object, 0}};
const NativeMember kGroupMembers[] = {MEMBER("message", ExceptionGroupObject, message),
                                      MEMBER("exceptions", ExceptionGroupObject, exceptions),
                                      {nullptr, MemberKind::Object, 0}};
#undef MEMBER

struct Special_ {
  const Type* cls;
  InitFn init;
  NewFn create;
  UnaryFn str;
  const NativeMember* members;
};
const Special_ kSpecials[] = {
    {&exceptions::StopIteration, init_stop_iteration, nullptr, nullptr, kStopMembers},
    {&exceptions::SystemExit, init_system_exit, nullptr, nullptr, kExitMembers},
    {&exceptions::OSError, init_os_error, create_os_error, str_os_error, kOsMembers},
    {&exceptions::ImportError, init_import_error, nullptr, str_import_error, kImportMembers},
    {&exceptions::NameError, init_name_error, nullptr, nullptr, kNameMembers},
    {&exceptions::AttributeError, init_attribute_error, nullptr, nullptr, kAttributeMembers},
    {&exceptions::SyntaxError, init_syntax_error, nullptr, str_syntax_error, kSyntaxMembers},
    {&exceptions::KeyError, nullptr, nullptr, str_key_error, nullptr},
    {&exceptions::UnicodeDecodeError, init_unicode_error, nullptr, str_unicode_error, kUnicodeMembers},
    {&exceptions::UnicodeEncodeError, init_unicode_error, nullptr, str_unicode_error, kUnicodeMembers},
    {&exceptions::UnicodeTranslateError, init_unicode_error, nullptr, str_unicode_error, kUnicodeMembers},
    {&exceptions::BaseExceptionGroup, nullptr, create_group, str_group, kGroupMembers},
};

// Filled by their class's row, if it has one, before main.
TypeData make_data(const Type* cls) {
  TypeData d{};
  d.slots.create = nullptr;
  for (const Special_& s : kSpecials) {
    if (s.cls != cls) continue;
    d.slots.init = s.init;
    d.slots.create = s.create;
    d.slots.str = s.str;
    d.spec.members = s.members;
  }
  return d;
}

}  // namespace

constexpr Type exception_type(const char* name, ssize size, TypeData* data, Type* base, const char* doc) {
  Type t = static_type(name, size, 0, kTypeBase | kTypeHaveGC | kTypeBaseException, data, base);
  t.c_dict_offset = offsetof(BaseException, dict);
  t.doc = doc;
  return t;
}

namespace {
#define EXCEPTION(name, base, layout, doc) TypeData name##_data = make_data(&exceptions::name);
#include "interpreter/objects/exception/exceptions.def"
#undef EXCEPTION
}  // namespace

namespace exceptions {
#define EXCEPTION(name, base, layout, doc) \
  constinit Type name = exception_type(#name, sizeof(layout), &name##_data, &base, doc);
#include "interpreter/objects/exception/exceptions.def"
#undef EXCEPTION
}  // namespace exceptions

Raised raise_os_error(Thread& t, int number, Object* filename) {
  Object* text = reinterpret_cast<Object*>(new_str(strerror(number)));
  Object* arguments[] = {int_from_int64(number), text, filename};
  Object* e = call(t, os_error_class(number), Args{arguments, filename ? 3 : 2});
  if (!e) return {};
  return raise_object(t, e);
}

}  // namespace sidewinder
