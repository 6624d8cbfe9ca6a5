#include "jit/baseline/listing.h"

#include <algorithm>

#include "jit/baseline/builder.h"
#include "jit/baseline/disassembly.h"
#include "jit/baseline/stubs.h"

namespace sidewinder::jit::baseline {

namespace {

std::string hexadecimal(uint64_t value) {
  char text[24];
  std::snprintf(text, sizeof text, "%llx", static_cast<unsigned long long>(value));
  return text;
}

}  // namespace

void Listing::write(FILE* to, const uint8_t* code, size_t size) const {
  auto name_of = [&](const uint8_t* target) {
    if (target >= code && target <= code + size) return "L" + hexadecimal(uint64_t(target - code));
    const char* stub = name_of_stub(target);
    return stub ? std::string(stub) : "0x" + hexadecimal(uint64_t(target));
  };
  size_t next = 0;
  for (size_t at = 0; at < size;) {
    for (; next < lines_.size() && lines_[next].offset <= at; ++next)
      std::fprintf(to, "%s\n", lines_[next].text.c_str());
    Disassembled instruction = disassemble(code + at, name_of);
    std::fprintf(to, "        %4zx: %s\n", at, instruction.text.c_str());
    at += std::max(instruction.length, 1u);
  }
  for (; next < lines_.size(); ++next) std::fprintf(to, "%s\n", lines_[next].text.c_str());
}

// What the operation emitted lies between the note before and this one.
void Builder::note(const char* operation, int result, std::initializer_list<int> operands, const std::string& detail) {
  std::string text = "    ";
  if (result > 0) text += "v" + std::to_string(result) + " = ";
  text += operation;
  const char* separator = " ";
  for (int n : operands) {
    text += separator + ("v" + std::to_string(n));
    separator = ", ";
  }
  const Value& value = values_[size_t(result)];
  if (!detail.empty()) text += separator + detail;
  else if (result > 0 && value.at == At::Constant && operands.size() == 0)
    text += " " + (value.cls ? language.hooks->describe_object(reinterpret_cast<void*>(value.seen))
                             : std::to_string(value.seen));
  listing->line(noted_, std::move(text));
  noted_ = assembly_size();
}
void Builder::note_answer(const char* test, std::initializer_list<int> operands, bool answer, const void* other) {
  note(test, 0, operands, (other ? language.hooks->describe_object(other) + ": " : "") + (answer ? "yes" : "no"));
}

}  // namespace sidewinder::jit::baseline
