// co_linetable as CPython 3.11 writes it, for tools that read it or give another one to code.replace(). Entries stand
// for at most eight units of two bytes of co_code: a head, and numbers of six bits a byte.
#include "interpreter/objects/function/line_table.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/function/code.h"
#include "interpreter/objects/function/code_units.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

enum Form { kOneLineForm = 10, kNoColumnsForm = 13, kLongForm = 14, kNoneForm = 15 };

class LineTableReader {
 public:
  LineTableReader(std::string_view bytes, int32_t first_line) : bytes_(bytes), line_(first_line) {}

  // What is behind the end of the table, or cannot be read, has no line.
  std::vector<LineEntry> read(uint32_t instruction_count) {
    std::vector<LineEntry> entries;
    uint32_t unit = 0;
    while (at_ < bytes_.size()) {
      uint8_t head = byte();
      LineEntry entry = read_place((head >> 3) & 15);
      entry.begin = unit / kUnitsOfInstruction;
      if (entry.begin >= instruction_count) return entries;
      // An instruction of ours has the place of its first unit, but for the one that stands for the start.
      bool is_new = entries.empty() || entries.back().begin != entry.begin;
      bool is_same = !entries.empty() && same_place(entries.back(), entry);  // a long one stands in several rows
      uint32_t length = (head & 7) + 1;
      bool is_start = unit == 0 && length == 1;
      bool begins = unit % kUnitsOfInstruction == 0 || unit == 1;
      if (is_new && !is_same && begins && !is_start) entries.push_back(entry);
      unit += length;
    }
    uint32_t end = (unit + kUnitsOfInstruction - 1) / kUnitsOfInstruction;
    if (end < instruction_count) entries.push_back({end, -1, -1, -1, -1});
    return entries;
  }

 private:
  uint8_t byte() { return at_ < bytes_.size() ? uint8_t(bytes_[at_++]) : 0; }
  int32_t number() {
    uint32_t n = 0;
    for (int shift = 0;; shift += 6) {
      uint8_t part = byte();
      if (shift < 32) n |= uint32_t(part & 63) << shift;
      if (!(part & 64)) return int32_t(n);
    }
  }
  int32_t signed_number() {
    int32_t n = number();
    return n & 1 ? -int32_t(uint32_t(n) >> 1) : n >> 1;
  }

  LineEntry read_place(int form) {
    if (form == kNoneForm) return {0, -1, -1, -1, -1};
    if (form == kLongForm) {
      line_ += signed_number();
      int32_t end_line = line_ + number();
      int32_t column = number() - 1;
      return {0, line_, end_line, column, number() - 1};
    }
    if (form == kNoColumnsForm) {
      line_ += signed_number();
      return {0, line_, line_, -1, -1};
    }
    if (form >= kOneLineForm) {
      line_ += form - kOneLineForm;
      int32_t column = byte();
      return {0, line_, line_, column, byte()};
    }
    uint8_t columns = byte();
    int32_t column = form * 8 + (columns >> 4);
    return {0, line_, line_, column, column + (columns & 15)};
  }

  std::string_view bytes_;
  size_t at_ = 0;
  int32_t line_;
};

}  // namespace

bool code_has_columns = true;

LineEntry start_of_code(const Code& code) {
  bool is_module = str_equals(code.name, "<module>");
  int32_t column = code_has_columns ? 0 : -1;
  return {0, is_module ? 0 : code.first_line, is_module ? 1 : code.first_line, column, column};
}

void drop_columns(Code* c) {
  for (uint32_t i = 0; i < c->line_count; i++) {
    LineEntry& entry = c->lines[i];
    entry.end_line = entry.line;
    entry.column = entry.end_column = -1;
  }
}

Status replace_lines(Code* c, const Bytes* table) {
  std::string_view bytes(reinterpret_cast<const char*>(table->bytes), size_t(table->size));
  std::vector<LineEntry> entries = LineTableReader(bytes, c->first_line).read(c->instruction_count);
  auto* lines = TRY(allocate_raw_leaf<LineEntry>(entries.size() + 1));
  std::copy(entries.begin(), entries.end(), lines);
  c->lines = lines;
  c->line_count = uint32_t(entries.size());
  return Status::ok();
}

namespace {

void add_varint(std::string* out, uint32_t n) {
  for (; n >= 64; n >>= 6) *out += char(64 | (n & 63));
  *out += char(n);
}
void add_signed_varint(std::string* out, int32_t n) {
  add_varint(out, n < 0 ? (uint32_t(-n) << 1) | 1 : uint32_t(n) << 1);
}

}  // namespace

Bytes* line_table_of(const Code& code) {
  constexpr LineEntry kNowhere{0, -1, -1, -1, -1};
  std::string out;
  int32_t line = code.first_line;
  auto add = [&](const LineEntry& at, size_t units) {
    for (; units > 0; units -= std::min(units, size_t(8))) {
      Form form = at.line < 0 ? kNoneForm : at.column < 0 || at.end_column < 0 ? kNoColumnsForm : kLongForm;
      out += char(0x80 | form << 3 | (std::min(units, size_t(8)) - 1));
      if (form == kNoneForm) continue;
      add_signed_varint(&out, at.line - line);
      line = at.line;
      if (form == kNoColumnsForm) continue;
      add_varint(&out, uint32_t(std::max(0, at.end_line - at.line)));
      add_varint(&out, uint32_t(at.column + 1));
      add_varint(&out, uint32_t(at.end_column + 1));
    }
  };
  if (code.instruction_count) add(start_of_code(code), 1);
  for (uint32_t i = 0; i < code.line_count; i++) {
    uint32_t end = i + 1 < code.line_count ? code.lines[i + 1].begin : code.instruction_count;
    add(code.lines[i], (end - code.lines[i].begin) * kUnitsOfInstruction - (i == 0));
  }
  size_t behind = 0;
  for (uint32_t i = 0; i < code.instruction_count; i++) {
    size_t units = units_behind(code, i);
    if (const LineEntry* at = code.position_of(code.instructions + i)) add(*at, units);
    else add(kNowhere, units);
    behind += units;
  }
  add(kNowhere, unit_count_of(code) - code.instruction_count * kUnitsOfInstruction - behind);
  return new_bytes(out.data(), ssize(out.size()));
}

}  // namespace sidewinder
