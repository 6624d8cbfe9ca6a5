// Module _csv: functions, and what outlives a call.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/csv/csv.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

CsvState& csv_state() {
  static CsvState* const state = reinterpret_cast<CsvState*>(allocate_permanent(3));
  return *state;
}

namespace {

constexpr ssize kFieldLimit = 128 * 1024;

Object* csv_reader(Thread& t, Object*, Args args) { return new_csv_reader(t, args); }
Object* csv_writer(Thread& t, Object*, Args args) { return new_csv_writer(t, args); }

Object* csv_list_dialects(Thread& t) { return list_from_iterable(t, csv_dialects()); }

Object* csv_register_dialect(Thread& t, Object*, Args args) {
  if (args.count >= 1 && args.count <= 2 && !is_str(args[0]))
    return raise_type_error(t, "dialect name must be a string");
  CsvDialect* dialect = TRY(csv_dialect_of_call(t, args));
  TRY(dict_set(t, csv_dialects(), args[0], dialect));
  return none();
}

Status csv_unregister_dialect(Thread& t, Object* name) {
  if (TRY(dict_delete(t, csv_dialects(), name))) return Status::ok();
  return raise(t, *csv_error(), "unknown dialect");
}

Object* csv_get_dialect(Thread& t, Object* name) { return csv_dialect_of_name(t, name); }

Result<ssize> csv_field_size_limit(Thread& t, Object* limit /* or null */) {
  ssize old = csv_state().field_limit;
  if (!limit) return old;
  if (!is_exact<Int>(limit)) return raise_type_error(t, "limit must be an integer");
  int64_t wanted;
  if (!int_fits_int64(limit, &wanted)) return raise_overflow_error(t, "Python int too large to convert to C long");
  csv_state().field_limit = wanted;
  return old;
}

Object* make_error_class(Thread& t) {
  Object* base = &exceptions::Exception;
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("_csv")));
  return new_heap_type(t, &type_type, intern("Error"), TRY(new_tuple(&base, 1)), namespace_, Args{});
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/csv/csv_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX csv
#define NATIVE_NAME "_csv"
#include "interpreter/objects/core/native_table.inc"

Module* create_csv(Thread& t) {
  for (Type* cls : {&csv_dialect_type, &csv_reader_type, &csv_writer_type}) ready_type(t, cls);
  if (!csv_state().error) csv_state().error = TRY(make_error_class(t));
  csv_state().dialects = TRY(new_dict(t));
  csv_state().field_limit = kFieldLimit;
  Module* module = TRY(new_module(t, "_csv"));
  TRY(add_functions(t, module, csv_method_rows));
  TRY(add_object(t, module, "__version__", new_str("1.0")));
  TRY(add_object(t, module, "__doc__", new_str("Tables as text with separators.")));
  TRY(add_object(t, module, "_dialects", csv_state().dialects));
  TRY(add_object(t, module, "Error", csv_state().error));
  TRY(add_object(t, module, "Dialect", &csv_dialect_type));
  TRY(add_object(t, module, "Reader", &csv_reader_type));
  TRY(add_object(t, module, "Writer", &csv_writer_type));
  constexpr const char* kQuotings[] = {"QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE"};
  for (int i = 0; i < 4; i++) TRY(add_object(t, module, kQuotings[i], int_from_int64(i)));
  return module;
}

}  // namespace sidewinder
