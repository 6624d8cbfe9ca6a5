// Module _random: the Mersenne Twister MT19937 (Matsumoto and Nishimura), which gives the numbers that it gives in
// every Python.
#include <sys/random.h>

#include <algorithm>
#include <vector>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

extern Type random_type;

namespace {

constexpr int kWords = 624;
constexpr int kMiddle = 397;

struct Random : Object {
  int index;  // of the next word; kWords: all are used up
  uint32_t words[kWords];
  static Type* type() { return &random_type; }
};

// --- the generator ---

void refill(uint32_t* words) {
  auto twist = [](uint32_t upper, uint32_t lower) {
    uint32_t y = (upper & 0x80000000u) | (lower & 0x7fffffffu);
    return (y >> 1) ^ (lower & 1 ? 0x9908b0dfu : 0u);
  };
  int i = 0;
  for (; i < kWords - kMiddle; i++) words[i] = words[i + kMiddle] ^ twist(words[i], words[i + 1]);
  for (; i < kWords - 1; i++) words[i] = words[i + kMiddle - kWords] ^ twist(words[i], words[i + 1]);
  words[kWords - 1] = words[kMiddle - 1] ^ twist(words[kWords - 1], words[0]);
}

uint32_t next_word(Random& self) {
  if (self.index >= kWords) {
    refill(self.words);
    self.index = 0;
  }
  uint32_t y = self.words[self.index++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

void begin_with(Random& self, uint32_t seed) {
  uint32_t* words = self.words;
  words[0] = seed;
  for (uint32_t i = 1; i < kWords; i++) words[i] = 1812433253u * (words[i - 1] ^ (words[i - 1] >> 30)) + i;
  self.index = kWords;
}

void begin_with(Random& self, const uint32_t* key, size_t length) {
  begin_with(self, 19650218u);
  uint32_t* words = self.words;
  uint32_t i = 1;
  auto mixed = [&](uint32_t factor) { return words[i] ^ ((words[i - 1] ^ (words[i - 1] >> 30)) * factor); };
  auto advance = [&] {
    if (++i < kWords) return;
    words[0] = words[kWords - 1];
    i = 1;
  };
  size_t j = 0;
  for (size_t k = std::max<size_t>(kWords, length); k; k--) {
    words[i] = mixed(1664525u) + key[j] + uint32_t(j);
    advance();
    if (++j >= length) j = 0;
  }
  for (int k = kWords - 1; k; k--) {
    words[i] = mixed(1566083941u) - i;
    advance();
  }
  words[0] = 0x80000000u;
}

// --- seeds ---

Status seed_from_system(Thread& t, Random& self) {
  uint32_t key[kWords];
  uint8_t* bytes = reinterpret_cast<uint8_t*>(key);
  size_t wanted = sizeof key;
  while (wanted) {
    ssize n = getrandom(bytes, std::min<size_t>(wanted, 256), 0);
    if (n < 0) return raise_os_error(t, errno);
    bytes += n;
    wanted -= size_t(n);
  }
  begin_with(self, key, kWords);
  return Status::ok();
}

// The magnitude of an int in words of 32 bits.
Status seed_from_int(Thread& t, Random& self, Object* n) {
  Object* magnitude = TRY(int_type.data->slots.absolute(t, n));  // a subclass might answer with anything
  size_t words = std::max<size_t>(1, size_t(int_bit_length(magnitude) + 31) / 32);
  if (!memory_left_for(words * 4)) return raise_memory_error(t);
  std::vector<uint32_t> key(words);
  TRY(int_to_bytes(t, magnitude, reinterpret_cast<uint8_t*>(key.data()), ssize(words * 4), true, false));
  begin_with(self, key.data(), words);
  return Status::ok();
}

Status random_seed(Thread& t, Random& self, Object* n) {
  if (n == none()) return seed_from_system(t, self);
  if (is_int(n)) return seed_from_int(t, self, n);
  ssize number = TRY(hash(t, n));
  return seed_from_int(t, self, TRY(int_from_uint64(uint64_t(number))));
}

// All its words are 0 until it is seeded.
Object* random_new(Thread& t, Type* cls, Args) { return new_instance(t, cls); }

// Seeds: only here, since the arguments of a subclass are its own affair.
Status random_init(Thread& t, Object* o, Args args) {
  auto& self = *static_cast<Random*>(o);
  bool has_own_init = self.cls->data->slots.init != random_type.data->slots.init;
  if (!has_own_init) TRY(args.no_keywords(t, "Random"));
  if (args.count > 1) return raise_type_error(t, "Random() requires 0 or 1 argument");
  return random_seed(t, self, args.or_default(0, none()));
}

// --- numbers ---

double random_random(Random& self) {
  uint32_t a = next_word(self) >> 5;
  uint32_t b = next_word(self) >> 6;
  return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
}

Object* random_getrandbits(Thread& t, Random& self, int k) {
  if (k < 0) return raise_value_error(t, "number of bits must be non-negative");
  if (k == 0) return int_from_int64(0);
  if (k <= 32) return int_from_int64(next_word(self) >> (32 - k));
  size_t words = size_t(k - 1) / 32 + 1;
  if (!memory_left_for(words * 4)) return raise_memory_error(t);
  std::vector<uint32_t> bits(words);
  for (size_t i = 0; i < words; i++, k -= 32) bits[i] = k < 32 ? next_word(self) >> (32 - k) : next_word(self);
  return int_from_bytes(reinterpret_cast<const uint8_t*>(bits.data()), ssize(words * 4), true, false);
}

// --- states ---

Object* random_getstate(Random& self) {
  Tuple* state = TRY(new_tuple(kWords + 1));
  for (int i = 0; i < kWords; i++) state->items[i] = TRY(int_from_int64(self.words[i]));
  state->items[kWords] = TRY(int_from_int64(self.index));
  return state;
}

Status random_setstate(Thread& t, Random& self, Object* state) {
  if (!is_instance(state, Tuple::type())) return raise_type_error(t, "state vector must be a tuple");
  auto* items = cast<Tuple>(state);
  if (items->size != kWords + 1) return raise_value_error(t, "state vector is the wrong size");
  uint32_t words[kWords];
  for (int i = 0; i < kWords; i++) {
    if (!is_int(items->items[i])) return raise_type_error(t, "an integer is required");
    int64_t word = TRY(int_to_int64(t, items->items[i]));
    if (word < 0) return raise_overflow_error(t, "can't convert negative value to unsigned int");
    words[i] = uint32_t(word);
  }
  if (!is_int(items->items[kWords])) return raise_type_error(t, "an integer is required");
  int64_t index = TRY(int_to_int64(t, items->items[kWords]));
  if (index < 0 || index > kWords) return raise_value_error(t, "invalid state");
  std::copy_n(words, kWords, self.words);
  self.index = int(index);
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/random/random_methods.def"
#define NATIVE_TYPE Random
#define NATIVE_PREFIX random
#define NATIVE_NAME "Random"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_random_data() {
  TypeData d{};
  d.slots.init = random_init;
  random_declare(d);
  return d;
}
constinit TypeData random_data = make_random_data();

}  // namespace

constinit Type random_type = static_type("_random.Random", sizeof(Random), 0, kTypeBase, &random_data);

Module* create_random(Thread& t) {
  ready_type(t, &random_type);
  Module* module = TRY(new_module(t, "_random"));
  TRY(add_object(t, module, "Random", &random_type));
  TRY(add_object(t, module, "__doc__", new_str("The Mersenne Twister.")));
  return module;
}

}  // namespace sidewinder
