// Memory for machine code: one private anonymous region, reserved near the executable so that every call and jump
// reaches with 32 bits. Its pages are executable or writable, never both; Writable switches those of one block, with
// the GIL held (only its holder runs machine code). A forked child has its own copy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sidewinder::jit {

extern uint64_t code_limit;  // the budget: bytes of machine code (-X jit-code-limit)

class CodeMemory {
 public:
  static CodeMemory& instance();

  bool available(std::string* why);  // false: no executable memory is to be had
  uint8_t* allocate(size_t size);    // null: over the budget
  void release(uint8_t* code, size_t size);
  uint64_t bytes_in_use() const { return in_use_; }
  bool reaches(const void* address) const;  // with a 32-bit displacement from anywhere in the region

  // The pages of a block are writable while this lives.
  class Writable {
   public:
    Writable(uint8_t* start, size_t size);
    ~Writable();
    Writable(const Writable&) = delete;
    Writable& operator=(const Writable&) = delete;
    bool ok() const { return ok_; }

   private:
    uint8_t* first_page_;
    size_t length_;
    bool ok_;
  };

 private:
  struct Block {
    size_t offset, size;
  };
  static constexpr size_t kRegionBytes = size_t(64) << 20;
  static constexpr size_t kGranularity = 64;

  bool reserve();

  uint8_t* region_ = nullptr;
  bool tried_ = false;
  std::string why_;
  size_t top_ = 0;           // beyond it nothing was ever handed out
  std::vector<Block> free_;  // sorted by offset, neighbours merged
  uint64_t in_use_ = 0;
};

}  // namespace sidewinder::jit
