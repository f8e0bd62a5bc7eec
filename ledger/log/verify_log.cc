#include "ledger/log/verify_log.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/mutex.h"
#include "ledger/base/parallel.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/point_checks.h"
#include "ledger/log/record_check.h"
#include "ledger/log/text_walk.h"
#include "ledger/log/tree_check.h"
#include "ledger/proof/tile.h"

namespace assessment {
namespace {

// Positions that one thread checks at a time: whole tiles, and a scan too long to push what readers
// need out of the cache.
constexpr uint64_t kRangePositions = 64 * kTileWidth;

// Joins what is known of the ranges in their order, in whatever order they come.
class RangeJoiner {
 public:
  RangeJoiner(const EventLog& log, const EventLog::Tail& tail, const VerifyProgress& progress)
      : tail_(tail), progress_(progress), tree_(log) {}

  // True once a range is damaged: nothing behind it needs to be checked.
  bool failed() const { return failed_; }

  void Add(uint64_t index, absl::StatusOr<CheckedRange> range) ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    if (!range.ok()) failed_ = true;
    waiting_.emplace(index, std::move(range));
    for (auto first = waiting_.find(joined_); status_.ok() && first != waiting_.end();
         first = waiting_.find(joined_)) {
      status_ = Join(first->second);
      waiting_.erase(first);
      ++joined_;
      if (!status_.ok()) failed_ = true;
      if (status_.ok() && progress_) {
        progress_(std::min(joined_ * kRangePositions, tail_.size), tail_.size);
      }
    }
  }

  // The first thing that is wrong with records or tree, once all ranges that were not left out are
  // there.
  absl::Status Finish() ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    RETURN_IF_ERROR(status_);
    for (const auto& [index, range] : waiting_) RETURN_IF_ERROR(range.status());
    return tree_.Finish(leaves_, tail_);
  }

 private:
  absl::Status Join(const absl::StatusOr<CheckedRange>& range)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    RETURN_IF_ERROR(range.status());
    if (range->first_time_micros < newest_time_micros_) {
      return DamageError(absl::StrCat("record at position ", joined_ * kRangePositions,
                                      " has record time ", range->first_time_micros, " before ",
                                      newest_time_micros_));
    }
    newest_time_micros_ = range->last_time_micros;
    for (const Hash& tile : range->tiles) RETURN_IF_ERROR(tree_.AddTile(tile));
    leaves_ = range->leaves;
    return absl::OkStatus();
  }

  const EventLog::Tail tail_;
  const VerifyProgress& progress_;
  std::atomic<bool> failed_ = false;
  Mutex mutex_;
  std::map<uint64_t, absl::StatusOr<CheckedRange>> waiting_ ABSL_GUARDED_BY(mutex_);
  uint64_t joined_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  int64_t newest_time_micros_ ABSL_GUARDED_BY(mutex_) = 0;
  TreeCheck tree_ ABSL_GUARDED_BY(mutex_);
  std::vector<Hash> leaves_ ABSL_GUARDED_BY(mutex_);
};

// The rows of the index as one scan finds them, or as the log gives them key by key.
class IndexRows {
 public:
  void Add(const IndexKey& key, uint64_t position, const Record& record) {
    if (!newest_key_.has_value() || *newest_key_ != key) {
      newest_key_ = key;
      newest_ = &sums_[key];
    } else if (position <= newest_position_) {
      // The sum does not know the order; one row more makes it wrong.
      ++newest_->rows;
    }
    newest_position_ = position;
    newest_->Add(IndexRowDigest(position, record, header_));
  }

  const IndexSums& sums() const { return sums_; }

 private:
  IndexSums sums_;
  std::optional<IndexKey> newest_key_;
  RowSum* newest_ = nullptr;  // Of the newest key; no other key is added while it is used.
  uint64_t newest_position_ = 0;
  event::v1::RecordHeader header_;
};

class LogVerifier {
 public:
  LogVerifier(const EventLog& log, const VerifyProgress& progress, const VerifyLogOptions& options)
      : log_(log),
        progress_(progress),
        tail_(log.DurableTail()),
        threads_(options.threads > 0 ? options.threads : ThreadsOfMachine()),
        ranges_(log, tail_, progress) {}

  absl::StatusOr<VerifyReport> Run() {
    ReadEverything();
    RETURN_IF_ERROR(ranges_.Finish());
    report_.records = tail_.size;
    RETURN_IF_ERROR(CheckKeys());
    RETURN_IF_ERROR(CheckTexts());
    RETURN_IF_ERROR(CheckIndex());
    if (progress_) progress_(tail_.size, tail_.size);
    return report_;
  }

 private:
  void ReadEverything() {
    constexpr size_t kScans = 3;
    const size_t ranges = (tail_.size + kRangePositions - 1) / kRangePositions;
    const size_t workers = ranges > 1 ? threads_ : 1;
    std::vector<std::unique_ptr<RecordChecker>> checkers;
    for (size_t i = 0; i < workers; ++i) checkers.push_back(std::make_unique<RecordChecker>(log_));
    // The scans are the longest tasks, so they come first; alone, a thread begins with the records,
    // of which progress is told.
    const size_t first_scan = workers > 1 ? 0 : ranges;
    RunTasks(ranges + kScans, workers, [&](size_t worker, size_t task) {
      if (ranges_.failed()) return;
      if (task >= first_scan && task < first_scan + kScans) return Scan(task - first_scan);
      const uint64_t range = task < first_scan ? task : task - kScans;
      const uint64_t from = range * kRangePositions;
      ranges_.Add(range,
                  checkers[worker]->Check(from, std::min(from + kRangePositions, tail_.size)));
    });
    for (const auto& checker : checkers) expected_.Add(checker->sums());
  }

  void Scan(size_t number) {
    if (number == 0) {
      index_status_ = log_.ScanIndex(
          tail_.size, [this](const IndexKey& key, uint64_t position, const Record& record) {
            index_.Add(key, position, record);
            return absl::OkStatus();
          });
    } else if (number == 1) {
      texts_status_ =
          log_.ScanTexts([this](const Hash& commitment, const std::optional<SealedText>& text) {
            texts_.Add(commitment);
            if (!text.has_value()) erased_.insert(commitment);
            return absl::OkStatus();
          });
    } else {
      keys_status_ = log_.ScanKeys(
          tail_.size, [this](absl::string_view source, absl::string_view key, uint64_t position) {
            keys_.Add(IdempotencyDigest(source, key, position));
            return absl::OkStatus();
          });
    }
  }

  absl::Status CheckKeys() {
    report_.idempotency_keys = expected_.keys.rows;
    if (keys_status_.ok() && keys_ == expected_.keys) return absl::OkStatus();
    RETURN_IF_ERROR(CheckEachKey(log_, tail_.size));
    RETURN_IF_ERROR(keys_status_);
    return DamageError(absl::StrCat("there are ", keys_.rows,
                                    " idempotency keys, the records have ", expected_.keys.rows,
                                    "; each of these is known"));
  }

  // Whether the texts found are those that `expected` says, and what is erased is stated there.
  bool TextsAre(const TextsExpected& expected) const {
    RowSum sum = expected.texts;
    for (const auto& [commitment, times] : expected.names) sum.Add(commitment);
    return sum == texts_ && std::all_of(erased_.begin(), erased_.end(), [&](const Hash& erased) {
             return expected.erased.contains(erased);
           });
  }

  // The scan of the texts may have met those of records that came since; the same with the records
  // up to some size behind the part that is checked.
  absl::StatusOr<bool> TextsAreOfALaterSize(absl::flat_hash_set<Hash>& later) const {
    TextsExpected expected = expected_.texts;
    bool found = false;
    const auto visit = [&](uint64_t, const Record& record) -> absl::Status {
      if (found) return absl::OkStatus();
      ASSIGN_OR_RETURN(ParsedRecord parsed, ParseRecord(record));
      TextsExpected here;
      RETURN_IF_ERROR(here.Add(log_, parsed.body));
      for (const std::string& bytes : CommitmentsIn(parsed.body.event())) {
        ASSIGN_OR_RETURN(const Hash commitment, HashFromBytes(bytes));
        if (!expected.names.contains(commitment)) later.insert(commitment);
      }
      expected.Add(here);
      found = TextsAre(expected);
      return absl::OkStatus();
    };
    RETURN_IF_ERROR(log_.Read(tail_.size, log_.DurableTail().size, visit));
    return found;
  }

  absl::Status CheckTexts() {
    absl::flat_hash_set<Hash> later;
    bool as_expected = texts_status_.ok() && TextsAre(expected_.texts);
    if (!as_expected && texts_status_.ok()) {
      ASSIGN_OR_RETURN(as_expected, TextsAreOfALaterSize(later));
    }
    if (!as_expected) {
      ASSIGN_OR_RETURN(const TextCounts counts, CheckEachText(log_, tail_.size));
      report_.texts = counts.kept;
      report_.texts_erased = counts.erased;
      return texts_status_;
    }
    uint64_t all = expected_.texts.texts.rows;
    for (const auto& [commitment, times] : expected_.texts.names) all += times;
    for (const Hash& erased : erased_) {
      if (later.contains(erased)) continue;
      const auto name = expected_.texts.names.find(erased);
      report_.texts_erased += name == expected_.texts.names.end() ? 1 : name->second;
    }
    report_.texts = all - report_.texts_erased;
    return absl::OkStatus();
  }

  absl::Status CheckIndex() {
    report_.index_rows = expected_.index_rows;
    report_.index_keys = expected_.index.size();
    // In order, so that the same damage is always named alike.
    std::map<IndexKey, RowSum> wrong;
    for (const auto& [key, expected] : expected_.index) {
      const auto found = index_.sums().find(key);
      if (found == index_.sums().end() || found->second != expected) wrong.emplace(key, expected);
    }
    for (const auto& [key, sum] : index_.sums()) {
      if (!expected_.index.contains(key)) wrong.emplace(key, RowSum());
    }
    for (const auto& [key, expected] : wrong) RETURN_IF_ERROR(CheckIndexKey(key, expected));
    return index_status_;
  }

  absl::Status CheckIndexKey(const IndexKey& key, const RowSum& expected) const {
    IndexRows rows;
    RETURN_IF_ERROR(log_.ReadIndex(key, tail_.size, [&](uint64_t position, const Record& record) {
      rows.Add(key, position, record);
      return absl::OkStatus();
    }));
    const auto read = rows.sums().find(key);
    const RowSum found = read == rows.sums().end() ? RowSum() : read->second;
    if (found == expected) return absl::OkStatus();
    return DamageError(absl::StrCat("index of ", DescribeIndexKey(key), ": ", found.rows,
                                    " rows, expected ", expected.rows,
                                    found.rows == expected.rows ? " with other content" : ""));
  }

  const EventLog& log_;
  const VerifyProgress& progress_;
  const EventLog::Tail tail_;
  const size_t threads_;
  RangeJoiner ranges_;
  RecordSums expected_;
  // What the scans found; each is written by one task.
  IndexRows index_;
  absl::Status index_status_;
  RowSum texts_;
  absl::flat_hash_set<Hash> erased_;
  absl::Status texts_status_;
  RowSum keys_;
  absl::Status keys_status_;
  VerifyReport report_;
};

}  // namespace

absl::StatusOr<VerifyReport> VerifyLog(const EventLog& log, const VerifyProgress& progress,
                                       const VerifyLogOptions& options) {
  return LogVerifier(log, progress, options).Run();
}

}  // namespace assessment
