// The table of descriptors by name, and the lines of text that declare them.
#include "jit/ir/parser.h"
#include "jit/ir/text_cursor.h"

namespace sidewinder::jit {

namespace {

bool parse_kind(const std::string& word, Kind& kind) {
  for (Kind k : {Kind::None, Kind::Ref, Kind::Int, Kind::Float, Kind::Flag, Kind::Ptr})
    if (word == kind_name(k)) return kind = k, true;
  return false;
}

bool parse_width(const std::string& word, Width& width) {
  for (Width w : {Width::Word64, Width::Int32, Width::UInt32, Width::UInt8})
    if (word == width_name(w)) return width = w, true;
  return false;
}

constexpr std::string_view kNameCharacters = "_.";

}  // namespace

class DeclarationReader : public TextCursor {
 public:
  using TextCursor::TextCursor;
  std::string name() { return word(kNameCharacters); }
};

bool DescriptorTable::is_declaration(std::string_view line) {
  TextCursor in(line);
  std::string word = in.word();
  return word == "field" || word == "array" || word == "shape" || word == "helper" || word == "target";
}

void DescriptorTable::add_target(const std::string& name, Target* target) {
  targets_[name] = target;
  object_names_[target] = name;
}

void DescriptorTable::add_object(const std::string& name, const void* object) {
  objects_[name] = object;
  object_names_[object] = name;
}

const void* DescriptorTable::object(const std::string& name) {
  if (const void* known = find(objects_, name)) return known;
  const void* made = own_objects_.emplace_back().bytes;
  if (name.starts_with("<0x")) {
    uint64_t address = 0;
    if (TextCursor(std::string_view(name).substr(1)).number(address)) return reinterpret_cast<const void*>(address);
  }
  add_object(name, made);
  return made;
}

std::string DescriptorTable::name_of(const void* object_or_target) const {
  auto it = object_names_.find(object_or_target);
  return it == object_names_.end() ? "" : it->second;
}

std::string DescriptorTable::declare(std::string_view line) {
  DeclarationReader in(line);
  std::string word = in.word();
  if (word == "field" || word == "array") return declare_memory(in, word == "field");
  if (word == "shape") return declare_shape(in);
  if (word == "helper") return declare_helper(in);
  if (word == "target") return declare_target(in);
  return "not a declaration: " + std::string(line);
}

std::string DescriptorTable::declare_memory(DeclarationReader& in, bool is_field) {
  std::string name = in.name();
  Kind kind{};
  Width width = Width::Word64;
  int64_t offset = 0, id = 0;
  bool immutable = false, small = false;
  if (!in.take(":") || !parse_kind(in.word(), kind)) return "field or array: kind expected after the name";
  while (!in.at_end()) {
    std::string word = in.word();
    if (word == "offset" && in.number(offset)) continue;
    if (word == "id" && in.number(id)) continue;
    if (word == "immutable") immutable = true;
    else if (word == "small" && is_field) small = true;
    else if (!parse_width(word, width)) return "field or array: unknown word '" + word + "'";
  }
  if (is_field)
    add(&own_fields_.emplace_back(Field{keep(name), int32_t(offset), kind, width, uint16_t(id), immutable, small}));
  else add(&own_arrays_.emplace_back(Array{keep(name), int32_t(offset), kind, width, uint16_t(id), immutable}));
  return "";
}

std::string DescriptorTable::declare_shape(DeclarationReader& in) {
  Shape shape{};
  shape.name = keep(in.name());
  while (!in.at_end()) {
    std::string word = in.word();
    uint64_t number = 0;
    if (word == "class") {
      std::string name = in.angle_name();
      shape.class_word = name.empty() ? nullptr : object(name);
      if (name.empty() && !in.take_word("null")) return "shape: class expected";
    } else if (word == "size" && in.number(number)) {
      shape.size = uint32_t(number);
    } else if (word == "kind" && in.number(number)) {
      shape.allocation_kind = uint16_t(number);
    } else if (word == "never_virtual") {
      shape.may_be_virtual = false;
    } else if (word == "words") {
      for (int64_t offset = 0; shape.word_count < Shape::kMaxWords && in.number(offset);) {
        Shape::Word& entry = shape.words[shape.word_count++];
        entry.offset = int32_t(offset);
        if (!in.take("=")) return "shape: offset=bits expected";
        if (in.peek() == '<') entry.bits = uint64_t(object(in.angle_name()));
        else if (!in.number(entry.bits)) return "shape: bits expected";
      }
    } else {
      return "shape: unknown word '" + word + "'";
    }
  }
  add(&own_shapes_.emplace_back(shape));
  return "";
}

std::string DescriptorTable::declare_helper(DeclarationReader& in) {
  static const std::pair<const char*, uint16_t> kEffects[] = {
      {"pure", kEffectPure},           {"reads", kEffectReads},
      {"writes", kEffectWrites},       {"raises", kEffectMayRaise},
      {"python", kEffectMayRunPython}, {"thread", kEffectTakesThread},
      {"late", kEffectLate},           {"lazy", kEffectLazy}};
  Helper helper{keep(in.name()), nullptr, Kind::None, 0};
  if (!in.take(":") || !parse_kind(in.word(), helper.result)) return "helper: kind expected after the name";
  while (!in.at_end()) {
    std::string word = in.word();
    uint16_t effect = 0;
    for (auto& [name, bit] : kEffects)
      if (word == name) effect = bit;
    if (!effect) return "helper: unknown effect '" + word + "'";
    helper.effects |= effect;
  }
  add(&own_helpers_.emplace_back(helper));
  return "";
}

std::string DescriptorTable::declare_target(DeclarationReader& in) {
  std::string name = in.name();
  if (!in.take(":")) return "target: ':' expected";
  Target& target = own_targets_.emplace_back();
  while (!in.at_end()) {
    std::string word = in.word();
    if (word == "Ref") target.signature.reps.push_back(Rep::Ref);
    else if (word == "Int") target.signature.reps.push_back(Rep::Int);
    else if (word == "Float") target.signature.reps.push_back(Rep::Float);
    else return "target: unknown representation '" + word + "'";
  }
  add_target(name, &target);
  return "";
}

}  // namespace sidewinder::jit
