#include "interpreter/compiler/constants.h"

#include <algorithm>
#include <cctype>
#include <cstring>

#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

namespace {

void append_bits(std::string& key, const void* bits, size_t size) { key.append(static_cast<const char*>(bits), size); }

// A text that is equal for constants that may be one, and only for these. False: the constant stands for itself.
bool append_key(std::string& key, const Object* value) {
  if (is_exact<Int>(value)) {
    const Int* number = cast<Int>(value);
    key += 'i';
    append_bits(key, &number->size, sizeof number->size);
    append_bits(key, number->digits, sizeof(uint32_t) * size_t(std::max<ssize>(2, std::abs(number->size))));
  } else if (is_exact<Float>(value)) {
    key += 'f';
    append_bits(key, &cast<Float>(value)->value, sizeof(double));
  } else if (is_exact<Complex>(value)) {
    key += 'c';
    append_bits(key, &cast<Complex>(value)->real, sizeof(double));
    append_bits(key, &cast<Complex>(value)->imag, sizeof(double));
  } else if (is_exact<Str>(value)) {
    std::string text = str_to_utf8(cast<Str>(value));
    key += 's' + std::to_string(text.size()) + ':' + text;
  } else if (is_exact<Bytes>(value)) {
    std::string_view bytes = cast<Bytes>(value)->view();
    key += 'b' + std::to_string(bytes.size()) + ':';
    key += bytes;
  } else if (is_exact<Tuple>(value)) {
    const Tuple* tuple = cast<Tuple>(value);
    key += '(' + std::to_string(tuple->length()) + ':';
    for (ssize i = 0; i < tuple->length(); i++)
      if (!append_key(key, (*tuple)[i])) return false;
  } else if (value == none()) {
    key += 'N';
  } else if (value == py_true()) {
    key += 'T';
  } else if (value == py_false()) {
    key += 'F';
  } else if (value == ellipsis()) {
    key += 'E';
  } else {
    return false;
  }
  return true;
}

}  // namespace

int Constants::add(Object* value) {
  if (!value) compilation_.fail_memory();
  if (compilation_.failed) return 0;
  std::string key;
  if (!append_key(key, value)) return append(value);
  auto [place, is_new] = index_.try_emplace(std::move(key), count_);
  return is_new ? append(value) : place->second;
}

int Constants::add_name(Identifier name) {
  auto [place, is_new] = names_.try_emplace(name.entry(), 0);
  if (is_new) place->second = add(compilation_.checked(intern(name.text())));
  return place->second;
}

int Constants::append(Object* value) {
  if (count_ == 65535) {
    compilation_.fail_too_many("constants");
    return 0;
  }
  if (count_ == capacity_) {
    int capacity = std::max(16, capacity_ * 2);
    Object** values = compilation_.checked(allocate_raw<Object*>(size_t(capacity)));
    if (!values) return 0;
    std::copy(values_, values_ + count_, values);
    values_ = values;
    capacity_ = capacity;
  }
  values_[count_] = value;
  return count_++;
}

Tuple* Constants::to_tuple() const { return new_tuple(values_, count_); }

Object* new_text_constant(std::string_view text) {
  bool like_identifier =
      std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
  return like_identifier ? intern(text) : new_str(text);
}

}  // namespace sidewinder
