#include "ledger/log/point_checks.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/text_erasure.h"
#include "ledger/log/text_walk.h"

namespace assessment {
namespace {

class TextChecker {
 public:
  explicit TextChecker(const EventLog& log) : log_(log) {}

  absl::Status Check(const event::v1::Event& event, uint64_t position) {
    const std::vector<std::string> commitments = CommitmentsIn(event);
    auto texts = log_.FindTexts(commitments);
    if (!texts.ok()) return WithContext(absl::StrCat("position ", position), texts.status());
    for (size_t i = 0; i < commitments.size(); ++i) {
      if ((*texts)[i].has_value()) {
        ++counts_.kept;
      } else {
        ++counts_.erased;
        found_.emplace(commitments[i], position);
      }
    }
    if (!event.content().has_text_erased()) return absl::OkStatus();
    const event::v1::TextErased& erased = event.content().text_erased();
    ASSIGN_OR_RETURN(const Record record, log_.Get(erased.position()));
    ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
    for (std::string& commitment : CommitmentsErased(erased, parsed.body.event())) {
      stated_.insert(std::move(commitment));
    }
    return absl::OkStatus();
  }

  // What is erased some record erased. The other way round a text may be kept still: an erasure
  // that came while the check went on is not in its part of the log.
  absl::StatusOr<TextCounts> Finish(uint64_t size) const {
    for (const auto& [commitment, position] : found_) {
      if (stated_.contains(commitment)) continue;
      if (log_.DurableTail().size > size) continue;  // Perhaps by a record behind the part.
      return DamageError(
          absl::StrCat("position ", position, ": a sealed text is gone and no record erases it"));
    }
    return counts_;
  }

 private:
  const EventLog& log_;
  TextCounts counts_;
  std::map<std::string, uint64_t> found_;  // Commitment of an erased text to a position with it.
  std::set<std::string> stated_;
};

}  // namespace

absl::Status CheckEachKey(const EventLog& log, uint64_t size) {
  return log.Read(0, size, [&](uint64_t position, const Record& record) -> absl::Status {
    ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
    const event::v1::Event& event = parsed.body.event();
    if (event.idempotency_key().empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const std::optional<uint64_t> found,
                     log.FindKey(event.source(), event.idempotency_key()));
    if (found == position) return absl::OkStatus();
    return DamageError(absl::StrCat(
        "the idempotency key of position ", position,
        found.has_value() ? absl::StrCat(" leads to ", *found) : std::string(" is not known")));
  });
}

absl::StatusOr<TextCounts> CheckEachText(const EventLog& log, uint64_t size) {
  TextChecker checker(log);
  RETURN_IF_ERROR(log.Read(0, size, [&](uint64_t position, const Record& record) -> absl::Status {
    ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
    return checker.Check(parsed.body.event(), position);
  }));
  return checker.Finish(size);
}

}  // namespace assessment
