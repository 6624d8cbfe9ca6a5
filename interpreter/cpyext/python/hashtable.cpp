// Hashing of memory and numbers, and _Py_hashtable_*: a table of C pointers that _hashlib keeps its algorithms in.
#include <Python.h>

#include <cmath>
#include <cstdlib>
#include <cstring>

#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/hash_bytes.h"

namespace {

struct Entry {
  Entry* next;
  Py_uhash_t hash;
  void *key, *value;
};

struct Table {  // as CPython has it: callers look into it, and call get_entry
  size_t used, capacity;
  Entry** buckets;
  Entry* (*get_entry)(Table*, const void* key);
  Py_uhash_t (*hash)(const void*);
  int (*compare)(const void*, const void*);
  void (*destroy_key)(void*);
  void (*destroy_value)(void*);
};

Entry** find(Table* table, const void* key) {
  Py_uhash_t hash = table->hash(key);
  Entry** place = &table->buckets[hash % table->capacity];
  while (*place && !((*place)->hash == hash && table->compare(key, (*place)->key))) place = &(*place)->next;
  return place;
}

Entry* get_entry(Table* table, const void* key) { return *find(table, key); }

bool grow(Table* table) {
  size_t capacity = table->capacity * 2;
  auto** buckets = static_cast<Entry**>(calloc(capacity, sizeof(Entry*)));
  if (!buckets) return false;
  for (size_t i = 0; i < table->capacity; i++) {
    for (Entry* e = table->buckets[i]; e;) {
      Entry* next = e->next;
      e->next = buckets[e->hash % capacity];
      buckets[e->hash % capacity] = e;
      e = next;
    }
  }
  free(table->buckets);
  table->buckets = buckets;
  table->capacity = capacity;
  return true;
}

void destroy(Table* table, Entry* e) {
  if (table->destroy_key) table->destroy_key(e->key);
  if (table->destroy_value) table->destroy_value(e->value);
  free(e);
}

}  // namespace

extern "C" {

Py_hash_t _Py_HashBytes(const void* data, Py_ssize_t n) { return sidewinder::hash_bytes(data, size_t(n)); }
Py_hash_t _Py_HashDouble(PyObject* identity, double v) {
  return sidewinder::double_hash(v, reinterpret_cast<sidewinder::Object*>(identity));
}

Table* _Py_hashtable_new_full(Py_uhash_t (*hash)(const void*), int (*compare)(const void*, const void*),
                              void (*destroy_key)(void*), void (*destroy_value)(void*), void*) {
  auto* table = static_cast<Table*>(malloc(sizeof(Table)));
  if (!table) return nullptr;
  *table = {0, 16, nullptr, get_entry, hash, compare, destroy_key, destroy_value};
  table->buckets = static_cast<Entry**>(calloc(table->capacity, sizeof(Entry*)));
  return table;
}
Table* _Py_hashtable_new(Py_uhash_t (*hash)(const void*), int (*compare)(const void*, const void*)) {
  return _Py_hashtable_new_full(hash, compare, nullptr, nullptr, nullptr);
}
int _Py_hashtable_compare_direct(const void* a, const void* b) { return a == b; }
int _Py_hashtable_set(Table* table, const void* key, void* value) {
  if (table->used > table->capacity / 2 && !grow(table)) return -1;
  auto* e = static_cast<Entry*>(malloc(sizeof(Entry)));
  if (!e) return -1;
  Py_uhash_t hash = table->hash(key);
  Entry*& bucket = table->buckets[hash % table->capacity];
  *e = {bucket, hash, const_cast<void*>(key), value};
  bucket = e;
  table->used++;
  return 0;
}
void* _Py_hashtable_get(Table* table, const void* key) {
  Entry* e = *find(table, key);
  return e ? e->value : nullptr;
}
void* _Py_hashtable_steal(Table* table, const void* key) {
  Entry** place = find(table, key);
  Entry* e = *place;
  if (!e) return nullptr;
  void* value = e->value;
  *place = e->next;
  free(e);
  table->used--;
  return value;
}
int _Py_hashtable_foreach(Table* table, int (*visit)(Table*, const void*, const void*, void*), void* argument) {
  for (size_t i = 0; i < table->capacity; i++)
    for (Entry* e = table->buckets[i]; e; e = e->next)
      if (int result = visit(table, e->key, e->value, argument)) return result;
  return 0;
}
void _Py_hashtable_clear(Table* table) {
  for (size_t i = 0; i < table->capacity; i++) {
    for (Entry* e = table->buckets[i]; e;) {
      Entry* next = e->next;
      destroy(table, e);
      e = next;
    }
    table->buckets[i] = nullptr;
  }
  table->used = 0;
}
void _Py_hashtable_destroy(Table* table) {
  _Py_hashtable_clear(table);
  free(table->buckets);
  free(table);
}

PyObject* _Py_strhex(const char* data, Py_ssize_t n) {
  PyObject* text = PyUnicode_New(2 * n, 127);
  for (Py_ssize_t i = 0; text && i < n; i++) {
    auto byte = static_cast<unsigned char>(data[i]);
    PyUnicode_1BYTE_DATA(text)[2 * i] = Py_UCS1(Py_hexdigits[byte >> 4]);
    PyUnicode_1BYTE_DATA(text)[2 * i + 1] = Py_UCS1(Py_hexdigits[byte & 15]);
  }
  return text;
}
}
