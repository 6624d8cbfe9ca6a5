// What streams ask each other, and how long they live.
#include "interpreter/imports/import.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/modules/io/buffered.h"
#include "interpreter/modules/io/io_base.h"
#include "interpreter/modules/io/text_wrapper.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/unraisable.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

namespace {

uintptr_t newest_listed;  // hidden from the collector: lists keep nothing alive

IOBase* unhide(uintptr_t hidden) { return hidden ? reinterpret_cast<IOBase*>(~hidden) : nullptr; }
uintptr_t hide(IOBase* stream) { return ~reinterpret_cast<uintptr_t>(stream); }

bool has_own_finalizer(const Object* o) { return slots_of(o).finalize != io_base_type.data->slots.finalize; }

void finalize_stream(Object* o) {
  Thread& t = current_thread();
  if (!slots_of(o).finalize(t, o)) clear_pending(t);
}

// io.UnsupportedOperation, an OSError and a ValueError.
Object* make_unsupported_operation(Thread& t) {
  Object* bases[] = {&exceptions::OSError, &exceptions::ValueError};
  Tuple* base_tuple = TRY(new_tuple(bases, 2));
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("io")));
  return new_heap_type(t, &type_type, intern("UnsupportedOperation"), base_tuple, namespace_, Args{});
}

Status require(Thread& t, Object* stream, const char* question, const char* message) {
  Object* answer = TRY(call_method(t, stream, question));
  if (answer == py_true()) return Status::ok();
  return raise_unsupported_operation(t, message);
}

// The module warnings, if anybody could see one of its warnings: it was imported, or the command line asks for some.
Object* warnings_module(Thread& t) {
  Object* loaded = dict_get_str(TRY(system_modules(t)), intern("warnings"));
  if (loaded && loaded != none()) return loaded;
  Object* options = TRY(system_attribute(t, "warnoptions"));
  if (!is_list(options) || cast<List>(options)->size == 0) return none();
  return import_module(t, "warnings");
}

Status warn(Thread& t, Object* stream, const char* what) {
  Object* module = TRY(warnings_module(t));
  if (module == none()) return Status::ok();
  StrBuilder text;
  text.add(what).add(TRY(repr(t, stream)));
  Object* function = TRY(get_attribute(t, module, "warn"));
  Object* arguments[] = {TRY(text.finish()), &exceptions::ResourceWarning, int_from_int64(1), stream};
  TRY(call(t, function, Args{arguments, 4}));
  return Status::ok();
}

}  // namespace

void list_for_exit(IOBase* stream) {
  if (stream->listed || stream->adopted) return;
  stream->listed = true;
  stream->previous = 0;
  stream->next = newest_listed;
  if (IOBase* second = unhide(newest_listed)) second->previous = hide(stream);
  newest_listed = hide(stream);
}

void unlist_for_exit(IOBase* stream) {
  if (!stream->listed) return;
  stream->listed = false;
  if (IOBase* before = unhide(stream->previous)) before->next = stream->next;
  else newest_listed = stream->next;
  if (IOBase* after = unhide(stream->next)) after->previous = stream->previous;
  stream->previous = stream->next = 0;
}

void adopt_stream(Object* inner) {
  if (!is_instance(inner, IOBase::type())) return;
  auto* stream = cast<IOBase>(inner);
  unlist_for_exit(stream);
  stream->adopted = true;
  if (!has_own_finalizer(inner)) unregister_finalizer(inner);
}

void release_stream(Thread& t, Object* inner) {
  if (!is_instance(inner, IOBase::type())) return;
  auto* stream = cast<IOBase>(inner);
  stream->adopted = false;
  if (is_buffered(inner) && cast<Buffered>(inner)->can_write) list_for_exit(stream);
  if (!has_own_finalizer(inner) && !register_finalizer(inner, finalize_stream)) {
    raise_memory_error(t);
    clear_pending(t);
  }
}

void retire_stream(IOBase* stream) {
  unlist_for_exit(stream);
  if (!has_own_finalizer(stream)) unregister_finalizer(stream);
}

void warn_unclosed(Thread& t, Object* stream, const char* what) {
  PendingSaved saved(t);
  if (warn(t, stream, what).failed()) report_unraisable(t, stream);
}

Type* unsupported_operation_class(Thread& t) {
  static Object** const root = allocate_permanent(1);
  if (!root[0]) root[0] = TRY(make_unsupported_operation(t));
  return cast<Type>(root[0]);
}
Raised raise_unsupported_operation(Thread& t, const char* message) {
  Type* cls = unsupported_operation_class(t);
  return cls ? raise(t, *cls, "%s", message) : Raised{};
}

Truth stream_is_closed(Thread& t, Object* stream) {
  Object* closed = TRY(get_attribute(t, stream, "closed"));
  return truth(t, closed);
}

Status check_not_closed(Thread& t, Object* stream, const char* message) {
  if (TRY(stream_is_closed(t, stream))) return raise_value_error(t, "%s", message);
  return Status::ok();
}

Truth stream_says(Thread& t, Object* stream, const char* question) {
  Object* answer = TRY(call_method(t, stream, question));
  return truth(t, answer);
}

Status require_readable(Thread& t, Object* stream) {
  return require(t, stream, "readable", "File or stream is not readable.");
}
Status require_writable(Thread& t, Object* stream) {
  return require(t, stream, "writable", "File or stream is not writable.");
}
Status require_seekable(Thread& t, Object* stream) {
  return require(t, stream, "seekable", "File or stream is not seekable.");
}

Result<int64_t> position_argument(Thread& t, Object* o) {
  int64_t value;
  if (int_fits_int64(TRY(index(t, o)), &value)) return value;
  return raise_overflow_error(t, "Python int too large to convert to C long");
}

Result<int64_t> stream_tell(Thread& t, Object* stream) {
  Object* answer = TRY(call_method(t, stream, "tell"));
  int64_t position = TRY(position_argument(t, answer));
  if (position < 0) return raise(t, exceptions::OSError, "Raw stream returned invalid position %zd", ssize(position));
  return position;
}

// The newest first: a stream that writes through another stands before it.
void flush_all_files() {
  Thread& t = current_thread();
  while (IOBase* stream = unhide(newest_listed)) {
    unlist_for_exit(stream);
    if (!call_method(t, stream, "flush")) clear_pending(t);
  }
}

}  // namespace sidewinder
