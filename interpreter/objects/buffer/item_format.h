// Items of buffers as Python values, by the formats that memoryview knows: one native character, with or without '@'.
#pragma once

#include "interpreter/objects/buffer/buffer.h"

namespace sidewinder {

// The character of a native format, 0 for all others; *size: of an item.
char native_format(const char* format, ssize* size = nullptr);
// The format as text that lives for ever.
const char* static_format(char c, bool with_at);
inline bool is_byte_format(char c) { return c == 'b' || c == 'B' || c == 'c'; }

// All other formats are module struct's, which puts these here. Of several values a tuple; struct.error if the format
// is not known there, or its size is another.
extern Object* (*unpack_by_struct)(Thread& t, const char* format, const char* item, ssize size);
extern bool (*is_struct_error)(Thread& t);  // the pending exception

Object* unpack_item(Thread& t, const char* item, char format);
// TypeError or ValueError, which name `format`.
Status pack_item(Thread& t, char* item, char format, const char* format_text, Object* value);
// Items of one format: as == has it.
bool items_equal(const char* a, const char* b, char format);

}  // namespace sidewinder
