// Instances of C whose end does something that programs wait for: wx.BufferedPaintDC draws what was painted when it
// goes. With reference counts they go when the function that made them returns. Here a collection looks for them when C
// gets the control back that it gave to Python (PyGILState_Release), if one was made meanwhile. Which classes these are
// nobody can see from outside: there is a list.
#pragma once

#include "interpreter/execution/thread.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

void note_class_of_c(Type* cls);  // before it has instances
bool ends_at_once(const Type* cls);

// Of a class that ends_at_once.
void instance_begins();
void instance_ends();

// C calls Python in this thread, and gets the control back.
void python_is_entered();
void python_is_left(Thread& t);

}  // namespace sidewinder
