#include "interpreter/cpyext/bridge/bound_function.h"

#include <sys/mman.h>

#include <cstring>
#include <map>
#include <tuple>
#include <vector>

#include "interpreter/base/check.h"

namespace sidewinder {

namespace {

struct Cell {
  BoundFunction parts;
  uint8_t code[32];
};
static_assert(sizeof(Cell) == 48);

constexpr size_t kBlockBytes = 64 * 1024;
constexpr size_t kCellsInBlock = kBlockBytes / sizeof(Cell);

// movabs $value, %register
struct Load {
  uint8_t prefix, opcode;
};
constexpr Load kArgumentLoads[] = {{0x48, 0xbf}, {0x48, 0xbe}, {0x48, 0xba}, {0x48, 0xb9}, {0x49, 0xb8}, {0x49, 0xb9}};
constexpr Load kLoadTarget = {0x49, 0xbb};  // r11, which no call passes anything in
constexpr uint8_t kJumpToTarget[] = {0x41, 0xff, 0xe3};

std::vector<Cell*> blocks;
size_t used_in_block = kCellsInBlock;
std::map<std::tuple<void*, void*, int>, void*> made;

Cell* new_cell() {
  if (used_in_block == kCellsInBlock) {
    void* memory = mmap(nullptr, kBlockBytes, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    PY_CHECK(memory != MAP_FAILED);
    blocks.push_back(static_cast<Cell*>(memory));
    used_in_block = 0;
  }
  return blocks.back() + used_in_block++;
}

uint8_t* emit_load(uint8_t* at, Load load, void* value) {
  *at++ = load.prefix;
  *at++ = load.opcode;
  std::memcpy(at, &value, sizeof value);
  return at + sizeof value;
}

}  // namespace

void* bound_function(void* adapter, void* bound, int argument) {
  void*& function = made[{adapter, bound, argument}];
  if (function) return function;
  Cell* cell = new_cell();
  cell->parts = {adapter, bound};
  uint8_t* at = emit_load(cell->code, kArgumentLoads[argument], bound);
  at = emit_load(at, kLoadTarget, adapter);
  std::memcpy(at, kJumpToTarget, sizeof kJumpToTarget);
  return function = cell->code;
}

const BoundFunction* find_bound_function(void* function) {
  auto address = reinterpret_cast<uintptr_t>(function);
  for (Cell* block : blocks) {
    auto begin = reinterpret_cast<uintptr_t>(block);
    if (address < begin || address >= begin + kBlockBytes) continue;
    Cell* cell = block + (address - begin) / sizeof(Cell);
    return cell->code == function ? &cell->parts : nullptr;
  }
  return nullptr;
}

}  // namespace sidewinder
