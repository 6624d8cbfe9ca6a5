// Instances of C whose end does something that programs wait for. With reference counts they go when the function that
// made them returns. Here C's getting the control back that it gave to Python (PyGILState_Release) is the moment. Which
// classes these are nobody can see from outside: there is a list.
//
// Scoped: may not outlive the event in which it was made anyway (wx.PaintDC: until it goes, GTK draws the window's
// other parts where the handler left off). What it wraps is deleted, whoever still has it. Awaited: a collection looks
// whether somebody has it (wx.BusyCursor). OnlyOfC: nothing but C's own functions ever gets one, which count their
// references; the end (numpy.mapiter: its results are written back) comes when they have returned.
#pragma once

#include "interpreter/execution/thread.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

void note_class_of_c(Type* cls);  // before it has instances
bool ends_at_once(const Type* cls);

// Of a class that ends_at_once.
void instance_begins(Object* o);
void instance_ends(Object* o);

// C has returned to the core, in any thread: what only C had, and has given back, ends.
extern bool any_only_of_c;  // there are instances
void end_what_only_c_had(Thread& t);

// C calls Python in this thread, and gets the control back.
void python_is_entered();
void python_is_left(Thread& t);

}  // namespace sidewinder
