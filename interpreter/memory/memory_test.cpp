#include <doctest/doctest.h>

#include <cstdlib>
#include <set>
#include <vector>

#include "interpreter/memory/allocate.h"
#include "interpreter/memory/allocation_hook.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/memory/heap_walk.h"
#include "interpreter/memory/settled.h"
#include "interpreter/memory/stack_words.h"
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
struct HolderWithMore : WeakHolder {
  Object* strong;
};

Node* new_node(Object* next = nullptr) {
  Node* node = new_object<Node>(test_class());
  node->next = next;
  return node;
}

// Overwrites what dead calls left on the stack, which the collector would take for references.
PY_NOINLINE void clear_stack() {
  volatile char garbage[16384];
  for (size_t i = 0; i < sizeof garbage; i++) garbage[i] = 0;
}

// At least 90 of 100: a conservative collector may keep a few alive by accident.
constexpr int kCount = 100, kEnough = 90;

}  // namespace

TEST_SUITE("memory") {
TEST_CASE("settled: what is stored into a settled object survives minor collections, what is taken out does not long") {
  initialize_memory();
  static Object* root;
  add_root(&root, &root + 1);
  Node* settled = new_node();
  root = settled;
  collect_garbage();
  set_collect_every(1);
  size_t minor_before = collector_statistics().minor_collections;
  for (int round = 0; round < kCount; round++) {
    settled->next = new_node(new_node());
    settled->padding = settled->next;
    Node* young = static_cast<Node*>(settled->next);
    for (int i = 0; i < 5; i++) new_node();
    REQUIRE(settled->next == young);
    REQUIRE(young->refcount == kRefcountBias);
    REQUIRE(young->next->cls == test_class());
    REQUIRE(static_cast<Node*>(young->next)->next == nullptr);
  }
  CHECK(collector_statistics().minor_collections > minor_before + kCount);
  set_collect_every(0);
  std::vector<Object*> links(kCount);  // in memory that is not scanned
  for (Object*& link : links) {
    settled->next = new_node();
    REQUIRE(weak_link(&link, settled->next));
  }
  settled->next = settled->padding = nullptr;
  clear_stack();
  collect_garbage();
  int dead = 0;
  for (Object*& link : links) dead += link == nullptr;
  CHECK(dead >= kEnough);
  for (Object*& link : links) weak_unlink(&link);
  remove_root(&root, &root + 1);
}

TEST_CASE("allocate: what is scanned is zeroed but for the first word, whatever was there before") {
  initialize_memory();
  for (int round = 0; round < 3; round++) {
    for (size_t bytes : {16, 24, 48, 500, 600, 5000, 100000}) {
      for (int i = 0; i < 200; i++) {
        uintptr_t* words = static_cast<uintptr_t*>(round == 2 ? allocate<MemoryKind::Raw>(bytes)
                                                              : allocate<MemoryKind::Object>(bytes));
        REQUIRE(words);
        REQUIRE(reinterpret_cast<uintptr_t>(words) % kGranule == 0);
        for (size_t w = 1; w < bytes / 8; w++) REQUIRE(words[w] == 0);
        for (size_t w = 0; w < bytes / 8; w++) words[w] = ~uintptr_t(0);
      }
    }
    collect_garbage();
  }
}

TEST_CASE("free lists: no cell is issued twice across collections, of any kind") {
  initialize_memory();
  std::set<void*> seen;
  Object** keep = allocate_permanent(6000);
  for (int i = 0; i < 6000; i++) {
    void* p = i % 3 == 0   ? allocate<MemoryKind::Leaf>(32)
              : i % 3 == 1 ? allocate<MemoryKind::String>(32)
                           : allocate<MemoryKind::RawLeaf>(32);
    keep[i] = static_cast<Object*>(p);
    CHECK(seen.insert(p).second);
    if (i % 500 == 0) collect_garbage();
  }
  free_permanent(keep);
}

TEST_CASE("roots: malloc memory is seen while registered; scanners are asked") {
  initialize_memory();
  Object** words = static_cast<Object**>(std::calloc(2 * kCount, sizeof(Object*)));
  Object** links = allocate_raw_leaf<Object*>(kCount);
  add_root(words, words + kCount);
  ScannerFn scan = [](void* arg, RangeFn range) { range(arg, static_cast<Object**>(arg) + kCount); };
  add_scanner(scan, words + kCount);
  for (int i = 0; i < kCount; i++) {
    words[i % 2 ? i : kCount + i] = new_node(new_node());
    REQUIRE(weak_link(links + i, words[i % 2 ? i : kCount + i]));
  }
  clear_stack();
  collect_garbage();
  for (int i = 0; i < kCount; i++) CHECK(weak_target(links + i) != nullptr);
  remove_root(words, words + kCount);
  remove_scanner(scan, words + kCount);
  clear_stack();
  collect_garbage();
  int dead = 0;
  for (int i = 0; i < kCount; i++) dead += weak_target(links + i) == nullptr;
  CHECK(dead >= kEnough);
  std::free(words);
}

static Object* static_words[kCount];

TEST_CASE("roots: static data and permanent storage are scanned") {
  initialize_memory();
  Object** permanent = allocate_permanent(kCount);
  Object** links = allocate_raw_leaf<Object*>(2 * kCount);
  for (int i = 0; i < kCount; i++) {
    static_words[i] = new_node();
    permanent[i] = new_node();
    REQUIRE(weak_link(links + i, static_words[i]));
    REQUIRE(weak_link(links + kCount + i, permanent[i]));
  }
  clear_stack();
  collect_garbage();
  for (int i = 0; i < 2 * kCount; i++) CHECK(weak_target(links + i) != nullptr);
  for (int i = 0; i < kCount; i++) static_words[i] = nullptr;
  free_permanent(permanent);
}

static int called_back = 0;

static PY_NOINLINE Object** make_weak_holders() {
  Object** holders = allocate_permanent(kCount);
  for (int i = 0; i < kCount; i++) {
    auto* holder = new_object<HolderWithMore, MemoryKind::Weak>(test_class());
    REQUIRE(attach_weak_holder(holder, new_node(), 0, true));
    holder->strong = new_node();
    holders[i] = holder;
  }
  return holders;
}

TEST_CASE("weak: the referent dies, what else the holder has lives, and the notification comes") {
  initialize_memory();
  run_deferred_work();
  WeakNotification before =
      set_weak_notification([](WeakHolder* holder) { called_back += holder->cls == test_class(); });
  Object** holders = make_weak_holders();
  clear_stack();
  collect_garbage();
  collect_garbage();
  int dead = 0;
  for (int i = 0; i < kCount; i++) {
    auto* holder = static_cast<HolderWithMore*>(holders[i]);
    dead += holder->living() == nullptr;
    CHECK(holder->strong->cls == test_class());
  }
  CHECK(dead >= kEnough);
  CHECK(has_deferred_work());
  run_deferred_work();
  CHECK(called_back == dead);
  if (before) set_weak_notification(before);
  free_permanent(holders);
}

static int finalized = 0;

static PY_NOINLINE void make_finalizable_cycles() {
  for (int i = 0; i < kCount; i++) {
    Node* a = new_node();
    Node* b = new_node(a);
    a->next = b;
    REQUIRE(register_finalizer(a, [](Object* o) {
      CHECK(static_cast<Node*>(static_cast<Node*>(o)->next)->next == o);  // what it refers to is alive
      finalized++;
    }));
  }
}

TEST_CASE("finalizer: runs once, in cycles too") {
  initialize_memory();
  make_finalizable_cycles();
  clear_stack();
  collect_garbage();
  run_deferred_work();
  CHECK(finalized >= kEnough);
  collect_garbage();
  run_deferred_work();
  CHECK(finalized <= kCount);
}

TEST_CASE("finalizer: static objects are accepted and ignored") {
  initialize_memory();
  static Node node;
  CHECK(register_finalizer(&node, [](Object*) {}));
  unregister_finalizer(&node);
}

TEST_CASE("heap walk: finds each live object once, no raw storage") {
  initialize_memory();
  Object** kept = allocate_permanent(kCount);
  for (int i = 0; i < kCount; i++) kept[i] = new_node();
  Object** raw = allocate_raw<Object*>(kCount);
  raw[1] = kept[0];
  size_t count = 0;
  Object** objects = live_objects(&count);
  std::set<Object*> found(objects, objects + count);
  CHECK(found.size() == count);
  for (int i = 0; i < kCount; i++) CHECK(found.count(kept[i]) == 1);
  CHECK(found.count(reinterpret_cast<Object*>(raw)) == 0);
  free_permanent(objects);
  free_permanent(kept);
}

TEST_CASE("scanners: thousands of ranges are looked at") {
  constexpr size_t kRanges = 6000;
  static Object* held[kRanges];
  auto scan = [](void* place, RangeFn range) { range(place, static_cast<Object**>(place) + 1); };
  ScannerFn scanner = scan;
  for (Object*& place : held) {
    place = new_node(new_node());
    add_scanner(scanner, &place);
  }
  collect_garbage();
  size_t alive = 0;
  for (Object* place : held)
    alive += place->cls == test_class() && static_cast<Node*>(place)->next->cls == test_class();
  for (Object*& place : held) remove_scanner(scanner, &place);
  CHECK(alive == kRanges);
}

TEST_CASE("stack words: what they refer to lives as long as they do, from inside too") {
  static int died;
  died = 0;
  static void** words;
  words = static_cast<void**>(allocate_stack_words(1000 * sizeof(void*)));
  Object** root = allocate_permanent(1);
  root[0] = reinterpret_cast<Object*>(words);
  [] {
    for (int i = 0; i < 1000; i++) {
      Node* node = new_node();
      CHECK(register_finalizer(node, [](Object*) { died++; }));
      words[i] = reinterpret_cast<char*>(node) + 8 * (i % 4);
    }
  }();
  CHECK(is_stack_words(words));
  clear_stack();
  collect_garbage();
  run_deferred_work();
  CHECK(died == 0);
  root[0] = nullptr;
  words = nullptr;
  clear_stack();
  collect_garbage();
  run_deferred_work();
  CHECK(died >= 990);
  free_permanent(root);
}

namespace {
std::vector<uintptr_t> hidden_blocks;  // inverted: nothing here keeps them alive
size_t told_bytes;
int found_dead;
void tell(void* block, size_t bytes) {
  hidden_blocks.push_back(~reinterpret_cast<uintptr_t>(block));
  told_bytes = bytes;
}
void count_dead() {
  found_dead = 0;
  for (uintptr_t hidden : hidden_blocks) found_dead += is_dead_block(reinterpret_cast<void*>(~hidden));
}
PY_NOINLINE void allocate_told(size_t bytes, int count) {
  for (int i = 0; i < count; i++) {
    auto p = reinterpret_cast<uintptr_t>(allocate<MemoryKind::RawLeaf>(bytes));
    CHECK(~p == hidden_blocks.back());
    CHECK(told_bytes == bytes);
  }
}
}  // namespace

TEST_CASE("allocation hook: each allocation is told, small ones from lists too, and its death") {
  initialize_memory();
  new_node();
  Object** root = allocate_permanent(1);
  hidden_blocks.clear();
  set_allocation_hook(tell);
  allocate_told(40, kCount);
  allocate_told(100000, 1);
  root[0] = static_cast<Object*>(allocate<MemoryKind::Raw>(64));
  CHECK(hidden_blocks.size() == kCount + 2);
  set_end_of_collection_hook(count_dead);
  clear_stack();
  collect_garbage();
  CHECK(found_dead >= kEnough);
  CHECK(found_dead < kCount + 2);
  CHECK(!is_dead_block(root[0]));
  set_end_of_collection_hook(nullptr);
  set_allocation_hook(nullptr);
  new_node();
  CHECK(hidden_blocks.size() == kCount + 2);
  free_permanent(root);
}

TEST_CASE("collect every: each slow allocation is counted") {
  initialize_memory();
  uint64_t before = collector_statistics().collections;
  set_collect_every(3);
  for (int i = 0; i < 9; i++) new_node();
  set_collect_every(0);
  CHECK(collector_statistics().collections == before + 3);
}
}  // TEST_SUITE("memory")
