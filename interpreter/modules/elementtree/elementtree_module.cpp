// Module _elementtree.
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/elementtree/tree_builder.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

Object* element_tree_sub_element(Thread& t, Object*, Args args) {
  bool has_place = args.count >= 2 && args.count <= 3;
  if (has_place && !is_element(args[0]))
    return raise_type_error(t, "SubElement() argument 1 must be xml.etree.ElementTree.Element, not %A", args[0]);
  Dict* attributes;
  TRY(attributes_of_call(t, args, "SubElement", 2, &attributes));
  Element* child = TRY(new_element(t, &element_type, args[1], attributes));
  TRY(element_append_child(t, *cast<Element>(args[0]), child));
  return child;
}

Object* element_tree_set_factories(Thread& t, Object* comment_factory, Object* pi_factory) {
  if (comment_factory != none() && !slots_of(comment_factory).call)
    return raise_type_error(t, "Comment factory must be callable, not %T", comment_factory);
  if (pi_factory != none() && !slots_of(pi_factory).call)
    return raise_type_error(t, "PI factory must be callable, not %T", pi_factory);
  ElementTreeState& state = element_tree_state();
  Object* old[] = {state.comment_factory ? state.comment_factory : none(),
                   state.pi_factory ? state.pi_factory : none()};
  state.comment_factory = comment_factory == none() ? nullptr : comment_factory;
  state.pi_factory = pi_factory == none() ? nullptr : pi_factory;
  return new_tuple(old, 2);
}

Status fill_state(Thread& t) {
  ElementTreeState& state = element_tree_state();
  state.deepcopy = TRY(get_attribute(t, TRY(import_module(t, "copy")), "deepcopy"));
  TRY(import_module(t, "xml.etree.ElementPath"));  // what find() and the like ask
  state.empty = empty_str();
  state.text = intern("text");
  state.tail = intern("tail");
  state.append = intern("append");
  if (state.parse_error) return Status::ok();
  Object* base = &exceptions::SyntaxError;
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("xml.etree.ElementTree")));
  state.parse_error =
      TRY(new_heap_type(t, &type_type, intern("ParseError"), TRY(new_tuple(&base, 1)), namespace_, Args{}));
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/elementtree/elementtree_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX element_tree
#define NATIVE_NAME "_elementtree"
#include "interpreter/objects/core/native_table.inc"

Module* create_elementtree(Thread& t) {
  for (Type* cls : {&element_type, &element_iterator_type, &tree_builder_type, &xml_tree_parser_type})
    ready_type(t, cls);
  TRY(fill_state(t));
  Module* module = TRY(new_module(t, "_elementtree"));
  TRY(add_functions(t, module, element_tree_method_rows));
  TRY(add_object(t, module, "Element", &element_type));
  TRY(add_object(t, module, "TreeBuilder", &tree_builder_type));
  TRY(add_object(t, module, "XMLParser", &xml_tree_parser_type));
  TRY(add_object(t, module, "ParseError", element_tree_state().parse_error));
  return module;
}

}  // namespace sidewinder
