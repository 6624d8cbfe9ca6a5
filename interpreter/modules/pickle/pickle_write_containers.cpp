// Tuples, lists, dicts, sets.
#include "interpreter/modules/pickle/pickle_writer.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"

namespace sidewinder {

constexpr int kFastNestingLimit = 50;  // from here on, cycles are looked for without a memo

Status PickleWriter::save_container(Object* o) {
  RecursionLevel level(t_, " while pickling an object");
  if (level.too_deep()) return Raised{};
  Type* cls = o->cls;
  if (cls == &dict_type) return save_dict(o);
  if (cls == &list_type) return save_list(o);
  if (cls == &tuple_type) return save_tuple(o);
  if (cls == &set_type) return save_set(o);
  if (cls == &frozenset_type) return save_frozenset(o);
  if (cls == &bytearray_type) return save_bytearray(o);
  if (cls == &pickle_buffer_type) return save_picklebuffer(o);
  return save_other(o);
}

// cls(argument), or cls() of null
Status PickleWriter::save_as_call(Object* o, Type* cls, Object* argument) {
  Object* items[] = {cls, argument ? TRY(new_tuple(&argument, 1)) : empty_tuple()};
  return save_reduce(TRY(new_tuple(items, 2)), o);
}

// --- tuples -----------------------------------------------------------------------------------------

Status PickleWriter::save_tuple_items(Object* o) {
  auto* tuple = cast<Tuple>(o);
  for (ssize i = 0; i < tuple->size; i++) TRY(save(tuple->items[i]));
  return Status::ok();
}

// The tuple holds itself, by way of another object, and is in the memo now: what was pushed for it goes.
Status PickleWriter::save_recursive_tuple(Object* o, ssize pushed) {
  for (ssize i = 0; i < pushed; i++) out_.add_op(PickleOp::Pop);
  write_get(data_.memo.find(o));
  return Status::ok();
}

Status PickleWriter::save_tuple(Object* o) {
  ssize n = cast<Tuple>(o)->size;
  if (n == 0) {
    if (data_.binary) out_.add_op(PickleOp::EmptyTuple);
    else out_.add_text("(t");
    return Status::ok();
  }
  bool is_short = n <= 3 && data_.protocol >= 2;
  if (!is_short) out_.add_op(PickleOp::Mark);
  TRY(save_tuple_items(o));
  bool recursive = data_.memo.find(o) != PickleMemo::kAbsent;
  if (is_short) {
    if (recursive) return save_recursive_tuple(o, n);
    out_.add_op(PickleOp(int(PickleOp::Tuple1) + n - 1));
  } else {
    if (recursive && !data_.binary) return save_recursive_tuple(o, n + 1);
    if (recursive) {
      out_.add_op(PickleOp::PopMark);
      write_get(data_.memo.find(o));
      return Status::ok();
    }
    out_.add_op(PickleOp::Tuple);
  }
  return memoize(o);
}

// --- without a memo ---------------------------------------------------------------------------------

Status PickleWriter::enter_fast(Object* o) {
  if (!data_.fast || ++fast_nesting_ < kFastNestingLimit) return Status::ok();
  if (!fast_memo_) fast_memo_ = TRY(new_dict(t_));
  Object* identity = TRY(int_from_uint64(reinterpret_cast<uintptr_t>(o)));
  if (TRY(dict_contains(t_, fast_memo_, identity)))
    return raise_value_error(t_, "fast mode: can't pickle cyclic objects including object type %T at %S", o,
                             TRY(int_to_str(t_, identity, 16)));
  return dict_set(t_, fast_memo_, identity, none());
}

Status PickleWriter::leave_fast(Object* o) {
  if (!data_.fast || fast_nesting_-- < kFastNestingLimit) return Status::ok();
  TRY(dict_delete(t_, fast_memo_, TRY(int_from_uint64(reinterpret_cast<uintptr_t>(o)))));
  return Status::ok();
}

// --- lists ------------------------------------------------------------------------------------------

Status PickleWriter::save_list(Object* o) {
  TRY(enter_fast(o));
  if (data_.binary) out_.add_op(PickleOp::EmptyList);
  else out_.add_text("(l");
  ssize n = cast<List>(o)->size;
  TRY(memoize(o));
  if (n) TRY(data_.binary ? save_list_items(o) : batch_items(TRY(get_iterator(t_, o))));
  return leave_fast(o);
}

// Numbers need not be made objects for it.
Status PickleWriter::save_list_item(List* list, ssize i) {
  if (is_boxed(list) || data_.persistent_id) return save(TRY(list_get(t_, list, i)));
  TRY(out_.boundary());
  if (list->kind() == ListKind::Double) {
    save_float(list->doubles[i]);
    return Status::ok();
  }
  int64_t value = list->ints[i];
  if (value != int32_t(value)) return save_long(TRY(int_from_int64(value)));
  save_int32(int32_t(value));
  return Status::ok();
}

Status PickleWriter::save_list_items(Object* o) {
  auto* list = cast<List>(o);
  if (list->size == 1) {
    TRY(save(TRY(list_get(t_, list, 0))));
    out_.add_op(PickleOp::Append);
    return Status::ok();
  }
  ssize i = 0;
  do {
    out_.add_op(PickleOp::Mark);
    for (ssize end = i + kBatchSize; i < end && i < list->size; i++) {
      TRY(save_list_item(list, i));
    }
    out_.add_op(PickleOp::Appends);
  } while (i < list->size);
  return Status::ok();
}

// What an iterator gives, by `save_one`: each with the operation `one` in protocol 0, else in batches with `many`, and
// one that is left alone with `one`.
template <class SaveOne>
Status PickleWriter::save_batches(Object* iterator, PickleOp one, PickleOp many, SaveOne&& save_one) {
  if (data_.protocol == 0) {
    return for_each(t_, iterator, [&](Object* item) -> Status {
      TRY(save_one(item));
      out_.add_op(one);
      return Status::ok();
    });
  }
  for (;;) {
    Lookup first = TRY(iterator_next(t_, iterator));
    if (first.is_missing()) return Status::ok();
    Lookup next = TRY(iterator_next(t_, iterator));
    if (next.is_missing()) {
      TRY(save_one(first.value));
      out_.add_op(one);
      return Status::ok();
    }
    out_.add_op(PickleOp::Mark);
    TRY(save_one(first.value));
    int n = 1;
    while (next.found()) {
      TRY(save_one(next.value));
      if (++n == kBatchSize) break;
      next = TRY(iterator_next(t_, iterator));
    }
    out_.add_op(many);
    if (n < kBatchSize) return Status::ok();
  }
}

Status PickleWriter::batch_items(Object* iterator) {
  return save_batches(iterator, PickleOp::Append, PickleOp::Appends, [&](Object* item) { return save(item); });
}

// --- dicts ------------------------------------------------------------------------------------------

Status PickleWriter::save_dict(Object* o) {
  TRY(enter_fast(o));
  if (data_.binary) out_.add_op(PickleOp::EmptyDict);
  else out_.add_text("(d");
  ssize n = cast<Dict>(o)->used;
  TRY(memoize(o));
  if (n) TRY(data_.binary ? save_dict_items(o) : batch_pairs(TRY(get_iterator(t_, TRY(call_method(t_, o, "items"))))));
  return leave_fast(o);
}

Status PickleWriter::save_dict_items(Object* o) {
  auto* dict = cast<Dict>(o);
  ssize size = dict->used, position = 0;
  Object *key, *value;
  if (size == 1) {
    if (!dict_next(dict, &position, &key, &value)) return Status::ok();
    TRY(save(key));
    TRY(save(value));
    out_.add_op(PickleOp::SetItem);
    return Status::ok();
  }
  int n;
  do {
    n = 0;
    out_.add_op(PickleOp::Mark);
    while (n < kBatchSize && dict_next(dict, &position, &key, &value)) {
      TRY(save(key));
      TRY(save(value));
      n++;
    }
    out_.add_op(PickleOp::SetItems);
    if (dict->used != size) return raise(t_, exceptions::RuntimeError, "dictionary changed size during iteration");
  } while (n == kBatchSize);
  return Status::ok();
}

Status PickleWriter::save_pair(Object* pair) {
  if (!has_flag(pair, kTypeTuple) || cast<Tuple>(pair)->size != 2)
    return raise_type_error(t_, "dict items iterator must return 2-tuples");
  TRY(save(cast<Tuple>(pair)->items[0]));
  return save(cast<Tuple>(pair)->items[1]);
}

Status PickleWriter::batch_pairs(Object* iterator) {
  return save_batches(iterator, PickleOp::SetItem, PickleOp::SetItems, [&](Object* pair) { return save_pair(pair); });
}

// --- sets -------------------------------------------------------------------------------------------

Status PickleWriter::save_set(Object* o) {
  if (data_.protocol < 4) return save_as_call(o, &set_type, TRY(list_from_iterable(t_, o)));
  out_.add_op(PickleOp::EmptySet);
  TRY(memoize(o));
  return cast<Set>(o)->used ? save_set_items(o) : Status::ok();
}

Status PickleWriter::save_set_items(Object* o) {
  auto* set = cast<Set>(o);
  ssize size = set->used, position = 0;
  int n;
  do {
    n = 0;
    out_.add_op(PickleOp::Mark);
    Object* item;
    while (n < kBatchSize && set_next(set, &position, &item)) {
      TRY(save(item));
      n++;
    }
    out_.add_op(PickleOp::AddItems);
    if (set->used != size) return raise(t_, exceptions::RuntimeError, "set changed size during iteration");
  } while (n == kBatchSize);
  return Status::ok();
}

Status PickleWriter::save_frozenset(Object* o) {
  if (data_.protocol < 4) return save_as_call(o, &frozenset_type, TRY(list_from_iterable(t_, o)));
  TRY(enter_fast(o));
  out_.add_op(PickleOp::Mark);
  ssize position = 0;
  Object* item;
  while (set_next(cast<Set>(o), &position, &item)) TRY(save(item));
  ssize number = data_.memo.find(o);
  if (number != PickleMemo::kAbsent) {  // an item holds the set
    out_.add_op(PickleOp::PopMark);
    write_get(number);
  } else {
    out_.add_op(PickleOp::FrozenSet);
    TRY(memoize(o));
  }
  return leave_fast(o);
}

}  // namespace sidewinder
