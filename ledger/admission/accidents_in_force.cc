#include "ledger/admission/accidents_in_force.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "ledger/admission/header_facts.h"
#include "ledger/admission/positions.h"
#include "ledger/base/credit_code.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

constexpr int32_t kMinutesInHour = 60;

bool HoldsNothing(const AccidentEntry& accident) {
  return !accident.report.has_value() && !accident.ruling.has_value() &&
         accident.attributions.empty() && accident.appraisals.empty() &&
         accident.as_duplicate.empty() && accident.as_target.empty() &&
         accident.supplements.empty() && accident.extensions.empty() &&
         accident.concealments.empty() && !accident.struck_off.has_value() &&
         accident.steps.empty() && accident.after_approval.empty() && accident.others.empty();
}

void AddReport(uint64_t position, const EventContent& content, AccidentEntry& accident) {
  const event::v1::AccidentReported& reported = content.accident_reported();
  accident.report = position;
  accident.county = reported.county();
  accident.enterprise_code = NormalCreditCode(reported.enterprise_code());
  accident.occurred = MinuteIn(reported.occurred_at());
  accident.near_miss =
      reported.near_miss() && reported.deaths() == 0 && reported.serious_injuries() == 0;
  accident.decided_by_report.reset();
  if (reported.responsibility() == event::v1::FINDING_YES ||
      reported.responsibility() == event::v1::FINDING_NO) {
    accident.decided_by_report = {position, ToDay(content.paper().date())};
  }
}

void RemoveReport(AccidentEntry& accident) {
  accident.report.reset();
  accident.county.clear();
  accident.enterprise_code.clear();
  accident.occurred = {};
  accident.near_miss = false;
  accident.decided_by_report.reset();
}

// A ruling without the day of approval counts from the day of its paper.
CivilDay ApprovedOn(const EventContent& content) {
  const event::v1::AccidentRuled& ruled = content.accident_ruled();
  return ToDay(ruled.has_approved_on() ? ruled.approved_on() : content.paper().date());
}

// Adds to the accident `id`, which the event names.
void AddToAccident(uint64_t position, const EventContent& content, absl::string_view id,
                   AccidentEntry& accident) {
  const CivilDay day = ToDay(content.occurred_on());
  // Of a merger: the duplicate's turns are told apart from the target's.
  const auto add_merger = [&](const auto& merger, bool unmerged) {
    const bool is_duplicate = merger.duplicate() == id;
    InsertByPosition(
        AccidentEntry::MergerTurn{position, is_duplicate ? merger.accident() : merger.duplicate(),
                                  unmerged},
        is_duplicate ? accident.as_duplicate : accident.as_target);
  };
  const auto add_attribution = [&](const auto& stated, bool withdrawn) {
    InsertByPosition(
        AccidentEntry::AttributionTurn{position, stated.unit(), stated.role(), withdrawn},
        accident.attributions);
  };
  switch (content.kind_case()) {
    case EventContent::kAccidentReported:
      return AddReport(position, content, accident);
    case EventContent::kAccidentRuled:
      accident.ruling = {position, ApprovedOn(content)};
      return;
    case EventContent::kAccidentAttributed:
      return add_attribution(content.accident_attributed(), /*withdrawn=*/false);
    case EventContent::kAttributionWithdrawn:
      return add_attribution(content.attribution_withdrawn(), /*withdrawn=*/true);
    case EventContent::kAccidentSupplemented:
      return InsertByPosition(
          AccidentEntry::Supplement{position, MinuteIn(content.accident_supplemented().as_of())},
          accident.supplements);
    case EventContent::kInvestigationExtended:
      return InsertByPosition(
          AccidentEntry::Extension{position, content.investigation_extended().days()},
          accident.extensions);
    case EventContent::kAppraisalPaused:
      return InsertByPosition(AccidentEntry::AppraisalTurn{position, day, false},
                              accident.appraisals);
    case EventContent::kAppraisalResumed:
      return InsertByPosition(AccidentEntry::AppraisalTurn{position, day, true},
                              accident.appraisals);
    case EventContent::kReportPublished:
    case EventContent::kFollowUpEvaluated:
      return InsertByPosition(position, accident.after_approval);
    case EventContent::kConcealmentVerified:
      return InsertByPosition(
          AccidentEntry::Concealment{position, content.concealment_verified().unit()},
          accident.concealments);
    case EventContent::kAccidentStruckOff:
      accident.struck_off = position;
      return;
    case EventContent::kAccidentsMerged:
      return add_merger(content.accidents_merged(), /*unmerged=*/false);
    case EventContent::kAccidentsUnmerged:
      return add_merger(content.accidents_unmerged(), /*unmerged=*/true);
    case EventContent::kOverdueRecorded:
      return InsertByPosition(StepIn(position, content.overdue_recorded()), accident.steps);
    default:
      return InsertByPosition(position, accident.others);
  }
}

void RemoveFromAccident(uint64_t position, const EventContent& content, AccidentEntry& accident) {
  switch (content.kind_case()) {
    case EventContent::kAccidentReported:
      return RemoveReport(accident);
    case EventContent::kAccidentRuled:
      accident.ruling.reset();
      return;
    case EventContent::kAccidentAttributed:
    case EventContent::kAttributionWithdrawn:
      return EraseByPosition(position, accident.attributions);
    case EventContent::kAccidentSupplemented:
      return EraseByPosition(position, accident.supplements);
    case EventContent::kInvestigationExtended:
      return EraseByPosition(position, accident.extensions);
    case EventContent::kAppraisalPaused:
    case EventContent::kAppraisalResumed:
      return EraseByPosition(position, accident.appraisals);
    case EventContent::kReportPublished:
    case EventContent::kFollowUpEvaluated:
      return EraseByPosition(position, accident.after_approval);
    case EventContent::kConcealmentVerified:
      return EraseByPosition(position, accident.concealments);
    case EventContent::kAccidentStruckOff:
      accident.struck_off.reset();
      return;
    case EventContent::kAccidentsMerged:
    case EventContent::kAccidentsUnmerged:
      EraseByPosition(position, accident.as_duplicate);
      return EraseByPosition(position, accident.as_target);
    case EventContent::kOverdueRecorded:
      return EraseByPosition(position, accident.steps);
    default:
      return EraseByPosition(position, accident.others);
  }
}

// Adds the first turn after `position` that `belongs`.
template <typename Turn, typename Predicate>
void AppendNextTurn(uint64_t position, const std::vector<Turn>& turns, const Predicate& belongs,
                    std::vector<uint64_t>& resting) {
  for (const Turn& turn : turns) {
    if (turn.position <= position || !belongs(turn)) continue;
    resting.push_back(turn.position);
    return;
  }
}

template <typename Stated>
void AppendNextAttribution(uint64_t position, const AccidentEntry& accident, const Stated& stated,
                           std::vector<uint64_t>& resting) {
  AppendNextTurn(
      position, accident.attributions,
      [&stated](const AccidentEntry::AttributionTurn& turn) {
        return turn.unit == stated.unit() && turn.role == stated.role();
      },
      resting);
}

void AppendAllNaming(const AccidentEntry& accident, std::vector<uint64_t>& resting) {
  AppendPositions(accident.attributions, resting);
  AppendPositions(accident.appraisals, resting);
  AppendPositions(accident.as_duplicate, resting);
  AppendPositions(accident.as_target, resting);
  AppendPositions(accident.supplements, resting);
  AppendPositions(accident.extensions, resting);
  AppendPositions(accident.concealments, resting);
  AppendPositions(accident.steps, resting);
  AppendPositions(accident.after_approval, resting);
  AppendPositions(accident.others, resting);
  if (accident.ruling.has_value()) resting.push_back(accident.ruling->position);
  if (accident.struck_off.has_value()) resting.push_back(*accident.struck_off);
}

std::string DescribeAccident(const AccidentEntry& accident) {
  const auto approved = [](const std::optional<AccidentEntry::Approval>& approval) {
    return approval.has_value() ? absl::StrCat(approval->position, " on ", FormatDay(approval->day))
                                : "no";
  };
  const auto position = [](const std::optional<uint64_t>& value) {
    return value.has_value() ? absl::StrCat(*value) : "none";
  };
  std::string text = absl::StrCat(
      " in ", accident.county, " ", accident.enterprise_code, " at ",
      FormatMinute(accident.occurred), ": ", position(accident.report),
      accident.near_miss ? " near miss" : "", " decided ", approved(accident.decided_by_report),
      " ruled ", approved(accident.ruling), " struck off ", position(accident.struck_off),
      " after approval ", absl::StrJoin(accident.after_approval, " "), " others ",
      absl::StrJoin(accident.others, " "), "\n");
  for (const auto& turn : accident.attributions) {
    absl::StrAppend(&text, "  ", turn.unit, " ", turn.role, turn.withdrawn ? " withdrawn " : " ",
                    turn.position, "\n");
  }
  for (const auto& turn : accident.appraisals) {
    absl::StrAppend(&text, "  ", turn.resumed ? "resumed on " : "paused on ", FormatDay(turn.day),
                    " ", turn.position, "\n");
  }
  for (const auto& turn : accident.as_duplicate) {
    absl::StrAppend(&text, "  ", turn.unmerged ? "unmerged from " : "merged into ", turn.other, " ",
                    turn.position, "\n");
  }
  for (const auto& turn : accident.as_target) {
    absl::StrAppend(&text, "  ", turn.unmerged ? "without " : "with ", turn.other, " ",
                    turn.position, "\n");
  }
  for (const auto& supplement : accident.supplements) {
    absl::StrAppend(&text, "  as of ", FormatMinute(supplement.as_of), " ", supplement.position,
                    "\n");
  }
  for (const auto& extension : accident.extensions) {
    absl::StrAppend(&text, "  extended by ", extension.days, " ", extension.position, "\n");
  }
  for (const auto& concealment : accident.concealments) {
    absl::StrAppend(&text, "  concealed by ", concealment.unit, " ", concealment.position, "\n");
  }
  absl::StrAppend(&text, DescribeSteps(accident.steps));
  return text;
}

}  // namespace

MinuteOfDay MinuteIn(const event::v1::CivilTime& time) {
  return {ToDay(time.date()), time.hour() * kMinutesInHour + time.minute()};
}

std::string FormatMinute(const MinuteOfDay& moment) {
  return absl::StrCat(FormatDay(moment.day),
                      absl::StrFormat(" %02d:%02d", moment.minute / kMinutesInHour,
                                      moment.minute % kMinutesInHour));
}

const AccidentEntry::Approval* AccidentEntry::FindApproval() const {
  if (ruling.has_value()) return &*ruling;
  return decided_by_report.has_value() ? &*decided_by_report : nullptr;
}

const AccidentEntry::AttributionTurn* AccidentEntry::LastAttribution(
    absl::string_view unit, event::v1::AccidentRole role) const {
  const AttributionTurn* last = nullptr;
  for (const AttributionTurn& turn : attributions) {
    if (turn.unit == unit && turn.role == role) last = &turn;
  }
  return last;
}

const AccidentEntry::MergerTurn* AccidentEntry::MergedBefore(uint64_t position) const {
  const bool merged = !as_duplicate.empty() && !as_duplicate.back().unmerged &&
                      as_duplicate.back().position < position;
  return merged ? &as_duplicate.back() : nullptr;
}

const AccidentEntry::MergerTurn* AccidentEntry::FindDuplicate() const {
  for (const MergerTurn& turn : as_target) {
    if (turn.unmerged) continue;
    const bool undone =
        std::any_of(as_target.begin(), as_target.end(), [&turn](const MergerTurn& later) {
          return later.position > turn.position && later.other == turn.other;
        });
    if (!undone) return &turn;
  }
  return nullptr;
}

bool AccidentEntry::Concerns(absl::string_view unit) const {
  return county == unit || std::any_of(attributions.begin(), attributions.end(),
                                       [unit](const AttributionTurn& attribution) {
                                         return attribution.unit == unit;
                                       });
}

uint32_t AccidentEntry::extension_days() const {
  uint32_t days = 0;
  for (const Extension& extension : extensions) days += extension.days;
  return days;
}

int64_t AccidentEntry::paused_days() const {
  int64_t days = 0;
  for (size_t i = 0; i + 1 < appraisals.size(); i += 2) {
    days += DaysSinceEpoch(appraisals[i + 1].day) - DaysSinceEpoch(appraisals[i].day);
  }
  return days;
}

void AccidentsInForce::Add(uint64_t position, const EventContent& content) {
  for (const std::string& accident : FactsOf(content).accidents) {
    AddToAccident(position, content, accident, accidents_.Edit(accident));
  }
}

void AccidentsInForce::Remove(uint64_t position, const EventContent& content) {
  for (const std::string& id : FactsOf(content).accidents) {
    AccidentEntry& accident = accidents_.Edit(id);
    RemoveFromAccident(position, content, accident);
    if (HoldsNothing(accident)) accidents_.Erase(id);
  }
}

void AccidentsInForce::AppendRestingOn(uint64_t position, const EventContent& content,
                                       std::vector<uint64_t>& resting) const {
  const auto find = [this](absl::string_view id) -> const AccidentEntry& {
    static const auto* const none = new AccidentEntry;
    const AccidentEntry* accident = Find(id);
    return accident == nullptr ? *none : *accident;
  };
  const auto any = [](const auto&) { return true; };
  switch (content.kind_case()) {
    case EventContent::kAccidentReported: {
      const AccidentEntry& accident = find(content.accident_reported().accident());
      if (accident.report == position) AppendAllNaming(accident, resting);
      return;
    }
    case EventContent::kAccidentRuled: {
      const AccidentEntry& accident = find(content.accident_ruled().accident());
      if (!accident.decided_by_report.has_value()) {
        AppendPositions(accident.after_approval, resting);
      }
      return;
    }
    case EventContent::kAccidentAttributed: {
      const event::v1::AccidentAttributed& stated = content.accident_attributed();
      return AppendNextAttribution(position, find(stated.accident()), stated, resting);
    }
    case EventContent::kAttributionWithdrawn: {
      const event::v1::AttributionWithdrawn& stated = content.attribution_withdrawn();
      return AppendNextAttribution(position, find(stated.accident()), stated, resting);
    }
    case EventContent::kAppraisalPaused:
      return AppendNextTurn(position, find(content.appraisal_paused().accident()).appraisals, any,
                            resting);
    case EventContent::kAppraisalResumed:
      return AppendNextTurn(position, find(content.appraisal_resumed().accident()).appraisals, any,
                            resting);
    case EventContent::kAccidentsMerged:
      return AppendNextTurn(position, find(content.accidents_merged().duplicate()).as_duplicate,
                            any, resting);
    case EventContent::kAccidentsUnmerged:
      AppendNextTurn(position, find(content.accidents_unmerged().duplicate()).as_duplicate, any,
                     resting);
      // Merged again, the duplicate could be neither a target nor part of another duplicate.
      AppendNextTurn(position, find(content.accidents_unmerged().duplicate()).as_target, any,
                     resting);
      return AppendNextTurn(position, find(content.accidents_unmerged().accident()).as_duplicate,
                            any, resting);
    default:
      return;
  }
}

const AccidentEntry* AccidentsInForce::Find(absl::string_view accident) const {
  const AccidentEntry* entry = accidents_.Find(std::string(accident));
  return entry == nullptr || !entry->report.has_value() ? nullptr : entry;
}

std::string AccidentsInForce::Describe() const {
  std::string text;
  for (const auto& [id, accident] : accidents_) {
    absl::StrAppend(&text, "accident ", id, DescribeAccident(accident));
  }
  return text;
}

}  // namespace assessment::admission
