// The objects of a trace that are not built, with what was stored into them so far, and the lazy stores that were not
// made yet: while an optimised trace is written, its snapshots describe them.
#pragma once

#include <vector>

#include "jit/ir/trace.h"

namespace sidewinder::jit {

class SunkObjects {
 public:
  // `trace` is the one that is being written; `object` its last operation, a sunk new_object.
  void add(const Trace& trace, Value object);
  // A sunk store: into one of them, or a lazy one, which the exits have to make until another one has written that
  // word.
  void store(const Trace& trace, const Op& store);
  // A store that is not sunk.
  void written(const Trace& trace, const Op& store);
  // Adds to the last snapshot of `trace` every object that it names, directly or through another one's fields; and what
  // lazy stores have left to exits.
  void describe(Trace& trace);

  bool empty() const { return objects_.empty() && lazy_.empty(); }
  bool leaves_stores() const { return !lazy_.empty(); }  // to exits, from here on
  // counts stores: what an earlier snapshot said of an object may not be true any more
  uint32_t version() const { return version_; }

 private:
  struct Content {
    Value object;
    std::vector<SnapshotField> fields;
  };
  static SnapshotField word_of(const Trace& trace, const Op& store);
  Content* lazy_content(Value object);
  const Content* content_of(const Trace& trace, Value v) const;  // null: not such an object
  bool names_some(const Trace& trace, uint32_t block);

  std::vector<Content> objects_;
  std::vector<Content> lazy_;      // of objects that exist, what exits have to write
  std::vector<uint32_t> numbers_;  // by operation: 1 + index into objects_
  enum class Names : uint8_t { NotKnown, None, Some };
  std::vector<Names> blocks_;  // by block of values
  uint32_t version_ = 0;
};

}  // namespace sidewinder::jit
