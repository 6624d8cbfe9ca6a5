// The life of C's instances as the collector sees it: which references they hold, and tp_dealloc in the end.
#pragma once

#include <Python.h>

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// C's tp_dealloc for instances of the class: its own or a base's; null: none of C.
destructor dealloc_of_c(const Type* cls);

// An instance of such a class has begun: it counts its class, as C's tp_dealloc expects. `tracked`: its tp_traverse
// may be called from now on.
void instance_of_c_born(Object* o, bool tracked);
void track_instance(Object* o);
// kCountsItsOwn: ctypes puts a dict of its own into a class, siplib another qualified name. `has_dict`: C has put that
// there itself, with its reference.
void count_parts_of_class(Type* cls, bool has_dict = false);
// Memory of the heap that C made an object of: when nothing holds it any more, tp_dealloc of its class runs at a safe
// point.
Status register_for_dealloc(Thread& t, Object* o);
// One that nobody holds ends now.
void end_instance(Thread& t, Object* o);
// C frees o. True: its tp_dealloc runs, and it is of the heap.
bool ends_by_freeing(const void* o);
// C has freed it itself: it needs no tp_dealloc.
void forget_dealloc(Object* o);

// C has asked for so many bytes: large blocks are a reason to look at the process's memory when the next instance
// begins.
void note_memory_of_c(size_t bytes);

// tp_dealloc of what is dead and waits for it.
void drain_dealloc_queue();
void install_dealloc();  // once

// The end of the process (dealloc_at_end.cpp).
void dealloc_at_end();

}  // namespace sidewinder
