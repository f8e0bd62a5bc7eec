#ifndef LEDGER_ADMISSION_ACCIDENTS_IN_FORCE_H_
#define LEDGER_ADMISSION_ACCIDENTS_IN_FORCE_H_

// Accidents: report, attributions, course of the investigation, mergers, and the events in force
// that name each.
//
// Things that are done and undone (attributed and withdrawn, paused and resumed, merged and
// unmerged) are kept as turns in the order of the log; the last turn tells how it stands, and every
// turn rests on the one before it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/admission/journal.h"
#include "ledger/admission/recorded_steps.h"
#include "ledger/deadline/due_date.h"

namespace assessment::admission {

// A moment to the minute, as papers state it.
struct MinuteOfDay {
  CivilDay day;
  int32_t minute = 0;  // 0 to 1439.
  auto operator<=>(const MinuteOfDay&) const = default;
};
MinuteOfDay MinuteIn(const event::v1::CivilTime& time);
// "2022-03-31 08:05".
std::string FormatMinute(const MinuteOfDay& moment);

struct AccidentEntry {
  struct AttributionTurn {
    uint64_t position = 0;
    std::string unit;
    event::v1::AccidentRole role = event::v1::ACCIDENT_ROLE_UNSPECIFIED;
    bool withdrawn = false;
  };
  struct AppraisalTurn {
    uint64_t position = 0;
    CivilDay day;
    bool resumed = false;
  };
  struct MergerTurn {
    uint64_t position = 0;
    // The accident that stays, of the turns of a duplicate; the duplicate, of those of a target.
    std::string other;
    bool unmerged = false;
  };
  struct Supplement {
    uint64_t position = 0;
    MinuteOfDay as_of;
  };
  struct Extension {
    uint64_t position = 0;
    uint32_t days = 0;
  };
  struct Concealment {
    uint64_t position = 0;
    std::string unit;
  };
  // A paper that approved what it says of responsibility.
  struct Approval {
    uint64_t position = 0;
    CivilDay day;
  };

  // Unset: what is here waits for its report, which a correction is just replacing.
  std::optional<uint64_t> report;
  std::string county;
  std::string enterprise_code;  // As people mean it: see NormalCreditCode. Empty: not named.
  MinuteOfDay occurred;
  bool near_miss = false;
  std::optional<Approval> decided_by_report;  // A report that carries the approving paper.
  std::optional<Approval> ruling;

  std::vector<AttributionTurn> attributions;
  std::vector<AppraisalTurn> appraisals;
  std::vector<MergerTurn> as_duplicate;
  std::vector<MergerTurn> as_target;
  std::vector<Supplement> supplements;
  std::vector<Extension> extensions;
  std::vector<Concealment> concealments;
  std::optional<uint64_t> struck_off;
  std::vector<RecordedStep> steps;
  std::vector<uint64_t> after_approval;  // Publications and evaluations of the report.
  std::vector<uint64_t> others;          // Findings, rulings of the office, openings that name it.

  // The paper by which it counts as ruled on: the ruling, else the report's own; null when none is.
  const Approval* FindApproval() const;
  // The last turn of the unit in the role; null when it was never attributed.
  const AttributionTurn* LastAttribution(absl::string_view unit,
                                         event::v1::AccidentRole role) const;
  // The merger in force of this accident into another, recorded before `position`; null: it stands
  // by itself.
  const MergerTurn* MergedBefore(uint64_t position) const;
  // The merger in force of another accident into this one; null when there is none.
  const MergerTurn* FindDuplicate() const;
  // True when it happened in the unit or was attributed to it, withdrawn or not.
  bool Concerns(absl::string_view unit) const;

  uint32_t extension_days() const;
  // Whole days of the appraisals that are over.
  int64_t paused_days() const;
};

class AccidentsInForce {
 public:
  // `journal` outlives this.
  explicit AccidentsInForce(Journal& journal) : accidents_(journal) {}

  // As InForce: each passes over the types that name no accident.
  void Add(uint64_t position, const event::v1::EventContent& content);
  void Remove(uint64_t position, const event::v1::EventContent& content);
  void AppendRestingOn(uint64_t position, const event::v1::EventContent& content,
                       std::vector<uint64_t>& resting) const;

  // Null when no report of the accident is in force.
  const AccidentEntry* Find(absl::string_view accident) const;

  std::string Describe() const;

 private:
  RevertibleMap<std::string, AccidentEntry> accidents_;
};

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_ACCIDENTS_IN_FORCE_H_
