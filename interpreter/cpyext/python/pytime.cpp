// Times and deadlines in nanoseconds: _PyTime_*.
#include <sys/time.h>

#include <cmath>
#include <ctime>

#include "interpreter/cpyext/bridge/crossing.h"

namespace {

constexpr long long kSecond = 1000000000;

long long now(clockid_t clock) {
  timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * kSecond + t.tv_nsec;
}

// The way of rounding that CPython's callers name.
long long divide(long long t, long long by, _PyTime_round_t round) {
  long long quotient = t / by, rest = t % by;
  if (rest == 0) return quotient;
  switch (round) {
    case _PyTime_ROUND_FLOOR: return rest < 0 ? quotient - 1 : quotient;
    case _PyTime_ROUND_CEILING: return rest > 0 ? quotient + 1 : quotient;
    case _PyTime_ROUND_UP: return rest > 0 ? quotient + 1 : quotient - 1;
    case _PyTime_ROUND_HALF_EVEN: {
      long long twice = 2 * (rest < 0 ? -rest : rest);
      if (twice < by || (twice == by && quotient % 2 == 0)) return quotient;
      return rest > 0 ? quotient + 1 : quotient - 1;
    }
  }
  return quotient;
}

double rounded(double v, _PyTime_round_t round) {
  switch (round) {
    case _PyTime_ROUND_FLOOR: return std::floor(v);
    case _PyTime_ROUND_CEILING: return std::ceil(v);
    case _PyTime_ROUND_UP: return v >= 0 ? std::ceil(v) : std::floor(v);
    case _PyTime_ROUND_HALF_EVEN: return std::nearbyint(v);
  }
  return v;
}

int from_object(_PyTime_t* out, PyObject* o, _PyTime_round_t round, long long unit) {
  if (PyFloat_Check(o)) {
    double v = PyFloat_AsDouble(o);
    if (std::isnan(v)) {
      PyErr_SetString(PyExc_ValueError, "Invalid value NaN (not a number)");
      return -1;
    }
    v = rounded(v * double(unit), round);
    if (!(v >= -9223372036854775808.0 && v < 9223372036854775808.0)) {
      PyErr_SetString(PyExc_OverflowError, "timestamp too large to convert to C _PyTime_t");
      return -1;
    }
    *out = _PyTime_t(v);
    return 0;
  }
  long long v = PyLong_AsLongLong(o);
  if (v == -1 && PyErr_Occurred()) return -1;
  if (__builtin_mul_overflow(v, unit, out)) {
    PyErr_SetString(PyExc_OverflowError, "timestamp too large to convert to C _PyTime_t");
    return -1;
  }
  return 0;
}

// Whole seconds and the rest in parts of `unit` to the second.
int split_object(PyObject* o, time_t* seconds, long* rest, long unit, _PyTime_round_t round) {
  *rest = 0;
  if (!PyFloat_Check(o)) {
    *seconds = _PyLong_AsTime_t(o);
    return *seconds == -1 && PyErr_Occurred() ? -1 : 0;
  }
  double whole, v = PyFloat_AsDouble(o);
  if (std::isnan(v)) {
    PyErr_SetString(PyExc_ValueError, "Invalid value NaN (not a number)");
    return -1;
  }
  double part = rounded(std::modf(v, &whole) * double(unit), round);
  if (part >= double(unit)) {
    part -= double(unit);
    whole += 1;
  } else if (part < 0) {
    part += double(unit);
    whole -= 1;
  }
  if (!(whole >= -9223372036854775808.0 && whole < 9223372036854775808.0)) {
    PyErr_SetString(PyExc_OverflowError, "timestamp out of range for platform time_t");
    return -1;
  }
  *seconds = time_t(whole);
  *rest = long(part);
  return 0;
}

}  // namespace

extern "C" {

int _PyTime_ObjectToTime_t(PyObject* o, time_t* seconds, _PyTime_round_t round) {
  if (!PyFloat_Check(o)) {
    long rest;
    return split_object(o, seconds, &rest, 1, round);
  }
  double v = PyFloat_AsDouble(o);
  if (std::isnan(v)) {
    PyErr_SetString(PyExc_ValueError, "Invalid value NaN (not a number)");
    return -1;
  }
  v = rounded(v, round);
  if (!(v >= -9223372036854775808.0 && v < 9223372036854775808.0)) {
    PyErr_SetString(PyExc_OverflowError, "timestamp out of range for platform time_t");
    return -1;
  }
  *seconds = time_t(v);
  return 0;
}
int _PyTime_ObjectToTimespec(PyObject* o, time_t* seconds, long* ns, _PyTime_round_t round) {
  return split_object(o, seconds, ns, 1000000000, round);
}
int _PyTime_ObjectToTimeval(PyObject* o, time_t* seconds, long* us, _PyTime_round_t round) {
  return split_object(o, seconds, us, 1000000, round);
}

_PyTime_t _PyTime_FromSeconds(int seconds) { return seconds * kSecond; }
_PyTime_t _PyTime_FromNanoseconds(_PyTime_t ns) { return ns; }
int _PyTime_FromNanosecondsObject(_PyTime_t* out, PyObject* o) {
  if (!PyLong_Check(o)) {
    PyErr_Format(PyExc_TypeError, "expect int, got %s", Py_TYPE(o)->tp_name);
    return -1;
  }
  return from_object(out, o, _PyTime_ROUND_HALF_EVEN, 1);
}
int _PyTime_FromSecondsObject(_PyTime_t* out, PyObject* o, _PyTime_round_t round) {
  return from_object(out, o, round, kSecond);
}
int _PyTime_FromMillisecondsObject(_PyTime_t* out, PyObject* o, _PyTime_round_t round) {
  return from_object(out, o, round, 1000000);
}
double _PyTime_AsSecondsDouble(_PyTime_t t) { return double(t) / double(kSecond); }
_PyTime_t _PyTime_AsMilliseconds(_PyTime_t t, _PyTime_round_t round) { return divide(t, 1000000, round); }
_PyTime_t _PyTime_AsMicroseconds(_PyTime_t t, _PyTime_round_t round) { return divide(t, 1000, round); }
PyObject* _PyTime_AsNanosecondsObject(_PyTime_t t) { return PyLong_FromLongLong(t); }
int _PyTime_AsTimeval(_PyTime_t t, struct timeval* out, _PyTime_round_t round) {
  long long microseconds = divide(t, 1000, round);
  out->tv_sec = microseconds / 1000000 - (microseconds % 1000000 < 0);
  out->tv_usec = microseconds - out->tv_sec * 1000000;
  return 0;
}
void _PyTime_AsTimeval_clamp(_PyTime_t t, struct timeval* out, _PyTime_round_t round) {
  _PyTime_AsTimeval(t, out, round);
}
int _PyTime_AsTimespec(_PyTime_t t, struct timespec* out) {
  out->tv_sec = t / kSecond - (t % kSecond < 0);
  out->tv_nsec = t - out->tv_sec * kSecond;
  return 0;
}
void _PyTime_AsTimespec_clamp(_PyTime_t t, struct timespec* out) { _PyTime_AsTimespec(t, out); }
PyObject* _PyLong_FromTime_t(time_t t) { return PyLong_FromLongLong(t); }
time_t _PyLong_AsTime_t(PyObject* o) {
  long long value = PyLong_AsLongLong(o);
  if (value == -1 && PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_OverflowError))
    PyErr_SetString(PyExc_OverflowError, "timestamp out of range for platform time_t");
  return value;
}

_PyTime_t _PyTime_GetPerfCounter() { return now(CLOCK_MONOTONIC); }
_PyTime_t _PyTime_GetMonotonicClock() { return now(CLOCK_MONOTONIC); }
_PyTime_t _PyTime_GetSystemClock() { return now(CLOCK_REALTIME); }
_PyTime_t _PyDeadline_Init(_PyTime_t timeout) { return now(CLOCK_MONOTONIC) + timeout; }
_PyTime_t _PyDeadline_Get(_PyTime_t deadline) { return deadline - now(CLOCK_MONOTONIC); }
}
