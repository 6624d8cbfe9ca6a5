// Text to trace; the form is described in parser.h.
#include "jit/ir/parser.h"

#include <bit>
#include <cmath>
#include <optional>

#include "jit/ir/text_cursor.h"

namespace sidewinder::jit {

namespace {

const std::unordered_map<std::string, Opcode>& opcode_names() {
  static const auto* names = [] {
    auto* map = new std::unordered_map<std::string, Opcode>;
    for (size_t i = 0; i < size_t(Opcode::kCount); i++) map->emplace(info(Opcode(i)).name, Opcode(i));
    return map;
  }();
  return *names;
}

class Parser {
 public:
  Parser(const std::string& text, DescriptorTable& table) : text_(text), table_(table) {}

  ParseResult run() {
    bool in_snapshots = false;
    std::string_view rest = text_;
    for (int line_number = 1; !rest.empty() && error_.empty(); line_number++) {
      size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      TextCursor in(line);
      if (in.at_end()) continue;
      if (in.rest().starts_with("snapshots:")) in_snapshots = true;
      else if (in_snapshots) parse_snapshot(in);
      else if (DescriptorTable::is_declaration(line)) fail(table_.declare(line));
      else parse_op(in);
      if (!error_.empty()) error_ = "line " + std::to_string(line_number) + ": " + error_;
    }
    return {std::move(trace_), error_};
  }

 private:
  bool fail(const std::string& message) {
    if (error_.empty()) error_ = message;
    return false;
  }

  // --- values

  bool parse_value(TextCursor& in, Value& value) {
    if (in.peek() == '%') {
      std::string name = (in.take("%"), in.word());
      auto it = values_.find(name);
      if (it == values_.end()) return fail("%" + name + " is not defined");
      value = it->second;
      return true;
    }
    if (in.peek() == '<') return value = trace_.constant_ref(table_.object(in.angle_name())), true;
    if (in.take_word("none")) return value = Value::none(), true;
    if (in.take_word("null")) return value = trace_.constant_ref(nullptr), true;
    if (in.take_word("true")) return value = trace_.constant(Kind::Flag, 1), true;
    if (in.take_word("false")) return value = trace_.constant(Kind::Flag, 0), true;
    if (in.take("ptr:")) return parse_bits(in, Kind::Ptr, value);
    if (in.take("nan:")) return parse_bits(in, Kind::Float, value);
    return parse_number(in, value);
  }

  bool parse_bits(TextCursor& in, Kind kind, Value& value) {
    uint64_t bits = 0;
    if (!in.number(bits)) return fail("bits expected at '" + std::string(in.rest()) + "'");
    value = trace_.constant(kind, bits);
    return true;
  }

  bool parse_number(TextCursor& in, Value& value) {
    std::string word = in.word("_.+-");
    double number = 0;
    uint64_t integer = 0;
    TextCursor digits(word);
    if (digits.number(integer) && digits.at_end()) return value = trace_.constant(Kind::Int, integer), true;
    if (word == "inf" || word == "-inf") number = word == "inf" ? HUGE_VAL : -HUGE_VAL;
    else if (word == "nan") return value = trace_.constant(Kind::Float, 0x7ff8000000000000u), true;
    else if (std::from_chars(word.data(), word.data() + word.size(), number).ptr != word.data() + word.size() ||
             word.empty())
      return fail("a value expected at '" + word + std::string(in.rest()) + "'");
    value = trace_.constant_float(number);
    return true;
  }

  bool parse_list(TextCursor& in, std::vector<Value>& list) {
    if (!in.take("(")) return fail("'(' expected");
    while (!in.take(")")) {
      Value value;
      if (!list.empty() && !in.take(",")) return fail("',' or ')' expected");
      if (!parse_value(in, value)) return false;
      list.push_back(value);
    }
    return true;
  }

  bool parse_arguments(TextCursor& in, Op& op) {
    std::vector<Value> list;
    if (!parse_list(in, list)) return false;
    op.first_argument = trace_.append_arguments(list.data(), uint32_t(list.size()));
    op.argument_count = uint32_t(list.size());
    return true;
  }

  bool parse_kind(TextCursor& in, Kind& kind) {
    if (!in.take(":")) return fail("': kind' expected");
    std::string word = in.word();
    for (Kind k : {Kind::None, Kind::Ref, Kind::Int, Kind::Float, Kind::Flag, Kind::Ptr})
      if (word == kind_name(k)) return kind = k, true;
    return fail("unknown kind '" + word + "'");
  }

  // --- operations

  bool parse_operands(TextCursor& in, Op& op) {
    const OpcodeInfo& row = info(op.opcode);
    Kind kinds[] = {row.a, row.b, row.c};
    Value* operands[] = {&op.a, &op.b, &op.c};
    for (int i = 0; i < 3; i++) {
      if (kinds[i] == Kind::None) continue;
      if (i > 0 && !in.take(",")) return fail("',' expected");
      if (!parse_value(in, *operands[i])) return false;
    }
    return true;
  }

  template <typename Row>
  bool parse_descriptor(TextCursor& in, const Row* (DescriptorTable::*find)(const std::string&) const,
                        const Row*& row) {
    if (!in.take("@")) return fail("a descriptor (@name) expected");
    std::string name = in.word("_.");
    row = (table_.*find)(name);
    return row || fail("unknown descriptor '" + name + "'");
  }

  bool parse_jump(TextCursor& in, Op& op) {
    if (in.take("@")) {
      std::string name = in.word("_.");
      op.target = table_.target(name);
      if (!op.target) return fail("unknown target '" + name + "'");
    } else if (in.take_word("label") && !in.number(op.label_number)) {
      return fail("a label's number expected");
    }
    return parse_arguments(in, op);
  }

  bool parse_body(TextCursor& in, Op& op) {
    switch (op.opcode) {
      case Opcode::load_register: return in.number(op.imm) || fail("a register's number expected");
      case Opcode::argument: return (in.number(op.imm) || fail("an index expected")) && parse_kind(in, op.kind);
      case Opcode::exit_value:
        return (in.number(op.imm) || fail("an index expected")) && parse_kind(in, op.kind) &&
               (!in.take(",") || parse_value(in, op.b));
      case Opcode::label: return (in.number(op.imm) || fail("a label's number expected")) && parse_arguments(in, op);
      case Opcode::jump: return parse_jump(in, op);
      case Opcode::call:
        if (!parse_descriptor(in, &DescriptorTable::helper, op.helper) || !parse_arguments(in, op)) return false;
        return in.peek() == ':' ? parse_kind(in, op.kind) : (op.kind = Kind::None, true);
      case Opcode::load_field:
      case Opcode::load_raw:
      case Opcode::store_field:
      case Opcode::store_raw:
        if (!parse_operands(in, op) || !parse_descriptor(in, &DescriptorTable::field, op.field)) return false;
        if (op.kind == Kind::Any) op.kind = op.field->kind;
        return true;
      case Opcode::load_item:
      case Opcode::store_item:
        if (!parse_operands(in, op) || !parse_descriptor(in, &DescriptorTable::array, op.array)) return false;
        if (op.kind == Kind::Any) op.kind = op.array->kind;
        return true;
      case Opcode::new_object:
      case Opcode::new_storage: return parse_descriptor(in, &DescriptorTable::shape, op.shape);
      default: return parse_operands(in, op);
    }
  }

  bool parse_op(TextCursor& in) {
    std::string result;
    if (in.take("%")) {
      result = in.word();
      if (!in.take("=")) return fail("'=' expected after %" + result);
    }
    std::string name = in.word();
    auto it = opcode_names().find(name);
    if (it == opcode_names().end()) return fail("unknown operation '" + name + "'");
    Op op(it->second, info(it->second).result);
    if (!parse_body(in, op)) return false;
    if (in.take("[")) {
      if (!in.number(op.snapshot)) return fail("a snapshot's number expected");
      if (in.take("|") && !in.number(op.other)) return fail("a snapshot's number expected");
      if (!in.take("]")) return fail("']' expected");
    }
    op.sunk = in.take_word("sunk");
    if (!in.at_end()) return fail("unexpected '" + std::string(in.rest()) + "'");
    if (result.empty() != (op.kind == Kind::None))
      return fail(op.kind == Kind::None ? name + " has no result" : name + " needs a name for its result");
    Value value = trace_.append(op);
    if (!result.empty() && !values_.emplace(result, value).second) return fail("%" + result + " is defined twice");
    return true;
  }

  // --- snapshots

  bool parse_snapshot(TextCursor& in) {
    SnapshotPool& pool = trace_.snapshots;
    uint32_t number = 0;
    if (!in.take("[") || !in.number(number) || !in.take("]")) return fail("[number] expected");
    if (number != pool.snapshots.size()) return fail("snapshots must be numbered from 0");
    pool.begin();
    in.take_word("memory");
    while (std::isdigit(static_cast<unsigned char>(in.peek())))
      if (!parse_frame(in)) return false;
    pool.snapshots.back().raised = in.take_word("raised");
    if (in.take_word("with")) do {
        if (!parse_virtual(in)) return false;
      } while (in.take(","));
    return in.at_end() || fail("unexpected '" + std::string(in.rest()) + "'");
  }

  bool parse_frame(TextCursor& in) {
    uint64_t position = 0, info = 0;
    std::vector<Value> list;
    if (!in.number(position) || !in.take("/") || !in.number(info)) return fail("position/info expected");
    if (!parse_list(in, list)) return false;
    trace_.snapshots.add_frame(position, info, list);
    return true;
  }

  bool parse_virtual(TextCursor& in) {
    Value object;
    std::vector<SnapshotField> fields;
    if (!parse_value(in, object) || !in.take("{")) return fail("'{' expected");
    while (!in.take("}")) {
      if (!fields.empty() && !in.take(",")) return fail("',' or '}' expected");
      if (!parse_virtual_field(in, fields.emplace_back())) return false;
    }
    trace_.snapshots.add_virtual(object, fields);
    return true;
  }

  bool parse_virtual_field(TextCursor& in, SnapshotField& f) {
    std::string name = in.word("_.");
    if (in.take("[")) {
      f.array = table_.array(name);
      if (!f.array || !in.number(f.index) || !in.take("]")) return fail("array '" + name + "'[index] expected");
    } else {
      f.field = table_.field(name);
      if (!f.field) return fail("unknown field '" + name + "'");
    }
    return (in.take(":") && parse_value(in, f.value)) || fail("': value' expected");
  }

  const std::string& text_;
  DescriptorTable& table_;
  Trace trace_;
  std::unordered_map<std::string, Value> values_;
  std::string error_;
};

}  // namespace

ParseResult parse(const std::string& text, DescriptorTable& descriptors) { return Parser(text, descriptors).run(); }

}  // namespace sidewinder::jit
