// Data that C knows by name and the core does not have: exceptions' pointers, types that only C makes, tables of
// characters, flags.
#include <Python.h>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/protocol/error.h"

using sidewinder::borrowed;

extern "C" {

// --- exceptions ------------------------------------------------------------------------------------------

#define C_EXCEPTION(name) PyObject* PyExc_##name = reinterpret_cast<PyObject*>(&sidewinder::exceptions::name);
C_EXCEPTION(BaseException)
#define EXCEPTION(name, base, layout, doc) C_EXCEPTION(name)
#include "interpreter/objects/exception/exceptions.def"
#undef EXCEPTION
PyObject* PyExc_EnvironmentError = reinterpret_cast<PyObject*>(&sidewinder::exceptions::OSError);
PyObject* PyExc_IOError = reinterpret_cast<PyObject*>(&sidewinder::exceptions::OSError);
#undef C_EXCEPTION

// --- types that only C uses ------------------------------------------------------------------------------------

PyTypeObject PyModuleDef_Type = {PyVarObject_HEAD_INIT(&PyType_Type, 0) "moduledef", sizeof(PyModuleDef), 0};

// --- flags and texts ----------------------------------------------------------------------------------------

const unsigned long Py_Version = PY_VERSION_HEX;
const char* Py_FileSystemDefaultEncoding = "utf-8";
const char* Py_FileSystemDefaultEncodeErrors = "surrogateescape";
int Py_HasFileSystemDefaultEncoding = 1, Py_UTF8Mode = 0;
int Py_DebugFlag = 0, Py_VerboseFlag = 0, Py_QuietFlag = 0, Py_InteractiveFlag = 0, Py_InspectFlag = 0;
int Py_OptimizeFlag = 0, Py_NoSiteFlag = 0, Py_BytesWarningFlag = 0, Py_FrozenFlag = 0;
int Py_IgnoreEnvironmentFlag = 0, Py_DontWriteBytecodeFlag = 0, Py_NoUserSiteDirectory = 0;
int Py_UnbufferedStdioFlag = 0, Py_HashRandomizationFlag = 0, Py_IsolatedFlag = 0;
const char* Py_hexdigits = "0123456789abcdef";
char _PyByteArray_empty_string[] = "";

int (*PyOS_InputHook)() = nullptr;
char* (*PyOS_ReadlineFunctionPointer)(FILE*, FILE*, const char*) = nullptr;
PyThreadState* _PyOS_ReadlineTState = nullptr;

// By character; ASCII only, whatever the locale.
const unsigned char _Py_ascii_whitespace[128] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1,
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};
const unsigned int _Py_ctype_table[256] = {
    0, 0, 0, 0,  0, 0, 0, 0,  0,  16, 16, 16, 16, 16, 0, 0, 0, 0, 0, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0, 0, 0, 16, 0, 0, 0, 0,  0,  0,  0,  0,  0,  0,  0, 0, 0, 0, 0, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
    0, 0, 0, 0,  0, 0, 0, 10, 10, 10, 10, 10, 10, 2,  2, 2, 2, 2, 2, 2,  2,  2,  2,  2,  2,  2,  2,  2,  2,
    2, 2, 2, 2,  0, 0, 0, 0,  0,  0,  9,  9,  9,  9,  9, 9, 1, 1, 1, 1,  1,  1,  1,  1,  1,  1,  1,  1,  1,
    1, 1, 1, 1,  1, 1, 1, 0,  0,  0,  0,  0,  0,  0,  0, 0, 0, 0, 0, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0, 0, 0, 0,  0, 0, 0, 0,  0,  0,  0,  0,  0,  0,  0, 0, 0, 0, 0, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0, 0, 0, 0,  0, 0, 0, 0,  0,  0,  0,  0,  0,  0,  0, 0, 0, 0, 0, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0, 0, 0, 0,  0, 0, 0, 0,  0,  0,  0,  0,  0,  0,  0, 0, 0, 0, 0, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0, 0, 0, 0,  0, 0, 0, 0,  0,  0,  0,  0,  0,  0,  0, 0, 0, 0, 0, 0,  0,  0,  0,  0,
};
const unsigned char _Py_ctype_tolower[256] = {
    0,   1,   2,   3,   4,   5,   6,   7,   8,   9,   10,  11,  12,  13,  14,  15,  16,  17,  18,  19,  20,  21,
    22,  23,  24,  25,  26,  27,  28,  29,  30,  31,  32,  33,  34,  35,  36,  37,  38,  39,  40,  41,  42,  43,
    44,  45,  46,  47,  48,  49,  50,  51,  52,  53,  54,  55,  56,  57,  58,  59,  60,  61,  62,  63,  64,  97,
    98,  99,  100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119,
    120, 121, 122, 91,  92,  93,  94,  95,  96,  97,  98,  99,  100, 101, 102, 103, 104, 105, 106, 107, 108, 109,
    110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131,
    132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153,
    154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175,
    176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197,
    198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217, 218, 219,
    220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239, 240, 241,
    242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255,
};
const unsigned char _Py_ctype_toupper[256] = {
    0,   1,   2,   3,   4,   5,   6,   7,   8,   9,   10,  11,  12,  13,  14,  15,  16,  17,  18,  19,  20,  21,
    22,  23,  24,  25,  26,  27,  28,  29,  30,  31,  32,  33,  34,  35,  36,  37,  38,  39,  40,  41,  42,  43,
    44,  45,  46,  47,  48,  49,  50,  51,  52,  53,  54,  55,  56,  57,  58,  59,  60,  61,  62,  63,  64,  65,
    66,  67,  68,  69,  70,  71,  72,  73,  74,  75,  76,  77,  78,  79,  80,  81,  82,  83,  84,  85,  86,  87,
    88,  89,  90,  91,  92,  93,  94,  95,  96,  65,  66,  67,  68,  69,  70,  71,  72,  73,  74,  75,  76,  77,
    78,  79,  80,  81,  82,  83,  84,  85,  86,  87,  88,  89,  90,  123, 124, 125, 126, 127, 128, 129, 130, 131,
    132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153,
    154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175,
    176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197,
    198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217, 218, 219,
    220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239, 240, 241,
    242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255,
};
}
