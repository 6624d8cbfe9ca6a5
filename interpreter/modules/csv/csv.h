// Module _csv: dialects (csv_dialect.cpp), reading (csv_reader.cpp), writing (csv_writer.cpp).
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/args.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Dict;

enum class CsvQuoting : int { Minimal = 0, All = 1, NonNumeric = 2, None = 3 };
constexpr uint32_t kNoCharacter = UINT32_MAX;

struct CsvDialect : Object {
  uint32_t delimiter, quote, escape;  // the latter two may be kNoCharacter
  CsvQuoting quoting;
  bool doublequote, skipinitialspace, strict;
  Str* lineterminator;
  static Type* type();
};
extern Type csv_dialect_type, csv_reader_type, csv_writer_type;
inline Type* CsvDialect::type() { return &csv_dialect_type; }

// What outlives the module: the class Error, the dialects by name, the longest field.
struct CsvState {
  Object* error;
  Object* dialects;
  ssize field_limit;
};
CsvState& csv_state();
inline Type* csv_error() { return static_cast<Type*>(csv_state().error); }
Dict* csv_dialects();
Object* csv_dialect_of_name(Thread& t, Object* name);  // Error: unknown dialect

// The dialect of a call reader(x, dialect, **options): what follows the first argument.
CsvDialect* csv_dialect_of_call(Thread& t, const Args& args);
Object* new_csv_reader(Thread& t, const Args& args);
Object* new_csv_writer(Thread& t, const Args& args);

}  // namespace sidewinder
