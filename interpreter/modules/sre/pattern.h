// The objects of _sre: patterns, matches, scanners; and the subject that a method is given.
#pragma once

#include "interpreter/modules/sre/session.h"
#include "interpreter/objects/buffer/memory_view.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

extern Type sre_pattern_type, sre_match_type, sre_scanner_type;

namespace sre {

struct Pattern : Object {
  Object* pattern;  // the text, or None
  int flags;
  ssize groups;
  Dict* group_index;
  Tuple* index_group;
  bool takes_bytes, takes_str;  // both if there is no text
  Program program;
  static Type* type() { return &sre_pattern_type; }
};

struct Match : VarObject {
  Object* string;
  Pattern* re;
  Object* regs;  // made when asked for
  ssize pos, endpos;
  ssize last_group;  // -1: none
  ssize marks[];     // begin and end of group 0, 1 ...; -1: has not matched
  static Type* type() { return &sre_match_type; }
};

struct Scanner : Object {
  Pattern* pattern;
  Object* string;
  ssize pos, endpos, from;
  bool must_advance, ended;
  MemoryView* held;  // what keeps a bytearray's size until the end; null: nothing need be kept
  static Type* type() { return &sre_scanner_type; }
};

// A str or bytes-like object whose memory stays in place while this exists.
class Subject {
 public:
  Subject() = default;
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;
  // TypeError if it is neither, or not what the pattern is for (null: any).
  Status take(Thread& t, Object* string, const Pattern* pattern);
  Object* slice(ssize begin, ssize end) const;  // bytes or str
  Session session(const Pattern& pattern, ssize pos, ssize endpos) const {
    return Session(pattern.program, data, width, length, pos, endpos);
  }

  Object* object = nullptr;
  const void* data = nullptr;
  int width = 1;
  ssize length = 0;
  bool is_bytes = false;

 private:
  BufferHolder buffer_;
};

// What `session` has just found, as an object.
Match* new_match(Pattern* pattern, Object* string, const Session& session);
// The group's text, or `otherwise`.
Object* group_text(const Subject& subject, const Session& session, uint32_t group, Object* otherwise);
// What the library's module re defines.
Object* library_function(Thread& t, const char* name);

}  // namespace sre
}  // namespace sidewinder
