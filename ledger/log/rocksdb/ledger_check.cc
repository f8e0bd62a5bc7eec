#include "ledger/log/rocksdb/ledger_check.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

// Two ways of not being right. Lost: refuse the store. Unreadable: stop this ledger alone.
struct Verdict {
  absl::Status lost;
  absl::Status unreadable;

  bool ok() const { return lost.ok() && unreadable.ok(); }
  static Verdict Lost(absl::string_view message) { return {DamageError(message), {}}; }
  // Sorts a failure of LedgerRows: a block that cannot be read, or trouble that refuses the store.
  static Verdict Of(const absl::Status& status) {
    if (status.code() == absl::StatusCode::kDataLoss) return {{}, status};
    if (status.code() == absl::StatusCode::kNotFound) return Lost(status.message());
    return {status, {}};
  }
};

class LedgerChecker {
 public:
  LedgerChecker(const LedgerRows& rows, const Mark& mark, LedgerState& state)
      : rows_(rows), mark_(mark), state_(state) {}

  Verdict Check() {
    Verdict verdict = CheckSize();
    if (verdict.ok()) verdict = CheckRoot();
    if (verdict.ok()) verdict = CheckTail();
    if (verdict.ok()) verdict = CheckIndexOfTail();
    return verdict;
  }

 private:
  Verdict CheckSize() {
    const absl::StatusOr<uint64_t> size = rows_.Size();
    if (!size.ok()) return Verdict::Of(size.status());
    if (*size >= mark_.size) {
      size_ = *size;
      return {};
    }
    // Unreadable or gone? A point read of the last position tells.
    const auto last = rows_.Get(mark_.size - 1);
    if (!last.ok()) return Verdict::Of(last.status());
    return Verdict::Lost(absl::StrCat(
        "the high-water mark says ", mark_.size, " records, the store has ", *size, ": positions ",
        *size, " to ", mark_.size - 1, " were acknowledged and are missing"));
  }

  Verdict CheckRoot() {
    absl::StatusOr<StoredEdge> edge = StoredEdge::Load(mark_.size, rows_);
    if (!edge.ok()) return Verdict::Of(edge.status());
    state_.edge = *std::move(edge);
    if (state_.edge.Root() == mark_.root) return {};
    return Verdict::Lost(absl::StrCat("the root of ", mark_.size, " records is ",
                                      HashToHex(state_.edge.Root()), ", the high-water mark says ",
                                      HashToHex(mark_.root), ": positions 0 to ", mark_.size - 1,
                                      " are different"));
  }

  // Checks each record behind the last full tile, and hashes those beyond the mark.
  Verdict CheckTail() {
    state_.rows = mark_.rows;
    tail_begin_ = mark_.size - mark_.size % kTileWidth;
    for (uint64_t position = tail_begin_; position < size_; ++position) {
      const absl::StatusOr<std::optional<Record>> record = rows_.Get(position);
      if (!record.ok()) return Verdict::Of(record.status());
      if (!record->has_value()) {
        return Verdict::Lost(absl::StrCat("record at position ", position, " is missing"));
      }
      const absl::StatusOr<ParsedRecord> parsed = ParseRecord(**record);
      if (!parsed.ok()) return {parsed.status(), {}};
      if (parsed->header.position() != position) {
        return Verdict::Lost(absl::StrCat("record at position ", position, " says position ",
                                          parsed->header.position()));
      }
      Verdict verdict = CheckKey(*parsed, position);
      if (!verdict.ok()) return verdict;
      for (IndexKey& key : IndexKeysOf(parsed->header)) {
        if (position >= mark_.size) ++state_.rows.index;
        indexed_[std::move(key)].push_back(position);
      }
      state_.tail.record_time_micros = parsed->header.record_time_micros();
      if (position < mark_.size) continue;
      ++state_.rows.events;
      verdict = CheckTiles(LeafHash((*record)->header_bytes));
      if (!verdict.ok()) return verdict;
    }
    if (tail_begin_ == size_ && size_ > 0) return ReadLastTime();
    return {};
  }

  Verdict CheckKey(const ParsedRecord& parsed, uint64_t position) {
    const event::v1::Event& event = parsed.body.event();
    if (event.idempotency_key().empty()) return {};
    const auto found = rows_.FindKey(event.source(), event.idempotency_key());
    if (!found.ok()) return Verdict::Of(found.status());
    if (*found != position) {
      return Verdict::Lost(absl::StrCat("the idempotency row of position ", position, " ",
                                        found->has_value() ? "names another" : "is missing"));
    }
    if (position >= mark_.size) ++state_.rows.idempotency;
    return {};
  }

  Verdict CheckTiles(const Hash& leaf_hash) {
    for (const TileRow& tile : state_.edge.Append({&leaf_hash, 1})) {
      const auto stored = rows_.FullTile(tile.level, tile.index);
      if (!stored.ok()) return Verdict::Of(stored.status());
      if (*stored != tile.hashes) {
        return Verdict::Lost(absl::StrCat("tile ", tile.index, " of level ", tile.level, " is ",
                                          stored->has_value() ? "different" : "missing"));
      }
      ++state_.rows.tiles;
    }
    return {};
  }

  Verdict ReadLastTime() {
    const absl::StatusOr<std::optional<Record>> last = rows_.Get(size_ - 1);
    if (!last.ok()) return Verdict::Of(last.status());
    if (!last->has_value()) {
      return Verdict::Lost(absl::StrCat("record at position ", size_ - 1, " is missing"));
    }
    const absl::StatusOr<ParsedRecord> parsed = ParseRecord(**last);
    if (!parsed.ok()) return {parsed.status(), {}};
    state_.tail.record_time_micros = parsed->header.record_time_micros();
    return {};
  }

  // The newest rows of each index key that the tail names must be exactly the tail's.
  Verdict CheckIndexOfTail() {
    for (const auto& entry : indexed_) {
      // Names of their own: a lambda cannot capture a structured binding.
      const IndexKey& key = entry.first;
      const auto& positions = entry.second;
      Verdict verdict;
      size_t left = positions.size();
      const absl::Status read =
          rows_.ReadIndexBackwards(key, size_, [&](const LedgerRows::IndexedRow& row) {
            const bool agrees =
                left > 0 ? row.position == positions[left - 1] : row.position < tail_begin_;
            if (!agrees) {
              verdict = Verdict::Lost(
                  absl::StrCat("index of ", DescribeIndexKey(key), ": row ", row.ordinal,
                               " names position ", row.position, ", expected ",
                               left > 0 ? absl::StrCat(positions[left - 1])
                                        : absl::StrCat("one below ", tail_begin_)));
            }
            if (!agrees || left == 0) return false;
            --left;
            return true;
          });
      if (!read.ok()) return Verdict::Of(read);
      if (!verdict.ok()) return verdict;
      if (left > 0) {
        return Verdict::Lost(absl::StrCat("index of ", DescribeIndexKey(key),
                                          ": the row of position ", positions[left - 1],
                                          " is missing"));
      }
    }
    state_.tail.size = size_;
    state_.tail.root = state_.edge.Root();
    return {};
  }

  const LedgerRows& rows_;
  const Mark& mark_;
  LedgerState& state_;
  uint64_t size_ = 0;
  uint64_t tail_begin_ = 0;
  std::map<IndexKey, std::vector<uint64_t>> indexed_;
};

}  // namespace

absl::StatusOr<LedgerState> CheckLedger(const LedgerRows& rows, const std::string& name,
                                        const StoredMark& stored) {
  LedgerState state;
  state.number = rows.ledger();
  state.name = name;
  state.mark = stored;
  const Mark& mark = stored.mark;
  const Verdict verdict = LedgerChecker(rows, mark, state).Check();
  const std::string context = absl::StrCat("ledger ", name);
  if (!verdict.lost.ok()) return WithContext(context, verdict.lost);
  if (verdict.unreadable.ok()) return state;
  state.damage = WithContext(context, verdict.unreadable);
  state.tail = {mark.size, mark.root, 0};
  state.edge = StoredEdge();
  state.rows = mark.rows;
  return state;
}

}  // namespace assessment
