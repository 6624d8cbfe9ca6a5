// What expat calls. After something has raised, the rest does nothing.
#include <string>

#include "interpreter/modules/elementtree/xml_tree_parser.h"
#include "interpreter/modules/pyexpat/xml_parser.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/hash_bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/warning.h"

namespace sidewinder {

// --- names ------------------------------------------------------------------------------------------

namespace {

size_t hash_of(std::string_view text) { return size_t(hash_bytes(text.data(), text.size())); }

// "uri}name" to "{uri}name"
Str* universal_name(std::string_view raw) {
  if (raw.find('}') == raw.npos) return new_str(raw);
  return new_str("{" + std::string(raw));
}

XmlNames::Entry* name_place(XmlNames::Entry* table, size_t capacity, std::string_view raw, size_t hash) {
  for (size_t i = hash & (capacity - 1);; i = (i + 1) & (capacity - 1)) {
    XmlNames::Entry& e = table[i];
    if (!e.raw || (e.hash == hash && cast<Bytes>(e.raw)->view() == raw)) return &e;
  }
}

}  // namespace

Str* XmlNames::find(Thread&, const char* text) {
  std::string_view raw = text;
  size_t hash = hash_of(raw);
  if (2 * used >= capacity) {
    size_t larger_capacity = capacity ? capacity * 4 : 64;
    Entry* larger = TRY(allocate_raw<Entry>(larger_capacity));
    for (size_t i = 0; i < capacity; i++)
      if (table[i].raw)
        *name_place(larger, larger_capacity, cast<Bytes>(table[i].raw)->view(), table[i].hash) = table[i];
    table = larger;
    capacity = larger_capacity;
  }
  Entry* place = name_place(table, capacity, raw, hash);
  if (place->raw) return cast<Str>(place->name);
  Str* name = TRY(universal_name(raw));
  Object* key = TRY(new_bytes(raw));
  place->name = name;
  place->hash = hash;
  place->raw = key;
  used++;
  return name;
}

// --- callbacks --------------------------------------------------------------------------------------

namespace {

struct Call {
  explicit Call(void* user_data) : t(current_thread()), self(*static_cast<XmlTreeParser*>(user_data)) {}
  bool begin() const { return !is_pending(t); }

  Thread& t;
  XmlTreeParser& self;
};

Object* text_or_none(const XML_Char* s) { return s ? static_cast<Object*>(new_str(s)) : none(); }

Status handle_start(Call& c, const XML_Char* tag, const XML_Char** attributes) {
  Str* name = TRY(c.self.names.find(c.t, tag));
  Dict* dict = attributes[0] ? TRY(new_dict(c.t)) : nullptr;
  for (int i = 0; attributes[i]; i += 2) {
    Str* key = TRY(c.self.names.find(c.t, attributes[i]));
    TRY(dict_set_str(c.t, dict, key, TRY(new_str(attributes[i + 1]))));
  }
  if (c.self.builder) {
    TRY(tree_start(c.t, *c.self.builder, name, dict));
  } else if (c.self.start) {
    if (!dict) dict = TRY(new_dict(c.t));
    TRY(call(c.t, c.self.start, name, dict));
  }
  return Status::ok();
}

void XMLCALL on_start(void* user_data, const XML_Char* tag, const XML_Char** attributes) {
  Call c(user_data);
  if (c.begin()) (void)handle_start(c, tag, attributes);
}

void XMLCALL on_end(void* user_data, const XML_Char* tag) {
  Call c(user_data);
  if (!c.begin()) return;
  if (c.self.builder) {
    (void)tree_end(c.t, *c.self.builder);
  } else if (c.self.end) {
    Str* name = c.self.names.find(c.t, tag);
    if (name) (void)call(c.t, c.self.end, name);
  }
}

void XMLCALL on_text(void* user_data, const XML_Char* data, int n) {
  Call c(user_data);
  if (!c.begin()) return;
  std::string_view text(data, size_t(n));
  if (c.self.builder) {
    (void)tree_text(c.t, *c.self.builder, text);
  } else if (c.self.data) {
    Str* s = new_str(text);
    if (s) (void)call(c.t, c.self.data, s);
  }
}

Status handle_namespace(Call& c, const XML_Char* prefix, const XML_Char* uri) {
  TreeBuilder* builder = c.self.builder;
  if (builder ? !(builder->events.append && builder->events.start_ns) : !c.self.start_ns) return Status::ok();
  Object* pair[] = {TRY(new_str(prefix ? prefix : "")), TRY(new_str(uri ? uri : ""))};
  if (builder) return tree_event(c.t, *builder, builder->events.start_ns, TRY(new_tuple(pair, 2)));
  TRY(call(c.t, c.self.start_ns, pair[0], pair[1]));
  return Status::ok();
}

void XMLCALL on_start_ns(void* user_data, const XML_Char* prefix, const XML_Char* uri) {
  Call c(user_data);
  if (c.begin()) (void)handle_namespace(c, prefix, uri);
}

void XMLCALL on_end_ns(void* user_data, const XML_Char* prefix) {
  Call c(user_data);
  if (!c.begin()) return;
  if (c.self.builder) {
    (void)tree_event(c.t, *c.self.builder, c.self.builder->events.end_ns, none());
  } else if (c.self.end_ns) {
    Str* name = new_str(prefix ? prefix : "");
    if (name) (void)call(c.t, c.self.end_ns, name);
  }
}

void XMLCALL on_comment(void* user_data, const XML_Char* text) {
  Call c(user_data);
  if (!c.begin()) return;
  Object* s = new_str(text);
  if (!s) return;
  if (c.self.builder) (void)tree_comment(c.t, *c.self.builder, s);
  else if (c.self.comment) (void)call(c.t, c.self.comment, s);
}

void XMLCALL on_pi(void* user_data, const XML_Char* target, const XML_Char* data) {
  Call c(user_data);
  if (!c.begin()) return;
  Object* name = new_str(target);
  Object* text = data ? new_str(data) : none();
  if (!name || !text) return;
  if (c.self.builder) {
    bool wanted = (c.self.builder->events.append && c.self.builder->events.pi) || c.self.builder->insert_pis;
    if (wanted) (void)tree_pi(c.t, *c.self.builder, name, text);
  } else if (c.self.pi) {
    (void)call(c.t, c.self.pi, name, text);
  }
}

// References to entities that expat does not know.
Status handle_default(Call& c, std::string_view data) {
  if (data.size() < 2 || data[0] != '&') return Status::ok();
  Str* key = TRY(new_str(data.substr(1, data.size() - 2)));
  Lookup value = TRY(dict_get(c.t, c.self.entity, key));
  if (value.is_missing()) {
    std::string message = "undefined entity " + std::string(data);
    return raise_parse_error(c.t, XML_ERROR_UNDEFINED_ENTITY, ssize(XML_GetErrorLineNumber(c.self.parser)),
                             ssize(XML_GetErrorColumnNumber(c.self.parser)), message.c_str());
  }
  if (c.self.builder) return tree_data(c.t, *c.self.builder, value.value);
  if (c.self.data) TRY(call(c.t, c.self.data, value.value));
  return Status::ok();
}

void XMLCALL on_default(void* user_data, const XML_Char* data, int n) {
  Call c(user_data);
  if (c.begin()) (void)handle_default(c, {data, size_t(n)});
}

Status handle_doctype(Call& c, const XML_Char* name, const XML_Char* system, const XML_Char* public_) {
  if (c.self.doctype) {
    Object* arguments[] = {TRY(new_str(name)), TRY(text_or_none(public_)), TRY(text_or_none(system))};
    TRY(call(c.t, c.self.doctype, Args{arguments, 3}));
    return Status::ok();
  }
  Lookup own = TRY(find_attribute(c.t, &c.self, intern("doctype")));
  if (own.is_missing()) return Status::ok();
  return warn_format(c.t, exceptions::RuntimeWarning, 1,
                     "The doctype() method of XMLParser is ignored.  Define doctype() method on the TreeBuilder "
                     "target.");
}

void XMLCALL on_doctype(void* user_data, const XML_Char* name, const XML_Char* system, const XML_Char* public_, int) {
  Call c(user_data);
  if (c.begin()) (void)handle_doctype(c, name, system, public_);
}

}  // namespace

void set_tree_callbacks(XmlTreeParser& self) {
  XML_Parser parser = self.parser;
  XML_SetUserData(parser, &self);
  XML_SetElementHandler(parser, on_start, on_end);
  XML_SetDefaultHandlerExpand(parser, on_default);
  XML_SetCharacterDataHandler(parser, on_text);
  set_tree_namespace_callbacks(self, self.start_ns, self.end_ns);
  bool builder_comments = self.builder && self.builder->insert_comments;
  bool builder_pis = self.builder && self.builder->insert_pis;
  if (self.comment || builder_comments) set_tree_comment_callback(self);
  if (self.pi || builder_pis) set_tree_pi_callback(self);
  XML_SetStartDoctypeDeclHandler(parser, on_doctype);
  XML_SetUnknownEncodingHandler(parser, xml_unknown_encoding, nullptr);
}

void set_tree_namespace_callbacks(XmlTreeParser& self, bool start, bool end) {
  if (start) XML_SetStartNamespaceDeclHandler(self.parser, on_start_ns);
  if (end) XML_SetEndNamespaceDeclHandler(self.parser, on_end_ns);
}
void set_tree_comment_callback(XmlTreeParser& self) { XML_SetCommentHandler(self.parser, on_comment); }
void set_tree_pi_callback(XmlTreeParser& self) { XML_SetProcessingInstructionHandler(self.parser, on_pi); }

}  // namespace sidewinder
