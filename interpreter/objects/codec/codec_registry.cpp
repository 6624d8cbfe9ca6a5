#include "interpreter/objects/codec/codec_registry.h"

#include <cctype>
#include <string>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/text/ascii.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// Lives as long as the process.
struct Registry {
  Object* search;    // List of functions; null: nothing was looked up yet
  Object* codecs;    // Dict of normalized names
  Object* handlers;  // Dict of names
};
Registry& registry() {
  static Registry* const r = reinterpret_cast<Registry*>(allocate_permanent(3));
  return *r;
}

Status begin(Thread& t) {
  Registry& r = registry();
  if (r.search) return Status::ok();
  Object* search = TRY(new_list(t));
  r.codecs = TRY(new_dict(t));
  r.search = search;
  return import_encodings(t);
}

Status begin_handlers(Thread& t) {
  Registry& r = registry();
  if (r.handlers) return Status::ok();
  Dict* handlers = TRY(new_dict(t));
  for (const NativeMethod* row = error_handler_functions; row->name; row++) {
    std::string_view name = row->name;
    if (name.ends_with("_errors")) name.remove_suffix(std::string_view("_errors").size());
    TRY(dict_set_str(t, handlers, TRY(intern(name)), TRY(new_builtin_function(t, row, nullptr))));
  }
  r.handlers = handlers;
  return Status::ok();
}

// Lower case of ASCII; runs of what is neither a letter nor a digit nor a point become one '_'.
std::string registry_name(std::string_view encoding) {
  std::string out;
  bool gap = false;
  for (char c : encoding) {
    bool kept = (static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c))) || c == '.';
    if (!kept) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out.push_back('_');
    gap = false;
    out.push_back(ascii_char::lower(c));
  }
  return out;
}

// Whether the exception is nothing but its class and perhaps a text, so that one with more words can take its place.
bool is_plain(const BaseException* e) {
  const Slots& slots = slots_of(e);
  const Slots& base = exceptions::BaseException.data->slots;
  if (slots.init != base.init || slots.create != base.create || e->cls->basic_size > ssize(sizeof(BaseException)) + 8)
    return false;
  if (e->dict && cast<Dict>(e->dict)->used) return false;
  return e->args->size == 0 || (e->args->size == 1 && is_str(e->args->items[0]));
}

// "encoding with 'hex' codec failed (TypeError: ...)" for what is pending.
Raised raise_with_codec(Thread& t, const char* operation, std::string_view encoding) {
  BaseException* cause = take_pending(t);
  if (!is_plain(cause)) {
    set_pending(t, cause);
    return Raised{};
  }
  raise(t, *cause->cls, "%s with '%s' codec failed (%T: %S)", operation, std::string(encoding).c_str(), cause, cause);
  if (!is_pending(t)) return Raised{};
  BaseException* e = take_pending(t);
  e->cause = cause;
  e->suppress_context = true;
  set_pending(t, e);
  return Raised{};
}

struct Direction {
  int item;  // of the codec's tuple
  const char* operation;
  const char* words;
};
constexpr Direction kEncoding{0, "encoding", "encoder must return a tuple (object, integer)"};
constexpr Direction kDecoding{1, "decoding", "decoder must return a tuple (object,integer)"};

// What the encoder or decoder makes of the object: the first of a pair.
Object* convert(Thread& t, const Direction& direction, Tuple* info, Object* object, std::string_view encoding,
                const char* errors) {
  Object* arguments[] = {object, nullptr};
  ssize count = 1;
  if (errors) arguments[count++] = TRY(new_str(errors));
  Object* result = call(t, info->items[direction.item], Args{arguments, count});
  if (!result) return raise_with_codec(t, direction.operation, encoding);
  if (!is_instance(result, Tuple::type()) || cast<Tuple>(result)->size != 2)
    return raise_type_error(t, "%s", direction.words);
  return cast<Tuple>(result)->items[0];
}

}  // namespace

Status register_codec_search(Thread& t, Object* function) {
  TRY(begin(t));
  if (!slots_of(function).call) return raise_type_error(t, "argument must be callable");
  return list_append(t, cast<List>(registry().search), function);
}

Status unregister_codec_search(Thread& t, Object* function) {
  if (!registry().search) return Status::ok();
  auto* search = cast<List>(registry().search);
  for (ssize i = 0; i < search->size; i++) {
    if (TRY(list_get(t, search, i)) != function) continue;
    dict_clear(cast<Dict>(registry().codecs));
    TRY(list_pop(t, search, i));
    break;
  }
  return Status::ok();
}

Tuple* codec_lookup(Thread& t, std::string_view encoding) {
  TRY(begin(t));
  Str* name = TRY(intern(registry_name(encoding)));
  auto* known = cast<Dict>(registry().codecs);
  if (Object* info = dict_get_str(known, name)) return cast<Tuple>(info);
  auto* search = cast<List>(registry().search);
  if (!search->size)
    return raise(t, exceptions::LookupError, "no codec search functions registered: can't find encoding");
  for (ssize i = 0; i < search->size; i++) {
    Object* info = TRY(call(t, TRY(list_get(t, search, i)), name));
    if (info == none()) continue;
    if (!is_instance(info, Tuple::type()) || cast<Tuple>(info)->size != 4)
      return raise_type_error(t, "codec search functions must return 4-tuples");
    TRY(dict_set_str(t, known, name, info));
    return cast<Tuple>(info);
  }
  return raise(t, exceptions::LookupError, "unknown encoding: %s", std::string(encoding).c_str());
}

Tuple* text_codec_lookup(Thread& t, std::string_view encoding, const char* instead) {
  Tuple* info = TRY(codec_lookup(t, encoding));
  if (is_exact<Tuple>(info)) return info;
  Lookup flag = TRY(find_attribute(t, info, intern("_is_text_encoding")));
  if (flag.is_missing() || TRY(truth(t, flag.value))) return info;
  return raise(t, exceptions::LookupError, "'%s' is not a text encoding; use %s to handle arbitrary codecs",
               std::string(encoding).c_str(), instead);
}

Object* codec_encode(Thread& t, Object* object, std::string_view encoding, const char* errors) {
  return convert(t, kEncoding, TRY(codec_lookup(t, encoding)), object, encoding, errors);
}
Object* codec_decode(Thread& t, Object* object, std::string_view encoding, const char* errors) {
  return convert(t, kDecoding, TRY(codec_lookup(t, encoding)), object, encoding, errors);
}

Bytes* encode_by_registered(Thread& t, Str* s, const char* encoding, const char* errors) {
  Tuple* info = TRY(text_codec_lookup(t, encoding, "codecs.encode()"));
  Object* result = TRY(convert(t, kEncoding, info, s, encoding, errors));
  if (is_bytes(result)) return cast<Bytes>(result);
  if (is_bytes_like(result)) return new_bytes(TRY(as_bytes_view(t, result)));
  return raise_type_error(t,
                          "'%s' encoder returned '%T' instead of 'bytes'; use codecs.encode() to encode to arbitrary "
                          "types",
                          encoding, result);
}

Str* decode_by_registered(Thread& t, Object* bytes, const char* encoding, const char* errors) {
  Tuple* info = TRY(text_codec_lookup(t, encoding, "codecs.decode()"));
  Object* result = TRY(convert(t, kDecoding, info, bytes, encoding, errors));
  if (is_str(result)) return cast<Str>(result);
  return raise_type_error(
      t, "'%s' decoder returned '%T' instead of 'str'; use codecs.decode() to decode to arbitrary types", encoding,
      result);
}

Object* lookup_error_handler(Thread& t, const char* name) {
  TRY(begin_handlers(t));
  if (!name) name = "strict";
  if (Object* handler = dict_get_str(cast<Dict>(registry().handlers), TRY(intern(name)))) return handler;
  return raise(t, exceptions::LookupError, "unknown error handler name '%s'", name);
}

Status register_error_handler(Thread& t, Str* name, Object* handler) {
  TRY(begin_handlers(t));
  if (!slots_of(handler).call) return raise_type_error(t, "handler must be callable");
  return dict_set_str(t, cast<Dict>(registry().handlers), TRY(intern(str_exact(name))), handler);
}

}  // namespace sidewinder
