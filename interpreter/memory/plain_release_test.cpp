#include "interpreter/memory/plain_release.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "interpreter/memory/allocate.h"
#include "interpreter/memory/c_blocks.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/memory/light_finalizer.h"
#include "interpreter/memory/weak.h"

using namespace sidewinder;

namespace {

Type* test_class() {
  static uintptr_t words[64];  // never looked into here
  return reinterpret_cast<Type*>(words);
}

struct Node : Object {
  Object* next;
  Object* padding;
};

Node* new_node(Object* next = nullptr) {
  Node* node = new_object<Node>(test_class());
  node->next = next;
  return node;
}

constexpr int kCount = 100, kEnough = 90;  // a conservative collector may keep a few alive by accident

std::vector<uintptr_t> made;  // inverted: nothing here keeps them alive

PY_NOINLINE void make_plain(int count) {
  for (int i = 0; i < count; i++) {
    Node* node = new_node();
    CHECK(register_plain_release(node));
    made.push_back(~reinterpret_cast<uintptr_t>(node));
  }
}

// Places in `made`, in the order in which they were told.
PY_NOINLINE std::vector<size_t> dead_places() {
  std::vector<size_t> places;
  while (Object* o = next_plain_dead()) {
    bool is_told = o->refcount & kFlagDeadPending, is_registered = o->refcount & kFlagHasRelease;
    CHECK(is_told);
    CHECK(!is_registered);
    auto found = std::find(made.begin(), made.end(), ~reinterpret_cast<uintptr_t>(o));
    places.push_back(size_t(found - made.begin()));
  }
  return places;
}

PY_NOINLINE void collect() {
  volatile char garbage[16384];
  for (size_t i = 0; i < sizeof garbage; i++) garbage[i] = 0;
  collect_garbage();
}

}  // namespace

TEST_SUITE("plain release") {
TEST_CASE("dead: each is told once, in the order of registration") {
  initialize_memory();
  made.clear();
  make_plain(kCount);
  collect();
  CHECK(finalizers_pending());
  std::vector<size_t> places = dead_places();
  CHECK(places.size() >= kEnough);
  CHECK(std::is_sorted(places.begin(), places.end()));
  CHECK(std::adjacent_find(places.begin(), places.end()) == places.end());
  collect();
  CHECK(dead_places().size() <= kCount - places.size());
}

TEST_CASE("dead: they live until they are asked for, through other collections") {
  initialize_memory();
  made.clear();
  make_plain(kCount);
  collect();
  collect();
  for (int i = 0; i < kCount; i++) new_node();
  CHECK(dead_places().size() >= kEnough);
}

TEST_CASE("flag taken away: it is forgotten") {
  initialize_memory();
  made.clear();
  make_plain(kCount);
  for (uintptr_t hidden : made) reinterpret_cast<Object*>(~hidden)->refcount &= ~kFlagHasRelease;
  collect();
  CHECK(dead_places().size() <= kCount - kEnough);  // of the test before
}

TEST_CASE("reachable: not what a root has, nor what a dead object with a finalizer has") {
  initialize_memory();
  made.clear();
  Object** root = allocate_permanent(1);
  make_plain(2);
  [root] {
    root[0] = new_node(reinterpret_cast<Object*>(~made[0]));
    Node* finalized = new_node(reinterpret_cast<Object*>(~made[1]));
    CHECK(register_finalizer(finalized, [](Object* o) {
      bool waits = static_cast<Node*>(o)->next->refcount & kFlagHasRelease;
      CHECK(waits);
    }));
  }();
  collect();
  std::vector<size_t> places = dead_places();
  CHECK(std::count(places.begin(), places.end(), 0) + std::count(places.begin(), places.end(), 1) == 0);
  run_deferred_work();
  free_permanent(root);
}

PY_NOINLINE void make_chains(Object** links, int count) {
  auto release = [](Object* o) { static_cast<Node*>(o)->padding = o; };
  for (int i = 0; i < count; i++) {
    Node* last = new_node();
    Node* between = new_node(last);
    CHECK(register_release(last, release));
    CHECK(register_release(new_node(between), release));
    CHECK(weak_link(&links[i], between));
  }
}

TEST_CASE("between: weak references to what a dead one refers to are cleared, before what that refers to is released") {
  initialize_memory();
  made.clear();
  auto** links = static_cast<Object**>(std::calloc(kCount, sizeof(Object*)));
  make_plain(1);  // the others are not looked for without it
  make_chains(links, kCount);
  collect();
  run_deferred_work();
  int cleared = 0;
  for (int i = 0; i < kCount; i++) {
    auto* between = static_cast<Node*>(weak_target(&links[i]));
    bool is_whole = !between || !static_cast<Node*>(between->next)->padding;
    CHECK(is_whole);
    cleared += !between;
    weak_unlink(&links[i]);
  }
  CHECK(cleared >= kEnough);
  std::free(links);
  dead_places();
}

TEST_CASE("given back: the memory is issued again, zero but for the head") {
  initialize_memory();
  Node* node = new_node();
  node->next = node->padding = node;
  auto* address = node;
  give_back(node);
  node = new_node();
  CHECK(node == address);
  CHECK(!node->next);
  CHECK(!node->padding);
}

TEST_CASE("given back: a block of C's, too, which is zero") {
  initialize_memory();
  constexpr size_t kBytes = 72;
  void* block = allocate_c_block(kBytes);
  std::fill_n(static_cast<char*>(block), kBytes, 'x');
  free_raw_c_block(block);
  CHECK(!is_raw_c_block(block));
  void* again = allocate_c_block(kBytes);
  CHECK(again == block);
  CHECK(is_raw_c_block(again));
  CHECK(std::count(static_cast<char*>(again), static_cast<char*>(again) + kBytes, 0) == kBytes);
  free_raw_c_block(again);
}

TEST_CASE("blocks of C's: what is free when a collection comes is not issued twice") {
  initialize_memory();
  constexpr int kBlocks = 500;
  std::vector<void*> freed;
  for (int i = 0; i < kBlocks; i++) freed.push_back(allocate_c_block(48));
  for (void* p : freed) free_raw_c_block(p);
  collect();
  freed.clear();
  for (int i = 0; i < kBlocks; i++) freed.push_back(allocate_c_block(48));
  std::sort(freed.begin(), freed.end());
  CHECK(std::adjacent_find(freed.begin(), freed.end()) == freed.end());
  for (void* p : freed) free_raw_c_block(p);
}
}  // TEST_SUITE("plain release")
