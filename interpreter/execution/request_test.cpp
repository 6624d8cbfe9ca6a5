#include "interpreter/execution/request.h"

#include <doctest/doctest.h>
#include <gmp.h>

#include <csignal>

#include "interpreter/protocol/error.h"
#include "interpreter/testing/interp.h"

using namespace sidewinder;

namespace {

// doctest has put a handler of its own in the place of ours.
Thread& thread_with_handlers(const Interp& py) {
  install_signal_handlers();
  return py.thread();
}

bool took_interrupt(Thread& t) {
  bool is = pending_matches(t, exceptions::KeyboardInterrupt);
  clear_pending(t);
  return is;
}

}  // namespace

TEST_SUITE("requests") {
TEST_CASE("an interrupt ends a computation that never looks") {
  Interp py;
  Thread& t = thread_with_handlers(py);
  for (int round = 0; round < 3; ++round) {
    volatile int steps = 0;
    Status status = interruptible(t, kInterruptibleWork, [&] {
      for (;;) {
        if (steps == 100) std::raise(SIGINT);
        steps = steps + 1;
      }
    });
    CHECK(status.failed());
    CHECK(steps == 100);
    CHECK(took_interrupt(t));
    CHECK((t.request & kRequestInterrupt) == 0);
  }
}

TEST_CASE("what came before is met without beginning; what is little is not interrupted") {
  Interp py;
  Thread& t = thread_with_handlers(py);
  bool began = false;
  std::raise(SIGINT);
  CHECK(interruptible(t, kInterruptibleWork, [&] { began = true; }).failed());
  CHECK(!began);
  CHECK(took_interrupt(t));
  CHECK(!interruptible(t, 1, [&] {
           std::raise(SIGINT);
           began = true;
         }).failed());
  CHECK(began);
  CHECK(check_interrupt(t).failed());
  CHECK(took_interrupt(t));
}

TEST_CASE("GMP's memory: an interrupted computation's is freed, other numbers keep theirs") {
  Interp py;
  Thread& t = thread_with_handlers(py);
  mpz_t outside;
  mpz_init_set_ui(outside, 3);
  mpz_pow_ui(outside, outside, 10000);
  for (int round = 0; round < 3; ++round) {
    CHECK(interruptible(t, kInterruptibleWork, [&] {
            mpz_t inside;
            mpz_init(inside);
            mpz_mul(inside, outside, outside);
            std::raise(SIGINT);
          }).failed());
    CHECK(took_interrupt(t));
  }
  mpz_t again;
  mpz_init_set_ui(again, 3);
  mpz_pow_ui(again, again, 10000);
  CHECK(mpz_cmp(outside, again) == 0);
  mpz_clear(again);
  mpz_clear(outside);
}

TEST_CASE("a computation that there is no memory for is one MemoryError: the reserve is left for others") {
  Interp py;
  Thread& t = py.thread();
  install_reserve_of_memory();
  CHECK(interruptible(t, kInterruptibleWork, [] { Interruptible::allocate(size_t(1) << 46); }).failed());
  CHECK(pending_matches(t, exceptions::MemoryError));
  clear_pending(t);
  CHECK((t.request & kRequestMemory) == 0);
}

TEST_CASE("the next function's entry raises; then calls go on") {
  Interp py;
  Thread& t = thread_with_handlers(py);
  CHECK(py.run("def f(): return 1"));
  std::raise(SIGINT);
  CHECK(t.stack_end == nullptr);
  CHECK(py.raises("f()", "KeyboardInterrupt"));
  CHECK((t.request & kRequestInterrupt) == 0);
  CHECK(t.stack_end == t.chunk->end);
  CHECK(py.eval_repr("f()") == "1");
}
}  // TEST_SUITE("requests")
