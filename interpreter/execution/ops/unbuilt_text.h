// Strings that a trace makes of others: sums, f-strings, `%` and join of few short pieces. Until somebody else gets one
// it is the list of its parts, of which a longer one is made, and which length, characters and equality are asked of.
// The recorder's half: interpreter/tracing/recorded_text.cpp.
#pragma once

#include <algorithm>

#include "interpreter/execution/ops/text.h"

namespace sidewinder {

constexpr int kMostParts = 5;              // beside their mask: what a call has registers for
constexpr int64_t kMostUnbuilt = 1 << 16;  // characters: for so few there is memory, as there is for numbers
constexpr int64_t kMostDigits = 20;        // of a number among the parts, with its sign

// Calls of traces that may be left out: the parts are exact strings, or numbers where the mask has a bit.
namespace help {
Object* text_of_1(int64_t numbers, int64_t a);
Object* text_of_2(int64_t numbers, int64_t a, int64_t b);
Object* text_of_3(int64_t numbers, int64_t a, int64_t b, int64_t c);
Object* text_of_4(int64_t numbers, int64_t a, int64_t b, int64_t c, int64_t d);
Object* text_of_5(int64_t numbers, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e);
int64_t equals_text_of_2(Object* text, int64_t numbers, int64_t a, int64_t b);
int64_t equals_text_of_3(Object* text, int64_t numbers, int64_t a, int64_t b, int64_t c);
int64_t equals_text_of_4(Object* text, int64_t numbers, int64_t a, int64_t b, int64_t c, int64_t d);
int64_t digit_count(int64_t number);  // with the sign
}  // namespace help
namespace helpers {
constexpr uint16_t kLazy = kEffectPure | jit::kEffectLazy;
inline constexpr TypedHelper text_of_1_row{"text_of_1", &help::text_of_1, kLazy};
inline constexpr TypedHelper text_of_2_row{"text_of_2", &help::text_of_2, kLazy};
inline constexpr TypedHelper text_of_3_row{"text_of_3", &help::text_of_3, kLazy};
inline constexpr TypedHelper text_of_4_row{"text_of_4", &help::text_of_4, kLazy};
inline constexpr TypedHelper text_of_5_row{"text_of_5", &help::text_of_5, kLazy};
inline constexpr TypedHelper equals_text_of_2_row{"equals_text_of_2", &help::equals_text_of_2, kEffectPure};
inline constexpr TypedHelper equals_text_of_3_row{"equals_text_of_3", &help::equals_text_of_3, kEffectPure};
inline constexpr TypedHelper equals_text_of_4_row{"equals_text_of_4", &help::equals_text_of_4, kEffectPure};
inline constexpr TypedHelper digit_count_row{"digit_count", &help::digit_count, kEffectPure};
}  // namespace helpers

struct UnbuiltText {
  using Int = PyRecording::Int;
  struct Part {
    jit::Value name;
    bool is_number;
    Int size;  // the length of a string; the number itself
  };
  Part parts[kMostParts];
  int count = 0;

  bool has_numbers() const {
    return std::any_of(parts, parts + count, [](const Part& p) { return p.is_number; });
  }
};

// Null: the trace has not made it so.
const UnbuiltText* unbuilt_text(PyRecording& m, PyRecording::Ref text);
PyRecording::Ref text_of_number(PyRecording& m, PyRecording::Int number);
// False: nothing is done but tests; they are too many or too long.
bool join_unbuilt(PyRecording& m, const PyRecording::Ref* strings, int count, PyRecording::Ref* joined);
// format % operand of a constant format with no more than %s, %d and %%, strings and small ints.
bool format_unbuilt(PyRecording& m, PyRecording::Ref format, PyRecording::Ref operand, PyRecording::Ref* text);
// separator.join(items) of a list or tuple that the trace has made.
bool join_items_unbuilt(PyRecording& m, PyRecording::Ref separator, PyRecording::Ref items, PyRecording::Ref* joined);
// What asks an unbuilt text; false: it is none, or the text itself must tell.
bool length_of_unbuilt(PyRecording& m, PyRecording::Ref text, PyRecording::Int* length);
bool character_of_unbuilt(PyRecording& m, PyRecording::Ref text, PyRecording::Int index, PyRecording::Ref* character);
bool equals_unbuilt(PyRecording& m, PyRecording::Ref a, PyRecording::Ref b, PyRecording::Flag* equal);

}  // namespace sidewinder
