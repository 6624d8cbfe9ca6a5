// Memory that C asks for without saying for what: raw, or an object that it will make of it (PyObject_Malloc,
// PyObject_Init). Raw blocks are roots, and scanned; an object is alive as long as something refers to it.
#pragma once

#include <cstddef>

namespace sidewinder {

void* allocate_c_block(size_t bytes);  // zeroed; null: out of memory
bool is_raw_c_block(const void* p);
bool is_of_c_block_kind(const void* p);  // of a block of the collector's: raw, or an object by now
// It has become an object. Nothing, if it is no raw block.
void c_block_is_object(void* p);
void free_raw_c_block(void* p);
// Of a raw block, or of what was an object, that nothing refers to: to be used again. False: it is too large for that.
bool give_back_c_block(void* p);
void drop_c_block_lists();  // as drop_free_lists() (kinds.h)
// It stays raw, but is alive only while something refers to it. False: it is no raw block.
bool hold_c_block(void* p);
void push_raw_c_blocks(void (*range)(void* begin, void* end));  // of collector.cpp: they are roots
size_t c_block_size(const void* p);

extern int c_block_kind;  // the collector's number; 0: there are none yet

}  // namespace sidewinder
