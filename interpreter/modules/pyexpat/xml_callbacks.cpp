// What expat calls, and what is called with it.
#include "interpreter/modules/pyexpat/xml_parser.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {
namespace {

int fail_external_entity(XML_Parser, const XML_Char*, const XML_Char*, const XML_Char*, const XML_Char*) { return 0; }

// What tracebacks name, as CPython's do.
struct XmlHandlerPlace {
  const char* function;
  int line;
};
constexpr XmlHandlerPlace handler_places[] = {
#define HANDLER(name, python, line, set) {#name, line},
#include "interpreter/modules/pyexpat/xml_handlers.def"
#undef HANDLER
};

// One call of a handler: collects its arguments, of which none may fail.
class Callback {
 public:
  Callback(void* user_data, XmlHandler handler)
      : t_(current_thread()), self_(*static_cast<XmlParser*>(user_data)), handler_(handler) {}

  // Is there anything to call? What was buffered comes first.
  bool begin() {
    if (is_pending(t_) || !self_.handler(handler_)) return false;
    if (flush_xml_text(t_, self_).failed()) return false;
    return self_.handler(handler_) != nullptr;
  }
  Thread& thread() { return t_; }
  XmlParser& self() { return self_; }

  Object* text(const XML_Char* s) { return s ? static_cast<Object*>(new_str(s)) : none(); }
  Object* text(const XML_Char* s, ssize n) {
    return s ? static_cast<Object*>(new_str(std::string_view(s, size_t(n)))) : none();
  }
  Object* name(const XML_Char* s) {
    Object* made = TRY(text(s));
    if (made == none() || !self_.intern) return made;
    return dict_set_default(t_, self_.intern, made, made);
  }
  Callback& add(Object* argument) {
    failed_ |= !argument;
    arguments_[count_++] = argument;
    return *this;
  }
  Callback& add_int(int n) { return add(int_from_int64(n)); }

  // Null: it raised, and nothing more will be called.
  Object* call() {
    if (failed_) return stop();
    self_.in_callback = true;
    Object* result = sidewinder::call(t_, self_.handler(handler_), Args{arguments_, count_});
    self_.in_callback = false;
    if (result) return result;
    const XmlHandlerPlace& place = handler_places[int(handler_)];
    add_traceback_entry_of_c(t_, "../Modules/pyexpat.c", place.function, place.line);
    return stop();
  }
  Object* stop() {
    forget_xml_handlers(self_);
    XML_SetExternalEntityRefHandler(self_.parser, fail_external_entity);
    return nullptr;
  }
  void call_for_nothing() { (void)call(); }
  int call_for_int() {
    Object* result = call();
    if (!result) return 0;
    Object* number = index(t_, result);
    int64_t n;
    if (number && int_fits_int64(number, &n)) return int(n);
    if (!is_pending(t_)) raise_overflow_error(t_, "Python int too large to convert to C long");
    stop();
    return 0;
  }

 private:
  Thread& t_;
  XmlParser& self_;
  XmlHandler handler_;
  Object* arguments_[8];
  ssize count_ = 0;
  bool failed_ = false;
};

// --- elements ---------------------------------------------------------------------------------------

Object* attributes_of(Callback& c, const XML_Char** attributes) {
  XmlParser& self = c.self();
  int end = 0;
  if (self.specified_attributes) end = XML_GetSpecifiedAttributeCount(self.parser);
  else
    while (attributes[end]) end += 2;
  Thread& t = c.thread();
  List* list = self.ordered_attributes ? TRY(new_list(t, end)) : nullptr;
  Dict* dict = list ? nullptr : TRY(new_dict(t));
  for (int i = 0; i < end; i += 2) {
    Object* name = TRY(c.name(attributes[i]));
    Object* value = TRY(c.text(attributes[i + 1]));
    if (dict) {
      TRY(dict_set(t, dict, name, value));
    } else {
      TRY(list_append(t, list, name));
      TRY(list_append(t, list, value));
    }
  }
  return dict ? static_cast<Object*>(dict) : list;
}

void XMLCALL start_element(void* self, const XML_Char* name, const XML_Char** attributes) {
  Callback c(self, XmlHandler::StartElement);
  if (!c.begin()) return;
  Object* all = attributes_of(c, attributes);
  if (!all) {
    c.stop();
    return;
  }
  c.add(c.name(name)).add(all).call_for_nothing();
}

void XMLCALL end_element(void* self, const XML_Char* name) {
  Callback c(self, XmlHandler::EndElement);
  if (c.begin()) c.add(c.name(name)).call_for_nothing();
}

void XMLCALL processing_instruction(void* self, const XML_Char* target, const XML_Char* data) {
  Callback c(self, XmlHandler::ProcessingInstruction);
  if (c.begin()) c.add(c.name(target)).add(c.text(data)).call_for_nothing();
}

void XMLCALL comment(void* self, const XML_Char* data) {
  Callback c(self, XmlHandler::Comment);
  if (c.begin()) c.add(c.text(data)).call_for_nothing();
}

void XMLCALL start_cdata_section(void* self) {
  Callback c(self, XmlHandler::StartCdataSection);
  if (c.begin()) c.call_for_nothing();
}

void XMLCALL end_cdata_section(void* self) {
  Callback c(self, XmlHandler::EndCdataSection);
  if (c.begin()) c.call_for_nothing();
}

void XMLCALL default_data(void* self, const XML_Char* data, int n) {
  Callback c(self, XmlHandler::Default);
  if (c.begin()) c.add(c.text(data, n)).call_for_nothing();
}

void XMLCALL default_data_expand(void* self, const XML_Char* data, int n) {
  Callback c(self, XmlHandler::DefaultHandlerExpand);
  if (c.begin()) c.add(c.text(data, n)).call_for_nothing();
}

// --- character data ---------------------------------------------------------------------------------

void report_text(XmlParser& self, const char* data, int n) {
  Callback c(&self, XmlHandler::CharacterData);
  if (is_pending(c.thread()) || !self.handler(XmlHandler::CharacterData)) return;
  c.add(c.text(data, n)).call_for_nothing();
}

void XMLCALL character_data(void* user_data, const XML_Char* data, int n) {
  auto& self = *static_cast<XmlParser*>(user_data);
  if (!self.buffer) return report_text(self, data, n);
  if (self.buffer_used + n > self.buffer_size) {
    if (flush_xml_text(current_thread(), self).failed()) return;
    if (!self.handler(XmlHandler::CharacterData)) return;  // it took itself away
  }
  if (n > self.buffer_size || !self.buffer) return report_text(self, data, n);
  std::memcpy(self.buffer + self.buffer_used, data, size_t(n));
  self.buffer_used += n;
}

// Not null, so that the default handler does not get what has no handler of its own while one is being called.
void XMLCALL ignore_character_data(void*, const XML_Char*, int) {}

// --- namespaces, declarations -----------------------------------------------------------------------

void XMLCALL start_namespace_decl(void* self, const XML_Char* prefix, const XML_Char* uri) {
  Callback c(self, XmlHandler::StartNamespaceDecl);
  if (c.begin()) c.add(c.name(prefix)).add(c.name(uri)).call_for_nothing();
}

void XMLCALL end_namespace_decl(void* self, const XML_Char* prefix) {
  Callback c(self, XmlHandler::EndNamespaceDecl);
  if (c.begin()) c.add(c.name(prefix)).call_for_nothing();
}

void XMLCALL unparsed_entity_decl(void* self, const XML_Char* entity, const XML_Char* base, const XML_Char* system,
                                  const XML_Char* public_, const XML_Char* notation) {
  Callback c(self, XmlHandler::UnparsedEntityDecl);
  if (!c.begin()) return;
  for (const XML_Char* s : {entity, base, system, public_, notation}) c.add(c.name(s));
  c.call_for_nothing();
}

void XMLCALL notation_decl(void* self, const XML_Char* notation, const XML_Char* base, const XML_Char* system,
                           const XML_Char* public_) {
  Callback c(self, XmlHandler::NotationDecl);
  if (!c.begin()) return;
  for (const XML_Char* s : {notation, base, system, public_}) c.add(c.name(s));
  c.call_for_nothing();
}

int XMLCALL not_standalone(void* self) {
  Callback c(self, XmlHandler::NotStandalone);
  return c.begin() ? c.call_for_int() : 0;
}

int XMLCALL external_entity_ref(XML_Parser parser, const XML_Char* context, const XML_Char* base,
                                const XML_Char* system, const XML_Char* public_) {
  Callback c(XML_GetUserData(parser), XmlHandler::ExternalEntityRef);
  if (!c.begin()) return 0;
  c.add(c.text(context));
  for (const XML_Char* s : {base, system, public_}) c.add(c.name(s));
  return c.call_for_int();
}

void XMLCALL start_doctype_decl(void* self, const XML_Char* name, const XML_Char* system, const XML_Char* public_,
                                int has_internal_subset) {
  Callback c(self, XmlHandler::StartDoctypeDecl);
  if (!c.begin()) return;
  for (const XML_Char* s : {name, system, public_}) c.add(c.name(s));
  c.add_int(has_internal_subset).call_for_nothing();
}

void XMLCALL end_doctype_decl(void* self) {
  Callback c(self, XmlHandler::EndDoctypeDecl);
  if (c.begin()) c.call_for_nothing();
}

void XMLCALL entity_decl(void* self, const XML_Char* entity, int is_parameter_entity, const XML_Char* value,
                         int value_length, const XML_Char* base, const XML_Char* system, const XML_Char* public_,
                         const XML_Char* notation) {
  Callback c(self, XmlHandler::EntityDecl);
  if (!c.begin()) return;
  c.add(c.name(entity)).add_int(is_parameter_entity).add(c.text(value, value_length));
  for (const XML_Char* s : {base, system, public_, notation}) c.add(c.name(s));
  c.call_for_nothing();
}

void XMLCALL xml_decl(void* self, const XML_Char* version, const XML_Char* encoding, int standalone) {
  Callback c(self, XmlHandler::XmlDecl);
  if (c.begin()) c.add(c.text(version)).add(c.text(encoding)).add_int(standalone).call_for_nothing();
}

// (type, quantifier, name, children)
Object* model_tuple(Callback& c, const XML_Content& model) {
  Thread& t = c.thread();
  if (!native_stack_left(t, " while an element's model is made")) return nullptr;
  Tuple* children = TRY(new_tuple(ssize(model.numchildren)));
  for (unsigned i = 0; i < model.numchildren; i++) children->items[i] = TRY(model_tuple(c, model.children[i]));
  Object* items[] = {TRY(int_from_int64(model.type)), TRY(int_from_int64(model.quant)), TRY(c.name(model.name)),
                     children};
  return new_tuple(items, 4);
}

void XMLCALL element_decl(void* user_data, const XML_Char* name, XML_Content* model) {
  Callback c(user_data, XmlHandler::ElementDecl);
  XML_Parser parser = c.self().parser;
  if (c.begin()) {
    Object* tuple = model_tuple(c, *model);
    if (tuple) c.add(c.name(name)).add(tuple).call_for_nothing();
    else c.stop();
  }
  XML_FreeContentModel(parser, model);
}

void XMLCALL attlist_decl(void* self, const XML_Char* element, const XML_Char* attribute, const XML_Char* type,
                          const XML_Char* default_, int is_required) {
  Callback c(self, XmlHandler::AttlistDecl);
  if (!c.begin()) return;
  c.add(c.name(element)).add(c.name(attribute)).add(c.text(type)).add(c.text(default_));
  c.add_int(is_required).call_for_nothing();
}

void XMLCALL skipped_entity(void* self, const XML_Char* entity, int is_parameter_entity) {
  Callback c(self, XmlHandler::SkippedEntity);
  if (c.begin()) c.add(c.name(entity)).add_int(is_parameter_entity).call_for_nothing();
}

}  // namespace

// --- which are there --------------------------------------------------------------------------------

void apply_xml_handler(XmlParser& self, XmlHandler h) {
  XML_Parser parser = self.parser;
  bool on = self.handler(h) != nullptr;
  // Without a handler, the default handler gets the text; while one is being called it does not.
  if (h == XmlHandler::CharacterData && !on && !self.in_callback) {
    XML_SetCharacterDataHandler(parser, nullptr);
    return;
  }
  switch (h) {
#define HANDLER(name, python, line, set) \
  case XmlHandler::name:                 \
    set;                                 \
    return;
#include "interpreter/modules/pyexpat/xml_handlers.def"
#undef HANDLER
    case XmlHandler::kCount: return;
  }
}

void forget_xml_handlers(XmlParser& self) {
  for (int i = 0; i < int(XmlHandler::kCount); i++) {
    self.handlers[i] = nullptr;
    apply_xml_handler(self, XmlHandler(i));
  }
}

Status flush_xml_text(Thread& t, XmlParser& self) {
  if (!self.buffer || !self.buffer_used) return Status::ok();
  int n = self.buffer_used;
  self.buffer_used = 0;
  report_text(self, self.buffer, n);
  return is_pending(t) ? Status(Raised{}) : Status::ok();
}

int xml_unknown_encoding(void*, const XML_Char* name, XML_Encoding* info) {
  Thread& t = current_thread();
  if (is_pending(t)) return XML_STATUS_ERROR;
  char all[256];
  for (int i = 0; i < 256; i++) all[i] = char(i);
  Str* text = decode_bytes(t, {all, sizeof all}, name, "replace");
  if (!text) return XML_STATUS_ERROR;
  if (text->length != 256) {
    raise_value_error(t, "multi-byte encodings are not supported");
    return XML_STATUS_ERROR;
  }
  for (int i = 0; i < 256; i++) info->map[i] = text->at(i) == 0xfffd ? -1 : int(text->at(i));
  info->data = nullptr;
  info->convert = nullptr;
  info->release = nullptr;
  return XML_STATUS_OK;
}

}  // namespace sidewinder
