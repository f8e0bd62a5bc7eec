#ifndef LEDGER_ADMISSION_JOURNAL_H_
#define LEDGER_ADMISSION_JOURNAL_H_

// How a state takes changes back: every change notes how to undo it. So a batch can be tried event
// by event on the real state, and costs what it changes, not what the state holds.

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"

namespace assessment::admission {

class Journal {
 public:
  using Mark = size_t;

  // The present moment, to return to.
  Mark Now() const { return undo_.size(); }

  void Note(std::function<void()> undo) { undo_.push_back(std::move(undo)); }

  // Undoes everything noted since `mark`, newest first.
  void RevertTo(Mark mark) {
    while (undo_.size() > mark) {
      undo_.back()();
      undo_.pop_back();
    }
  }

  // Makes everything noted so far permanent.
  void Forget() { undo_.clear(); }

 private:
  std::vector<std::function<void()>> undo_;
};

// Takes back whatever is changed during its own lifetime: to judge "as if".
class Hypothesis {
 public:
  explicit Hypothesis(Journal& journal) : journal_(journal), begin_(journal.Now()) {}
  ~Hypothesis() { journal_.RevertTo(begin_); }
  Hypothesis(const Hypothesis&) = delete;
  Hypothesis& operator=(const Hypothesis&) = delete;

 private:
  Journal& journal_;
  const Journal::Mark begin_;
};

// An ordered map whose changes the journal can take back. `journal` outlives it.
template <typename Key, typename Value>
class RevertibleMap {
 public:
  explicit RevertibleMap(Journal& journal) : journal_(journal) {}
  RevertibleMap(const RevertibleMap&) = delete;
  RevertibleMap& operator=(const RevertibleMap&) = delete;

  // Null when there is none.
  const Value* Find(const Key& key) const {
    const auto found = map_.find(key);
    return found == map_.end() ? nullptr : &found->second;
  }

  // The value to change, made when there is none. Valid until the next change of the map.
  Value& Edit(const Key& key) {
    NoteValue(key);
    return map_[key];
  }

  void Erase(const Key& key) {
    NoteValue(key);
    map_.erase(key);
  }

  auto begin() const { return map_.begin(); }
  auto end() const { return map_.end(); }

 private:
  void NoteValue(const Key& key) {
    std::optional<Value> before;
    if (const Value* value = Find(key)) before = *value;
    journal_.Note([this, key, before = std::move(before)] {
      if (before.has_value()) {
        map_[key] = *before;
      } else {
        map_.erase(key);
      }
    });
  }

  Journal& journal_;
  absl::btree_map<Key, Value> map_;
};

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_JOURNAL_H_
