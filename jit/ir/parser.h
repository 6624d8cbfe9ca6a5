// The textual form of a trace. print() and parse() are inverse: what one writes the other reads, and printing that
// gives the same text.
//
//   %12 = float_add %3, %4                      an operation; its number is its name
//   guard_class %5, <class float> [2]           leaves through snapshot 2
//   %7 = load_field %1 @complex.re              a descriptor
//   %9 = call @helper(%1, 5) : Ref [3]          a helper, arguments, kind of the result
//   guard_returned %9 [3 | 4]                   snapshot and the other way out
//   label 1 (%3, 0.5)                           values falling in; its arguments follow
//   jump label 1 (%8, %9) [4]                   or `jump @target3 (...)`; a recorded loop's: `jump (...)`
//   snapshots:
//   [2] 4096/0 (%1, none) 5000/1 (%3) raised    frames position/info (values), outermost first; or `memory`
//       with %7 {complex.re: %3, items[0]: %4}  objects that were not built
//
// Constants: 5  2.5  true  null  <name of an object>  ptr:0x10. Kinds that the operation leaves open follow a colon.
// `;` starts a comment. A text may begin with declarations of its descriptors (DescriptorTable::declare).
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "jit/ir/target.h"
#include "jit/ir/trace.h"

namespace sidewinder::jit {

// Names of descriptors and objects, for the parser and the printer. Rows are the caller's, or made by declare().
class DescriptorTable {
 public:
  void add(const Field* row) { fields_[row->name] = row; }
  void add(const Array* row) { arrays_[row->name] = row; }
  void add(const Shape* row) { shapes_[row->name] = row; }
  void add(const Helper* row) { helpers_[row->name] = row; }
  void add_target(const std::string& name, Target* target);
  void add_object(const std::string& name, const void* object);

  // Makes a row from a line of text; returns "" or what is wrong with it.
  //   field complex.re : Float offset 16 id 3 immutable
  //   array bytes.items : Int UInt8 offset 32 id 4
  //   shape Complex class <class complex> size 32 kind 1 words 0=1 8=<class complex> never_virtual
  //   helper print_it : Ref reads writes raises python pure thread
  //   target loop3 : Ref Int Float
  std::string declare(std::string_view line);
  static bool is_declaration(std::string_view line);

  const Field* field(const std::string& name) const { return find(fields_, name); }
  const Array* array(const std::string& name) const { return find(arrays_, name); }
  const Shape* shape(const std::string& name) const { return find(shapes_, name); }
  const Helper* helper(const std::string& name) const { return find(helpers_, name); }
  Target* target(const std::string& name) const { return find(targets_, name); }
  const void* object(const std::string& name);  // an unknown name gets 64 zero bytes of its own
  bool has_object(const std::string& name) const { return objects_.count(name) != 0; }
  std::string name_of(const void* object_or_target) const;  // "" if unknown

 private:
  template <typename T> using Names = std::unordered_map<std::string, T>;
  template <typename T> static T find(const Names<T>& names, const std::string& name) {
    auto it = names.find(name);
    return it == names.end() ? nullptr : it->second;
  }
  const char* keep(std::string name) { return strings_.emplace_back(std::move(name)).c_str(); }
  std::string declare_memory(class DeclarationReader& in, bool is_field);
  std::string declare_shape(class DeclarationReader& in);
  std::string declare_helper(class DeclarationReader& in);
  std::string declare_target(class DeclarationReader& in);

  Names<const Field*> fields_;
  Names<const Array*> arrays_;
  Names<const Shape*> shapes_;
  Names<const Helper*> helpers_;
  Names<Target*> targets_;
  Names<const void*> objects_;
  std::unordered_map<const void*, std::string> object_names_;
  std::deque<std::string> strings_;
  std::deque<Field> own_fields_;
  std::deque<Array> own_arrays_;
  std::deque<Shape> own_shapes_;
  std::deque<Helper> own_helpers_;
  std::deque<Target> own_targets_;
  struct alignas(16) Dummy {
    char bytes[64] = {};
  };
  std::deque<Dummy> own_objects_;
};

// Declarations of every descriptor that the trace uses, so that its print parses back anywhere.
std::string print_declarations(const Trace& trace, const PrintNames* names = nullptr);

const char* kind_name(Kind kind);
const char* width_name(Width width);

}  // namespace sidewinder::jit
