// pyexpat.xmlparser: methods and attributes.
#include "interpreter/modules/pyexpat/xml_parser.h"

#include <climits>
#include <cstdlib>
#include <string>

#include "interpreter/memory/finalizer.h"
#include "interpreter/objects/buffer/buffer.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

constexpr int kBufferSize = 8192;        // of character data
constexpr size_t kMostAtOnce = 1 << 20;  // bytes given to expat, which counts in int
constexpr int kReadSize = 2048;          // of ParseFile

void free_parser(Object* object) {
  auto* self = cast<XmlParser>(object);
  if (self->parser) XML_ParserFree(self->parser);
  std::free(self->buffer);
  self->parser = nullptr;
  self->buffer = nullptr;
}

XmlParser* allocate_parser(Thread& t) {
  auto* self = TRY(new_object<XmlParser>(&xml_parser_type));
  self->buffer_size = kBufferSize;
  if (!register_finalizer(self, free_parser)) return raise_memory_error(t);
  return self;
}

Status take_expat_parser(Thread& t, XmlParser* self, XML_Parser parser) {
  if (!parser) return raise_memory_error(t);
  self->parser = parser;
  XML_SetUserData(parser, self);
  XML_SetUnknownEncodingHandler(parser, xml_unknown_encoding, nullptr);
  return Status::ok();
}

}  // namespace

Type*& expat_error() {
  static auto* const place = reinterpret_cast<Type**>(allocate_permanent(1));
  return *place;
}

XmlParser* new_xml_parser(Thread& t, const char* encoding, const char* separator, Dict* intern_dict) {
  XmlParser* self = TRY(allocate_parser(t));
  self->intern = intern_dict;
  TRY(take_expat_parser(t, self, XML_ParserCreate_MM(encoding, nullptr, separator)));
  unsigned long salt = static_cast<unsigned long>(str_hash(intern("expat")));
  XML_SetHashSalt(self->parser, salt ? salt : 1);
  return self;
}

Raised raise_expat_error(Thread& t, XmlParser& self, XML_Error code) {
  auto line = ssize(XML_GetErrorLineNumber(self.parser));
  auto column = ssize(XML_GetErrorColumnNumber(self.parser));
  Str* message = TRY(new_str(std::string(XML_ErrorString(code)) + ": line " + std::to_string(line) + ", column " +
                             std::to_string(column)));
  Object* error = TRY(call(t, expat_error(), message));
  TRY(set_attribute(t, error, intern("code"), TRY(int_from_int64(code))));
  TRY(set_attribute(t, error, intern("offset"), TRY(int_from_int64(column))));
  TRY(set_attribute(t, error, intern("lineno"), TRY(int_from_int64(line))));
  return raise_object(t, error);
}

namespace {

// --- parsing ----------------------------------------------------------------------------------------

// What has been parsed, or what went wrong: expat's status as Python sees it.
Object* status_of(Thread& t, XmlParser& self, int status) {
  if (is_pending(t)) return nullptr;
  if (status == XML_STATUS_ERROR) return raise_expat_error(t, self, XML_GetErrorCode(self.parser));
  TRY(flush_xml_text(t, self));
  return int_from_int64(status);
}

Object* xml_parser_parse(Thread& t, XmlParser& self, Object* data, bool is_final) {
  std::string utf8;
  BufferHolder buffer;
  std::string_view rest;
  if (is_str(data)) {
    auto* text = cast<Str>(data);
    if (text->is_ascii()) {
      rest = str_ascii_view(text);
    } else {
      Bytes* encoded = TRY(encode_str(t, text));
      if (!memory_left_for(size_t(encoded->size))) return raise_memory_error(t);
      utf8 = std::string(encoded->view());
      rest = utf8;
    }
    (void)XML_SetEncoding(self.parser, "utf-8");
  } else {
    TRY(buffer.take(t, data));
    rest = buffer.bytes();
  }
  int status = XML_STATUS_OK;
  while (rest.size() > kMostAtOnce) {
    status = XML_Parse(self.parser, rest.data(), int(kMostAtOnce), 0);
    if (is_pending(t) || status != XML_STATUS_OK) return status_of(t, self, status);
    rest.remove_prefix(kMostAtOnce);
  }
  status = XML_Parse(self.parser, rest.data(), int(rest.size()), is_final);
  return status_of(t, self, status);
}

// The file's next bytes into expat's own buffer.
Result<int> read_into(Thread& t, Object* read, void* space) {
  Object* data = TRY(call(t, read, int_from_int64(kReadSize)));
  if (!is_bytes(data) && !is_bytearray(data))
    return raise_type_error(t, "read() did not return a bytes object (type=%T)", data);
  std::string_view bytes = TRY(as_bytes_view(t, data));
  if (bytes.size() > size_t(kReadSize))
    return raise_value_error(t, "read() returned too much data: %d bytes requested, %zd returned", kReadSize,
                             ssize(bytes.size()));
  std::memcpy(space, bytes.data(), bytes.size());
  return int(bytes.size());
}

Object* xml_parser_parse_file(Thread& t, XmlParser& self, Object* file) {
  Lookup read = TRY(find_attribute(t, file, intern("read")));
  if (read.is_missing()) return raise_type_error(t, "argument must have 'read' attribute");
  int status;
  for (;;) {
    void* space = XML_GetBuffer(self.parser, kReadSize);
    if (!space) return raise_expat_error(t, self, XML_GetErrorCode(self.parser));
    int n = TRY(read_into(t, read.value, space));
    status = XML_ParseBuffer(self.parser, n, n == 0);
    if (is_pending(t)) return nullptr;
    if (!n || status == XML_STATUS_ERROR) return status_of(t, self, status);
  }
}

Status xml_parser_set_base(Thread& t, XmlParser& self, Str* base) {
  if (XML_SetBase(self.parser, str_to_utf8(base).c_str()) == XML_STATUS_OK) return Status::ok();
  return raise_memory_error(t);
}

Object* xml_parser_get_base(XmlParser& self) {
  const char* base = XML_GetBase(self.parser);
  return base ? new_str(base) : none();
}

Object* xml_parser_get_input_context(XmlParser& self) {
  if (!self.in_callback) return none();
  int offset, size;
  const char* data = XML_GetInputContext(self.parser, &offset, &size);
  return data ? new_bytes(data + offset, size - offset) : none();
}

Object* xml_parser_external_entity_parser_create(Thread& t, XmlParser& self, Object* context, Str* encoding) {
  std::string text, name = encoding ? str_to_utf8(encoding) : "";
  if (context != none()) {
    if (!is_str(context))
      return raise_type_error(t, "ExternalEntityParserCreate() argument 1 must be str or None, not %T", context);
    text = str_to_utf8(cast<Str>(context));
  }
  XmlParser* child = TRY(allocate_parser(t));
  child->parent = &self;
  child->buffer_size = self.buffer_size;
  if (self.buffer) {
    child->buffer = static_cast<char*>(std::malloc(size_t(self.buffer_size)));
    if (!child->buffer) return raise_memory_error(t);
  }
  child->ordered_attributes = self.ordered_attributes;
  child->specified_attributes = self.specified_attributes;
  child->namespace_prefixes = self.namespace_prefixes;
  child->intern = self.intern;
  XML_Parser parser = XML_ExternalEntityParserCreate(self.parser, context == none() ? nullptr : text.c_str(),
                                                     encoding ? name.c_str() : nullptr);
  TRY(take_expat_parser(t, child, parser));
  for (int i = 0; i < int(XmlHandler::kCount); i++) {
    child->handlers[i] = self.handlers[i];
    if (self.handlers[i]) apply_xml_handler(*child, XmlHandler(i));
  }
  return child;
}

bool xml_parser_set_param_entity_parsing_(XmlParser& self, int flag) {
  return XML_SetParamEntityParsing(self.parser, XML_ParamEntityParsing(flag));
}
Object* xml_parser_set_param_entity_parsing(XmlParser& self, int flag) {
  return int_from_int64(xml_parser_set_param_entity_parsing_(self, flag));
}

Status xml_parser_use_foreign_dtd(Thread& t, XmlParser& self, bool flag) {
  XML_Error code = XML_UseForeignDTD(self.parser, flag);
  return code == XML_ERROR_NONE ? Status::ok() : Status(raise_expat_error(t, self, code));
}

// --- attributes -------------------------------------------------------------------------------------

Raised raise_no_delete(Thread& t) { return raise(t, exceptions::RuntimeError, "Cannot delete attribute"); }

bool xml_parser_buffer_text(XmlParser& self) { return self.buffer; }
Status xml_parser_set_buffer_text(Thread& t, XmlParser& self, Object* value) {
  if (!value) return raise_no_delete(t);
  if (!TRY(truth(t, value))) {
    TRY(flush_xml_text(t, self));
    std::free(self.buffer);
    self.buffer = nullptr;
    return Status::ok();
  }
  if (self.buffer) return Status::ok();
  self.buffer = static_cast<char*>(std::malloc(size_t(self.buffer_size)));
  self.buffer_used = 0;
  return self.buffer ? Status::ok() : Status(raise_memory_error(t));
}

int xml_parser_buffer_size(XmlParser& self) { return self.buffer_size; }
Status xml_parser_set_buffer_size(Thread& t, XmlParser& self, Object* value) {
  if (!value) return raise_no_delete(t);
  if (!is_int(value)) return raise_type_error(t, "buffer_size must be an integer");
  int64_t size = TRY(int_to_int64(t, value));
  if (size == self.buffer_size) return Status::ok();
  if (size <= 0) return raise_value_error(t, "buffer_size must be greater than zero");
  if (size > INT_MAX) return raise_value_error(t, "buffer_size must not be greater than %d", INT_MAX);
  if (self.buffer) {
    TRY(flush_xml_text(t, self));
    char* fresh = static_cast<char*>(std::malloc(size_t(size)));
    if (!fresh) return raise_memory_error(t);
    std::free(self.buffer);
    self.buffer = fresh;
  }
  self.buffer_size = int(size);
  return Status::ok();
}

int xml_parser_get_buffer_used(XmlParser& self) { return self.buffer_used; }

bool xml_parser_namespace_prefixes(XmlParser& self) { return self.namespace_prefixes; }
Status xml_parser_set_namespace_prefixes(Thread& t, XmlParser& self, Object* value) {
  if (!value) return raise_no_delete(t);
  self.namespace_prefixes = TRY(truth(t, value));
  XML_SetReturnNSTriplet(self.parser, self.namespace_prefixes);
  return Status::ok();
}

bool xml_parser_ordered_attributes(XmlParser& self) { return self.ordered_attributes; }
Status xml_parser_set_ordered_attributes(Thread& t, XmlParser& self, Object* value) {
  if (!value) return raise_no_delete(t);
  self.ordered_attributes = TRY(truth(t, value));
  return Status::ok();
}

bool xml_parser_specified_attributes(XmlParser& self) { return self.specified_attributes; }
Status xml_parser_set_specified_attributes(Thread& t, XmlParser& self, Object* value) {
  if (!value) return raise_no_delete(t);
  self.specified_attributes = TRY(truth(t, value));
  return Status::ok();
}

int xml_parser_error_code(XmlParser& self) { return XML_GetErrorCode(self.parser); }
ssize xml_parser_line(XmlParser& self) { return ssize(XML_GetErrorLineNumber(self.parser)); }
ssize xml_parser_column(XmlParser& self) { return ssize(XML_GetErrorColumnNumber(self.parser)); }
ssize xml_parser_byte(XmlParser& self) { return XML_GetErrorByteIndex(self.parser); }

template <XmlHandler kHandler> Object* get_handler(XmlParser& self) {
  Object* handler = self.handler(kHandler);
  return handler ? handler : none();
}
template <XmlHandler kHandler> Status set_handler(Thread& t, XmlParser& self, Object* value) {
  if (!value) return raise_no_delete(t);
  if (kHandler == XmlHandler::CharacterData) TRY(flush_xml_text(t, self));  // it belongs to the old one
  self.handler(kHandler) = value == none() ? nullptr : value;
  apply_xml_handler(self, kHandler);
  return Status::ok();
}
#define HANDLER(name, python, line, set)                                                     \
  Object* xml_parser_##name(XmlParser& self) { return get_handler<XmlHandler::name>(self); } \
  Status xml_parser_set_##name(Thread& t, XmlParser& self, Object* value) {                  \
    return set_handler<XmlHandler::name>(t, self, value);                                    \
  }
#include "interpreter/modules/pyexpat/xml_handlers.def"
#undef HANDLER

}  // namespace

#define NATIVE_TABLE "interpreter/modules/pyexpat/xml_parser_methods.def"
#define NATIVE_TYPE XmlParser
#define NATIVE_PREFIX xml_parser
#define NATIVE_NAME "xmlparser"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_parser_data() {
  TypeData d{};
  xml_parser_declare(d);
  d.spec.doc = "Parses XML, and calls handlers.";
  return d;
}
constinit TypeData parser_data = make_parser_data();

}  // namespace

constinit Type xml_parser_type =
    static_type("pyexpat.xmlparser", sizeof(XmlParser), 0, kTypeHaveGC | kTypeDisallowInstantiation, &parser_data);

}  // namespace sidewinder
