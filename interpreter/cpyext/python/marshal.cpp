// PyMarshal_*: values in the format of module marshal, in C's files and in bytes.
#include <Python.h>
#include <marshal.h>

#include <string>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/imports/marshal.h"
#include "interpreter/objects/text/bytes.h"

using namespace sidewinder;

namespace {

// What is left of the file is read, and what the value does not take is given back by seeking.
class RestOfFile {
 public:
  explicit RestOfFile(FILE* file) : file_(file), begin_(ftell(file)) {
    char block[8192];
    while (size_t n = fread(block, 1, sizeof block, file)) bytes_.append(block, n);
  }
  const std::string& bytes() const { return bytes_; }
  void give_back(size_t unused) {
    if (begin_ >= 0) fseek(file_, begin_ + long(bytes_.size() - unused), SEEK_SET);
  }

 private:
  FILE* file_;
  long begin_;
  std::string bytes_;
};

// A number of `size` bytes, with its sign. -1 and EOFError.
long read_number(FILE* file, size_t size) {
  uint8_t bytes[4];
  if (fread(bytes, 1, size, file) != size) {
    PyErr_SetString(PyExc_EOFError, "EOF read where data expected");
    return -1;
  }
  uint32_t value = 0;
  for (size_t i = 0; i < size; i++) value |= uint32_t(bytes[i]) << (8 * i);
  return size == 2 ? long(int16_t(value)) : long(int32_t(value));
}

void write_to_file(PyObject* value, FILE* file, int version) {
  Result<std::string> bytes = marshal_dump(current_thread(), core(value), version);
  if (!bytes.failed()) fwrite(bytes.value.data(), 1, bytes.value.size(), file);
}

}  // namespace

extern "C" {

void PyMarshal_WriteLongToFile(long value, FILE* file, int) {
  uint8_t bytes[4];
  for (int i = 0; i < 4; i++) bytes[i] = uint8_t(value >> (8 * i));
  fwrite(bytes, 1, sizeof bytes, file);
}
void PyMarshal_WriteObjectToFile(PyObject* value, FILE* file, int version) { write_to_file(value, file, version); }
PyObject* PyMarshal_WriteObjectToString(PyObject* value, int version) {
  Result<std::string> bytes = marshal_dump(current_thread(), core(value), version);
  return bytes.failed() ? nullptr : PyBytes_FromStringAndSize(bytes.value.data(), Py_ssize_t(bytes.value.size()));
}

long PyMarshal_ReadLongFromFile(FILE* file) { return read_number(file, 4); }
int PyMarshal_ReadShortFromFile(FILE* file) { return int(read_number(file, 2)); }
PyObject* PyMarshal_ReadObjectFromFile(FILE* file) {
  RestOfFile rest(file);
  MarshalReader reader(current_thread(), rest.bytes(), false);
  Object* value = reader.read_value();
  rest.give_back(reader.bytes_left());
  return new_reference(value);
}
PyObject* PyMarshal_ReadLastObjectFromFile(FILE* file) { return PyMarshal_ReadObjectFromFile(file); }
PyObject* PyMarshal_ReadObjectFromString(const char* bytes, Py_ssize_t n) {
  return new_reference(marshal_load(current_thread(), {bytes, size_t(n)}));
}
}
