// Module pyexpat: functions and constants.
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/pyexpat/xml_parser.h"
#include "interpreter/objects/capsule/capsule.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

Object* pyexpat_parser_create(Thread& t, Optional<Str*> encoding, Optional<Str*> separator, Given intern_dict) {
  Dict* names = nullptr;
  if (!intern_dict.value) names = TRY(new_dict(t));
  else if (is_dict(intern_dict.value)) names = cast<Dict>(intern_dict.value);
  else if (intern_dict.value != none()) return raise_type_error(t, "intern must be a dictionary");
  std::string between = separator ? str_to_utf8(*separator) : "";
  if (between.size() > 1)
    return raise_value_error(t, "namespace_separator must be at most one character, omitted, or None");
  std::string name = encoding ? str_to_utf8(*encoding) : "";
  return new_xml_parser(t, encoding ? name.c_str() : nullptr, separator ? between.c_str() : nullptr, names);
}

Object* pyexpat_error_string(int code) {
  const char* text = XML_ErrorString(XML_Error(code));
  return text ? new_str(text) : none();
}

struct Constant {
  const char* name;
  int value;
};
constexpr Constant kConstants[] = {
    {"XML_PARAM_ENTITY_PARSING_NEVER", XML_PARAM_ENTITY_PARSING_NEVER},
    {"XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE", XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE},
    {"XML_PARAM_ENTITY_PARSING_ALWAYS", XML_PARAM_ENTITY_PARSING_ALWAYS},
};
constexpr Constant kModelConstants[] = {
    {"XML_CTYPE_EMPTY", XML_CTYPE_EMPTY}, {"XML_CTYPE_ANY", XML_CTYPE_ANY},       {"XML_CTYPE_MIXED", XML_CTYPE_MIXED},
    {"XML_CTYPE_NAME", XML_CTYPE_NAME},   {"XML_CTYPE_CHOICE", XML_CTYPE_CHOICE}, {"XML_CTYPE_SEQ", XML_CTYPE_SEQ},
    {"XML_CQUANT_NONE", XML_CQUANT_NONE}, {"XML_CQUANT_OPT", XML_CQUANT_OPT},     {"XML_CQUANT_REP", XML_CQUANT_REP},
    {"XML_CQUANT_PLUS", XML_CQUANT_PLUS},
};
#define ERROR(name) \
  { #name, name }
constexpr Constant kErrors[] = {
    ERROR(XML_ERROR_NO_MEMORY),
    ERROR(XML_ERROR_SYNTAX),
    ERROR(XML_ERROR_NO_ELEMENTS),
    ERROR(XML_ERROR_INVALID_TOKEN),
    ERROR(XML_ERROR_UNCLOSED_TOKEN),
    ERROR(XML_ERROR_PARTIAL_CHAR),
    ERROR(XML_ERROR_TAG_MISMATCH),
    ERROR(XML_ERROR_DUPLICATE_ATTRIBUTE),
    ERROR(XML_ERROR_JUNK_AFTER_DOC_ELEMENT),
    ERROR(XML_ERROR_PARAM_ENTITY_REF),
    ERROR(XML_ERROR_UNDEFINED_ENTITY),
    ERROR(XML_ERROR_RECURSIVE_ENTITY_REF),
    ERROR(XML_ERROR_ASYNC_ENTITY),
    ERROR(XML_ERROR_BAD_CHAR_REF),
    ERROR(XML_ERROR_BINARY_ENTITY_REF),
    ERROR(XML_ERROR_ATTRIBUTE_EXTERNAL_ENTITY_REF),
    ERROR(XML_ERROR_MISPLACED_XML_PI),
    ERROR(XML_ERROR_UNKNOWN_ENCODING),
    ERROR(XML_ERROR_INCORRECT_ENCODING),
    ERROR(XML_ERROR_UNCLOSED_CDATA_SECTION),
    ERROR(XML_ERROR_EXTERNAL_ENTITY_HANDLING),
    ERROR(XML_ERROR_NOT_STANDALONE),
    ERROR(XML_ERROR_UNEXPECTED_STATE),
    ERROR(XML_ERROR_ENTITY_DECLARED_IN_PE),
    ERROR(XML_ERROR_FEATURE_REQUIRES_XML_DTD),
    ERROR(XML_ERROR_CANT_CHANGE_FEATURE_ONCE_PARSING),
    ERROR(XML_ERROR_UNBOUND_PREFIX),
    ERROR(XML_ERROR_UNDECLARING_PREFIX),
    ERROR(XML_ERROR_INCOMPLETE_PE),
    ERROR(XML_ERROR_XML_DECL),
    ERROR(XML_ERROR_TEXT_DECL),
    ERROR(XML_ERROR_PUBLICID),
    ERROR(XML_ERROR_SUSPENDED),
    ERROR(XML_ERROR_NOT_SUSPENDED),
    ERROR(XML_ERROR_ABORTED),
    ERROR(XML_ERROR_FINISHED),
    ERROR(XML_ERROR_SUSPEND_PE),
    ERROR(XML_ERROR_RESERVED_PREFIX_XML),
    ERROR(XML_ERROR_RESERVED_PREFIX_XMLNS),
    ERROR(XML_ERROR_RESERVED_NAMESPACE_URI),
    ERROR(XML_ERROR_INVALID_ARGUMENT),
    ERROR(XML_ERROR_NO_BUFFER),
    ERROR(XML_ERROR_AMPLIFICATION_LIMIT_BREACH),
};
#undef ERROR

// A module inside of this one, which can be imported by its name, too.
Module* add_part(Thread& t, Module* module, const char* name, const char* full_name, const char* doc) {
  Module* part = TRY(new_module(t, full_name));
  TRY(add_object(t, part, "__doc__", new_str(doc)));
  TRY(add_object(t, module, name, part));
  TRY(dict_set_str(t, TRY(system_modules(t)), intern(full_name), part));
  return part;
}

Status add_errors(Thread& t, Module* module) {
  Module* part = TRY(add_part(t, module, "errors", "pyexpat.errors", "Errors of the parser, as texts."));
  Dict* codes = TRY(new_dict(t));
  Dict* messages = TRY(new_dict(t));
  for (const Constant& error : kErrors) {
    Object* text = TRY(new_str(XML_ErrorString(XML_Error(error.value))));
    Object* number = TRY(int_from_int64(error.value));
    TRY(add_object(t, part, error.name, text));
    TRY(dict_set(t, codes, text, number));
    TRY(dict_set(t, messages, number, text));
  }
  TRY(add_object(t, part, "codes", codes));
  return add_object(t, part, "messages", messages);
}

Status add_model(Thread& t, Module* module) {
  Module* part = TRY(add_part(t, module, "model", "pyexpat.model", "What the numbers in an element's model mean."));
  for (const Constant& constant : kModelConstants)
    TRY(add_object(t, part, constant.name, int_from_int64(constant.value)));
  return Status::ok();
}

Object* features(Thread& t) {
  List* all = TRY(new_list(t));
  for (const XML_Feature* f = XML_GetFeatureList(); f->feature != XML_FEATURE_END; f++) {
    Object* pair[] = {TRY(new_str(f->name)), TRY(int_from_int64(f->value))};
    TRY(list_append(t, all, TRY(new_tuple(pair, 2))));
  }
  return all;
}

// What the capsule pyexpat.expat_CAPI points to: CPython's struct PyExpat_CAPI, by which other extension modules reach
// the functions of this library.
struct ExpatCApi {
  const char* magic = "pyexpat.expat_CAPI 1.1";
  int size = int(sizeof(ExpatCApi));
  int major = XML_MAJOR_VERSION, minor = XML_MINOR_VERSION, micro = XML_MICRO_VERSION;
  decltype(&XML_ErrorString) error_string = XML_ErrorString;
  decltype(&XML_GetErrorCode) error_code = XML_GetErrorCode;
  decltype(&XML_GetErrorColumnNumber) error_column = XML_GetErrorColumnNumber;
  decltype(&XML_GetErrorLineNumber) error_line = XML_GetErrorLineNumber;
  decltype(&XML_Parse) parse = XML_Parse;
  decltype(&XML_ParserCreate_MM) create = XML_ParserCreate_MM;
  decltype(&XML_ParserFree) free = XML_ParserFree;
  decltype(&XML_SetCharacterDataHandler) set_character_data = XML_SetCharacterDataHandler;
  decltype(&XML_SetCommentHandler) set_comment = XML_SetCommentHandler;
  decltype(&XML_SetDefaultHandlerExpand) set_default_expand = XML_SetDefaultHandlerExpand;
  decltype(&XML_SetElementHandler) set_element = XML_SetElementHandler;
  decltype(&XML_SetNamespaceDeclHandler) set_namespace = XML_SetNamespaceDeclHandler;
  decltype(&XML_SetProcessingInstructionHandler) set_instruction = XML_SetProcessingInstructionHandler;
  decltype(&XML_SetUnknownEncodingHandler) set_unknown_encoding = XML_SetUnknownEncodingHandler;
  decltype(&XML_SetUserData) set_user_data = XML_SetUserData;
  decltype(&XML_SetStartDoctypeDeclHandler) set_start_doctype = XML_SetStartDoctypeDeclHandler;
  decltype(&XML_SetEncoding) set_encoding = XML_SetEncoding;
  XML_UnknownEncodingHandler unknown_encoding = xml_unknown_encoding;
  decltype(&XML_SetHashSalt) set_hash_salt = XML_SetHashSalt;
};

Status make_error_class(Thread& t) {
  if (expat_error()) return Status::ok();
  Object* base = &exceptions::Exception;
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("xml.parsers.expat")));
  expat_error() = TRY(new_heap_type(t, &type_type, intern("ExpatError"), TRY(new_tuple(&base, 1)), namespace_, {}));
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/pyexpat/pyexpat_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX pyexpat
#define NATIVE_NAME "pyexpat"
#include "interpreter/objects/core/native_table.inc"

Module* create_pyexpat(Thread& t) {
  ready_type(t, &xml_parser_type);
  TRY(make_error_class(t));
  Module* module = TRY(new_module(t, "pyexpat"));
  TRY(add_functions(t, module, pyexpat_method_rows));
  TRY(add_object(t, module, "__doc__", new_str("The XML parser expat.")));
  TRY(add_object(t, module, "ExpatError", expat_error()));
  TRY(add_object(t, module, "error", expat_error()));
  TRY(add_object(t, module, "XMLParserType", &xml_parser_type));
  TRY(add_object(t, module, "EXPAT_VERSION", new_str(XML_ExpatVersion())));
  TRY(add_object(t, module, "native_encoding", new_str("UTF-8")));
  XML_Expat_Version version = XML_ExpatVersionInfo();
  Object* numbers[] = {TRY(int_from_int64(version.major)), TRY(int_from_int64(version.minor)),
                       TRY(int_from_int64(version.micro))};
  TRY(add_object(t, module, "version_info", new_tuple(numbers, 3)));
  TRY(add_object(t, module, "features", features(t)));
  for (const Constant& constant : kConstants) TRY(add_object(t, module, constant.name, int_from_int64(constant.value)));
  TRY(add_errors(t, module));
  TRY(add_model(t, module));
  static ExpatCApi api;
  TRY(add_object(t, module, "expat_CAPI", new_capsule(t, &api, "pyexpat.expat_CAPI")));
  return module;
}

}  // namespace sidewinder
