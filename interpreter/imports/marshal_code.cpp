// Code objects as bytes: numbers, then the objects they refer to, then the tables. Caches and counters start anew.
//
// Nothing here is checked against what the instructions mean: the bytes come from the same compiler, a file says so by
// code_magic_number(), and a checksum in front of each code object that is not inside of another tells whether they are
// still what it wrote. Who makes up bytes with the right checksum can crash the process, as in CPython.
#include <cstring>
#include <utility>

#include "interpreter/compiler/compiler.h"
#include "interpreter/imports/marshal.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/function/line_table.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

// A new field of Code is written and read here, or computed.
static_assert(sizeof(Code) == 208);

// The head of a code object, as it is written.
struct CodeHead {
  uint32_t flags;
  int32_t first_line;
  uint32_t instructions, caches, hot_spots, exceptions, lines;
  uint16_t arguments, positional_only, keyword_only, locals, first_free, first_temporary, registers;
  uint16_t has_docstring;
};
static_assert(sizeof(CodeHead) == 44);

CodeHead head_of(const Code* code) {
  CodeHead head{};
  head.flags = code->flags;
  head.first_line = code->first_line;
  head.instructions = code->instruction_count;
  head.caches = code->cache_count;
  head.hot_spots = code->hot_spot_count;
  head.exceptions = code->exception_count;
  head.lines = code->line_count;
  head.arguments = code->argument_count;
  head.positional_only = code->positional_only_count;
  head.keyword_only = code->keyword_only_count;
  head.locals = code->local_count;
  head.first_free = code->first_free;
  head.first_temporary = code->first_temporary;
  head.registers = code->register_count;
  head.has_docstring = code->docstring != nullptr;
  return head;
}

void take_head(Code* code, const CodeHead& head) {
  code->flags = head.flags;
  code->first_line = head.first_line;
  code->instruction_count = head.instructions;
  code->cache_count = head.caches;
  code->hot_spot_count = head.hot_spots;
  code->exception_count = head.exceptions;
  code->line_count = head.lines;
  code->argument_count = head.arguments;
  code->positional_only_count = head.positional_only;
  code->keyword_only_count = head.keyword_only;
  code->local_count = head.locals;
  code->first_free = head.first_free;
  code->first_temporary = head.first_temporary;
  code->register_count = head.registers;
}

Raised raise_damaged(Thread& t) { return raise_value_error(t, "bad marshal data (code object)"); }

void write_line(MarshalWriter* writer, const LineEntry& row, const LineEntry& previous) {
  writer->put_number(row.begin - previous.begin);
  writer->put_difference(row.line - previous.line);
  writer->put_difference(row.end_line - row.line);
  writer->put_difference(row.column);
  writer->put_difference(row.end_column - row.column);
}
LineEntry read_line(MarshalReader* reader, const LineEntry& previous) {
  LineEntry row;
  row.begin = previous.begin + reader->take_number();
  row.line = previous.line + reader->take_difference();
  row.end_line = row.line + reader->take_difference();
  row.column = reader->take_difference();
  row.end_column = row.column + reader->take_difference();
  return row;
}

Status read_instructions(Thread& t, MarshalReader* reader, Code* code) {
  reader->align(alignof(Instr));
  size_t bytes = code->instruction_count * sizeof(Instr);
  const char* data = reader->take(bytes);
  if (!data) return Raised{};
  if (reader->borrows() && reinterpret_cast<uintptr_t>(data) % alignof(Instr) == 0) {
    code->instructions = reinterpret_cast<Instr*>(const_cast<char*>(data));  // nobody writes to them
    return Status::ok();
  }
  code->instructions = allocate_raw_leaf<Instr>(code->instruction_count + 1);
  if (!code->instructions) return raise_memory_error(t);
  std::memcpy(code->instructions, data, bytes);
  return Status::ok();
}

Status read_tables(Thread& t, MarshalReader* reader, Code* code) {
  TRY(read_instructions(t, reader, code));
  code->exceptions = TRY(allocate_raw_leaf<ExceptionEntry>(code->exception_count + 1));
  for (uint32_t i = 0; i < code->exception_count; i++) {
    ExceptionEntry& row = code->exceptions[i];
    row.begin = reader->take_number();
    row.end = reader->take_number();
    row.handler = reader->take_number();
    row.reg = reader->take_short();
  }
  code->lines = TRY(allocate_raw_leaf<LineEntry>(code->line_count + 1));
  LineEntry previous{0, code->first_line, 0, 0, 0};
  for (uint32_t i = 0; i < code->line_count; i++) code->lines[i] = previous = read_line(reader, previous);
  if (!code_has_columns) drop_columns(code);
  code->hot_spots = TRY(allocate_raw<HotSpot>(code->hot_spot_count + 1));
  for (uint32_t i = 0; i < code->hot_spot_count; i++) {
    code->hot_spots[i].header = reader->take_number();
    code->hot_spots[i].counter = initial_loop_counter;
  }
  return reader->failed() ? Status(Raised{}) : Status::ok();
}

Status read_objects(MarshalReader* reader, Code* code, bool has_docstring) {
  code->name = TRY(reader->read_str());
  code->qualname = TRY(reader->read_str());
  code->filename = TRY(reader->read_str());
  code->names_of_registers = TRY(reader->read_tuple());
  code->cell_names = TRY(reader->read_tuple());
  code->free_names = TRY(reader->read_tuple());
  code->constants = TRY(reader->read_tuple());
  if (has_docstring) code->docstring = TRY(reader->read_value("code object"));
  code->caches = TRY(allocate_raw<Cache>(code->cache_count + 1));
  for (uint32_t i = 0; i < code->cache_count; i++) code->caches[i].name = TRY(reader->read_str());
  return Status::ok();
}

// Every row of a table takes a byte at least.
bool is_plausible(const CodeHead& head, size_t bytes_left) {
  for (uint32_t rows : {head.instructions, head.caches, head.hot_spots, head.exceptions, head.lines})
    if (rows > bytes_left) return false;
  return head.instructions > 0;
}

// In front of the outermost code object: how many bytes it has, and their checksum.
struct CodeSeal {
  uint32_t size;
  uint64_t checksum;
};
constexpr size_t kSealSize = 12;  // as it is written

constexpr uint32_t kStartsNoTrace = kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator;

}  // namespace

// Every step can be undone.
uint64_t marshal_checksum(const char* data, size_t n) {
  constexpr uint64_t kFactor = 0x9e3779b97f4a7c15u;
  uint64_t h = n;
  for (; n >= 8; data += 8, n -= 8) {
    uint64_t word;
    std::memcpy(&word, data, 8);
    h = (h ^ word) * kFactor;
    h ^= h >> 29;
  }
  uint64_t word = 0;
  std::memcpy(&word, data, n);
  h = (h ^ word) * kFactor;
  return h ^ h >> 32;
}

Status MarshalWriter::write_code(Code* code) {
  if (inside_code_) return write_code_body(code);
  size_t begin = out_.size() + kSealSize;
  out_.append(kSealSize, 0);
  // References do not leave the code object: what is around it may be damaged without its checksum noticing.
  std::unordered_map<const Object*, uint32_t> outside;
  std::swap(index_, outside);
  inside_code_ = true;
  TRY(write_code_body(code));
  inside_code_ = false;
  std::swap(index_, outside);
  if (out_.size() - begin > UINT32_MAX) return raise_value_error(t_, "code object too large to marshal");
  auto size = uint32_t(out_.size() - begin);
  uint64_t checksum = marshal_checksum(out_.data() + begin, size);
  std::memcpy(out_.data() + begin - kSealSize, &size, sizeof size);
  std::memcpy(out_.data() + begin - sizeof checksum, &checksum, sizeof checksum);
  return Status::ok();
}

Status MarshalWriter::write_code_body(Code* code) {
  CodeHead head = head_of(code);
  put_bytes(&head, sizeof head);
  TRY(for_each_object_of(code, [&](Object* part) { return write(part); }));
  align(alignof(Instr));
  put_bytes(code->instructions, code->instruction_count * sizeof(Instr));
  for (uint32_t i = 0; i < code->exception_count; i++) {
    const ExceptionEntry& row = code->exceptions[i];
    put_number(row.begin);
    put_number(row.end);
    put_number(row.handler);
    put_short(row.reg);
  }
  LineEntry previous{0, code->first_line, 0, 0, 0};
  for (uint32_t i = 0; i < code->line_count; i++) {
    write_line(this, code->lines[i], previous);
    previous = code->lines[i];
  }
  for (uint32_t i = 0; i < code->hot_spot_count; i++) put_number(code->hot_spots[i].header);
  return Status::ok();
}

Object* MarshalReader::read_code(bool shared) {
  if (inside_code_) return read_code_body(shared);
  ssize place = reserve(shared);
  const char* data = TRY(take(kSealSize));
  CodeSeal seal;
  std::memcpy(&seal.size, data, sizeof seal.size);
  std::memcpy(&seal.checksum, data + sizeof seal.size, sizeof seal.checksum);
  Object* file = file_;
  if (file) {
    Bytes* body = TRY(new_bytes(TRY(take(seal.size)), seal.size));
    position_ -= seal.size;
    at_ = reinterpret_cast<const char*>(body->bytes);
    end_ = at_ + seal.size;
    block_ = body;
    file_ = nullptr;
  }
  if (bytes_left() < seal.size) return raise(t_, exceptions::EOFError, "marshal data too short");
  bool is_whole = borrow_ || marshal_checksum(at_, seal.size) == seal.checksum;
  if (!is_whole) return raise_damaged(t_);
  Object** outside = std::exchange(shared_, nullptr);
  ssize outside_count = std::exchange(shared_count_, 0);
  ssize outside_capacity = std::exchange(shared_capacity_, 0);
  inside_code_ = true;
  Object* code = read_code_body(false);
  inside_code_ = false;
  shared_ = outside;
  shared_count_ = outside_count;
  shared_capacity_ = outside_capacity;
  file_ = file;
  return share(place, code);
}

Object* MarshalReader::read_code_body(bool shared) {
  const char* data = TRY(take(sizeof(CodeHead)));
  CodeHead head;
  std::memcpy(&head, data, sizeof head);
  if (!is_plausible(head, bytes_left())) return raise_damaged(t_);
  Code* code = TRY(new_object<Code>(Code::type()));
  ssize place = reserve(shared);
  take_head(code, head);
  TRY(read_objects(this, code, head.has_docstring));
  TRY(read_tables(t_, this, code));
  code->entry.counter = code->flags & kStartsNoTrace ? ~0u : initial_function_counter;
  return share(place, code);
}

}  // namespace sidewinder
