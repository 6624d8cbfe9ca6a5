// Values; the dump itself. Containers: pickle_write_containers.cpp; all others: pickle_write_objects.cpp.
#include "interpreter/modules/pickle/pickle_writer.h"

#include <charconv>
#include <cstdio>

#include "interpreter/objects/codec/utf8_text.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Status set_pickler_options(Thread& t, PicklerData& data, Object* protocol, bool fix_imports, Object* buffer_callback) {
  ssize wanted = kDefaultProtocol;
  if (protocol && protocol != none()) wanted = TRY(index_as_ssize(t, protocol, &exceptions::OverflowError));
  if (wanted < 0) wanted = kHighestProtocol;
  if (wanted > kHighestProtocol) return raise_value_error(t, "pickle protocol must be <= %d", kHighestProtocol);
  if (buffer_callback == none()) buffer_callback = nullptr;
  if (buffer_callback && wanted < 5) return raise_value_error(t, "buffer_callback needs protocol >= 5");
  data.protocol = int(wanted);
  data.binary = wanted > 0;
  data.fix_imports = fix_imports && wanted < 3;
  data.buffer_callback = buffer_callback;
  return Status::ok();
}

Status set_pickler_file(Thread& t, PicklerData& data, Object* file) {
  Lookup write = TRY(find_attribute(t, file, intern("write")));
  if (write.is_missing()) return raise_type_error(t, "file must have a 'write' attribute");
  data.write = write.value;
  return Status::ok();
}

// --- one pickle -------------------------------------------------------------------------------------

Status PickleWriter::dump(Object* o) {
  if (data_.protocol >= 2) {
    const uint8_t head[] = {uint8_t(PickleOp::Protocol), uint8_t(data_.protocol)};
    out_.add_bytes(head, sizeof head);
  }
  if (data_.protocol >= 4) out_.begin_framing();
  TRY(save(o));
  out_.add_op(PickleOp::Stop);
  TRY(out_.finish());
  return out_.flush();
}

Status PickleWriter::save_object(Object* o) {
  TRY(out_.boundary());
  Type* cls = o->cls;
  if (cls == &int_type) return save_int(o);
  if (o == none()) {
    out_.add_op(PickleOp::None);
    return Status::ok();
  }
  if (cls == &float_type) {
    save_float(cast<Float>(o)->value);
    return Status::ok();
  }
  if (cls == &bool_type) {
    save_bool(o == py_true());
    return Status::ok();
  }
  ssize number = data_.memo.find(o);
  if (number != PickleMemo::kAbsent) {
    write_get(number);
    return Status::ok();
  }
  if (cls == &str_type) return save_str(cast<Str>(o));
  if (cls == &bytes_type) return save_bytes(o);
  return save_container(o);
}

Result<bool> PickleWriter::save_persistent(Object* o) {
  Object* id = TRY(call(t_, data_.persistent_id, o));
  if (id == none()) return false;
  if (data_.binary) {
    TRY(save_object(id));
    out_.add_op(PickleOp::BinPersistentId);
    return true;
  }
  Str* text = TRY(to_str(t_, id));
  if (!text->is_ascii())
    return raise(t_, *pickle_state().pickling_error, "persistent IDs in protocol 0 must be ASCII strings");
  write_op_line(PickleOp::PersistentId, str_ascii_view(text));
  return true;
}

void PickleWriter::write_op_line(PickleOp op, std::string_view text) {
  out_.add_op(op);
  out_.add_text(text);
  *out_.add(1) = '\n';
}

void PickleWriter::write_number(PickleOp op, uint64_t n, int bytes) {
  uint8_t* place = out_.add(size_t(bytes) + 1);
  place[0] = uint8_t(op);
  std::memcpy(place + 1, &n, size_t(bytes));
}

// --- the memo ---------------------------------------------------------------------------------------

Status PickleWriter::add_to_memo(const void* key) {
  ssize number = data_.memo.add(key);
  if (number < 0) return Raised{};
  if (data_.protocol >= 4) {
    out_.add_op(PickleOp::Memoize);
  } else if (!data_.binary) {
    write_op_line(PickleOp::Put, std::to_string(number));
  } else if (number < 256) {
    write_number(PickleOp::BinPut, uint64_t(number), 1);
  } else {
    if (number > ssize(UINT32_MAX))
      return raise(t_, *pickle_state().pickling_error, "memo id too large for LONG_BINPUT");
    write_number(PickleOp::LongBinPut, uint64_t(number), 4);
  }
  return Status::ok();
}

void PickleWriter::write_get(ssize number) {
  if (!data_.binary) write_op_line(PickleOp::Get, std::to_string(number));
  else if (number < 256) write_number(PickleOp::BinGet, uint64_t(number), 1);
  else write_number(PickleOp::LongBinGet, uint64_t(number), 4);
}

// --- numbers ----------------------------------------------------------------------------------------

void PickleWriter::save_bool(bool b) {
  if (data_.protocol >= 2) out_.add_op(b ? PickleOp::NewTrue : PickleOp::NewFalse);
  else out_.add_text(b ? "I01\n" : "I00\n");
}

Status PickleWriter::save_int(Object* o) {
  if (!cast<Int>(o)->is_small()) [[unlikely]]
    return save_long(o);
  int64_t value = cast<Int>(o)->small_value();
  if (value != int32_t(value)) return save_long(o);
  save_int32(int32_t(value));
  return Status::ok();
}

void PickleWriter::save_int32(int32_t value) {
  if (!data_.binary) {
    char text[16];
    auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return write_op_line(PickleOp::Int, {text, size_t(end - text)});
  }
  uint8_t* place;
  if (value >= 0 && value <= 0xff) {
    place = out_.add(2);
    place[0] = uint8_t(PickleOp::BinInt1);
    place[1] = uint8_t(value);
  } else if (value >= 0 && value <= 0xffff) {
    place = out_.add(3);
    place[0] = uint8_t(PickleOp::BinInt2);
    std::memcpy(place + 1, &value, 2);
  } else {
    place = out_.add(5);
    place[0] = uint8_t(PickleOp::BinInt);
    std::memcpy(place + 1, &value, 4);
  }
}

// Of more than 32 bits: the least bytes of two's complement.
Status PickleWriter::save_long(Object* o) {
  if (data_.protocol < 2) {
    Str* digits = TRY(repr(t_, o));
    out_.add_op(PickleOp::Long);
    out_.add_text(str_ascii_view(digits));
    out_.add_text("L\n");
    return Status::ok();
  }
  size_t bits = size_t(int_bit_length(o));
  size_t n = bits / 8 + 1;
  // -2**(8*k - 1) fits k bytes, though its magnitude has 8*k bits.
  if (int_sign(o) < 0 && bits % 8 == 0) {
    Object* plus_one = TRY(int_binary(t_, BinaryOp::Add, o, int_from_int64(1)));
    if (size_t(int_bit_length(plus_one)) < bits) n--;
  }
  if (n > INT32_MAX) return raise_overflow_error(t_, "int too large to pickle");
  if (n < 256) write_number(PickleOp::Long1, n, 1);
  else write_number(PickleOp::Long4, n, 4);
  uint8_t* place = out_.add(n);
  if (!place) return raise_memory_error(t_);
  return int_to_bytes(t_, o, place, ssize(n), true, true);
}

void PickleWriter::save_float(double value) {
  if (!data_.binary) return write_op_line(PickleOp::Float, double_repr(value));
  uint8_t* place = out_.add(9);
  place[0] = uint8_t(PickleOp::BinFloat);
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  bits = __builtin_bswap64(bits);
  std::memcpy(place + 1, &bits, sizeof bits);
}

// --- text and bytes ---------------------------------------------------------------------------------

// Of protocol 0: a line of latin-1, all that cannot be in it escaped.
Status PickleWriter::save_str_text(Str* s) {
  std::string text;
  auto escape = [&](uint32_t c) {
    char escaped[16];
    std::snprintf(escaped, sizeof escaped, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    text += escaped;
  };
  for (ssize i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    if (c > 0xff || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a) escape(c);
    else text += char(c);
  }
  write_op_line(PickleOp::Unicode, text);
  return memoize(s);
}

Status PickleWriter::save_str(Str* s) {
  if (!data_.binary) return save_str_text(s);
  bool surrogates;
  size_t n = size_t(s->is_ascii() ? s->length : utf8_length(s, &surrogates));
  if (n > UINT32_MAX && data_.protocol < 4)
    return raise_overflow_error(t_, "serializing a string larger than 4 GiB requires pickle protocol 4 or higher");
  uint8_t head[9];
  bool is_short = n <= 0xff && data_.protocol >= 4, is_long = n > UINT32_MAX;
  head[0] = uint8_t(is_short ? PickleOp::ShortBinUnicode : is_long ? PickleOp::BinUnicode8 : PickleOp::BinUnicode);
  size_t head_size = is_short ? 2 : is_long ? 9 : 5;
  uint64_t length = n;
  std::memcpy(head + 1, &length, sizeof length);
  if (n >= kFrameTarget) {
    std::string utf8;
    if (!s->is_ascii()) {
      if (!memory_left_for(n)) return raise_memory_error(t_);
      utf8.resize(n);
      write_utf8(s, utf8.data());
    }
    TRY(out_.add_payload(head, head_size, s->is_ascii() ? s->data() : utf8.data(), n, nullptr));
    return memoize(s);
  }
  uint8_t* place = out_.add(head_size + n);
  if (!place) return raise_memory_error(t_);
  std::memcpy(place, head, head_size);
  if (s->is_ascii()) std::memcpy(place + head_size, s->data(), n);
  else write_utf8(s, reinterpret_cast<char*>(place + head_size));
  return memoize(s);
}

Status PickleWriter::save_bytes(Object* o) {
  auto* bytes = cast<Bytes>(o);
  if (data_.protocol >= 3) return save_bytes_data(o, bytes->bytes, size_t(bytes->size), o);
  Object* items[2];
  if (!bytes->size) {
    items[0] = &bytes_type;
    items[1] = empty_tuple();
  } else {
    Object* arguments[] = {TRY(new_str_latin1(bytes->bytes, bytes->size)), pickle_state().latin1};
    items[0] = pickle_state().codecs_encode;
    items[1] = TRY(new_tuple(arguments, 2));
  }
  return save_reduce(TRY(new_tuple(items, 2)), o);
}

Status PickleWriter::save_bytes_data(Object* o, const void* bytes, size_t n, Object* payload) {
  if (n > UINT32_MAX && data_.protocol < 4)
    return raise_overflow_error(t_,
                                "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher");
  uint8_t head[9];
  head[0] = uint8_t(n <= 0xff ? PickleOp::ShortBinBytes : n <= UINT32_MAX ? PickleOp::BinBytes : PickleOp::BinBytes8);
  uint64_t length = n;
  std::memcpy(head + 1, &length, sizeof length);
  TRY(out_.add_payload(head, n <= 0xff ? 2 : n <= UINT32_MAX ? 5 : 9, bytes, n, payload));
  return memoize(o);
}

Status PickleWriter::save_bytearray(Object* o) {
  auto* array = cast<ByteArray>(o);
  if (data_.protocol >= 5) return save_bytearray_data(o, array->data(), size_t(array->size), o);
  Object* copy = array->size ? TRY(new_bytes(array->data(), array->size)) : nullptr;
  return save_as_call(o, &bytearray_type, copy);
}

Status PickleWriter::save_bytearray_data(Object* o, const void* bytes, size_t n, Object* payload) {
  uint8_t head[9];
  head[0] = uint8_t(PickleOp::ByteArray8);
  uint64_t length = n;
  std::memcpy(head + 1, &length, sizeof length);
  TRY(out_.add_payload(head, sizeof head, bytes, n, payload));
  return memoize(o);
}

Status PickleWriter::save_picklebuffer(Object* o) {
  if (data_.protocol < 5)
    return raise(t_, *pickle_state().pickling_error, "PickleBuffer can only pickled with protocol >= 5");
  const Buffer& view = cast<PickleBuffer>(o)->view;
  if (!view.object) return raise_value_error(t_, "operation forbidden on released PickleBuffer object");
  if (view.suboffsets || !(is_c_contiguous(view) || is_fortran_contiguous(view)))
    return raise(t_, *pickle_state().pickling_error,
                 "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
  bool in_band = true;
  if (data_.buffer_callback) in_band = TRY(truth(t_, TRY(call(t_, data_.buffer_callback, o))));
  if (!in_band) {
    out_.add_op(PickleOp::NextBuffer);
    if (view.readonly) out_.add_op(PickleOp::ReadOnlyBuffer);
    return Status::ok();
  }
  size_t n = size_t(view.length);
  return view.readonly ? save_bytes_data(o, view.data, n, nullptr) : save_bytearray_data(o, view.data, n, nullptr);
}

}  // namespace sidewinder
