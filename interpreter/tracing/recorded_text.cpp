// Strings of parts in a recording (interpreter/execution/ops/unbuilt_text.h): a pure call for each, which nobody needs
// while the trace asks the parts, and of which a longer one is made.
#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "interpreter/execution/ops/unbuilt_text.h"
#include "interpreter/objects/container/list_traced.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/tracing/recording.h"

namespace sidewinder {

using jit::Kind;
using jit::Value;
using Ref = PyRecording::Ref;
using Number = PyRecording::Int;
using help::as_object;
using help::as_str;
using Part = UnbuiltText::Part;

namespace {

// A string, or a number's digits.
struct Piece {
  Ref text{};
  std::optional<Number> number;

  Str* plain() const { return as_str(number ? help::text_of_1(1, number->value) : text.value); }
};

bool add_part(UnbuiltText& text, const Part& part) {
  if (!part.is_number && part.size.name.is_constant() && part.size.value == 0) return true;
  if (text.count == kMostParts) return false;
  text.parts[text.count++] = part;
  return true;
}

bool add_piece(PyRecording& m, UnbuiltText& text, const Piece& piece, bool takes_apart) {
  if (piece.number) return add_part(text, {piece.number->name, true, *piece.number});
  const UnbuiltText* known = takes_apart ? unbuilt_text(m, piece.text) : nullptr;
  if (!known) return add_part(text, {piece.text.name, false, m.load_int(piece.text, fields::str_length)});
  for (int i = 0; i < known->count; ++i)
    if (!add_part(text, known->parts[i])) return false;
  return true;
}

bool collect(PyRecording& m, std::span<const Piece> pieces, bool takes_apart, UnbuiltText* text) {
  *text = {};
  for (const Piece& piece : pieces)
    if (!add_piece(m, *text, piece, takes_apart)) return false;
  return text->count > 0;
}

bool is_short(PyRecording& m, const UnbuiltText& text) {
  Number most = m.int_(0);
  for (int i = 0; i < text.count; ++i)
    most = m.int_add(most, text.parts[i].is_number ? m.int_(kMostDigits) : text.parts[i].size);
  return m.test(m.int_lt(most, m.int_(kMostUnbuilt)));
}

// The operands of a call about the parts: their mask and they, behind `first` of others.
int name_parts(PyRecording& m, const UnbuiltText& text, Value* names) {
  int64_t numbers = 0;
  for (int i = 0; i < text.count; ++i) {
    numbers |= int64_t(text.parts[i].is_number) << i;
    names[1 + i] = text.parts[i].name;
  }
  names[0] = m.recorder.trace.constant_int(numbers);
  return 1 + text.count;
}

const jit::Helper* row_of_text(int count) {
  switch (count) {
    case 1: return jit::row_of(helpers::text_of_1_row);
    case 2: return jit::row_of(helpers::text_of_2_row);
    case 3: return jit::row_of(helpers::text_of_3_row);
    case 4: return jit::row_of(helpers::text_of_4_row);
    default: return jit::row_of(helpers::text_of_5_row);
  }
}
const jit::Helper* row_of_equality(int count) {
  switch (count) {
    case 2: return jit::row_of(helpers::equals_text_of_2_row);
    case 3: return jit::row_of(helpers::equals_text_of_3_row);
    default: return jit::row_of(helpers::equals_text_of_4_row);
  }
}

Ref name_text(PyRecording& m, const UnbuiltText& text, Str* plain) {
  Value names[1 + kMostParts];
  int count = name_parts(m, text, names);
  Value name = m.recorder.emit_call(row_of_text(text.count), Kind::Ref, names, uint32_t(count));
  m.recorder.learn_value(name, as_object(plain));
  m.recorder.learn_class(name, Str::type());
  m.recorder.fact(name).present = true;
  PySession::of(m).note_text(name, text);
  return {as_object(plain), name};
}

bool join_pieces(PyRecording& m, std::span<const Piece> pieces, Ref* joined) {
  UnbuiltText text;
  if (!collect(m, pieces, true, &text) && !collect(m, pieces, false, &text)) return false;
  if (!is_short(m, text)) return false;
  Str* plain = empty_str();
  for (const Piece& piece : pieces) {
    plain = str_concat(m.thread, plain, piece.plain());
    if (!plain) PyLanguage::out_of_memory();
  }
  *joined = name_text(m, text, plain);
  return true;
}

bool as_piece(PyRecording& m, Ref operand, bool takes_strings, Piece* piece) {
  if (is_small_int(m, operand)) piece->number = int_value(m, operand);
  else if (takes_strings && is_exact(m, operand, Str::type())) piece->text = operand;
  else return false;
  return true;
}

// The literals and the conversions of a format, in their order; `conversion`: its letter, or 0.
struct FormatPart {
  Str* literal;
  char conversion;
};
constexpr size_t kMostPieces = 2 * kMostParts;
bool read_format(Str* format, std::vector<FormatPart>* parts) {
  ssize start = 0;
  auto end_literal = [&](ssize end) {
    if (end > start) parts->push_back({str_substring(format, start, end), 0});
  };
  for (ssize i = 0; i < format->length; ++i) {
    if (format->at(i) != '%') continue;
    if (i + 1 == format->length || parts->size() >= kMostPieces) return false;
    uint32_t letter = format->at(i + 1);
    end_literal(letter == '%' ? i + 1 : i);
    if (letter == 's' || letter == 'd') parts->push_back({nullptr, char(letter)});
    else if (letter != '%') return false;
    start = ++i + 1;
  }
  end_literal(format->length);
  return true;
}

// The operands of %: of a tuple its items. Empty: they are not as many, or not known.
std::vector<Ref> operands_of_format(PyRecording& m, Ref operand, size_t count) {
  std::vector<Ref> operands;
  if (!is_exact(m, operand, Tuple::type())) {
    if (count == 1) operands.push_back(operand);
    return operands;
  }
  Number size = m.load_int(operand, fields::tuple_size);
  if (size_t(m.promote_int(size)) != count) return operands;
  for (size_t i = 0; i < count; ++i) operands.push_back(m.item_ref(operand, m.int_(int64_t(i)), fields::tuple_items));
  return operands;
}

}  // namespace

const UnbuiltText* unbuilt_text(PyRecording& m, Ref text) { return PySession::of(m).text_of(text.name); }

Ref text_of_number(PyRecording& m, Number number) {
  UnbuiltText text;
  add_part(text, {number.name, true, number});
  return name_text(m, text, as_str(help::text_of_1(1, number.value)));
}

bool join_unbuilt(PyRecording& m, const Ref* strings, int count, Ref* joined) {
  if (m.recorder.aborted() || count > kMostParts) return false;
  Piece pieces[kMostParts];
  for (int i = 0; i < count; ++i) pieces[i].text = strings[i];
  return join_pieces(m, {pieces, size_t(count)}, joined);
}

bool format_unbuilt(PyRecording& m, Ref format, Ref operand, Ref* text) {
  if (m.recorder.aborted() || !format.name.is_constant() || format.value->cls != Str::type()) return false;
  std::vector<FormatPart> parts;
  if (!read_format(as_str(format.value), &parts)) return false;
  auto is_conversion = [](const FormatPart& part) { return part.conversion != 0; };
  auto count = size_t(std::count_if(parts.begin(), parts.end(), is_conversion));
  std::vector<Ref> operands = operands_of_format(m, operand, count);
  if (operands.size() != count || count == 0) return false;
  Piece pieces[kMostPieces + 2];
  size_t made = 0, taken = 0;
  for (const FormatPart& part : parts) {
    Piece& piece = pieces[made++];
    if (part.literal) piece.text = m.ref(as_object(part.literal));
    else if (!as_piece(m, operands[taken++], part.conversion == 's', &piece)) return false;
  }
  return join_pieces(m, {pieces, made}, text);
}

bool join_items_unbuilt(PyRecording& m, Ref separator, Ref items, Ref* joined) {
  if (m.recorder.aborted() || !m.is_new(items) || !is_exact(m, separator, Str::type())) return false;
  bool is_list = is_exact(m, items, List::type());
  if (!is_list && !is_exact(m, items, Tuple::type())) return false;
  Number size = m.load_int(items, is_list ? fields::list_size : fields::tuple_size);
  int64_t count = m.promote_int(size);
  if (count < 1 || count > kMostParts) return false;
  Piece pieces[2 * kMostParts];
  size_t made = 0;
  for (int64_t i = 0; i < count; ++i) {
    bool is_inline = true;
    if (i > 0) pieces[made++].text = separator;
    Ref& item = pieces[made++].text;
    item = is_list ? list_item(m, items, m.int_(i), &is_inline) : m.item_ref(items, m.int_(i), fields::tuple_items);
    if (!is_inline || !is_exact(m, item, Str::type())) return false;
  }
  return join_pieces(m, {pieces, made}, joined);
}

bool length_of_unbuilt(PyRecording& m, Ref text, Number* length) {
  const UnbuiltText* known = unbuilt_text(m, text);
  if (!known) return false;
  *length = m.int_(0);
  for (int i = 0; i < known->count; ++i) {
    const Part& part = known->parts[i];
    *length = m.int_add(*length, part.is_number ? m.call(helpers::digit_count_row, part.size) : part.size);
  }
  return true;
}

bool character_of_unbuilt(PyRecording& m, Ref text, Number index, Ref* character) {
  const UnbuiltText* known = unbuilt_text(m, text);
  if (!known || known->has_numbers()) return false;
  int64_t begin = 0;
  for (int i = 0; i < known->count; ++i) {
    const Part& part = known->parts[i];
    if (i + 1 == known->count || m.test(m.int_lt(index, part.size))) {
      Str* plain = str_substring(as_str(text.value), begin, begin + part.size.value);
      return character_at(m, Ref{as_object(plain), part.name}, index, character);
    }
    index = m.int_sub(index, part.size);
    begin += part.size.value;
  }
  return false;
}

bool equals_unbuilt(PyRecording& m, Ref a, Ref b, PyRecording::Flag* equal) {
  const UnbuiltText* known = unbuilt_text(m, a);
  if (!known) {
    std::swap(a, b);
    known = unbuilt_text(m, a);
  }
  if (!known || known->count < 2 || known->count == kMostParts) return false;
  Value names[2 + kMostParts] = {b.name};
  int count = 1 + name_parts(m, *known, names + 1);
  Value name = m.recorder.emit_call(row_of_equality(known->count), Kind::Int, names, uint32_t(count));
  int64_t answer = str_equal(as_str(a.value), as_str(b.value));
  m.recorder.note_value(name, answer);
  *equal = m.int_ne(Number{answer, name}, m.int_(0));
  return true;
}

}  // namespace sidewinder
