// A stable merge sort that looks for runs which are in order already, after Tim Peters. The order may be any function,
// may fail, and may be inconsistent: the array is a permutation of what it was in every case. Internal to container/.
#pragma once

#include <algorithm>
#include <cstring>

#include "interpreter/base/result.h"

namespace sidewinder {

// less(const E&, const E&) -> Truth. E is copied as bytes. `buffer` holds at least half of the elements, where the
// collector sees it.
template <class E, class Less> class MergeSort {
 public:
  MergeSort(E* items, ssize n, E* buffer, Less less) : items_(items), n_(n), buffer_(buffer), less_(less) {}

  // False: a comparison failed.
  bool sort() {
    ssize least_run = least_run_length(n_);
    for (ssize at = 0; at < n_;) {
      ssize run = count_run(at);
      if (run < 0) return false;
      if (run < least_run) {
        ssize forced = std::min(least_run, n_ - at);
        if (!insert_sorted(at, at + run, at + forced)) return false;
        run = forced;
      }
      runs_[run_count_++] = {at, run};
      at += run;
      if (!collapse(at == n_)) return false;
    }
    return true;
  }

 private:
  struct Run {
    ssize begin, length;
  };

  // 32..64, so that n / result is a power of two or a little less.
  static ssize least_run_length(ssize n) {
    ssize odd = 0;
    for (; n >= 64; n >>= 1) odd |= n & 1;
    return n + odd;
  }

  // Length of the run at `begin`; a strictly falling one is reversed. -1: failed.
  ssize count_run(ssize begin) {
    ssize end = begin + 1;
    if (end == n_) return 1;
    Truth falling = less_(items_[end], items_[begin]);
    if (falling == Truth::Error) return -1;
    for (end++; end < n_; end++) {
      Truth r = less_(items_[end], items_[end - 1]);
      if (r == Truth::Error) return -1;
      if (r != falling) break;
    }
    if (falling == Truth::True) std::reverse(items_ + begin, items_ + end);
    return end - begin;
  }

  // begin..sorted is in order; inserts the rest up to `end`.
  bool insert_sorted(ssize begin, ssize sorted, ssize end) {
    for (; sorted < end; sorted++) {
      E item = items_[sorted];
      ssize low = begin;
      ssize high = sorted;
      while (low < high) {
        ssize middle = low + (high - low) / 2;
        Truth r = less_(item, items_[middle]);
        if (r == Truth::Error) return false;
        if (r == Truth::True) high = middle;
        else low = middle + 1;
      }
      std::memmove(items_ + low + 1, items_ + low, size_t(sorted - low) * sizeof(E));
      items_[low] = item;
    }
    return true;
  }

  // Keeps the lengths of the pending runs falling faster than Fibonacci's numbers; at the end merges all.
  bool collapse(bool all) {
    while (run_count_ > 1) {
      int last = run_count_ - 1;
      auto length = [&](int i) { return runs_[i].length; };
      bool short_third = last > 1 && length(last - 2) <= length(last - 1) + length(last);
      bool short_fourth = last > 2 && length(last - 3) <= length(last - 2) + length(last - 1);
      bool unbalanced = short_third || short_fourth;
      if (!all && !unbalanced && length(last - 1) > length(last)) return true;
      bool left_pair = last > 1 && length(last - 2) < length(last) && (all || unbalanced);
      if (!merge_at(left_pair ? last - 2 : last - 1)) return false;
    }
    return true;
  }

  bool merge_at(int i) {
    Run a = runs_[i];
    Run b = runs_[i + 1];
    runs_[i].length += b.length;
    for (int j = i + 1; j + 1 < run_count_; j++) runs_[j] = runs_[j + 1];
    run_count_--;
    // What is in place already at both ends need not be moved.
    ssize skip = position_after(items_[b.begin], a.begin, a.begin + a.length);
    if (skip < 0) return false;
    a.length -= skip - a.begin;
    a.begin = skip;
    if (a.length == 0) return true;
    ssize end = position_before(items_[a.begin + a.length - 1], b.begin, b.begin + b.length);
    if (end < 0) return false;
    b.length = end - b.begin;
    return a.length <= b.length ? merge_low(a, b) : merge_high(a, b);
  }

  // First position in begin..end whose item is greater than x; -1: failed.
  ssize position_after(E x, ssize begin, ssize end) {
    while (begin < end) {
      ssize middle = begin + (end - begin) / 2;
      Truth r = less_(x, items_[middle]);
      if (r == Truth::Error) return -1;
      if (r == Truth::True) end = middle;
      else begin = middle + 1;
    }
    return begin;
  }

  // First position in begin..end whose item is not less than x; -1: failed.
  ssize position_before(E x, ssize begin, ssize end) {
    while (begin < end) {
      ssize middle = begin + (end - begin) / 2;
      Truth r = less_(items_[middle], x);
      if (r == Truth::Error) return -1;
      if (r == Truth::True) begin = middle + 1;
      else end = middle;
    }
    return begin;
  }

  // The left run is the shorter one and waits in the buffer; the gap before the right run is as long as what waits.
  bool merge_low(Run a, Run b) {
    std::memcpy(buffer_, items_ + a.begin, size_t(a.length) * sizeof(E));
    E* left = buffer_;
    E* left_end = buffer_ + a.length;
    E* right = items_ + b.begin;
    E* right_end = right + b.length;
    E* to = items_ + a.begin;
    bool good = true;
    while (left < left_end && right < right_end) {
      Truth r = less_(*right, *left);
      if (r == Truth::Error) {
        good = false;
        break;
      }
      *to++ = r == Truth::True ? *right++ : *left++;
    }
    std::memcpy(to, left, size_t(left_end - left) * sizeof(E));
    return good;
  }

  // The same from the right end.
  bool merge_high(Run a, Run b) {
    std::memcpy(buffer_, items_ + b.begin, size_t(b.length) * sizeof(E));
    E* left_begin = items_ + a.begin;
    E* left = left_begin + a.length;
    E* right = buffer_ + b.length;
    E* to = items_ + b.begin + b.length;
    bool good = true;
    while (left > left_begin && right > buffer_) {
      Truth r = less_(right[-1], left[-1]);
      if (r == Truth::Error) {
        good = false;
        break;
      }
      *--to = r == Truth::True ? *--left : *--right;
    }
    size_t rest = size_t(right - buffer_);
    std::memcpy(to - rest, buffer_, rest * sizeof(E));
    return good;
  }

  E* items_;
  ssize n_;
  E* buffer_;
  Less less_;
  Run runs_[96];
  int run_count_ = 0;
};

}  // namespace sidewinder
