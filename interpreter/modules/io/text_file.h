// Text files: what open(..., "r") gives, and sys.stdin, sys.stdout and sys.stderr.
#pragma once

#include "interpreter/modules/io/binary_file.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

struct TextFile : Object {
  BinaryFile* buffer;
  Str *encoding, *errors;
  Str* rest;  // decoded, but only taken up to rest_begin; or null
  ssize rest_begin;
  Object* newline;  // as given to open: a str or None
  Object* dict;
  bool line_buffering, write_through;
  bool ascii_compatible;  // the encoding writes ASCII as ASCII
  static Type* type();
};
extern Type text_file_type;
inline Type* TextFile::type() { return &text_file_type; }

struct TextFileOptions {
  Str *encoding = nullptr, *errors = nullptr;  // null: utf-8, strict
  Str* newline = nullptr;                      // null: None
  bool line_buffering = false, write_through = false;
};
TextFile* new_text_file(Thread& t, BinaryFile* buffer, const TextFileOptions& options);
Status text_set_options(Thread& t, TextFile* f, const TextFileOptions& options);
Status text_write(Thread& t, TextFile* f, Str* text);
Status text_flush(Thread& t, TextFile* f);
Str* text_read_line(Thread& t, TextFile* f, ssize most = -1);  // empty at the end of the file
Str* text_read(Thread& t, TextFile* f, ssize n);               // n characters; negative: all

}  // namespace sidewinder
