// The code region: allocation, protection, forks.
#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <random>

#include "jit/code/code_memory.h"
#include "jit/testing/test_language.h"

namespace sidewinder::jit::test {

namespace {

std::string protection_of(const void* address) {
  FILE* maps = std::fopen("/proc/self/maps", "r");
  char line[512], bits[8] = "";
  unsigned long low, high;
  while (std::fgets(line, sizeof line, maps))
    if (std::sscanf(line, "%lx-%lx %7s", &low, &high, bits) == 3 && low <= uintptr_t(address) &&
        uintptr_t(address) < high)
      break;
  std::fclose(maps);
  return bits;
}

std::unique_ptr<CompiledTrace> compile_adder(TestLanguage& language, int64_t n) {
  Builder b;
  b.exit(b.snapshot(1, {b.sunk_box(b.pure(Opcode::int_add, b.input_int(0), b.i(n)))}));
  return b.compile(language.hooks());
}

}  // namespace

TEST_SUITE("jit_code_code_memory") {

TEST_CASE("allocate and release: blocks never overlap, and all comes back") {
  CodeMemory& memory = CodeMemory::instance();
  REQUIRE(memory.available(nullptr));
  uint64_t before = memory.bytes_in_use();
  std::mt19937 random(3);
  std::vector<std::pair<uint8_t*, size_t>> blocks;
  for (int k = 0; k < 3000; k++) {
    if (blocks.size() > 50 || (blocks.size() && random() % 3 == 0)) {
      size_t at = random() % blocks.size();
      memory.release(blocks[at].first, blocks[at].second);
      blocks.erase(blocks.begin() + ptrdiff_t(at));
      continue;
    }
    size_t size = 1 + random() % 5000;
    uint8_t* code = memory.allocate(size);
    REQUIRE(code);
    for (auto [other, length] : blocks) CHECK((code + size <= other || other + length <= code));
    blocks.push_back({code, size});
  }
  for (auto [code, size] : blocks) memory.release(code, size);
  CHECK(memory.bytes_in_use() == before);
}

TEST_CASE("budget: no code beyond it") {
  TestLanguage language(IntFormat::Plain);
  uint64_t limit = code_limit;
  code_limit = code_bytes() + 16;
  CHECK(!compile_adder(language, 1));
  code_limit = limit;
  CHECK(compile_adder(language, 1));
}

TEST_CASE("protection: no address is executable and writable") {
  TestLanguage language(IntFormat::Plain);
  auto compiled = compile_adder(language, 1);
  auto bits = [](const void* address) { return protection_of(address).substr(0, 3); };
  CHECK(bits(compiled->code) == "r-x");
  CodeMemory::Writable writable(compiled->code, compiled->code_size);
  uint8_t* written = writable.at(compiled->code);
  CHECK(bits(written) == "rw-");
  CHECK(std::memcmp(written, compiled->code, compiled->code_size) == 0);
  if (written != compiled->code) CHECK(bits(compiled->code) == "r-x");
}

TEST_CASE("fork: a child that compiles does not touch its parent's code") {
  TestLanguage language(IntFormat::Plain);
  auto compiled = compile_adder(language, 1);
  pid_t child = fork();
  if (child == 0) {
    bool right = true;
    compiled.reset();  // its place is used again
    for (int k = 2; k < 50; k++) {
      auto other = compile_adder(language, k);
      language.enter(*other, {language.make_int(1000)});
      right &= language.written[0].values[0]->number == 1000 + k;
    }
    _exit(right ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  language.enter(*compiled, {language.make_int(1000)});
  CHECK(language.written[0].values[0]->number == 1001);
}

TEST_CASE("fork: a parent that compiles does not touch its child's code") {
  TestLanguage language(IntFormat::Plain);
  auto compiled = compile_adder(language, 1);
  int done[2];
  REQUIRE(pipe(done) == 0);
  pid_t child = fork();
  if (child == 0) {
    char byte;
    bool right = read(done[0], &byte, 1) == 1;
    language.enter(*compiled, {language.make_int(1000)});
    right &= language.written[0].values[0]->number == 1001;
    auto other = compile_adder(language, 2);
    language.enter(*other, {language.make_int(1000)});
    right &= language.written[0].values[0]->number == 1002;
    _exit(right ? 0 : 1);
  }
  compiled.reset();
  for (int k = 2; k < 50; k++) {  // in its place
    auto other = compile_adder(language, k);
    language.enter(*other, {language.make_int(1000)});
    CHECK(language.written[0].values[0]->number == 1000 + k);
  }
  CHECK(write(done[1], "x", 1) == 1);
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  close(done[0]);
  close(done[1]);
}

TEST_CASE("perf map: one line a trace") {
  TestLanguage language(IntFormat::Plain);
  auto compiled = compile_adder(language, 1);
  char* text = nullptr;
  size_t size = 0;
  FILE* file = open_memstream(&text, &size);
  write_perf_map(file);
  std::fclose(file);
  char expected[100];
  std::snprintf(expected, sizeof expected, "%lx %x trace#1\n", (unsigned long)compiled->code, compiled->code_size);
  CHECK(std::string(text).find(expected) != std::string::npos);
  std::free(text);
}

}  // TEST_SUITE("jit_code_code_memory")

}  // namespace sidewinder::jit::test
