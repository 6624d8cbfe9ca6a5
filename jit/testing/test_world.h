// For tests: a small memory with int and float boxes, in which traces can be run by the IR interpreter or by machine
// code. Objects: a word, the class word, then the payload.
#pragma once

#include <cstring>
#include <deque>
#include <string>
#include <vector>

#include "jit/ir/evaluate.h"
#include "jit/ir/parser.h"
#include "jit/testing/interpret.h"

namespace sidewinder::jit {

class TestWorld {
 public:
  static constexpr int32_t kClassOffset = 8;
  static constexpr int64_t kSmallMin = -5, kSmallMax = 256;

  TestWorld() {
    int_shape_ = {"int", int_class_, 32, 0, 1, true, {{kClassOffset, uint64_t(int_class_)}}};
    float_shape_ = {"float", float_class_, 32, 0, 1, true, {{kClassOffset, uint64_t(float_class_)}}};
    small_ints_.resize(size_t(kSmallMax - kSmallMin + 1));
    for (int64_t i = kSmallMin; i <= kSmallMax; i++) {
      Cell& cell = small_ints_[size_t(i - kSmallMin)];
      cell.words[1] = uint64_t(int_class_);
      cell.words[2] = uint64_t(i);
      names.add_object("<int " + std::to_string(i) + ">", &cell);
    }
    boxes = {};
    boxes.int_class = int_class_;
    boxes.int_format = IntFormat::Plain;
    boxes.int_offset = 16;
    boxes.small_ints = small_ints_.data();
    boxes.small_min = kSmallMin;
    boxes.small_max = kSmallMax;
    boxes.small_stride = sizeof(Cell);
    boxes.int_shape = &int_shape_;
    boxes.float_class = float_class_;
    boxes.float_offset = 16;
    boxes.float_shape = &float_shape_;
    names.add_object("<class int>", int_class_);
    names.add_object("<class float>", float_class_);
  }

  InterpretWorld interpret_world() {
    InterpretWorld world;
    world.boxes = &boxes;
    world.class_offset = kClassOffset;
    world.context = this;
    world.allocate = [](void* self, const Shape& shape) { return static_cast<TestWorld*>(self)->allocate(shape); };
    world.box_int = [](void* self, int64_t value) { return static_cast<TestWorld*>(self)->box_int(value); };
    world.box_float = [](void* self, double value) { return static_cast<TestWorld*>(self)->box_float(value); };
    return world;
  }

  void* allocate(const Shape& shape) {
    Cell* cell = new_cells((shape.size + sizeof(Cell) - 1) / sizeof(Cell));
    for (int i = 0; i < shape.word_count; i++)
      std::memcpy(reinterpret_cast<char*>(cell) + shape.words[i].offset, &shape.words[i].bits, 8);
    allocations++;
    return cell;
  }
  void* box_int(int64_t value) {
    if (value >= kSmallMin && value <= kSmallMax) return &small_ints_[size_t(value - kSmallMin)];
    Cell* cell = static_cast<Cell*>(allocate(int_shape_));
    cell->words[2] = uint64_t(value);
    return cell;
  }
  void* box_float(double value) {
    Cell* cell = static_cast<Cell*>(allocate(float_shape_));
    std::memcpy(&cell->words[2], &value, 8);
    return cell;
  }

  // Makes the boxes that a text names: <int 7>, <float 2.5>.
  void add_number_objects(const std::string& text) {
    for (size_t at = 0; (at = text.find('<', at)) != text.npos; at++) {
      size_t end = text.find('>', at);
      if (end == text.npos) return;
      std::string name = text.substr(at, end - at + 1);
      if (names.has_object(name)) continue;
      if (name.starts_with("<int ")) names.add_object(name, box_int(std::stoll(name.substr(5))));
      if (name.starts_with("<float ")) names.add_object(name, box_float(std::strtod(name.c_str() + 7, nullptr)));
    }
  }

  Boxes boxes;
  DescriptorTable names;
  uint64_t allocations = 0;

 private:
  struct alignas(16) Cell {
    uint64_t words[4] = {};
  };

  Cell* new_cells(size_t count) {
    blocks_.emplace_back(count);
    return blocks_.back().data();
  }

  alignas(16) char int_class_[16] = {}, float_class_[16] = {};
  Shape int_shape_{}, float_shape_{};
  std::vector<Cell> small_ints_;
  std::deque<std::vector<Cell>> blocks_;
};

}  // namespace sidewinder::jit
