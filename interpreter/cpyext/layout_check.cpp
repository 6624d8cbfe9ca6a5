// Compares our structs with CPython 3.11's own headers, at compile time: every `fixed` line of abi/layout.txt that
// concerns a type which exists in the core. This file and the C API are the only places that include Python.h; it makes
// no code.
//
// CPython's names are in the global namespace, ours in sidewinder.

#include <Python.h>
#include <datetime.h>
#include <frameobject.h>
#include <structmember.h>

#include <cstddef>

#include "internal/pycore_frame.h"
#include "internal/pycore_moduleobject.h"
#include "interpreter/execution/thread.h"
#include "interpreter/modules/datetime/datetime_capi.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/descriptor/slot_wrapper.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"

// Our structs derive from Object; gcc lays them out like C structs all the same, and that is what is checked here.
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace sw = sidewinder;

#define SAME_FIELD(Theirs, their_field, Ours, our_field) \
  static_assert(offsetof(Theirs, their_field) == offsetof(sw::Ours, our_field), #Theirs "." #their_field)
#define SAME_SIZE(Theirs, Ours) static_assert(sizeof(Theirs) == sizeof(sw::Ours), #Theirs)
#define SAME_VALUE(theirs, ours) static_assert((theirs) == (ours), #theirs)

// --- heads ----------------------------------------------------------------------------------------
SAME_SIZE(PyObject, Object);
SAME_FIELD(PyObject, ob_refcnt, Object, refcount);
SAME_FIELD(PyObject, ob_type, Object, cls);
SAME_SIZE(PyVarObject, VarObject);
SAME_FIELD(PyVarObject, ob_size, VarObject, size);

// --- types ----------------------------------------------------------------------------------------
SAME_SIZE(PyTypeObject, Type);
SAME_FIELD(PyTypeObject, tp_name, Type, name);
SAME_FIELD(PyTypeObject, tp_basicsize, Type, basic_size);
SAME_FIELD(PyTypeObject, tp_itemsize, Type, item_size);
SAME_FIELD(PyTypeObject, tp_dealloc, Type, c_dealloc);
SAME_FIELD(PyTypeObject, tp_vectorcall_offset, Type, c_vectorcall_offset);
SAME_FIELD(PyTypeObject, tp_getattr, Type, c_getattr);
SAME_FIELD(PyTypeObject, tp_setattr, Type, c_setattr);
SAME_FIELD(PyTypeObject, tp_as_async, Type, c_as_async);
SAME_FIELD(PyTypeObject, tp_repr, Type, c_repr);
SAME_FIELD(PyTypeObject, tp_as_number, Type, c_as_number);
SAME_FIELD(PyTypeObject, tp_as_sequence, Type, c_as_sequence);
SAME_FIELD(PyTypeObject, tp_as_mapping, Type, c_as_mapping);
SAME_FIELD(PyTypeObject, tp_hash, Type, c_hash);
SAME_FIELD(PyTypeObject, tp_call, Type, c_call);
SAME_FIELD(PyTypeObject, tp_str, Type, c_str);
SAME_FIELD(PyTypeObject, tp_getattro, Type, c_getattro);
SAME_FIELD(PyTypeObject, tp_setattro, Type, c_setattro);
SAME_FIELD(PyTypeObject, tp_as_buffer, Type, c_as_buffer);
SAME_FIELD(PyTypeObject, tp_flags, Type, flags);
SAME_FIELD(PyTypeObject, tp_doc, Type, doc);
SAME_FIELD(PyTypeObject, tp_traverse, Type, c_traverse);
SAME_FIELD(PyTypeObject, tp_clear, Type, c_clear);
SAME_FIELD(PyTypeObject, tp_richcompare, Type, c_richcompare);
SAME_FIELD(PyTypeObject, tp_weaklistoffset, Type, c_weaklist_offset);
SAME_FIELD(PyTypeObject, tp_iter, Type, c_iter);
SAME_FIELD(PyTypeObject, tp_iternext, Type, c_iternext);
SAME_FIELD(PyTypeObject, tp_methods, Type, c_methods);
SAME_FIELD(PyTypeObject, tp_members, Type, c_members);
SAME_FIELD(PyTypeObject, tp_getset, Type, c_getset);
SAME_FIELD(PyTypeObject, tp_base, Type, base);
SAME_FIELD(PyTypeObject, tp_dict, Type, dict);
SAME_FIELD(PyTypeObject, tp_descr_get, Type, c_descr_get);
SAME_FIELD(PyTypeObject, tp_descr_set, Type, c_descr_set);
SAME_FIELD(PyTypeObject, tp_dictoffset, Type, c_dict_offset);
SAME_FIELD(PyTypeObject, tp_init, Type, c_init);
SAME_FIELD(PyTypeObject, tp_alloc, Type, c_alloc);
SAME_FIELD(PyTypeObject, tp_new, Type, c_new);
SAME_FIELD(PyTypeObject, tp_free, Type, c_free);
SAME_FIELD(PyTypeObject, tp_is_gc, Type, c_is_gc);
SAME_FIELD(PyTypeObject, tp_bases, Type, bases);
SAME_FIELD(PyTypeObject, tp_mro, Type, mro);
SAME_FIELD(PyTypeObject, tp_cache, Type, data);
SAME_FIELD(PyTypeObject, tp_subclasses, Type, c_subclasses);
SAME_FIELD(PyTypeObject, tp_weaklist, Type, c_weaklist);
SAME_FIELD(PyTypeObject, tp_del, Type, c_del);
SAME_FIELD(PyTypeObject, tp_version_tag, Type, version);
SAME_FIELD(PyTypeObject, tp_finalize, Type, c_finalize);
SAME_FIELD(PyTypeObject, tp_vectorcall, Type, c_vectorcall);

SAME_SIZE(PyHeapTypeObject, HeapType);
SAME_FIELD(PyHeapTypeObject, as_async, HeapType, c_tables);
SAME_FIELD(PyHeapTypeObject, ht_name, HeapType, name_object);
SAME_FIELD(PyHeapTypeObject, ht_slots, HeapType, slot_names);
SAME_FIELD(PyHeapTypeObject, ht_qualname, HeapType, qualname);
SAME_FIELD(PyHeapTypeObject, ht_cached_keys, HeapType, cached_keys);
SAME_FIELD(PyHeapTypeObject, ht_module, HeapType, module);
SAME_FIELD(PyHeapTypeObject, _ht_tpname, HeapType, name_storage);
SAME_FIELD(PyHeapTypeObject, _spec_cache, HeapType, spec_cache);
// The tables inside c_tables, which cpyext fills.
static_assert(offsetof(PyHeapTypeObject, as_number) == 440 && offsetof(PyHeapTypeObject, as_mapping) == 728);
static_assert(offsetof(PyHeapTypeObject, as_sequence) == 752 && offsetof(PyHeapTypeObject, as_buffer) == 832);
static_assert(sizeof(PyNumberMethods) == 288 && sizeof(PySequenceMethods) == 80 && sizeof(PyMappingMethods) == 24);
static_assert(sizeof(PyBufferProcs) == 16 && sizeof(PyAsyncMethods) == 32);

SAME_VALUE(Py_TPFLAGS_SEQUENCE, sw::kTypeSequence);
SAME_VALUE(Py_TPFLAGS_MAPPING, sw::kTypeMapping);
SAME_VALUE(Py_TPFLAGS_DISALLOW_INSTANTIATION, sw::kTypeDisallowInstantiation);
SAME_VALUE(Py_TPFLAGS_IMMUTABLETYPE, sw::kTypeImmutable);
SAME_VALUE(Py_TPFLAGS_HEAPTYPE, sw::kTypeHeap);
SAME_VALUE(Py_TPFLAGS_BASETYPE, sw::kTypeBase);
SAME_VALUE(Py_TPFLAGS_HAVE_VECTORCALL, sw::kTypeHaveVectorcall);
SAME_VALUE(Py_TPFLAGS_READY, sw::kTypeReady);
SAME_VALUE(Py_TPFLAGS_HAVE_GC, sw::kTypeHaveGC);
SAME_VALUE(Py_TPFLAGS_METHOD_DESCRIPTOR, sw::kTypeMethodDescriptor);
SAME_VALUE(Py_TPFLAGS_HAVE_VERSION_TAG, sw::kTypeDefault);
SAME_VALUE(_Py_TPFLAGS_MATCH_SELF, sw::kTypeMatchSelf);
SAME_VALUE(Py_TPFLAGS_LONG_SUBCLASS, sw::kTypeLong);
SAME_VALUE(Py_TPFLAGS_LIST_SUBCLASS, sw::kTypeList);
SAME_VALUE(Py_TPFLAGS_TUPLE_SUBCLASS, sw::kTypeTuple);
SAME_VALUE(Py_TPFLAGS_BYTES_SUBCLASS, sw::kTypeBytes);
SAME_VALUE(Py_TPFLAGS_UNICODE_SUBCLASS, sw::kTypeUnicode);
SAME_VALUE(Py_TPFLAGS_DICT_SUBCLASS, sw::kTypeDict);
SAME_VALUE(Py_TPFLAGS_BASE_EXC_SUBCLASS, sw::kTypeBaseException);
SAME_VALUE(Py_TPFLAGS_TYPE_SUBCLASS, sw::kTypeType);
SAME_VALUE(Py_LT, int(sw::CompareOp::Lt));
SAME_VALUE(Py_LE, int(sw::CompareOp::Le));
SAME_VALUE(Py_EQ, int(sw::CompareOp::Eq));
SAME_VALUE(Py_NE, int(sw::CompareOp::Ne));
SAME_VALUE(Py_GT, int(sw::CompareOp::Gt));
SAME_VALUE(Py_GE, int(sw::CompareOp::Ge));

// --- numbers --------------------------------------------------------------------------------------
SAME_SIZE(PyLongObject, Int);  // ours has two digits in it; theirs one and padding
SAME_FIELD(PyLongObject, ob_digit, Int, digits);
SAME_VALUE(PyLong_SHIFT, 30);
static_assert(sizeof(digit) == sizeof(sw::Int::digits[0]));
SAME_SIZE(PyFloatObject, Float);
SAME_FIELD(PyFloatObject, ob_fval, Float, value);
SAME_SIZE(PyComplexObject, Complex);
SAME_FIELD(PyComplexObject, cval, Complex, real);
static_assert(offsetof(Py_complex, imag) == offsetof(sw::Complex, imag) - offsetof(sw::Complex, real));

// --- text -----------------------------------------------------------------------------------------
SAME_FIELD(PyBytesObject, ob_shash, Bytes, hash);
SAME_FIELD(PyBytesObject, ob_sval, Bytes, bytes);
SAME_SIZE(PyByteArrayObject, ByteArray);
SAME_FIELD(PyByteArrayObject, ob_alloc, ByteArray, allocated);
SAME_FIELD(PyByteArrayObject, ob_bytes, ByteArray, storage);
SAME_FIELD(PyByteArrayObject, ob_start, ByteArray, start);
SAME_FIELD(PyByteArrayObject, ob_exports, ByteArray, exports);
SAME_SIZE(PyASCIIObject, Str);
SAME_FIELD(PyASCIIObject, length, Str, length);
SAME_FIELD(PyASCIIObject, hash, Str, hash);
SAME_FIELD(PyASCIIObject, state, Str, state);
SAME_FIELD(PyASCIIObject, wstr, Str, wide);
static_assert(sizeof(PyCompactUnicodeObject) == 72);
static_assert(offsetof(PyCompactUnicodeObject, utf8_length) == 48 && offsetof(PyCompactUnicodeObject, utf8) == 56);
static_assert(offsetof(PyCompactUnicodeObject, wstr_length) == 64);
static_assert(sizeof(PyUnicodeObject) == 80 && offsetof(PyUnicodeObject, data) == 72);

// --- containers -----------------------------------------------------------------------------------
SAME_FIELD(PyTupleObject, ob_item, Tuple, items);
SAME_SIZE(PyListObject, List);
SAME_FIELD(PyListObject, ob_item, List, items);
SAME_FIELD(PyListObject, allocated, List, allocated_and_kind);
SAME_SIZE(PyDictObject, Dict);
SAME_FIELD(PyDictObject, ma_used, Dict, used);
SAME_FIELD(PyDictObject, ma_version_tag, Dict, version);
SAME_SIZE(PySetObject, Set);
SAME_FIELD(PySetObject, used, Set, used);
SAME_FIELD(PySetObject, hash, Set, hash);
SAME_FIELD(PySetObject, weakreflist, Set, weak_list);
SAME_SIZE(PySliceObject, Slice);
SAME_FIELD(PySliceObject, start, Slice, start);
SAME_FIELD(PySliceObject, stop, Slice, stop);
SAME_FIELD(PySliceObject, step, Slice, step);

// --- functions ------------------------------------------------------------------------------------
SAME_SIZE(PyCellObject, Cell);
SAME_FIELD(PyCellObject, ob_ref, Cell, value);
SAME_SIZE(PyMethodObject, Method);
SAME_FIELD(PyMethodObject, im_func, Method, function);
SAME_FIELD(PyMethodObject, im_self, Method, self);
SAME_FIELD(PyMethodObject, im_weakreflist, Method, weak_list);
SAME_FIELD(PyMethodObject, vectorcall, Method, vectorcall);
SAME_SIZE(PyFunctionObject, Function);
SAME_FIELD(PyFunctionObject, func_globals, Function, globals);
SAME_FIELD(PyFunctionObject, func_builtins, Function, builtins);
SAME_FIELD(PyFunctionObject, func_name, Function, name);
SAME_FIELD(PyFunctionObject, func_qualname, Function, qualname);
SAME_FIELD(PyFunctionObject, func_code, Function, code);
SAME_FIELD(PyFunctionObject, func_defaults, Function, defaults);
SAME_FIELD(PyFunctionObject, func_kwdefaults, Function, keyword_defaults);
SAME_FIELD(PyFunctionObject, func_closure, Function, closure);
SAME_FIELD(PyFunctionObject, func_doc, Function, doc);
SAME_FIELD(PyFunctionObject, func_dict, Function, dict);
SAME_FIELD(PyFunctionObject, func_weakreflist, Function, weak_list);
SAME_FIELD(PyFunctionObject, func_module, Function, module);
SAME_FIELD(PyFunctionObject, func_annotations, Function, annotations);
SAME_FIELD(PyFunctionObject, vectorcall, Function, vectorcall);
SAME_FIELD(PyFunctionObject, func_version, Function, version);
SAME_SIZE(PyCFunctionObject, BuiltinFunction);
SAME_FIELD(PyCFunctionObject, m_ml, BuiltinFunction, method);
SAME_FIELD(PyCFunctionObject, m_self, BuiltinFunction, self);
SAME_FIELD(PyCFunctionObject, m_module, BuiltinFunction, module);
SAME_FIELD(PyCFunctionObject, m_weakreflist, BuiltinFunction, weak_list);
SAME_FIELD(PyCFunctionObject, vectorcall, BuiltinFunction, vectorcall);
SAME_SIZE(PyMethodDef, NativeMethod);
SAME_FIELD(PyMethodDef, ml_name, NativeMethod, name);
SAME_FIELD(PyMethodDef, ml_meth, NativeMethod, function);
SAME_FIELD(PyMethodDef, ml_doc, NativeMethod, doc);

// --- descriptors ----------------------------------------------------------------------------------
SAME_SIZE(PyDescrObject, Descriptor);
SAME_FIELD(PyDescrObject, d_type, Descriptor, owner);
SAME_FIELD(PyDescrObject, d_name, Descriptor, name);
SAME_FIELD(PyDescrObject, d_qualname, Descriptor, qualname);
SAME_SIZE(PyMethodDescrObject, MethodDescriptor);
SAME_FIELD(PyMethodDescrObject, d_method, MethodDescriptor, method);
SAME_FIELD(PyMethodDescrObject, vectorcall, MethodDescriptor, vectorcall);
SAME_SIZE(PyGetSetDescrObject, GetSetDescriptor);
SAME_FIELD(PyGetSetDescrObject, d_getset, GetSetDescriptor, getset);
SAME_SIZE(PyMemberDescrObject, MemberDescriptor);
SAME_FIELD(PyMemberDescrObject, d_member, MemberDescriptor, member);
SAME_SIZE(PyWrapperDescrObject, SlotWrapper);
SAME_FIELD(PyWrapperDescrObject, d_base, SlotWrapper, definition);
SAME_FIELD(PyWrapperDescrObject, d_wrapped, SlotWrapper, function);
SAME_SIZE(PyModuleObject, Module);

// --- exceptions and the thread ----------------------------------------------------------------------
SAME_SIZE(PyBaseExceptionObject, BaseException);
SAME_FIELD(PyBaseExceptionObject, dict, BaseException, dict);
SAME_FIELD(PyBaseExceptionObject, args, BaseException, args);
SAME_FIELD(PyBaseExceptionObject, notes, BaseException, notes);
SAME_FIELD(PyBaseExceptionObject, traceback, BaseException, traceback);
SAME_FIELD(PyBaseExceptionObject, context, BaseException, context);
SAME_FIELD(PyBaseExceptionObject, cause, BaseException, cause);
SAME_FIELD(PyBaseExceptionObject, suppress_context, BaseException, suppress_context);
SAME_SIZE(PyStopIterationObject, StopIterationObject);
SAME_FIELD(PyStopIterationObject, value, StopIterationObject, value);
SAME_SIZE(PySystemExitObject, SystemExitObject);
SAME_FIELD(PySystemExitObject, code, SystemExitObject, code);
SAME_SIZE(PyOSErrorObject, OSErrorObject);
SAME_FIELD(PyOSErrorObject, myerrno, OSErrorObject, number);
SAME_FIELD(PyOSErrorObject, strerror, OSErrorObject, text);
SAME_FIELD(PyOSErrorObject, filename, OSErrorObject, filename);
SAME_FIELD(PyOSErrorObject, filename2, OSErrorObject, filename2);
SAME_FIELD(PyOSErrorObject, written, OSErrorObject, written);
SAME_SIZE(PyUnicodeErrorObject, UnicodeErrorObject);
SAME_FIELD(PyUnicodeErrorObject, encoding, UnicodeErrorObject, encoding);
SAME_FIELD(PyUnicodeErrorObject, object, UnicodeErrorObject, object);
SAME_FIELD(PyUnicodeErrorObject, start, UnicodeErrorObject, start);
SAME_FIELD(PyUnicodeErrorObject, end, UnicodeErrorObject, end);
SAME_FIELD(PyUnicodeErrorObject, reason, UnicodeErrorObject, reason);
SAME_SIZE(PySyntaxErrorObject, SyntaxErrorObject);
SAME_FIELD(PySyntaxErrorObject, msg, SyntaxErrorObject, message);
SAME_FIELD(PySyntaxErrorObject, filename, SyntaxErrorObject, filename);
SAME_FIELD(PySyntaxErrorObject, lineno, SyntaxErrorObject, line);
SAME_SIZE(PyImportErrorObject, ImportErrorObject);
SAME_FIELD(PyImportErrorObject, msg, ImportErrorObject, message);
SAME_FIELD(PyImportErrorObject, name, ImportErrorObject, name);
SAME_FIELD(PyImportErrorObject, path, ImportErrorObject, path);
SAME_SIZE(PyNameErrorObject, NameErrorObject);
SAME_FIELD(PyNameErrorObject, name, NameErrorObject, name);
SAME_SIZE(PyAttributeErrorObject, AttributeErrorObject);
SAME_FIELD(PyAttributeErrorObject, obj, AttributeErrorObject, object);
SAME_FIELD(PyAttributeErrorObject, name, AttributeErrorObject, name);
SAME_SIZE(PyTracebackObject, Traceback);
SAME_FIELD(PyTracebackObject, tb_next, Traceback, next);
SAME_FIELD(PyTracebackObject, tb_frame, Traceback, frame);
SAME_FIELD(PyTracebackObject, tb_lasti, Traceback, last_instruction);
SAME_FIELD(PyTracebackObject, tb_lineno, Traceback, line);
SAME_FIELD(PyFrameObject, f_back, FrameObject, back);
SAME_FIELD(PyFrameObject, f_frame, FrameObject, frame);
SAME_FIELD(PyFrameObject, f_trace, FrameObject, trace);
SAME_FIELD(PyFrameObject, f_lineno, FrameObject, line);
SAME_FIELD(PyFrameObject, f_trace_lines, FrameObject, trace_lines);
SAME_FIELD(PyFrameObject, f_trace_opcodes, FrameObject, trace_opcodes);

SAME_SIZE(_PyErr_StackItem, HandledStack);
SAME_FIELD(_PyErr_StackItem, exc_value, HandledStack, exception);
SAME_FIELD(_PyErr_StackItem, previous_item, HandledStack, previous);
SAME_SIZE(PyThreadState, ThreadState);
SAME_FIELD(PyThreadState, prev, ThreadState, prev);
SAME_FIELD(PyThreadState, next, ThreadState, next);
SAME_FIELD(PyThreadState, interp, ThreadState, interp);
SAME_FIELD(PyThreadState, recursion_remaining, ThreadState, recursion_remaining);
SAME_FIELD(PyThreadState, recursion_limit, ThreadState, recursion_limit);
SAME_FIELD(PyThreadState, recursion_headroom, ThreadState, recursion_headroom);
SAME_FIELD(PyThreadState, tracing, ThreadState, tracing);
SAME_FIELD(PyThreadState, tracing_what, ThreadState, tracing_what);
SAME_FIELD(PyThreadState, cframe, ThreadState, cframe);
SAME_FIELD(PyThreadState, c_profilefunc, ThreadState, profile_function);
SAME_FIELD(PyThreadState, c_tracefunc, ThreadState, trace_function);
SAME_FIELD(PyThreadState, curexc_type, ThreadState, pending_type);
SAME_FIELD(PyThreadState, curexc_value, ThreadState, pending);
SAME_FIELD(PyThreadState, curexc_traceback, ThreadState, pending_traceback);
SAME_FIELD(PyThreadState, exc_info, ThreadState, handled);
SAME_FIELD(PyThreadState, dict, ThreadState, dict);
SAME_FIELD(PyThreadState, gilstate_counter, ThreadState, gilstate_counter);
SAME_FIELD(PyThreadState, async_exc, ThreadState, async_exception);
SAME_FIELD(PyThreadState, thread_id, ThreadState, thread_id);
SAME_FIELD(PyThreadState, trash_delete_nesting, ThreadState, trash_delete_nesting);
SAME_FIELD(PyThreadState, trash_delete_later, ThreadState, trash_delete_later);
SAME_FIELD(PyThreadState, context, ThreadState, context);
SAME_FIELD(PyThreadState, context_ver, ThreadState, context_version);
SAME_FIELD(PyThreadState, id, ThreadState, id);
SAME_FIELD(PyThreadState, datastack_chunk, ThreadState, datastack_chunk);
SAME_FIELD(PyThreadState, datastack_top, ThreadState, datastack_top);
SAME_FIELD(PyThreadState, datastack_limit, ThreadState, datastack_limit);
SAME_FIELD(PyThreadState, exc_state, ThreadState, base_handled);
SAME_FIELD(PyThreadState, root_cframe, ThreadState, root_cframe);

// --- dates and times, and their C API ---
SAME_SIZE(PyDateTime_Delta, Timedelta);
SAME_FIELD(PyDateTime_Delta, hashcode, Timedelta, hash);
SAME_FIELD(PyDateTime_Delta, days, Timedelta, days);
SAME_FIELD(PyDateTime_Delta, seconds, Timedelta, seconds);
SAME_FIELD(PyDateTime_Delta, microseconds, Timedelta, microseconds);
SAME_SIZE(PyDateTime_TZInfo, TimezoneInfo);
SAME_SIZE(PyDateTime_Date, Date);
SAME_FIELD(PyDateTime_Date, hashcode, Date, hash);
SAME_FIELD(PyDateTime_Date, hastzinfo, Date, has_tzinfo);
SAME_FIELD(PyDateTime_Date, data, Date, data);
SAME_SIZE(PyDateTime_Time, TimeOfDay);
SAME_FIELD(PyDateTime_Time, hashcode, TimeOfDay, hash);
SAME_FIELD(PyDateTime_Time, hastzinfo, TimeOfDay, has_tzinfo);
SAME_FIELD(PyDateTime_Time, data, TimeOfDay, data);
SAME_FIELD(PyDateTime_Time, fold, TimeOfDay, fold);
SAME_FIELD(PyDateTime_Time, tzinfo, TimeOfDay, tzinfo);
SAME_SIZE(PyDateTime_DateTime, DateTime);
SAME_FIELD(PyDateTime_DateTime, hashcode, DateTime, hash);
SAME_FIELD(PyDateTime_DateTime, hastzinfo, DateTime, has_tzinfo);
SAME_FIELD(PyDateTime_DateTime, data, DateTime, data);
SAME_FIELD(PyDateTime_DateTime, data[4], DateTime, clock_data);
SAME_FIELD(PyDateTime_DateTime, fold, DateTime, fold);
SAME_FIELD(PyDateTime_DateTime, tzinfo, DateTime, tzinfo);
SAME_SIZE(PyDateTime_CAPI, DateTimeCApi);
SAME_FIELD(PyDateTime_CAPI, DateType, DateTimeCApi, date_type);
SAME_FIELD(PyDateTime_CAPI, DateTimeType, DateTimeCApi, datetime_type);
SAME_FIELD(PyDateTime_CAPI, TimeType, DateTimeCApi, time_type);
SAME_FIELD(PyDateTime_CAPI, DeltaType, DateTimeCApi, delta_type);
SAME_FIELD(PyDateTime_CAPI, TZInfoType, DateTimeCApi, tzinfo_type);
SAME_FIELD(PyDateTime_CAPI, TimeZone_UTC, DateTimeCApi, timezone_utc);
SAME_FIELD(PyDateTime_CAPI, Date_FromDate, DateTimeCApi, date_from_date);
SAME_FIELD(PyDateTime_CAPI, DateTime_FromDateAndTime, DateTimeCApi, datetime_from_date_and_time);
SAME_FIELD(PyDateTime_CAPI, Time_FromTime, DateTimeCApi, time_from_time);
SAME_FIELD(PyDateTime_CAPI, Delta_FromDelta, DateTimeCApi, delta_from_delta);
SAME_FIELD(PyDateTime_CAPI, TimeZone_FromTimeZone, DateTimeCApi, timezone_from_timezone);
SAME_FIELD(PyDateTime_CAPI, DateTime_FromTimestamp, DateTimeCApi, datetime_from_timestamp);
SAME_FIELD(PyDateTime_CAPI, Date_FromTimestamp, DateTimeCApi, date_from_timestamp);
SAME_FIELD(PyDateTime_CAPI, DateTime_FromDateAndTimeAndFold, DateTimeCApi, datetime_from_date_and_time_and_fold);
SAME_FIELD(PyDateTime_CAPI, Time_FromTimeAndFold, DateTimeCApi, time_from_time_and_fold);

// --- the C slots that specials.def and operators.def name exist ---

struct CSlots : PyTypeObject, PyNumberMethods, PySequenceMethods, PyMappingMethods {};
#define C_SLOT(name) sizeof(CSlots::name) == sizeof(void*)
#define C_SLOTS_1(a) C_SLOT(a)
#define C_SLOTS_2(a, b) C_SLOT(a) && C_SLOT(b)
#define C_SLOTS_4(a, b, c, d) C_SLOTS_2(a, b) && C_SLOTS_2(c, d)
#define C_SLOTS_N(a, b, c, d, form, ...) form
#define C_SLOTS(...) C_SLOTS_N(__VA_ARGS__, C_SLOTS_4, , C_SLOTS_2, C_SLOTS_1)(__VA_ARGS__)
#define SPECIAL(name, text, slot, kind, ...) static_assert(C_SLOTS(__VA_ARGS__));
#include "interpreter/objects/core/specials.def"
#undef SPECIAL
#define OPERATOR(name, symbol, forward, reflected, in_place, ...) static_assert(C_SLOTS(__VA_ARGS__));
#include "interpreter/objects/core/operators.def"
#undef OPERATOR
