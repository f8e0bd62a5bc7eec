// What becomes of an accident: its totals, the investigation and its clocks, concealment, being
// struck off, mergers.

#include "absl/strings/str_cat.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/rules.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// All extensions of one investigation together (State Council order 493, article 29).
constexpr uint32_t kExtensionDaysTogetherMax = 60;

void RefuseState(const Case& c, std::string found, std::string expected,
                 std::vector<uint64_t> positions, std::vector<std::string> needs,
                 Verdict& verdict) {
  verdict.Refuse({.reason = ledger::v1::REASON_ACCIDENT_STATE,
                  .field = c.Field("accident"),
                  .found = std::move(found),
                  .expected = std::move(expected),
                  .positions = std::move(positions),
                  .needs = std::move(needs)});
}

void JudgeWithdrawalStands(const Case& c, Verdict& verdict) {
  const event::v1::AttributionWithdrawn& withdrawn = c.content.attribution_withdrawn();
  const AccidentEntry* accident = RequireAccident(c, "accident", withdrawn.accident(), verdict);
  if (accident == nullptr) return;
  const AccidentEntry::AttributionTurn* last =
      accident->LastAttribution(withdrawn.unit(), withdrawn.role());
  if (last != nullptr && !last->withdrawn && last->position < c.position) return;
  Failure failure{.reason = ledger::v1::REASON_NOT_IN_FORCE,
                  .field = c.Field("role"),
                  .found = absl::StrCat(event::v1::AccidentRole_Name(withdrawn.role()), " of unit ",
                                        Quoted(withdrawn.unit()), " is not in force"),
                  .expected = "an attribution in force before this event",
                  .needs = {AttributionName(withdrawn.accident(), withdrawn.unit())}};
  if (last != nullptr) failure.positions = {last->position};
  verdict.Refuse(std::move(failure));
}

void JudgeSupplementStands(const Case& c, Verdict& verdict) {
  const event::v1::AccidentSupplemented& stated = c.content.accident_supplemented();
  const AccidentEntry* accident = RequireAccident(c, "accident", stated.accident(), verdict);
  if (accident == nullptr) return;
  const MinuteOfDay as_of = MinuteIn(stated.as_of());
  if (as_of < accident->occurred) {
    verdict.Refuse(
        {.reason = ledger::v1::REASON_FIELD_INVALID,
         .field = c.Field("as_of"),
         .found = FormatMinute(as_of),
         .expected = absl::StrCat("not before the accident, ", FormatMinute(accident->occurred))});
  }
  for (const AccidentEntry::Supplement& before : accident->supplements) {
    if (before.as_of != as_of) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_ALREADY_SUPPLEMENTED,
                    .field = c.Field("as_of"),
                    .found = absl::StrCat("a supplement as of ", FormatMinute(as_of),
                                          " at position ", before.position),
                    .expected = "one supplement a moment; correct that one, or give a later moment",
                    .positions = {before.position},
                    .needs = {VoidName(before.position)}});
  }
}

void JudgeExtensionStands(const Case& c, Verdict& verdict) {
  const event::v1::InvestigationExtended& extended = c.content.investigation_extended();
  const AccidentEntry* accident = RequireAccident(c, "accident", extended.accident(), verdict);
  if (accident == nullptr) return;
  const uint32_t before = accident->extension_days();
  if (before + extended.days() <= kExtensionDaysTogetherMax) return;
  std::vector<uint64_t> positions;
  for (const AccidentEntry::Extension& extension : accident->extensions) {
    positions.push_back(extension.position);
  }
  RefuseState(c, absl::StrCat("extended by ", before, " days, and ", extended.days(), " more"),
              absl::StrCat("at most ", kExtensionDaysTogetherMax, " days in all"),
              std::move(positions), {}, verdict);
}

// Pauses and resumptions follow one another, in the log and in their days.
void JudgeAppraisalStands(const Case& c, const std::string& id, bool resumes, Verdict& verdict) {
  const AccidentEntry* accident = RequireAccident(c, "accident", id, verdict);
  if (accident == nullptr) return;
  const bool none = accident->appraisals.empty();
  const bool paused = !none && !accident->appraisals.back().resumed;
  if (none && !resumes) return;
  if (none || paused != resumes || accident->appraisals.back().position > c.position) {
    RefuseState(c,
                none ? "not paused"
                     : absl::StrCat(paused ? "paused" : "resumed", " at position ",
                                    accident->appraisals.back().position),
                resumes ? "an investigation that is paused" : "an investigation that is not paused",
                none ? std::vector<uint64_t>() : std::vector{accident->appraisals.back().position},
                {AppraisalName(id)}, verdict);
    return;
  }
  const CivilDay last = accident->appraisals.back().day;
  const CivilDay day = ToDay(c.content.occurred_on());
  if (last <= day) return;
  RefuseState(c,
              absl::StrCat(paused ? "paused on " : "resumed on ", FormatDay(last),
                           ", after this event's ", FormatDay(day)),
              absl::StrCat("a day not before ", FormatDay(last)),
              {accident->appraisals.back().position}, {}, verdict);
}

void JudgeAfterApproval(const Case& c, const std::string& id, Verdict& verdict) {
  const AccidentEntry* accident = RequireAccident(c, "accident", id, verdict);
  if (accident == nullptr || accident->FindApproval() != nullptr) return;
  RefuseState(c, "not ruled on", "an accident that an approved report ruled on", {},
              {AccidentRulingName(id)}, verdict);
}

void JudgeConcealmentStands(const Case& c, Verdict& verdict) {
  const event::v1::ConcealmentVerified& verified = c.content.concealment_verified();
  const AccidentEntry* accident = RequireAccident(c, "accident", verified.accident(), verdict);
  if (accident == nullptr) return;
  for (const AccidentEntry::Concealment& before : accident->concealments) {
    if (before.unit != verified.unit()) continue;
    RefuseState(c,
                absl::StrCat("its concealment by unit ", Quoted(before.unit),
                             " is known from position ", before.position),
                "once an accident and unit", {before.position}, {VoidName(before.position)},
                verdict);
  }
}

void JudgeStruckOffStands(const Case& c, Verdict& verdict) {
  const AccidentEntry* accident =
      RequireAccident(c, "accident", c.content.accident_struck_off().accident(), verdict);
  if (accident == nullptr || !accident->struck_off.has_value()) return;
  RefuseState(c, absl::StrCat("struck off at position ", *accident->struck_off),
              "an accident that is not struck off", {*accident->struck_off},
              {VoidName(*accident->struck_off)}, verdict);
}

void JudgeMergerStands(const Case& c, Verdict& verdict) {
  const event::v1::AccidentsMerged& merged = c.content.accidents_merged();
  const AccidentEntry* target = RequireAccident(c, "accident", merged.accident(), verdict);
  const AccidentEntry* duplicate = RequireAccident(c, "duplicate", merged.duplicate(), verdict);
  // Nothing stands between a restored merger and what came since.
  if (target != nullptr && !target->as_duplicate.empty() && !target->as_duplicate.back().unmerged &&
      target->MergedBefore(c.position) == nullptr) {
    RefuseState(c,
                absl::StrCat(Quoted(merged.accident()), " was merged at position ",
                             target->as_duplicate.back().position),
                "an accident that stands by itself", {target->as_duplicate.back().position}, {},
                verdict);
  }
  if (duplicate == nullptr) return;
  if (!duplicate->as_duplicate.empty() && duplicate->as_duplicate.back().position > c.position) {
    RefuseState(c,
                absl::StrCat(Quoted(merged.duplicate()), " was merged or unmerged at position ",
                             duplicate->as_duplicate.back().position),
                "a duplicate that was left alone since", {duplicate->as_duplicate.back().position},
                {}, verdict);
  }
  if (const AccidentEntry::MergerTurn* other = duplicate->FindDuplicate()) {
    RefuseState(c,
                absl::StrCat(Quoted(other->other), " was merged into ", Quoted(merged.duplicate()),
                             " at position ", other->position),
                "a duplicate that nothing was merged into", {other->position},
                {MergerName(other->other)}, verdict);
  }
}

void JudgeUnmergerStands(const Case& c, Verdict& verdict) {
  const event::v1::AccidentsUnmerged& unmerged = c.content.accidents_unmerged();
  RequireReported(c, "accident", unmerged.accident(), verdict);
  const AccidentEntry* duplicate = RequireReported(c, "duplicate", unmerged.duplicate(), verdict);
  if (duplicate == nullptr) return;
  const AccidentEntry::MergerTurn* merger = duplicate->MergedBefore(c.position);
  if (merger != nullptr && merger->other == unmerged.accident()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_NOT_IN_FORCE,
                  .field = c.Field("duplicate"),
                  .found = merger == nullptr
                               ? absl::StrCat(Quoted(unmerged.duplicate()), " is not merged")
                               : absl::StrCat(Quoted(unmerged.duplicate()), " is merged into ",
                                              Quoted(merger->other)),
                  .expected = absl::StrCat("a merger into ", Quoted(unmerged.accident()),
                                           " in force before this event"),
                  .needs = {MergerName(unmerged.duplicate())}});
}

// The due date in force of an accident's clock; reports why there is none.
std::optional<CivilDay> DueInForce(const Case& c, const AccidentEntry& accident, Verdict& verdict) {
  const auto no_clock = [&](std::string found, std::string expected,
                            std::vector<uint64_t> positions) {
    verdict.Refuse({.reason = ledger::v1::REASON_NOT_OVERDUE,
                    .field = c.Field("accident"),
                    .found = std::move(found),
                    .expected = std::move(expected),
                    .positions = std::move(positions)});
    return std::nullopt;
  };
  if (accident.near_miss) return no_clock("a near miss", "an accident: no clock runs", {});
  if (accident.struck_off.has_value()) {
    return no_clock(absl::StrCat("struck off at position ", *accident.struck_off),
                    "an accident: no clock runs", {*accident.struck_off});
  }
  const event::v1::Clock clock = c.content.overdue_recorded().clock();
  if (clock == event::v1::CLOCK_INVESTIGATION) {
    if (!accident.appraisals.empty() && !accident.appraisals.back().resumed) {
      return no_clock(
          absl::StrCat("an appraisal goes on since position ", accident.appraisals.back().position),
          "no due date is in force until it is over", {accident.appraisals.back().position});
    }
    return InvestigationDue(accident.occurred.day, accident.extension_days(),
                            accident.paused_days());
  }
  const AccidentEntry::Approval* approval = accident.FindApproval();
  if (approval == nullptr) {
    return no_clock("not ruled on", "no due date is in force before its report is approved", {});
  }
  return clock == event::v1::CLOCK_FOLLOW_UP_EVALUATION ? FollowUpEvaluationDue(approval->day)
                                                        : ReportPublicationDue(approval->day);
}

void JudgeAccidentStep(const Case& c, Verdict& verdict) {
  const std::string& id = c.content.overdue_recorded().accident();
  const AccidentEntry* accident = RequireAccident(c, "accident", id, verdict);
  if (accident == nullptr) return;
  const CivilInstant stated = ToInstant(c.content.overdue_recorded().due());
  // As with matters: a step that a correction restores need not be the one in force.
  const std::optional<CivilDay> due = c.position < c.state.size()
                                          ? std::optional<CivilDay>(stated.day)
                                          : DueInForce(c, *accident, verdict);
  if (due.has_value()) JudgeStep(c, {*due, std::nullopt}, accident->steps, verdict);
}

}  // namespace

void JudgeAccidentCourse(const Case& c, Verdict& verdict) {
  if (c.content.has_attribution_withdrawn()) {
    RequireUnit(c, "unit", c.content.attribution_withdrawn().unit(), verdict);
  } else if (c.content.has_concealment_verified()) {
    RequireUnit(c, "unit", c.content.concealment_verified().unit(), verdict);
  }
}

void JudgeAccidentCourseStands(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kAttributionWithdrawn:
      return JudgeWithdrawalStands(c, verdict);
    case EventContent::kAccidentSupplemented:
      return JudgeSupplementStands(c, verdict);
    case EventContent::kInvestigationOpened:
      RequireAccident(c, "accident", c.content.investigation_opened().accident(), verdict);
      return;
    case EventContent::kInvestigationExtended:
      return JudgeExtensionStands(c, verdict);
    case EventContent::kAppraisalPaused:
      return JudgeAppraisalStands(c, c.content.appraisal_paused().accident(), /*resumes=*/false,
                                  verdict);
    case EventContent::kAppraisalResumed:
      return JudgeAppraisalStands(c, c.content.appraisal_resumed().accident(), /*resumes=*/true,
                                  verdict);
    case EventContent::kReportPublished:
      return JudgeAfterApproval(c, c.content.report_published().accident(), verdict);
    case EventContent::kFollowUpEvaluated:
      return JudgeAfterApproval(c, c.content.follow_up_evaluated().accident(), verdict);
    case EventContent::kConcealmentVerified:
      return JudgeConcealmentStands(c, verdict);
    case EventContent::kAccidentStruckOff:
      return JudgeStruckOffStands(c, verdict);
    case EventContent::kAccidentsMerged:
      return JudgeMergerStands(c, verdict);
    case EventContent::kAccidentsUnmerged:
      return JudgeUnmergerStands(c, verdict);
    case EventContent::kOverdueRecorded:
      if (c.content.overdue_recorded().has_accident()) JudgeAccidentStep(c, verdict);
      return;
    default:
      return;
  }
}

}  // namespace assessment::admission
