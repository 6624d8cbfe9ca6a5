#include "interpreter/base/arena.h"

#include <algorithm>
#include <cstdlib>

namespace sidewinder {

struct Arena::Block {
  Block* previous;
};

namespace {
constexpr size_t kFirstBlock = 16 * 1024;
constexpr size_t kLargestBlock = 1024 * 1024;
}  // namespace

Arena::~Arena() {
  while (blocks_ != nullptr) {
    Block* previous = blocks_->previous;
    ::operator delete(blocks_);
    blocks_ = previous;
  }
}

// Blocks double up to kLargestBlock; a larger request gets a block of its own size.
void* Arena::allocate_slow(size_t size, size_t alignment) {
  size_t needed = sizeof(Block) + size + alignment;
  size_t regular = std::clamp(bytes_reserved_, kFirstBlock, kLargestBlock);
  size_t block_size = std::max(needed, regular);
  if (needed < size) std::abort();
  auto* block = static_cast<Block*>(::operator new(block_size));  // without memory: std::bad_alloc, as of containers
  block->previous = blocks_;
  blocks_ = block;
  bytes_reserved_ += block_size;
  next_ = reinterpret_cast<uintptr_t>(block + 1);
  limit_ = reinterpret_cast<uintptr_t>(block) + block_size;
  return allocate(size, alignment);
}

std::string_view Arena::copy_text(std::string_view text) {
  char* memory = static_cast<char*>(allocate(text.size() + 1, 1));
  if (!text.empty()) std::memcpy(memory, text.data(), text.size());
  memory[text.size()] = '\0';
  return {memory, text.size()};
}

}  // namespace sidewinder
