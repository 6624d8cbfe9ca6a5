// What a session compiled, for `-X dump=versions,asm`: each instruction's line, what the replay of its handler did, and
// the machine code that came of it. The text is in README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <vector>

namespace sidewinder::jit::baseline {

class Builder;

class Listing {
 public:
  // A line before the machine code at `offset`.
  void line(size_t offset, std::string text) { lines_.push_back({uint32_t(offset), std::move(text)}); }
  void insert(size_t mark, size_t offset, std::string text) {
    lines_.insert(lines_.begin() + std::ptrdiff_t(mark), {uint32_t(offset), std::move(text)});
  }
  size_t mark() const { return lines_.size(); }
  void drop(size_t mark) { lines_.resize(mark); }
  void write(FILE* to, const uint8_t* code, size_t size) const;

 private:
  struct Line {
    uint32_t offset;
    std::string text;
  };
  std::vector<Line> lines_;
};

}  // namespace sidewinder::jit::baseline
