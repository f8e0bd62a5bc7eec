#ifndef PROJECTIONS_SCORING_LINE_H_
#define PROJECTIONS_SCORING_LINE_H_

// A line: what one event raises on one clause, and what becomes of it on the way through the caps.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/base/points.h"
#include "projections/scoring/postings.h"

namespace assessment {

// The part of a line that is about one subject; a line without subjects has one share with an empty
// subject. raised = charged + absorbed + suppressed once the line has gone through.
struct Share {
  std::string subject;
  uint32_t occurrences = 1;
  MilliPoints raised_milli = 0;
  MilliPoints left_milli = 0;  // Raised less what was absorbed and suppressed so far.
  MilliPoints absorbed_milli = 0;
  MilliPoints suppressed_milli = 0;
  MilliPoints charged_milli = 0;
};

// What became of a part of a line that found no room.
struct AbsorbedPart {
  // What was full; both live as long as the scheme.
  absl::string_view by;
  absl::string_view id;
  MilliPoints milli = 0;
  std::optional<uint64_t> used_up_by_position;
};

struct Line {
  const StreamEntry* entry = nullptr;
  const UnitAccident* accident = nullptr;  // The one it is about, if any.
  // Every accident of the year that a comparison with last year counts; `accident` is the newest.
  std::vector<const UnitAccident*> measured_by;
  std::string matter;  // The one it is about, if any.
  LineOrder order;
  std::optional<CivilDay>
      counts_on;  // The day of a document or a step, where it is not the day stated.
  std::optional<uint32_t> months_overdue;
  uint32_t occurrences = 1;
  std::vector<Share> shares;
  // Empties the whole item, past its component.
  bool empties_item = false;
  bool provisional = false;
  // Settled before charging (noted, replaced); unspecified for lines that charge.
  projections::v1::LineState settled = projections::v1::LINE_STATE_UNSPECIFIED;
  std::optional<uint64_t> by_position;
  bool exempted = false;
  projections::v1::UncountedReason uncounted = projections::v1::UNCOUNTED_REASON_UNSPECIFIED;
  std::optional<int64_t> measure_millionths;
  std::vector<AbsorbedPart> absorptions;

  MilliPoints Raised() const;
  MilliPoints Left() const;
  MilliPoints Absorbed() const;
  MilliPoints Suppressed() const;
  MilliPoints Charged() const;
};

// The lines of one clause.
struct ClauseLines {
  const ClauseRef* clause = nullptr;
  std::vector<Line> lines;  // In LineOrder.
  bool open = false;        // A judged clause nobody has judged.
  std::optional<projections::v1::OpenQuestion> question;
};

// Room that lines use up: a clause cap, a component, an item, a block.
class Room {
 public:
  // `by` and `id` name it in explanations and outlive all lines; no `milli`: without end.
  Room(absl::string_view by, absl::string_view id, std::optional<MilliPoints> milli)
      : by_(by), id_(id), left_(milli) {}

  // Says that `milli` of it were used before any line, by the event at `position`.
  void UseUp(MilliPoints milli, std::optional<uint64_t> position);
  // How much of `milli` fits now.
  MilliPoints Fits(MilliPoints milli) const;
  // Takes what fits of the share into the room and notes on the line what does not.
  void Absorb(Line& line, Share& share);
  // Uses up what of the share is still left.
  void Take(const Line& line, const Share& share);

 private:
  absl::string_view by_;
  absl::string_view id_;
  std::optional<MilliPoints> left_;
  std::optional<uint64_t> last_position_;
};

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_LINE_H_
