// A trace as text; the form is described in parser.h.
#include <bit>
#include <charconv>
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <set>

#include "jit/ir/parser.h"

namespace sidewinder::jit {

const char* kind_name(Kind kind) {
  static constexpr const char* kNames[] = {"None", "Ref", "Int", "Float", "Flag", "Ptr", "Any"};
  return kNames[size_t(kind)];
}

const char* width_name(Width width) {
  static constexpr const char* kNames[] = {"Word64", "Int32", "UInt32", "UInt8"};
  return kNames[size_t(width)];
}

namespace {

std::string hex(uint64_t bits) {
  char buffer[24];
  std::snprintf(buffer, sizeof buffer, "0x%" PRIx64, bits);
  return buffer;
}

std::string float_text(double value) {
  uint64_t bits = std::bit_cast<uint64_t>(value);
  if (std::isnan(value)) return bits == 0x7ff8000000000000u ? "nan" : "nan:" + hex(bits);
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  char buffer[40];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  std::string text(buffer, end);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

class Printer {
 public:
  Printer(const Trace& trace, const PrintNames* names) : trace_(trace), names_(names ? *names : PrintNames{}) {
    for (const Op& op : trace.ops) has_labels_ |= op.opcode == Opcode::label;
  }

  std::string trace_text() {
    for (uint32_t i = 0; i < trace_.ops.size(); i++) print_op(i);
    print_snapshots();
    return std::move(out_);
  }

  std::string operation_text(uint32_t index) {
    print_op(index);
    out_.pop_back();
    return std::move(out_);
  }

  std::string snapshots_text() {
    const SnapshotPool& pool = trace_.snapshots;
    for (uint32_t i = 0; i < pool.snapshots.size(); i++) {
      out_ += "[" + std::to_string(i) + "]" + users_of(i) + (pool.snapshots[i].raised ? ", raised" : "") + "\n";
      for (const SnapshotFrame& frame : pool.frames_of(i)) {
        out_ += "    ";
        if (names_.position) out_ += names_.position(frame.position) + " ";
        print_frame(pool, frame);
        out_ += "\n";
      }
      if (pool.snapshots[i].virtual_count) out_ += "   ";
      print_virtuals(pool, i);
      if (pool.snapshots[i].virtual_count) out_ += "\n";
    }
    return std::move(out_);
  }

  std::string object_text(const void* object) {
    if (!object) return "null";
    std::string name;
    if (names_.table) name = names_.table->name_of(object);
    if (name.empty() && names_.object) name = names_.object(object);
    if (name.empty()) return "<" + hex(uint64_t(object)) + ">";
    if (name.front() == '<' && name.back() == '>') name = name.substr(1, name.size() - 2);
    for (char& c : name)
      if (c == '>' || c == '\n') c = ')';
    return "<" + name + ">";
  }

  std::string target_text(const Target* target) {
    std::string name = names_.table ? names_.table->name_of(target) : "";
    return name.empty() ? "target" + std::to_string(target->trace_id) : name;
  }

 private:
  std::string value_text(Value v) {
    if (v.is_none()) return "none";
    if (v.is_op()) return "%" + std::to_string(v.index());
    const Constant& constant = trace_.constant_at(v);
    switch (constant.kind) {
      case Kind::Int: return std::to_string(int64_t(constant.bits));
      case Kind::Float: return float_text(std::bit_cast<double>(constant.bits));
      case Kind::Flag: return constant.bits ? "true" : "false";
      case Kind::Ref: return object_text(reinterpret_cast<const void*>(constant.bits));
      default: return "ptr:" + hex(constant.bits);
    }
  }

  void print_list(uint32_t first, uint32_t count) {
    out_ += "(";
    for (uint32_t i = 0; i < count; i++) out_ += (i ? ", " : "") + value_text(trace_.arguments[first + i]);
    out_ += ")";
  }

  void print_operands(const Op& op) {
    const char* separator = " ";
    for (Value v : {op.a, op.b, op.c}) {
      if (v.is_none()) continue;
      out_ += separator + value_text(v);
      separator = ", ";
    }
  }

  // What follows the opcode, up to the snapshot.
  void print_body(const Op& op) {
    switch (op.opcode) {
      case Opcode::load_register: out_ += " " + std::to_string(op.imm); return;
      case Opcode::argument: out_ += " " + std::to_string(op.imm) + " : " + kind_name(op.kind); return;
      case Opcode::exit_value:
        out_ += " " + std::to_string(op.imm) + " : " + kind_name(op.kind);
        if (!op.b.is_none()) out_ += ", " + value_text(op.b);
        return;
      case Opcode::label:
        out_ += " " + std::to_string(op.imm) + " ";
        print_list(op.first_argument, op.argument_count);
        return;
      case Opcode::jump:
        out_ += " ";
        if (op.target) out_ += "@" + target_text(op.target) + " ";
        else if (has_labels_) out_ += "label " + std::to_string(op.label_number) + " ";
        print_list(op.first_argument, op.argument_count);
        return;
      case Opcode::call:
        out_ += std::string(" @") + op.helper->name;
        print_list(op.first_argument, op.argument_count);
        if (op.kind != Kind::None) out_ += std::string(" : ") + kind_name(op.kind);
        return;
      case Opcode::load_field:
      case Opcode::store_field:
      case Opcode::load_raw:
      case Opcode::store_raw:
        print_operands(op);
        out_ += std::string(" @") + op.field->name;
        return;
      case Opcode::load_item:
      case Opcode::store_item:
        print_operands(op);
        out_ += std::string(" @") + op.array->name;
        return;
      case Opcode::new_object:
      case Opcode::new_storage: out_ += std::string(" @") + op.shape->name; return;
      default: print_operands(op); return;
    }
  }

  void print_op(uint32_t index) {
    const Op& op = trace_.ops[index];
    if (op.kind != Kind::None) out_ += "%" + std::to_string(index) + " = ";
    out_ += info(op.opcode).name;
    print_body(op);
    if (op.snapshot != kNoSnapshot) {
      out_ += " [" + std::to_string(op.snapshot);
      if (op.other != kNoSnapshot) out_ += " | " + std::to_string(op.other);
      out_ += "]";
    }
    if (op.sunk) out_ += " sunk";
    out_ += "\n";
  }

  void print_snapshots() {
    const SnapshotPool& pool = trace_.snapshots;
    if (pool.snapshots.empty()) return;
    out_ += "snapshots:\n";
    for (uint32_t i = 0; i < pool.snapshots.size(); i++) print_snapshot(pool, i);
  }

  void print_snapshot(const SnapshotPool& pool, uint32_t index) {
    out_ += "[" + std::to_string(index) + "]";
    if (pool.snapshots[index].frame_count == 0) out_ += " memory";
    for (const SnapshotFrame& frame : pool.frames_of(index)) {
      out_ += " ";
      print_frame(pool, frame);
    }
    if (pool.snapshots[index].raised) out_ += " raised";
    print_virtuals(pool, index);
    if (names_.position && pool.snapshots[index].frame_count)
      out_ += "  ; " + names_.position(pool.frames_of(index).back().position);
    out_ += "\n";
  }

  void print_frame(const SnapshotPool& pool, const SnapshotFrame& frame) {
    out_ += std::to_string(frame.position) + "/" + std::to_string(frame.info) + " (";
    const char* separator = "";
    for (Value v : pool.values_of(frame)) {
      out_ += separator + value_text(v);
      separator = ", ";
    }
    out_ += ")";
  }

  // " %12 guard_true, 15 guard_class": the operations that leave through this snapshot.
  std::string users_of(uint32_t snapshot) const {
    std::string text;
    for (uint32_t i = 0; i < trace_.ops.size(); i++) {
      const Op& op = trace_.ops[i];
      if (op.snapshot != snapshot && op.other != snapshot) continue;
      text += (text.empty() ? " %" : ", %") + std::to_string(i) + " " + info(op.opcode).name;
    }
    return text;
  }

  void print_virtuals(const SnapshotPool& pool, uint32_t index) {
    const char* word = " with ";
    for (const SnapshotVirtual& v : pool.virtuals_of(index)) {
      out_ += word + value_text(v.object) + " {";
      const char* separator = "";
      for (const SnapshotField& f : pool.fields_of(v)) {
        out_ += separator;
        out_ += f.field ? f.field->name : std::string(f.array->name) + "[" + std::to_string(f.index) + "]";
        out_ += ": " + value_text(f.value);
        separator = ", ";
      }
      out_ += "}";
      word = ", ";
    }
  }

  const Trace& trace_;
  PrintNames names_;
  bool has_labels_ = false;
  std::string out_;
};

// The declarations of a trace's descriptors, each once.
class DeclarationPrinter {
 public:
  DeclarationPrinter(const Trace& trace, const PrintNames* names) : trace_(trace), printer_(trace, names) {}

  std::string text() {
    for (const Op& op : trace_.ops) declare(op);
    for (const SnapshotField& f : trace_.snapshots.fields) f.field ? declare(f.field) : declare(f.array);
    return std::move(out_);
  }

 private:
  void declare(const Op& op) {
    switch (op.opcode) {
      case Opcode::load_field:
      case Opcode::store_field:
      case Opcode::load_raw:
      case Opcode::store_raw: return declare(op.field);
      case Opcode::load_item:
      case Opcode::store_item: return declare(op.array);
      case Opcode::new_object:
      case Opcode::new_storage: return declare(op.shape);
      case Opcode::call: return declare(op.helper);
      case Opcode::jump:
        if (op.target) declare(op.target);
        return;
      default: return;
    }
  }

  template <typename Row> void declare_memory(const char* word, const Row& row, int32_t offset) {
    out_ += std::string(word) + " " + row.name + " : " + kind_name(row.kind);
    if (row.width != Width::Word64) out_ += std::string(" ") + width_name(row.width);
    out_ += " offset " + std::to_string(offset) + " id " + std::to_string(row.id) + (row.immutable ? " immutable" : "");
  }
  void declare(const Field* row) {
    if (!seen_.insert(row).second) return;
    declare_memory("field", *row, row->offset);
    out_ += row->small ? " small\n" : "\n";
  }
  void declare(const Array* row) {
    if (!seen_.insert(row).second) return;
    declare_memory("array", *row, row->base_offset);
    out_ += "\n";
  }
  void declare(const Shape* row) {
    if (!seen_.insert(row).second) return;
    out_ += std::string("shape ") + row->name + " class " + printer_.object_text(row->class_word) + " size " +
            std::to_string(row->size) + " kind " + std::to_string(row->allocation_kind) + " words";
    for (int i = 0; i < row->word_count; i++) {
      const Shape::Word& word = row->words[i];
      bool is_class = row->class_word && word.bits == uint64_t(row->class_word);
      out_ += " " + std::to_string(word.offset) + "=" +
              (is_class ? printer_.object_text(row->class_word) : hex(word.bits));
    }
    out_ += row->may_be_virtual ? "\n" : " never_virtual\n";
  }
  void declare(const Helper* row) {
    if (!seen_.insert(row).second) return;
    static constexpr const char* kWords[] = {"pure", "reads", "writes", "raises", "python", "thread", "late"};
    out_ += std::string("helper ") + row->name + " : " + kind_name(row->result);
    for (int bit = 0; bit < 7; bit++)
      if (row->effects >> bit & 1) out_ += std::string(" ") + kWords[bit];
    out_ += "\n";
  }
  void declare(const Target* row) {
    if (!seen_.insert(row).second) return;
    static constexpr const char* kReps[] = {"Ref", "Int", "Float"};
    out_ += "target " + printer_.target_text(row) + " :";
    for (Rep rep : row->signature.reps) out_ += std::string(" ") + kReps[size_t(rep)];
    out_ += "\n";
  }

  const Trace& trace_;
  Printer printer_;
  std::set<const void*> seen_;
  std::string out_;
};

}  // namespace

std::string print(const Trace& trace, const PrintNames* names) { return Printer(trace, names).trace_text(); }

std::string print_operation(const Trace& trace, uint32_t index, const PrintNames* names) {
  return Printer(trace, names).operation_text(index);
}

std::string print_snapshots(const Trace& trace, const PrintNames* names) {
  return Printer(trace, names).snapshots_text();
}

std::string print_declarations(const Trace& trace, const PrintNames* names) {
  return DeclarationPrinter(trace, names).text();
}

}  // namespace sidewinder::jit
