// The text of a code object: a header, one line an instruction, the exception table, then the nested code objects.
#include <cstdio>

#include "interpreter/compiler/compiler.h"
#include "interpreter/compiler/opcode_info.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

class Disassembler {
 public:
  explicit Disassembler(const Code* code) : code_(code) {}

  std::string text() {
    header();
    for (uint32_t at = 0; at < code_->instruction_count; at++) instruction(at);
    for (uint32_t i = 0; i < code_->exception_count; i++) {
      const ExceptionEntry& entry = code_->exceptions[i];
      out_ += "  " + std::to_string(entry.begin) + ".." + std::to_string(entry.end) + " -> " +
              std::to_string(entry.handler) + ", " + reg(entry.reg) + "\n";
    }
    return std::move(out_);
  }

 private:
  void header() {
    out_ += "code " + str_to_utf8(code_->qualname) + ", line " + std::to_string(code_->first_line) + ", " +
            std::to_string(code_->register_count) + " registers:";
    for (ssize i = 0; i < code_->names_of_registers->length(); i++) out_ += " " + reg(uint32_t(i));
    out_ += "\n";
  }

  // A named register by its name, a temporary by its number.
  std::string reg(uint32_t index) const {
    if (ssize(index) >= code_->names_of_registers->length()) return "r" + std::to_string(index);
    return str_to_utf8(cast<Str>((*code_->names_of_registers)[ssize(index)]));
  }

  std::string constant(uint32_t index) const { return text_of((*code_->constants)[ssize(index)]); }

  // One line, whatever the value.
  static std::string text_of(Object* value) {
    if (is_exact<Code>(value)) return "<code " + str_to_utf8(cast<Code>(value)->qualname) + ">";
    if (is_exact<Tuple>(value)) {
      std::string text = "(";
      for (ssize i = 0; i < cast<Tuple>(value)->length(); i++)
        text += (i ? ", " : "") + text_of((*cast<Tuple>(value))[i]);
      return text + ")";
    }
    std::string text;
    for (char c : describe(value)) text += c == '\n' ? std::string("\\n") : std::string(1, c);
    return text;
  }

  std::string operand(Field field, uint16_t value) const {
    switch (field) {
      case Field::Dst:
      case Field::Reg:
      case Field::Base: return reg(value);
      case Field::Const: return constant(value);
      case Field::Cache: return "." + str_to_utf8(code_->caches[value].name);
      case Field::Imm: return "#" + std::to_string(value);
      case Field::Hot: return "loop" + std::to_string(value);
      default: return "";
    }
  }

  void instruction(uint32_t at) {
    const Instr& in = code_->instructions[at];
    const OpcodeInfo& info = opcode_info(in.op);
    char start[48];
    std::snprintf(start, sizeof start, "%4d %4u %-18s", line_at(at), at, info.name);
    std::string operands;
    auto add = [&](const std::string& text) {
      if (!text.empty()) operands += (operands.empty() ? " " : ", ") + text;
    };
    add(operand(info.a, in.a));
    if (info.is_jump()) {
      add("-> " + std::to_string(int64_t(at) + 1 + in.offset()));
    } else {
      bool is_empty_block = info.b == Field::Base && info.c == Field::Imm && in.c == 0 &&
                            in.op != uint16_t(Opcode::call_) && in.op != uint16_t(Opcode::call_method_) &&
                            in.op != uint16_t(Opcode::format_);
      if (!is_empty_block) add(operand(info.b, in.b));
      add(operand(info.c, in.c));
    }
    std::string line = start + operands;
    line.erase(line.find_last_not_of(' ') + 1);
    out_ += line + "\n";
  }

  int line_at(uint32_t at) const {
    int line = -1;
    for (uint32_t i = 0; i < code_->line_count && code_->lines[i].begin <= at; i++) line = code_->lines[i].line;
    return line;
  }

  const Code* code_;
  std::string out_;
};

}  // namespace

std::string disassemble(const Code* code) {
  std::string text = Disassembler(code).text();
  for (ssize i = 0; i < code->constants->length(); i++)
    if (Object* value = (*code->constants)[i]; is_exact<Code>(value)) text += "\n" + disassemble(cast<Code>(value));
  return text;
}

}  // namespace sidewinder
