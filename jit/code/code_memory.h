// Memory for machine code: one region, reserved near the executable so that every call and jump reaches with 32 bits.
// No address is executable and writable: the same pages are mapped a second time, elsewhere, to be written through that
// view. Where the system does not let them, the region is private and Writable switches the pages of one block, with
// the GIL held (only its holder runs machine code). A forked child has its own copy.
#pragma once

#include <sys/types.h>

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

  // The bytes of a block can be written while this lives, at another address perhaps.
  class Writable {
   public:
    Writable(uint8_t* start, size_t size);
    ~Writable();
    Writable(const Writable&) = delete;
    Writable& operator=(const Writable&) = delete;
    bool ok() const { return ok_; }
    // Where the byte of machine code at `code` is written.
    uint8_t* at(uint8_t* code) const { return code + instance().to_view_; }

   private:
    uint8_t* first_page_ = nullptr;  // null: nothing was switched
    size_t length_ = 0;
    bool ok_ = true;
  };

 private:
  struct Block {
    size_t offset, size;
  };
  static constexpr size_t kRegionBytes = size_t(64) << 20;
  static constexpr size_t kGranularity = 64;

  bool reserve();
  bool map_view();
  void populate(size_t end);
  static void before_fork();
  static void after_fork_in_parent();
  static void after_fork_in_child();

  uint8_t* region_ = nullptr;
  ssize_t to_view_ = 0;           // from executable bytes to where they are written; 0: there is no second view
  size_t populated_ = 0;          // so far the view has pages
  uint8_t* fork_copy_ = nullptr;  // of all code, while a process forks
  bool tried_ = false;
  std::string why_;
  size_t top_ = 0;           // beyond it nothing was ever handed out
  std::vector<Block> free_;  // sorted by offset, neighbours merged
  uint64_t in_use_ = 0;
};

}  // namespace sidewinder::jit
