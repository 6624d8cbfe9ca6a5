#include "interpreter/objects/exception/arguments.h"

#include <algorithm>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

bool defer_arguments(BaseException* e, const char* format, const MessageOperands& operands) {
  auto* words = allocate_raw<uint64_t>(size_t(operands.count) + 1);
  if (!words) return false;
  words[0] = reinterpret_cast<uint64_t>(format);
  std::copy_n(operands.words, operands.count, words + 1);
  e->args = nullptr;
  e->notes = reinterpret_cast<Object*>(words);
  return true;
}

Tuple* make_arguments(const BaseException* e) {
  Thread& t = current_thread();
  auto* words = reinterpret_cast<const uint64_t*>(e->notes);
  std::string text;
  if (!text_of_message(t, reinterpret_cast<const char*>(words[0]), words + 1, &text)) return nullptr;
  Object* argument = TRY(new_str(text));
  auto* made = const_cast<BaseException*>(e);
  made->args = TRY(new_tuple(&argument, 1));
  made->notes = nullptr;
  return made->args;
}

}  // namespace sidewinder
