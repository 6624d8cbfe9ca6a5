// Module atexit.
#include "interpreter/memory/allocate.h"
#include "interpreter/modules/atexit/exit_functions.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

namespace {

// A list of tuples (function, positional arguments, keywords or None); of the first import, kept by the process.
Object** registrations_word() {
  static Object** const word = allocate_permanent(1);
  return word;
}
List* registrations() { return static_cast<List*>(*registrations_word()); }

Object* registration(Thread& t, Args args) {
  Object* keywords = none();
  if (args.keyword_count()) {
    Dict* dict = TRY(new_dict(t));
    for (ssize i = 0; i < args.keyword_count(); i++)
      TRY(dict_set(t, dict, args.keyword_name(i), args.keyword_value(i)));
    keywords = dict;
  }
  Object* items[] = {args[0], TRY(new_tuple(args.values + 1, args.count - 1)), keywords};
  return new_tuple(items, 3);
}

Object* atexit_register(Thread& t, Object*, Args args) {
  if (args.count < 1) return raise_type_error(t, "register() takes at least 1 argument (%zd given)", args.count);
  if (!slots_of(args[0]).call) return raise_type_error(t, "the first argument must be callable");
  Object* row = TRY(registration(t, args));
  TRY(list_append(t, registrations(), row));
  return args[0];
}

Status atexit_unregister(Thread& t, Object* func) {
  for (ssize i = registrations()->size - 1; i >= 0; i--) {
    if (i >= registrations()->size) continue;  // __eq__ may have changed the list
    Object* row = TRY(list_get(t, registrations(), i));
    bool is_equal = TRY(compare_truth(t, (*cast<Tuple>(row))[0], func, CompareOp::Eq));
    if (is_equal && i < registrations()->size && TRY(list_get(t, registrations(), i)) == row)
      TRY(list_pop(t, registrations(), i));
  }
  return Status::ok();
}

Status atexit_clear(Thread& t) {
  *registrations_word() = TRY(new_list(t));
  return Status::ok();
}

void atexit_run_exitfuncs(Thread& t) { run_exit_functions(t); }

ssize atexit_ncallbacks() { return registrations()->size; }

void run(Thread& t, Object* row) {
  auto* all = cast<Tuple>(row);
  Object* keywords = (*all)[2];
  Object* result =
      call_with_tuple(t, (*all)[0], cast<Tuple>((*all)[1]), keywords == none() ? nullptr : cast<Dict>(keywords));
  if (!result) report_unraisable(t, (*all)[0], "Exception ignored in atexit callback");
}

}  // namespace

void run_exit_functions(Thread& t) {
  while (registrations() && registrations()->size) {
    Object* row = list_pop(t, registrations(), -1);
    if (!row) return report_unraisable(t, nullptr);
    run(t, row);
  }
}

#define NATIVE_TABLE "interpreter/modules/atexit/atexit_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX atexit
#define NATIVE_NAME "atexit"
#include "interpreter/objects/core/native_table.inc"

Module* create_atexit(Thread& t) {
  if (!registrations()) *registrations_word() = TRY(new_list(t));
  Module* module = TRY(new_module(t, "atexit"));
  TRY(add_functions(t, module, atexit_method_rows));
  return module;
}

}  // namespace sidewinder
