// The type XMLParser.
#include "interpreter/modules/elementtree/xml_tree_parser.h"

#include <algorithm>
#include <string>

#include "interpreter/memory/finalizer.h"
#include "interpreter/objects/buffer/buffer.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

constexpr size_t kMostAtOnce = size_t(1) << 28;  // bytes given to expat, which counts in int
constexpr int kReadSize = 64 * 1024;

Raised raise_parse_error(Thread& t, int code, ssize line, ssize column, const char* message) {
  Str* text =
      TRY(new_str(std::string(message) + ": line " + std::to_string(line) + ", column " + std::to_string(column)));
  Object* error = TRY(call(t, element_tree_state().parse_error, text));
  TRY(set_attribute(t, error, intern("code"), TRY(int_from_int64(code))));
  Object* position[] = {TRY(int_from_int64(line)), TRY(int_from_int64(column))};
  TRY(set_attribute(t, error, intern("position"), TRY(new_tuple(position, 2))));
  return raise_object(t, error);
}

namespace {

void free_tree_parser(Object* object) {
  auto* self = cast<XmlTreeParser>(object);
  if (self->parser) XML_ParserFree(self->parser);
  self->parser = nullptr;
}

Object* xml_tree_parser_new(Thread& t, Type* cls, Args) {
  auto* self = static_cast<XmlTreeParser*>(TRY(allocate_instance(t, cls)));
  if (!register_finalizer(self, free_tree_parser)) return raise_memory_error(t);
  return self;
}

Status take_methods(Thread& t, XmlTreeParser& self) {
  const std::pair<const char*, Object**> methods[] = {
      {"start", &self.start},  {"data", &self.data},   {"end", &self.end},         {"comment", &self.comment},
      {"pi", &self.pi},        {"close", &self.close}, {"doctype", &self.doctype}, {"start_ns", &self.start_ns},
      {"end_ns", &self.end_ns}};
  for (auto [name, place] : methods) {
    *place = nullptr;
    if (self.builder) continue;
    Lookup found = TRY(find_attribute(t, self.target, intern(name)));
    if (found.found()) *place = found.value;
  }
  return Status::ok();
}

Status xml_tree_parser_init(Thread& t, XmlTreeParser& self, Object* target, Optional<Str*> encoding) {
  std::string name = encoding ? str_to_utf8(*encoding) : "";
  free_tree_parser(&self);
  self.entity = TRY(new_dict(t));
  self.names = {};
  self.target = target == none() ? TRY(new_tree_builder(t)) : target;
  self.builder = is_exact<TreeBuilder>(self.target) ? cast<TreeBuilder>(self.target) : nullptr;
  TRY(take_methods(t, self));
  self.parser = XML_ParserCreate_MM(encoding ? name.c_str() : nullptr, nullptr, "}");
  if (!self.parser) return raise_memory_error(t);
  unsigned long salt = static_cast<unsigned long>(str_hash(intern("expat")));
  XML_SetHashSalt(self.parser, salt ? salt : 1);
  set_tree_callbacks(self);
  return Status::ok();
}

// --- parsing ----------------------------------------------------------------------------------------

Status check_ready(Thread& t, const XmlTreeParser& self) {
  if (self.parser) return Status::ok();
  return raise_value_error(t, "XMLParser.__init__() wasn't called");
}

Status parse(Thread& t, XmlTreeParser& self, std::string_view data, bool final) {
  do {
    size_t n = std::min(data.size(), kMostAtOnce);
    bool last = n == data.size();
    int status = XML_Parse(self.parser, data.data(), int(n), last && final);
    if (is_pending(t)) return Raised{};
    if (status != XML_STATUS_OK) {
      XML_Error code = XML_GetErrorCode(self.parser);
      return raise_parse_error(t, code, ssize(XML_GetErrorLineNumber(self.parser)),
                               ssize(XML_GetErrorColumnNumber(self.parser)), XML_ErrorString(code));
    }
    data.remove_prefix(n);
  } while (!data.empty());
  return Status::ok();
}

Status parse_text(Thread& t, XmlTreeParser& self, Str* text, const char* errors) {
  Object* kept = nullptr;
  std::string_view utf8;
  if (text->is_ascii()) {
    utf8 = str_ascii_view(text);
  } else {
    Bytes* encoded = TRY(encode_str(t, text, "utf-8", errors));
    utf8 = encoded->view();
    kept = encoded;
  }
  (void)XML_SetEncoding(self.parser, "utf-8");
  Status status = parse(t, self, utf8, false);
  asm volatile("" : : "r"(kept));  // the bytes live until here
  return status;
}

Status xml_tree_parser_feed(Thread& t, XmlTreeParser& self, Object* data) {
  TRY(check_ready(t, self));
  if (is_str(data)) return parse_text(t, self, cast<Str>(data), nullptr);
  BufferHolder buffer;
  TRY(buffer.take(t, data));
  return parse(t, self, buffer.bytes(), false);
}

Object* xml_tree_parser_close(Thread& t, XmlTreeParser& self) {
  TRY(check_ready(t, self));
  TRY(parse(t, self, "", true));
  if (self.builder) return tree_root(*self.builder);
  return self.close ? call(t, self.close) : none();
}

Object* xml_tree_parser_parse_whole(Thread& t, XmlTreeParser& self, Object* file) {
  TRY(check_ready(t, self));
  Object* read = TRY(get_attribute(t, file, "read"));
  for (;;) {
    Object* data = TRY(call(t, read, TRY(int_from_int64(kReadSize))));
    if (is_str(data)) {
      if (!cast<Str>(data)->length) break;
      TRY(parse_text(t, self, cast<Str>(data), "surrogatepass"));
    } else if (is_bytes(data) && cast<Bytes>(data)->size) {
      TRY(parse(t, self, cast<Bytes>(data)->view(), false));
    } else {
      break;
    }
  }
  TRY(parse(t, self, "", true));
  return self.builder ? tree_root(*self.builder) : none();
}

// --- events -----------------------------------------------------------------------------------------

Status want_event(Thread& t, XmlTreeParser& self, Object* event) {
  if (!is_str(event)) return raise_value_error(t, "invalid events sequence");
  auto* name = cast<Str>(event);
  TreeEvents& events = self.builder->events;
  const std::pair<const char*, Str**> known[] = {{"start", &events.start},       {"end", &events.end},
                                                 {"start-ns", &events.start_ns}, {"end-ns", &events.end_ns},
                                                 {"comment", &events.comment},   {"pi", &events.pi}};
  for (auto [text, place] : known) {
    if (!str_equals(name, text)) continue;
    *place = name;
    set_tree_namespace_callbacks(self, events.start_ns, events.end_ns);
    if (events.comment) set_tree_comment_callback(self);
    if (events.pi) set_tree_pi_callback(self);
    return Status::ok();
  }
  return raise_value_error(t, "unknown event '%U'", name);
}

Status xml_tree_parser_setevents(Thread& t, XmlTreeParser& self, Object* queue, Object* wanted) {
  TRY(check_ready(t, self));
  if (!self.builder) return raise_type_error(t, "event handling only supported for ElementTree.TreeBuilder targets");
  TreeEvents& events = self.builder->events;
  Object* append = TRY(get_attribute(t, queue, "append"));
  events = TreeEvents{};
  events.append = append;
  if (wanted == none()) {
    events.end = intern("end");
    return Status::ok();
  }
  if (!slots_of(wanted).iter && !slots_of(wanted).get_item) return raise_type_error(t, "events must be a sequence");
  return for_each(t, wanted, [&](Object* event) { return want_event(t, self, event); });
}

Object* xml_tree_parser_version(const XmlTreeParser&) {
  XML_Expat_Version v = XML_ExpatVersionInfo();
  return new_str("Expat " + std::to_string(v.major) + "." + std::to_string(v.minor) + "." + std::to_string(v.micro));
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/elementtree/xml_tree_parser_methods.def"
#define NATIVE_TYPE XmlTreeParser
#define NATIVE_PREFIX xml_tree_parser
#define NATIVE_NAME "XMLParser"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_parser_data() {
  TypeData d{};
  xml_tree_parser_declare(d);
  return d;
}
constinit TypeData parser_data = make_parser_data();

}  // namespace

constinit Type xml_tree_parser_type =
    static_type("xml.etree.ElementTree.XMLParser", sizeof(XmlTreeParser), 0, kTypeBase | kTypeHaveGC, &parser_data);

}  // namespace sidewinder
