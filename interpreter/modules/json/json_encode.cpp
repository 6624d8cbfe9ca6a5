// Values to JSON text, in one piece.
#include <charconv>
#include <cmath>

#include "interpreter/modules/json/json.h"
#include "interpreter/modules/json/json_writer.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"

namespace sidewinder {

void json_write_string(JsonWriter& out, const Str* s, bool ascii_only) {
  auto add_hex = [&](uint32_t c) {
    constexpr char kDigits[] = "0123456789abcdef";
    const char text[] = {'\\', 'u', kDigits[c >> 12 & 15], kDigits[c >> 8 & 15], kDigits[c >> 4 & 15], kDigits[c & 15]};
    out.add(std::string_view(text, sizeof text));
  };
  auto add_escaped = [&](uint32_t c) {
    switch (c) {
      case '"': return out.add("\\\"");
      case '\\': return out.add("\\\\");
      case '\n': return out.add("\\n");
      case '\r': return out.add("\\r");
      case '\t': return out.add("\\t");
      case '\f': return out.add("\\f");
      case '\b': return out.add("\\b");
    }
    if (c < 0x20 || (ascii_only && c < 0x10000)) return add_hex(c);
    if (!ascii_only) return out.add_code_point(c);
    add_hex(0xd800 + ((c - 0x10000) >> 10));
    add_hex(0xdc00 + ((c - 0x10000) & 0x3ff));
  };
  auto is_plain = [](uint32_t c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; };
  out.add('"');
  with_code_points(s, [&]<class Char>(const Char* text) {
    for (ssize i = 0; i < s->length;) {
      ssize begin = i;
      while (i < s->length && is_plain(text[i])) i++;
      if constexpr (sizeof(Char) == 1) {
        out.add(std::string_view(reinterpret_cast<const char*>(text) + begin, size_t(i - begin)));
      } else {
        for (ssize j = begin; j < i; j++) out.add(char(text[j]));
      }
      if (i == s->length) break;
      add_escaped(text[i++]);
    }
  });
  out.add('"');
}

namespace {

struct JsonEncoder : Object {
  Object *markers, *fallback, *encoder, *indent;
  Object *key_separator, *item_separator;  // strings
  bool sort_keys, skipkeys, allow_nan;
  StringEncoder strings;  // what `encoder` is
  static Type* type() { return &json_encoder_type; }
};

class ValueWriter {
 public:
  ValueWriter(Thread& t, JsonEncoder* encoder) : t_(t), encoder_(encoder) {}
  Str* finish() { return out_.finish(); }

  Status write(Object* o) {
    if (write_word(o)) return Status::ok();
    if (is_str(o)) return write_string(cast<Str>(o));
    if (is_int(o)) return write_int(o);
    if (is_float(o)) return write_float(cast<Float>(o)->value);
    RecursionLevel level(t_, " while encoding a JSON object");
    if (level.too_deep()) return Raised{};
    if (is_list(o) || has_flag(o, kTypeTuple)) return write_sequence(o);
    if (is_dict(o)) return write_dict(o);
    return write_other(o);
  }

 private:
  bool write_word(Object* o) {
    if (o == none()) out_.add("null");
    else if (o == py_true()) out_.add("true");
    else if (o == py_false()) out_.add("false");
    else return false;
    return true;
  }

  Status write_string(Str* s) {
    if (encoder_->strings != StringEncoder::Call) {
      json_write_string(out_, s, encoder_->strings == StringEncoder::Ascii);
      return Status::ok();
    }
    Object* encoded = TRY(call(t_, encoder_->encoder, s));
    if (!is_str(encoded)) return raise_type_error(t_, "encoder() must return a string, not %T", encoded);
    out_.add(cast<Str>(encoded));
    return Status::ok();
  }

  Status write_int(Object* o) {
    if (cast<Int>(o)->is_small()) {
      char text[24];
      auto end = std::to_chars(text, text + sizeof text, cast<Int>(o)->small_value()).ptr;
      out_.add(std::string_view(text, size_t(end - text)));
      return Status::ok();
    }
    out_.add(TRY(int_to_str(t_, o)));
    return Status::ok();
  }

  Status write_float(double value) {
    if (std::isfinite(value)) {
      out_.add(double_repr(value));
      return Status::ok();
    }
    if (!encoder_->allow_nan) return raise_value_error(t_, "Out of range float values are not JSON compliant");
    out_.add(std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    return Status::ok();
  }

  // Containers that are being written, so that a cycle is found.
  Object* enter(Object* o) {
    if (encoder_->markers == none()) return o;
    Object* identity = TRY(int_from_uint64(reinterpret_cast<uintptr_t>(o)));
    auto* markers = cast<Dict>(encoder_->markers);
    if (TRY(dict_contains(t_, markers, identity))) return raise_value_error(t_, "Circular reference detected");
    TRY(dict_set(t_, markers, identity, o));
    return identity;
  }
  Status leave(Object* identity) {
    if (encoder_->markers == none()) return Status::ok();
    TRY(dict_delete(t_, cast<Dict>(encoder_->markers), identity));
    return Status::ok();
  }

  void separate(bool* first) {
    if (!*first) out_.add(cast<Str>(encoder_->item_separator));
    *first = false;
  }

  Status write_sequence(Object* o) {
    if (static_cast<VarObject*>(o)->size == 0) {
      out_.add("[]");
      return Status::ok();
    }
    Object* identity = TRY(enter(o));
    bool first = true;
    out_.add('[');
    for (ssize i = 0; i < static_cast<VarObject*>(o)->size; i++) {
      separate(&first);
      TRY(write(is_list(o) ? TRY(list_get(t_, cast<List>(o), i)) : cast<Tuple>(o)->items[i]));
    }
    out_.add(']');
    return leave(identity);
  }

  List* items_of(Object* dict) {
    Object* view = TRY(call_method(t_, dict, "items"));
    List* items = TRY(list_from_iterable(t_, view));
    if (encoder_->sort_keys) TRY(list_sort(t_, items, nullptr, false));
    return items;
  }

  // False: the key is skipped.
  Result<bool> write_key(Object* key, bool* first) {
    bool known = is_str(key) || is_float(key) || is_int(key) || key == none();
    if (!known && encoder_->skipkeys) return false;
    if (!known) return raise_type_error(t_, "keys must be str, int, float, bool or None, not %T", key);
    separate(first);
    if (is_str(key)) {
      TRY(write_string(cast<Str>(key)));
      out_.add(cast<Str>(encoder_->key_separator));
      return true;
    }
    // Digits and words need no escapes, but an encoder of the user's is asked all the same.
    ValueWriter text(t_, encoder_);
    TRY(text.write(key));
    TRY(write_string(TRY(text.finish())));
    out_.add(cast<Str>(encoder_->key_separator));
    return true;
  }

  Status write_item(Object* key, Object* value, bool* first) {
    if (!TRY(write_key(key, first))) return Status::ok();
    return write(value);
  }

  Status write_dict(Object* o) {
    if (cast<Dict>(o)->used == 0) {
      out_.add("{}");
      return Status::ok();
    }
    Object* identity = TRY(enter(o));
    bool first = true;
    out_.add('{');
    if (is_exact<Dict>(o) && !encoder_->sort_keys) {
      TRY(write_plain_items(cast<Dict>(o), &first));
    } else {
      List* items = TRY(items_of(o));
      for (ssize i = 0; i < items->size; i++) {
        Object* item = TRY(list_get(t_, items, i));
        if (!has_flag(item, kTypeTuple) || cast<Tuple>(item)->size != 2)
          return raise_value_error(t_, "items must return 2-tuples");
        TRY(write_item(cast<Tuple>(item)->items[0], cast<Tuple>(item)->items[1], &first));
      }
    }
    out_.add('}');
    return leave(identity);
  }

  // The items are those of the beginning, whatever default() and the like do to the dict.
  Status write_plain_items(Dict* dict, bool* first) {
    ssize count = dict->used;
    Object** items = TRY(allocate_raw<Object*>(size_t(2 * count)));
    ssize position = 0;
    for (ssize i = 0; i < count; i++) dict_next(dict, &position, &items[2 * i], &items[2 * i + 1]);
    for (ssize i = 0; i < count; i++) TRY(write_item(items[2 * i], items[2 * i + 1], first));
    return Status::ok();
  }

  Status write_other(Object* o) {
    Object* identity = TRY(enter(o));
    Object* replacement = TRY(call(t_, encoder_->fallback, o));
    TRY(write(replacement));
    return leave(identity);
  }

  Thread& t_;
  JsonEncoder* encoder_;
  JsonWriter out_;
};

Object* json_encoder_new(Thread& t, Type* cls, Args args) {
  Object* given[9];
  TRY(args.bind(t, "make_encoder",
                "markers,default,encoder,indent,key_separator,item_separator,sort_keys,skipkeys,allow_nan", given));
  for (int i : {4, 5})
    if (!is_str(given[i]))
      return raise_type_error(t, "make_encoder() argument %d must be str, not %T", i + 1, given[i]);
  bool flags[3];
  for (int i = 0; i < 3; i++) flags[i] = TRY(truth(t, given[6 + i]));
  if (given[0] != none() && !is_dict(given[0]))
    return raise_type_error(t, "make_encoder() argument 1 must be dict or None, not %T", given[0]);
  auto* self = TRY(new_object<JsonEncoder>(cls));
  self->markers = given[0];
  self->fallback = given[1];
  self->encoder = given[2];
  self->indent = given[3];
  self->key_separator = given[4];
  self->item_separator = given[5];
  self->sort_keys = flags[0];
  self->skipkeys = flags[1];
  self->allow_nan = flags[2];
  self->strings = json_string_encoder(given[2]);
  return self;
}

Object* json_encoder_call(Thread& t, Object* callee, Args args) {
  Object* given[2];
  TRY(args.bind(t, "_iterencode", "obj,_current_indent_level", given));
  ssize level;
  TRY(argument_ssize(t, given[1], &level));
  ValueWriter writer(t, cast<JsonEncoder>(callee));
  TRY(writer.write(given[0]));
  Object* text = TRY(writer.finish());
  return list_from_array(t, &text, 1);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/json/json_encoder.def"
#define NATIVE_TYPE JsonEncoder
#define NATIVE_PREFIX json_encoder
#define NATIVE_NAME "make_encoder"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_encoder_data() {
  TypeData d{};
  d.slots.call = json_encoder_call;
  json_encoder_declare(d);
  return d;
}
constinit TypeData encoder_data = make_encoder_data();

}  // namespace

constinit Type json_encoder_type = static_type("_json.Encoder", sizeof(JsonEncoder), 0, kTypeHaveGC, &encoder_data);

}  // namespace sidewinder
