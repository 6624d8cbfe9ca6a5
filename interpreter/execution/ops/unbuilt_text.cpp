// Texts of several parts, built and compared.
#include "interpreter/execution/ops/unbuilt_text.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <initializer_list>

namespace sidewinder::help {

namespace {

// Of numbers and strings, without the empty ones.
class Parts {
 public:
  Parts(int64_t numbers, std::initializer_list<int64_t> words) {
    char* digits = digits_;
    for (int64_t word : words) {
      Part& part = parts_[count_];
      if (numbers & 1) {
        char* end = std::to_chars(digits, digits + kMostDigits, word).ptr;
        part = {nullptr, digits, end - digits};
        digits = end;
      } else {
        auto* text = reinterpret_cast<Str*>(word);
        part = {text, text->data(), text->length};
        is_ascii_ &= text->is_ascii();
      }
      numbers >>= 1;
      count_ += part.length != 0;
    }
  }

  // Null: MemoryError pending.
  Str* text() const {
    if (count_ == 0) return empty_str();
    const Part& first = parts_[0];
    if (count_ == 1) return first.text ? first.text : of_digits(first);
    bool may_grow = first.text && first.text->is_sum && first.text->length >= kLeastGrowing;
    if (!may_grow) return joined(0);
    Str* rest = count_ == 2 && parts_[1].text ? parts_[1].text : joined(1);  // the sum of a sum: str_concat knows how
    return rest ? str_concat(current_thread(), first.text, rest) : nullptr;
  }

  bool equal(const Str* other) const {
    ssize at = 0;
    for (const Part* part = parts_; part != parts_ + count_; at += part++->length) {
      if (at + part->length > other->length) return false;
      for (ssize k = 0; k < part->length; ++k)
        if (other->at(at + k) != part->at(k)) return false;
    }
    return at == other->length;
  }

 private:
  struct Part {
    Str* text;  // null: a number
    const void* data;
    ssize length;

    uint32_t at(ssize i) const { return text ? text->at(i) : uint32_t(static_cast<const char*>(data)[i]); }
  };

  static Str* of_digits(const Part& part) {
    auto* digits = static_cast<const char*>(part.data);
    if (part.length == 1) return new_str_char(uint8_t(*digits));
    Str* s = allocate_str(part.length, kLastOfAscii);
    if (s) std::memcpy(s->data(), digits, size_t(part.length));
    return s;
  }
  Str* joined(int begin) const {
    ssize length = 0;
    uint32_t largest = kLastOfAscii;
    for (int i = begin; i < count_; ++i) length += parts_[i].length;
    for (int i = begin; i < count_ && !is_ascii_; ++i)
      if (parts_[i].text) largest = std::max(largest, str_max_char(parts_[i].text));
    Str* s = allocate_str(length, largest);
    if (!s) return nullptr;
    is_ascii_ ? copy_ascii(s, begin) : copy_any(s, begin);
    s->is_sum = count_ - begin > 1;
    return s;
  }
  void copy_ascii(Str* to, int begin) const {
    char* at = static_cast<char*>(to->data());
    for (int i = begin; i < count_; at += parts_[i++].length) std::memcpy(at, parts_[i].data, size_t(parts_[i].length));
  }
  void copy_any(Str* to, int begin) const {
    ssize at = 0;
    for (int i = begin; i < count_; at += parts_[i++].length) {
      const Part& part = parts_[i];
      Str* text = part.text ? part.text : of_digits(part);
      if (!text) PyLanguage::out_of_memory();
      str_copy_into(text, 0, part.length, to->data(), to->kind(), at);
    }
  }

  static constexpr uint32_t kLastOfAscii = 0x7f;
  static constexpr ssize kLeastGrowing = 400;  // shorter sums are copied by str_concat, too
  Part parts_[kMostParts + 1];                 // one more: for an empty one at the end
  int count_ = 0;
  bool is_ascii_ = true;
  char digits_[kMostParts * kMostDigits];
};

Object* built(const Parts& parts) {
  Str* text = parts.text();
  if (!text) PyLanguage::out_of_memory();
  return as_object(text);
}

}  // namespace

Object* text_of_1(int64_t numbers, int64_t a) { return built({numbers, {a}}); }
Object* text_of_2(int64_t numbers, int64_t a, int64_t b) { return built({numbers, {a, b}}); }
Object* text_of_3(int64_t numbers, int64_t a, int64_t b, int64_t c) { return built({numbers, {a, b, c}}); }
Object* text_of_4(int64_t numbers, int64_t a, int64_t b, int64_t c, int64_t d) {
  return built({numbers, {a, b, c, d}});
}
Object* text_of_5(int64_t numbers, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e) {
  return built({numbers, {a, b, c, d, e}});
}
int64_t equals_text_of_2(Object* text, int64_t numbers, int64_t a, int64_t b) {
  return Parts(numbers, {a, b}).equal(as_str(text));
}
int64_t equals_text_of_3(Object* text, int64_t numbers, int64_t a, int64_t b, int64_t c) {
  return Parts(numbers, {a, b, c}).equal(as_str(text));
}
int64_t equals_text_of_4(Object* text, int64_t numbers, int64_t a, int64_t b, int64_t c, int64_t d) {
  return Parts(numbers, {a, b, c, d}).equal(as_str(text));
}
int64_t digit_count(int64_t number) {
  char digits[kMostDigits];
  return std::to_chars(digits, digits + sizeof digits, number).ptr - digits;
}

}  // namespace sidewinder::help
