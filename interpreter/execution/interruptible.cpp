// Computations that an interrupt ends: the signal handler jumps to where the computation was begun. It may come while
// malloc works; then the jump waits until malloc is done.
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "interpreter/base/check.h"
#include "interpreter/execution/request.h"
#include "interpreter/memory/reserve.h"

namespace sidewinder {

namespace {

// GMP's blocks lie behind such a head, so that those of an interrupted computation can be found.
struct Block {
  Block *previous, *next;
};
static_assert(sizeof(Block) == 16);

sigjmp_buf begin;
pthread_t computing;  // the thread that the computation runs on; the handler may run on another
volatile sig_atomic_t goes_on, in_malloc, must_leave;
bool out_of_memory;
Block blocks{&blocks, &blocks};  // the newest first
Block* outside;                  // the newest that is older than the computation

void leave_now() {
  goes_on = 0;
  siglongjmp(begin, 1);
}

// No jump while one exists, unless it ends.
class InMalloc {
 public:
  InMalloc() { in_malloc = 1; }
  void end() {
    in_malloc = 0;
    std::atomic_signal_fence(std::memory_order_seq_cst);
    if (goes_on && must_leave) leave_now();
  }
};

void insert(Block* b) {
  b->previous = &blocks;
  b->next = blocks.next;
  b->next->previous = b;
  blocks.next = b;
}
void remove(Block* b) {
  b->previous->next = b->next;
  b->next->previous = b->previous;
}
// A computation ends when there is no memory. What is too small to be one has the reserve.
Block* obtained(void* memory) {
  if (memory) return static_cast<Block*>(memory);
  if (goes_on) {
    out_of_memory = true;
    leave_now();
  }
  std::fputs("sidewinder: out of memory in GMP\n", stderr);
  std::_Exit(EXIT_FAILURE);
}

void free_blocks_of_computation() {
  while (blocks.next != outside) {
    Block* b = blocks.next;
    remove(b);
    std::free(b);
  }
}

// What was in registers when it began would live on.
void forget_beginning() { std::memset(&begin, 0, sizeof begin); }

void unblock_interrupts() {  // a handler that was left by a jump has blocked its signal
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace

bool Interruptible::run(void (*body)(void*), void* argument) {
  PY_CHECK(!goes_on);
  must_leave = 0;
  out_of_memory = false;
  outside = blocks.next;
  if (sigsetjmp(begin, 0)) {
    forget_beginning();
    free_blocks_of_computation();
    in_malloc = 0;
    if (!out_of_memory) unblock_interrupts();
    return false;
  }
  computing = pthread_self();
  std::atomic_signal_fence(std::memory_order_seq_cst);
  goes_on = 1;
  std::atomic_signal_fence(std::memory_order_seq_cst);
  bool came_before = current_thread().request & kRequestInterrupt;
  if (!came_before) body(argument);
  std::atomic_signal_fence(std::memory_order_seq_cst);
  goes_on = 0;
  forget_beginning();
  return !came_before;
}

void Interruptible::leave() {
  if (!goes_on || !pthread_equal(pthread_self(), computing)) return;
  must_leave = 1;
  if (!in_malloc) leave_now();
}

bool Interruptible::ran_out_of_memory() { return out_of_memory; }

void* Interruptible::allocate(size_t size) {
  InMalloc now;
  size += sizeof(Block);
  Block* b = obtained(goes_on ? std::malloc(size) : reserved_malloc(size));
  insert(b);
  now.end();
  return b + 1;
}

void* Interruptible::reallocate(void* block, size_t, size_t size) {
  InMalloc now;
  Block* b = static_cast<Block*>(block) - 1;
  remove(b);
  size += sizeof(Block);
  void* larger = goes_on ? std::realloc(b, size) : reserved_realloc(b, size);
  if (!larger) insert(b);  // of the computation that ends, or older than it
  b = obtained(larger);
  insert(b);
  now.end();
  return b + 1;
}

void Interruptible::release(void* block, size_t) {
  InMalloc now;
  Block* b = static_cast<Block*>(block) - 1;
  remove(b);
  std::free(b);
  now.end();
}

}  // namespace sidewinder
