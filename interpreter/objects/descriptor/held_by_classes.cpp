#include "interpreter/objects/descriptor/held_by_classes.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/descriptor/method_decorators.h"
#include "interpreter/objects/descriptor/property.h"

namespace sidewinder {

static bool holds(Object* attribute, const Object* o) {
  if (attribute == o) return true;
  if (is_instance(attribute, &property_type)) {
    auto* property = cast<Property>(attribute);
    return property->getter == o || property->setter == o || property->deleter == o;
  }
  bool is_decorator = is_instance(attribute, ClassMethod::type()) || is_instance(attribute, StaticMethod::type());
  return is_decorator && cast<MethodDecorator>(attribute)->function == o;
}

static void changed_below(Thread& t, Type* cls, const Object* o) {
  ssize position = 0;
  Object *key, *value;
  while (cls->dict && dict_next(cls->dict, &position, &key, &value))
    if (holds(value, o)) {
      type_modified(t, cls);
      break;
    }
  for (ssize i = 0; i < subclass_count(cls); ++i)
    if (Type* subclass = subclass_at(cls, i)) changed_below(t, subclass, o);
}

void held_by_classes_changed(Thread& t, const Object* o) { changed_below(t, &object_type, o); }

}  // namespace sidewinder
