// Module _json: functions. The classes are in json_scan.cpp and json_encode.cpp.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/json/json.h"
#include "interpreter/modules/json/json_writer.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

Object* encoded(Thread& t, Object* string, bool ascii_only) {
  if (!is_str(string)) return raise_type_error(t, "first argument must be a string, not %T", string);
  JsonWriter out;
  json_write_string(out, cast<Str>(string), ascii_only);
  return out.finish();
}

Object* json_encode_basestring_ascii(Thread& t, Object* string) { return encoded(t, string, true); }
Object* json_encode_basestring(Thread& t, Object* string) { return encoded(t, string, false); }

Object* json_scanstring(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "scanstring"));
  if (args.count < 2 || args.count > 3)
    return raise_type_error(t, "scanstring() takes at %s arguments (%zd given)", args.count < 2 ? "least 2" : "most 3",
                            args.count);
  ssize end;
  TRY(argument_ssize(t, args[1], &end));
  bool strict = args.count < 3 || TRY(truth(t, args[2]));
  if (!is_str(args[0])) return raise_type_error(t, "first argument must be a string, not %T", args[0]);
  auto* document = cast<Str>(args[0]);
  if (end < 0 || end > document->length) return raise_value_error(t, "end is out of bounds");
  Str* value = TRY(json_scan_string(t, document, &end, strict));
  Object* result[] = {value, TRY(int_from_int64(end))};
  return new_tuple(result, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/json/json_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX json
#define NATIVE_NAME "_json"
#include "interpreter/objects/core/native_table.inc"

StringEncoder json_string_encoder(Object* function) {
  if (!is_exact<BuiltinFunction>(function)) return StringEncoder::Call;
  NativeFn entry = cast<BuiltinFunction>(function)->method->function;
  if (entry == native_entry<json_encode_basestring_ascii_row>) return StringEncoder::Ascii;
  return entry == native_entry<json_encode_basestring_row> ? StringEncoder::Any : StringEncoder::Call;
}

Module* create_json(Thread& t) {
  ready_type(t, &json_scanner_type);
  ready_type(t, &json_encoder_type);
  Module* module = TRY(new_module(t, "_json"));
  TRY(add_functions(t, module, json_method_rows));
  TRY(add_object(t, module, "make_scanner", &json_scanner_type));
  TRY(add_object(t, module, "make_encoder", &json_encoder_type));
  TRY(add_object(t, module, "__doc__", new_str("JSON at the speed of C++.")));
  return module;
}

}  // namespace sidewinder
