// str: PyUnicode_*. C reads a str's characters where they lie (PEP 393); what it asks for in other encodings is kept
// with the str.
#include <algorithm>
#include <cstring>
#include <cwchar>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/objects/unready_strings.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/objects/text/unicode_data.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

namespace {

Str* str_of(PyObject* o) { return core_as<Str>(o); }

bool check_str(PyObject* o) {
  if (o && PyUnicode_Check(o)) return true;
  PyErr_BadArgument();
  return false;
}

std::string_view view_of(const char* p, Py_ssize_t n) { return {p ? p : "", size_t(n)}; }

PyObject* decode(const char* p, Py_ssize_t n, const char* encoding, const char* errors) {
  return new_reference(decode_bytes(current_thread(), view_of(p, n), encoding, errors));
}

PyObject* encode(PyObject* o, const char* encoding, const char* errors) {
  if (!check_str(o)) return nullptr;
  return new_reference(encode_str(current_thread(), str_of(o), encoding, errors));
}

constexpr const char* kFileSystemErrors = "surrogateescape";

template <class Convert> int convert_path(PyObject* o, PyObject** place, Convert&& convert) {
  if (!o) {
    Py_CLEAR(*place);
    return 1;
  }
  PyObject* path = PyOS_FSPath(o);
  if (!path) return 0;
  PyObject* made = convert(path);
  Py_DECREF(path);
  if (!made) return 0;
  *place = made;
  return Py_CLEANUP_SUPPORTED;
}

// UTF-8 of a str, kept with it: ASCII is its own.
const char* utf8_of(Str* s, Py_ssize_t* n) {
  if (!str_settle(s)) return raise_memory_error(current_thread());
  if (s->is_ascii()) {
    *n = s->length;
    return static_cast<const char*>(s->data());
  }
  auto* wide = static_cast<NonAsciiStr*>(s);
  if (!wide->utf8) {
    Bytes* bytes = encode_str(current_thread(), s, "utf-8", nullptr);
    if (!bytes) return nullptr;
    char* copy = allocate_raw_leaf<char>(size_t(bytes->size) + 1);
    if (!copy) return nullptr;
    memcpy(copy, bytes->bytes, size_t(bytes->size) + 1);
    wide->utf8_length = bytes->size;
    wide->utf8 = copy;
  }
  *n = wide->utf8_length;
  return wide->utf8;
}

}  // namespace

extern "C" {

// --- made from -------------------------------------------------------------------------------------------------------

PyObject* PyUnicode_New(Py_ssize_t n, Py_UCS4 largest) {
  if (n == 0) return new_reference(empty_str());
  return new_reference(allocate_str(n, largest));
}
PyObject* PyUnicode_FromStringAndSize(const char* p, Py_ssize_t n) {
  if (n < 0) {
    PyErr_SetString(PyExc_SystemError, "Negative size passed to PyUnicode_FromStringAndSize");
    return nullptr;
  }
  return p ? decode(p, n, "utf-8", nullptr) : PyUnicode_New(n, 127);
}
PyObject* PyUnicode_FromString(const char* p) { return decode(p, Py_ssize_t(strlen(p)), "utf-8", nullptr); }
PyObject* PyUnicode_InternFromString(const char* p) { return new_reference(intern(p)); }
void PyUnicode_InternInPlace(PyObject** o) {
  if (!*o || !PyUnicode_CheckExact(*o)) return;
  Str* s = intern(str_of(*o));
  if (s == core(*o)) return;
  taken(*o);
  *o = new_reference(s);
}
PyObject* _PyUnicode_FromId(_Py_Identifier* id) { return borrowed(intern(id->string)); }
PyObject* PyUnicode_FromKindAndData(int kind, const void* data, Py_ssize_t n) {
  switch (kind) {
    case PyUnicode_1BYTE_KIND: return new_reference(new_str_latin1(static_cast<const uint8_t*>(data), n));
    case PyUnicode_2BYTE_KIND: return new_reference(new_str_of(static_cast<const uint16_t*>(data), n));
    case PyUnicode_4BYTE_KIND: return new_reference(new_str_of(static_cast<const uint32_t*>(data), n));
    default: PyErr_SetString(PyExc_SystemError, "invalid kind"); return nullptr;
  }
}
PyObject* PyUnicode_FromOrdinal(int c) {
  if (c >= 0 && c <= 0x10ffff) return new_reference(new_str_char(uint32_t(c)));
  PyErr_SetString(PyExc_ValueError, "chr() arg not in range(0x110000)");
  return nullptr;
}
PyObject* PyUnicode_FromWideChar(const wchar_t* p, Py_ssize_t n) {
  if (n < 0) n = Py_ssize_t(wcslen(p));
  for (Py_ssize_t i = 0; i < n; i++)
    if (uint32_t(p[i]) > 0x10ffff) {
      PyErr_Format(PyExc_ValueError, "character U+%x is not in range [U+0000; U+10ffff]", unsigned(p[i]));
      return nullptr;
    }
  return new_reference(new_str_of(reinterpret_cast<const uint32_t*>(p), n));
}
PyObject* PyUnicode_FromUnicode(const Py_UNICODE* p, Py_ssize_t n) {
  if (p) return PyUnicode_FromWideChar(p, n);
  return new_reference(n ? new_unready_str(current_thread(), n) : empty_str());
}
PyObject* PyUnicode_FromObject(PyObject* o) {
  if (PyUnicode_Check(o)) return new_reference(str_exact(str_of(o)));
  PyErr_Format(PyExc_TypeError, "Can't convert '%.100s' object to str implicitly", Py_TYPE(o)->tp_name);
  return nullptr;
}
PyObject* PyUnicode_FromEncodedObject(PyObject* o, const char* encoding, const char* errors) {
  if (PyUnicode_Check(o)) {
    PyErr_SetString(PyExc_TypeError, "decoding str is not supported");
    return nullptr;
  }
  Py_buffer view;
  if (PyObject_GetBuffer(o, &view, PyBUF_SIMPLE) < 0) {
    PyErr_Format(PyExc_TypeError, "decoding to str: need a bytes-like object, %.80s found", Py_TYPE(o)->tp_name);
    return nullptr;
  }
  PyObject* result = PyUnicode_Decode(static_cast<const char*>(view.buf), view.len, encoding, errors);
  PyBuffer_Release(&view);
  return result;
}
// Of those that are not ready; what C has written into one may be no characters.
int _PyUnicode_Ready(PyObject* o) {
  Str* s = str_of(o);
  for (ssize i = 0; s->kind() == 4 && i < s->length; i++) {
    if (s->at(i) <= 0x10ffff) continue;
    PyErr_Format(PyExc_ValueError, "character U+%x is not in range [U+0000; U+10ffff]", unsigned(s->at(i)));
    return -1;
  }
  make_ready(s);
  return 0;
}
Py_ssize_t PyUnicode_GetLength(PyObject* o) { return check_str(o) ? str_of(o)->length : -1; }
Py_UCS4 PyUnicode_ReadChar(PyObject* o, Py_ssize_t i) {
  if (!check_str(o)) return Py_UCS4(-1);
  if (i >= 0 && i < str_of(o)->length) return str_of(o)->at(i);
  PyErr_SetString(PyExc_IndexError, "string index out of range");
  return Py_UCS4(-1);
}

// --- decoding and encoding ------------------------------------------------------------------------------------------

PyObject* PyUnicode_Decode(const char* p, Py_ssize_t n, const char* encoding, const char* errors) {
  return decode(p, n, encoding ? encoding : "utf-8", errors);
}
PyObject* PyUnicode_DecodeUTF8(const char* p, Py_ssize_t n, const char* errors) {
  return decode(p, n, "utf-8", errors);
}
PyObject* PyUnicode_DecodeUTF8Stateful(const char* p, Py_ssize_t n, const char* errors, Py_ssize_t* consumed) {
  if (!consumed) return decode(p, n, "utf-8", errors);
  Result<Decoded> result = decode_native(current_thread(), view_of(p, n), Codec::Utf8, errors, false);
  if (result.failed()) return nullptr;
  *consumed = result.value.consumed;
  return new_reference(result.value.text);
}
PyObject* PyUnicode_DecodeASCII(const char* p, Py_ssize_t n, const char* errors) {
  return decode(p, n, "ascii", errors);
}
PyObject* PyUnicode_DecodeLatin1(const char* p, Py_ssize_t n, const char*) {
  return new_reference(new_str_latin1(reinterpret_cast<const uint8_t*>(p), n));
}
PyObject* PyUnicode_DecodeFSDefaultAndSize(const char* p, Py_ssize_t n) {
  return decode(p, n, "utf-8", kFileSystemErrors);
}
PyObject* PyUnicode_DecodeFSDefault(const char* p) {
  return PyUnicode_DecodeFSDefaultAndSize(p, Py_ssize_t(strlen(p)));
}
PyObject* PyUnicode_DecodeLocale(const char* p, const char* errors) {
  return decode(p, Py_ssize_t(strlen(p)), "utf-8", errors);
}
PyObject* PyUnicode_DecodeLocaleAndSize(const char* p, Py_ssize_t n, const char* errors) {
  return decode(p, n, "utf-8", errors);
}
PyObject* PyUnicode_DecodeUnicodeEscape(const char* p, Py_ssize_t n, const char* errors) {
  return decode(p, n, "unicode_escape", errors);
}
PyObject* PyUnicode_DecodeUTF16(const char* p, Py_ssize_t n, const char* errors, int* order) {
  const char* encoding = !order || *order == 0 ? "utf-16" : *order < 0 ? "utf-16-le" : "utf-16-be";
  return decode(p, n, encoding, errors);
}
PyObject* PyUnicode_DecodeUTF32(const char* p, Py_ssize_t n, const char* errors, int* order) {
  const char* encoding = !order || *order == 0 ? "utf-32" : *order < 0 ? "utf-32-le" : "utf-32-be";
  return decode(p, n, encoding, errors);
}

PyObject* PyUnicode_AsEncodedString(PyObject* o, const char* encoding, const char* errors) {
  return encode(o, encoding ? encoding : "utf-8", errors);
}
PyObject* PyUnicode_AsUTF8String(PyObject* o) { return encode(o, "utf-8", nullptr); }
PyObject* _PyUnicode_AsUTF8String(PyObject* o, const char* errors) { return encode(o, "utf-8", errors); }
PyObject* PyUnicode_AsASCIIString(PyObject* o) { return encode(o, "ascii", nullptr); }
PyObject* PyUnicode_AsLatin1String(PyObject* o) { return encode(o, "latin-1", nullptr); }
PyObject* PyUnicode_AsUnicodeEscapeString(PyObject* o) { return encode(o, "unicode_escape", nullptr); }
PyObject* PyUnicode_AsRawUnicodeEscapeString(PyObject* o) { return encode(o, "raw_unicode_escape", nullptr); }
PyObject* PyUnicode_AsUTF16String(PyObject* o) { return encode(o, "utf-16", nullptr); }
PyObject* PyUnicode_AsUTF32String(PyObject* o) { return encode(o, "utf-32", nullptr); }
PyObject* PyUnicode_EncodeFSDefault(PyObject* o) { return encode(o, "utf-8", kFileSystemErrors); }
PyObject* PyUnicode_EncodeLocale(PyObject* o, const char* errors) { return encode(o, "utf-8", errors); }
const char* PyUnicode_GetDefaultEncoding() { return "utf-8"; }

const char* PyUnicode_AsUTF8AndSize(PyObject* o, Py_ssize_t* n) {
  Py_ssize_t ignored;
  return check_str(o) ? utf8_of(str_of(o), n ? n : &ignored) : nullptr;
}
const char* PyUnicode_AsUTF8(PyObject* o) { return PyUnicode_AsUTF8AndSize(o, nullptr); }

// Characters as wchar_t, kept with the str. PyUnicode_GET_SIZE reads their number there.
Py_UNICODE* PyUnicode_AsUnicodeAndSize(PyObject* o, Py_ssize_t* n) {
  if (!check_str(o)) return nullptr;
  Str* s = str_of(o);
  if (n) *n = s->length;
  if (!s->wide && s->kind() == 4) {
    if (!str_settle(s)) return raise_memory_error(current_thread());
    s->wide = s->data();
  } else if (!s->wide) {
    auto* copy = allocate_raw_leaf<wchar_t>(size_t(s->length) + 1);
    if (!copy) return nullptr;
    for (ssize i = 0; i < s->length; i++) copy[i] = wchar_t(s->at(i));
    s->wide = copy;
  }
  if (!PyUnicode_IS_COMPACT_ASCII(o)) reinterpret_cast<PyCompactUnicodeObject*>(o)->wstr_length = s->length;
  return static_cast<Py_UNICODE*>(s->wide);
}
Py_UNICODE* PyUnicode_AsUnicode(PyObject* o) { return PyUnicode_AsUnicodeAndSize(o, nullptr); }
Py_ssize_t PyUnicode_AsWideChar(PyObject* o, wchar_t* out, Py_ssize_t n) {
  if (!check_str(o)) return -1;
  Str* s = str_of(o);
  if (!out) return s->length + 1;
  ssize copied = s->length < n ? s->length : n;
  for (ssize i = 0; i < copied; i++) out[i] = wchar_t(s->at(i));
  if (copied < n) out[copied] = 0;
  return copied;
}
wchar_t* PyUnicode_AsWideCharString(PyObject* o, Py_ssize_t* n) {
  if (!check_str(o)) return nullptr;
  Str* s = str_of(o);
  auto* out = static_cast<wchar_t*>(PyMem_Malloc(size_t(s->length + 1) * sizeof(wchar_t)));
  if (!out) return PyErr_NoMemory(), nullptr;
  PyUnicode_AsWideChar(o, out, s->length + 1);
  if (n) *n = s->length;
  if (n || wcslen(out) == size_t(s->length)) return out;
  PyMem_Free(out);
  PyErr_SetString(PyExc_ValueError, "embedded null character");
  return nullptr;
}
Py_UCS4* PyUnicode_AsUCS4(PyObject* o, Py_UCS4* out, Py_ssize_t n, int with_null) {
  if (!check_str(o)) return nullptr;
  Str* s = str_of(o);
  if (n < s->length + (with_null ? 1 : 0)) {
    PyErr_SetString(PyExc_SystemError, "string is longer than the buffer");
    return nullptr;
  }
  for (ssize i = 0; i < s->length; i++) out[i] = s->at(i);
  if (with_null) out[s->length] = 0;
  return out;
}
Py_UCS4* PyUnicode_AsUCS4Copy(PyObject* o) {
  if (!check_str(o)) return nullptr;
  Py_ssize_t n = str_of(o)->length + 1;
  auto* out = static_cast<Py_UCS4*>(PyMem_Malloc(size_t(n) * sizeof(Py_UCS4)));
  if (!out) return PyErr_NoMemory(), nullptr;
  return PyUnicode_AsUCS4(o, out, n, 1);
}

// Converters of PyArg_Parse: paths as bytes and as str. Without an object they give back what an earlier call had made.
int PyUnicode_FSConverter(PyObject* o, void* out) {
  return convert_path(o, static_cast<PyObject**>(out), [](PyObject* path) -> PyObject* {
    PyObject* bytes = PyBytes_Check(path) ? new_reference(core(path)) : PyUnicode_EncodeFSDefault(path);
    if (!bytes || strlen(PyBytes_AS_STRING(bytes)) == size_t(PyBytes_GET_SIZE(bytes))) return bytes;
    PyErr_SetString(PyExc_ValueError, "embedded null byte");
    Py_DECREF(bytes);
    return nullptr;
  });
}
int PyUnicode_FSDecoder(PyObject* o, void* out) {
  return convert_path(o, static_cast<PyObject**>(out), [](PyObject* path) -> PyObject* {
    if (PyUnicode_Check(path)) return new_reference(core(path));
    return PyUnicode_DecodeFSDefaultAndSize(PyBytes_AS_STRING(path), PyBytes_GET_SIZE(path));
  });
}

// --- operations -----------------------------------------------------------------------------------------------------

PyObject* PyUnicode_Concat(PyObject* a, PyObject* b) {
  return check_str(a) && check_str(b) ? new_reference(str_concat(current_thread(), str_of(a), str_of(b))) : nullptr;
}
void PyUnicode_Append(PyObject** a, PyObject* b) {
  Object* joined = *a && b && check_str(*a) && check_str(b) ? str_concat(current_thread(), str_of(*a), str_of(b))
                                                            : nullptr;
  Py_CLEAR(*a);
  if (joined) joined->refcount++;  // not settled for C: it is the next one's beginning
  *a = reinterpret_cast<PyObject*>(joined);
}
void PyUnicode_AppendAndDel(PyObject** a, PyObject* b) {
  PyUnicode_Append(a, b);
  Py_XDECREF(b);
}
PyObject* PyUnicode_Substring(PyObject* o, Py_ssize_t begin, Py_ssize_t end) {
  if (!check_str(o)) return nullptr;
  if (begin < 0 || end < 0) {
    PyErr_SetString(PyExc_IndexError, "string index out of range");
    return nullptr;
  }
  Str* s = str_of(o);
  if (end > s->length) end = s->length;
  return new_reference(begin < end ? str_substring(s, begin, end) : empty_str());
}
PyObject* PyUnicode_Join(PyObject* separator, PyObject* items) {
  return new_reference(str_join(current_thread(), separator ? str_of(separator) : new_str(" "), core(items)));
}
PyObject* PyUnicode_Format(PyObject* format, PyObject* arguments) {
  return check_str(format) ? new_reference(str_percent(current_thread(), str_of(format), core(arguments))) : nullptr;
}
PyObject* PyUnicode_Replace(PyObject* o, PyObject* part, PyObject* by, Py_ssize_t most) {
  return new_reference(str_replace(current_thread(), str_of(o), str_of(part), str_of(by), most));
}
PyObject* PyUnicode_Split(PyObject* o, PyObject* separator, Py_ssize_t most) {
  return PyObject_CallMethod(o, "split", "On", separator ? separator : Py_None, most);
}
PyObject* PyUnicode_Splitlines(PyObject* o, int keep) { return PyObject_CallMethod(o, "splitlines", "i", keep); }
int PyUnicode_Contains(PyObject* o, PyObject* part) { return PySequence_Contains(o, part); }
}

namespace {

void clamp_range(const Str* s, Py_ssize_t* begin, Py_ssize_t* end) {
  auto adjust = [&](Py_ssize_t* i) {
    if (*i < 0) *i += s->length;
    if (*i < 0) *i = 0;
    if (*i > s->length) *i = s->length;
  };
  adjust(begin);
  adjust(end);
}

}  // namespace

extern "C" {

Py_ssize_t PyUnicode_Find(PyObject* o, PyObject* part, Py_ssize_t begin, Py_ssize_t end, int direction) {
  clamp_range(str_of(o), &begin, &end);
  if (end < begin) return -1;
  return direction > 0 ? str_find(str_of(o), str_of(part), begin, end) : str_rfind(str_of(o), str_of(part), begin, end);
}
Py_ssize_t PyUnicode_FindChar(PyObject* o, Py_UCS4 c, Py_ssize_t begin, Py_ssize_t end, int direction) {
  const Str* s = str_of(o);
  clamp_range(s, &begin, &end);
  if (direction > 0) {
    for (Py_ssize_t i = begin; i < end; i++)
      if (s->at(i) == c) return i;
  } else {
    for (Py_ssize_t i = end; i-- > begin;)
      if (s->at(i) == c) return i;
  }
  return -1;
}
Py_ssize_t PyUnicode_Count(PyObject* o, PyObject* part, Py_ssize_t begin, Py_ssize_t end) {
  clamp_range(str_of(o), &begin, &end);
  return end < begin ? 0 : str_count(str_of(o), str_of(part), begin, end);
}
Py_ssize_t PyUnicode_Tailmatch(PyObject* o, PyObject* part, Py_ssize_t begin, Py_ssize_t end, int direction) {
  const Str *s = str_of(o), *p = str_of(part);
  clamp_range(s, &begin, &end);
  if (end - begin < p->length) return 0;
  Py_ssize_t at = direction > 0 ? end - p->length : begin;
  return str_find(s, p, at, at + p->length) == at;
}

int PyUnicode_Compare(PyObject* a, PyObject* b) {
  if (PyUnicode_Check(a) && PyUnicode_Check(b)) return str_compare(str_of(a), str_of(b));
  PyErr_Format(PyExc_TypeError, "Can't compare %.100s and %.100s", Py_TYPE(a)->tp_name, Py_TYPE(b)->tp_name);
  return -1;
}
int PyUnicode_CompareWithASCIIString(PyObject* o, const char* text) {
  const Str* s = str_of(o);
  ssize n = ssize(strlen(text));
  for (ssize i = 0; i < s->length && i < n; i++) {
    auto c = uint32_t(static_cast<unsigned char>(text[i]));
    if (s->at(i) != c) return s->at(i) < c ? -1 : 1;
  }
  return s->length == n ? 0 : s->length < n ? -1 : 1;
}
int _PyUnicode_EqualToASCIIString(PyObject* o, const char* text) { return str_equals(str_of(o), text); }
int _PyUnicode_EqualToASCIIId(PyObject* o, _Py_Identifier* id) { return str_equals(str_of(o), id->string); }
int _PyUnicode_EQ(PyObject* a, PyObject* b) { return str_equal(str_of(a), str_of(b)); }
PyObject* PyUnicode_RichCompare(PyObject* a, PyObject* b, int op) { return PyObject_RichCompare(a, b, op); }
int PyUnicode_IsIdentifier(PyObject* o) {
  PyObject* answer = PyObject_CallMethod(o, "isidentifier", nullptr);
  Py_XDECREF(answer);
  return answer == Py_True;
}

// --- filling a new str
// ------------------------------------------------------------------------------------------------

Py_ssize_t PyUnicode_CopyCharacters(PyObject* to, Py_ssize_t at, PyObject* from, Py_ssize_t begin, Py_ssize_t n) {
  if (!PyUnicode_Check(to) || !PyUnicode_Check(from)) {
    PyErr_BadInternalCall();
    return -1;
  }
  Str *target = str_of(to), *source = str_of(from);
  if (begin < 0 || begin > source->length || at < 0 || at > target->length) {
    PyErr_SetString(PyExc_IndexError, "string index out of range");
    return -1;
  }
  if (n < 0) {
    PyErr_SetString(PyExc_SystemError, "how_many cannot be negative");
    return -1;
  }
  n = std::min<Py_ssize_t>(n, source->length - begin);
  if (n > target->length - at) {
    PyErr_Format(PyExc_SystemError, "Cannot write %zi characters at %zi in a string of %zi characters", n, at,
                 Py_ssize_t(target->length));
    return -1;
  }
  Py_UCS4 largest = PyUnicode_MAX_CHAR_VALUE(to);
  for (Py_ssize_t i = 0; i < n; i++) {
    if (source->at(begin + i) > largest) {
      PyErr_SetString(PyExc_SystemError, "Cannot copy characters into a string of narrower ones");
      return -1;
    }
  }
  for (Py_ssize_t i = 0; i < n; i++) PyUnicode_WRITE(target->kind(), target->data(), at + i, source->at(begin + i));
  return n;
}
void _PyUnicode_FastCopyCharacters(PyObject* to, Py_ssize_t at, PyObject* from, Py_ssize_t begin, Py_ssize_t n) {
  PyUnicode_CopyCharacters(to, at, from, begin, n);
}
Py_ssize_t PyUnicode_Fill(PyObject* o, Py_ssize_t begin, Py_ssize_t n, Py_UCS4 c) {
  if (!check_str(o)) return -1;
  Str* s = str_of(o);
  if (begin < 0) {
    PyErr_SetString(PyExc_IndexError, "string index out of range");
    return -1;
  }
  if (c > PyUnicode_MAX_CHAR_VALUE(o)) {
    PyErr_SetString(PyExc_ValueError, "fill character is bigger than the string maximum character");
    return -1;
  }
  n = std::max<Py_ssize_t>(std::min<Py_ssize_t>(n, s->length - begin), 0);
  for (Py_ssize_t i = 0; i < n; i++) PyUnicode_WRITE(s->kind(), s->data(), begin + i, c);
  return n;
}
int PyUnicode_WriteChar(PyObject* o, Py_ssize_t i, Py_UCS4 c) {
  if (!check_str(o)) return -1;
  Str* s = str_of(o);
  if (i < 0 || i >= s->length) {
    PyErr_SetString(PyExc_IndexError, "string index out of range");
    return -1;
  }
  if (c > PyUnicode_MAX_CHAR_VALUE(o)) {
    PyErr_SetString(PyExc_ValueError, "character out of range");
    return -1;
  }
  PyUnicode_WRITE(s->kind(), s->data(), i, c);
  return 0;
}
int PyUnicode_Resize(PyObject** o, Py_ssize_t n) {
  Str* s = str_of(*o);
  if (s->length == n) return 0;
  PyObject* fresh = PyUnicode_New(n, str_max_char(s));
  if (!fresh) return -1;
  if (PyUnicode_CopyCharacters(fresh, 0, *o, 0, n < s->length ? n : s->length) < 0) return -1;
  taken(*o);
  *o = fresh;
  return 0;
}

// --- characters
// -------------------------------------------------------------------------------------------------------

// What is no code point (numpy asks for the -1 that stands for "none") has no properties.
static const unicode::Record& record_of(Py_UCS4 c) { return unicode::record(c > 0x10ffff ? 0x10ffff : c); }
static int has_flag(Py_UCS4 c, uint32_t flag) { return (record_of(c).flags & flag) != 0; }

int _PyUnicode_IsPrintable(Py_UCS4 c) { return has_flag(c, unicode::kPrintable); }
int _PyUnicode_IsWhitespace(Py_UCS4 c) { return has_flag(c, unicode::kSpace); }
int _PyUnicode_ToDecimalDigit(Py_UCS4 c) { return record_of(c).decimal == 255 ? -1 : record_of(c).decimal; }
int _PyUnicode_IsLowercase(Py_UCS4 c) { return has_flag(c, unicode::kLower); }
int _PyUnicode_IsUppercase(Py_UCS4 c) { return has_flag(c, unicode::kUpper); }
int _PyUnicode_IsTitlecase(Py_UCS4 c) { return has_flag(c, unicode::kTitle); }
int _PyUnicode_IsNumeric(Py_UCS4 c) { return has_flag(c, unicode::kNumeric); }
int _PyUnicode_IsDigit(Py_UCS4 c) { return record_of(c).digit != 255; }
int _PyUnicode_IsDecimalDigit(Py_UCS4 c) { return record_of(c).decimal != 255; }
int _PyUnicode_ToDigit(Py_UCS4 c) { return record_of(c).digit == 255 ? -1 : record_of(c).digit; }
int _PyUnicode_IsLinebreak(Py_UCS4 c) {
  return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
}
Py_UCS4 _PyUnicode_ToLowercase(Py_UCS4 c) { return Py_UCS4(int64_t(c) + record_of(c).lower); }
Py_UCS4 _PyUnicode_ToUppercase(Py_UCS4 c) { return Py_UCS4(int64_t(c) + record_of(c).upper); }
Py_UCS4 _PyUnicode_ToTitlecase(Py_UCS4 c) { return Py_UCS4(int64_t(c) + record_of(c).title); }
int _PyUnicode_IsAlpha(Py_UCS4 c) { return has_flag(c, unicode::kAlpha); }
}
