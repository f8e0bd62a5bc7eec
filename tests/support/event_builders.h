#ifndef TESTS_SUPPORT_EVENT_BUILDERS_H_
#define TESTS_SUPPORT_EVENT_BUILDERS_H_

// Events for tests, complete in form and envelope, so that a test says only what it is about. Each
// happened on 1 June 2022 and is decided by "p-member"; a test changes what it wants to be
// otherwise.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"

namespace assessment::testing {

using event::v1::EventContent;

inline constexpr char kLedger[] = "141100";
inline constexpr char kCycle[] = "2022";
inline constexpr char kScheme[] = "small";

event::v1::CivilDate Date(int year, int month, int day);
event::v1::SealableText Plain(absl::string_view text);
event::v1::Person PersonOf(absl::string_view person);
// Number "1号" of 30 May 2022.
event::v1::Paper PaperOf(absl::string_view issuer);
event::v1::Evidence EvidenceOf(absl::string_view name);

// A principal of the office, or of a unit.
event::v1::Poster OfficePoster(absl::string_view person = "p-office");
event::v1::Poster UnitPoster(absl::string_view unit, absl::string_view person = "p-county");

// The event to append. The key also tells events apart that state the same.
event::v1::Event MakeEvent(EventContent content, absl::string_view key,
                           absl::string_view source = "test");

// The same content decided by other persons.
EventContent DecidedBy(EventContent content, const std::vector<std::string>& persons);

// The same content on another day.
EventContent OnDay(EventContent content, const event::v1::CivilDate& day);
// The same content resting on another document.
EventContent OnPaper(EventContent content, absl::string_view issuer, absl::string_view number);

// --- Registry ---

// A county named "<unit>县".
EventContent UnitRegistered(absl::string_view unit, const std::vector<std::string>& tags = {});
EventContent UnitRenamed(absl::string_view unit, absl::string_view name);
EventContent AliasAdded(absl::string_view unit, absl::string_view alias);
EventContent SchemePublished(scheme::v1::Scheme scheme);
// The year 2022, facts until the end of January 2023. Version 0: without scheme.
EventContent CycleOpened(absl::string_view cycle, const std::vector<std::string>& units,
                         uint32_t scheme_version);
EventContent CycleSchemeAdopted(absl::string_view cycle, uint32_t scheme_version);
EventContent CycleUnitsChanged(absl::string_view cycle, const std::vector<std::string>& added,
                               const std::vector<std::string>& removed);
EventContent ReviewOpened(absl::string_view cycle);
EventContent ReviewClosed(absl::string_view cycle);
EventContent TeamFormed(absl::string_view cycle, absl::string_view team, absl::string_view leader,
                        const std::vector<std::string>& members,
                        const std::vector<std::string>& units = {});
EventContent TargetSet(absl::string_view metric, int64_t value_millionths);
EventContent BaselineSet(absl::string_view unit, uint32_t accidents, uint32_t deaths);
EventContent UnitsMerged(const std::vector<std::string>& units, absl::string_view successor,
                         const event::v1::CivilDate& effective_on);
EventContent UnitDissolved(absl::string_view unit, const event::v1::CivilDate& effective_on,
                           absl::string_view successor = "");
EventContent EnterpriseSupervised(absl::string_view unit, absl::string_view enterprise_code,
                                  const event::v1::CivilDate& from,
                                  std::optional<event::v1::CivilDate> to = std::nullopt);
// Signed on 1 June 2022.
EventContent ResponsibilityLetterSigned(absl::string_view unit, int32_t year);

// Empty fields: every text of the event.
EventContent TextErased(uint64_t position, const std::vector<std::string>& fields = {});
EventContent ClerkPaused();
EventContent ClerkResumed();
EventContent InterpretationConfirmed(absl::string_view interpretation, uint32_t scheme_version = 1);

// --- Clause postings, in kCycle ---

EventContent FindingRecorded(absl::string_view unit, absl::string_view clause,
                             const std::vector<std::string>& subject_codes = {});
EventContent MeasuredFinding(absl::string_view unit, absl::string_view clause,
                             int64_t value_millionths);
EventContent ItemReviewed(absl::string_view unit, const std::vector<std::string>& items);
EventContent PointsJudged(absl::string_view unit, absl::string_view clause, int64_t points_milli,
                          std::optional<uint64_t> replaces = std::nullopt);
EventContent DeductionDecided(absl::string_view unit, absl::string_view clause,
                              int64_t points_milli, absl::string_view inspection = "",
                              std::optional<uint64_t> replaces = std::nullopt);
EventContent ExemptionGranted(absl::string_view unit, absl::string_view clause);
EventContent NotApplicableClaimed(absl::string_view unit, const std::vector<std::string>& targets);
// Decided by "p-leader".
EventContent NotApplicableRuled(absl::string_view unit, uint64_t claim_position,
                                event::v1::Ruling ruling,
                                const std::vector<std::string>& targets = {});
EventContent NoStatementFound(absl::string_view unit, const std::vector<std::string>& targets);

// --- Facts ---

// A production accident with one death, responsibility pending.
EventContent AccidentReported(absl::string_view accident, absl::string_view county);
EventContent AccidentAttributed(absl::string_view accident, absl::string_view unit,
                                event::v1::AccidentRole role);
EventContent AccidentRuled(absl::string_view accident, event::v1::Finding responsibility);
EventContent MetricReported(absl::string_view metric, absl::string_view unit,
                            int64_t value_millionths);

// --- Matters and letters ---

// By the end of a day.
event::v1::CivilMoment DueBy(int year, int month, int day);
// Due by the end of 30 June 2022.
EventContent MatterOpened(absl::string_view matter, absl::string_view unit,
                          event::v1::MatterKind kind = event::v1::MATTER_KIND_MATERIAL);
EventContent MatterExtended(absl::string_view matter, const event::v1::CivilMoment& due);
EventContent MatterReturned(absl::string_view matter);
EventContent MatterWithdrawn(absl::string_view matter);
EventContent MatterReassigned(absl::string_view matter, absl::string_view unit);
// Received on the day it happened.
EventContent MatterCompleted(absl::string_view matter, bool accepted = true);
// A reminder of the office.
EventContent LetterIssued(const std::vector<std::string>& units,
                          const std::vector<std::string>& matters,
                          absl::string_view number = "1号");
// On the day of the step.
EventContent MatterOverdue(absl::string_view matter, const event::v1::CivilMoment& due,
                           uint32_t step = 0, event::v1::Clock clock = event::v1::CLOCK_MATERIAL);
EventContent AccidentOverdue(absl::string_view accident, const event::v1::CivilMoment& due,
                             event::v1::Clock clock = event::v1::CLOCK_INVESTIGATION);

// --- The course of an accident ---

EventContent AttributionWithdrawn(absl::string_view accident, absl::string_view unit,
                                  event::v1::AccidentRole role);
// As of the end of a day.
EventContent AccidentSupplemented(absl::string_view accident, const event::v1::CivilDate& as_of,
                                  uint32_t deaths);
EventContent InvestigationOpened(absl::string_view accident);
EventContent InvestigationExtended(absl::string_view accident, uint32_t days);
EventContent AppraisalPaused(absl::string_view accident, const event::v1::CivilDate& day);
EventContent AppraisalResumed(absl::string_view accident, const event::v1::CivilDate& day);
EventContent ReportPublished(absl::string_view accident);
EventContent FollowUpEvaluated(absl::string_view accident);
EventContent ConcealmentVerified(absl::string_view accident, absl::string_view unit);
EventContent AccidentStruckOff(absl::string_view accident);
EventContent AccidentsMerged(absl::string_view accident, absl::string_view duplicate);
EventContent AccidentsUnmerged(absl::string_view accident, absl::string_view duplicate);

// --- Honours and blame: a provincial commendation or criticism of the county ---

EventContent BonusClaimed(absl::string_view unit, absl::string_view number = "1号");
EventContent HonourRecorded(absl::string_view unit, absl::string_view number = "1号",
                            std::optional<uint64_t> claim_position = std::nullopt);
EventContent BonusRefused(absl::string_view unit, uint64_t claim_position);
EventContent BlameRecorded(absl::string_view unit, absl::string_view number = "1号");

// --- Submissions, in kCycle ---

EventContent SelfReportFiled(absl::string_view unit, const std::vector<std::string>& items);
EventContent EvidenceSubmitted(absl::string_view unit, const std::vector<std::string>& items);

// --- Rulings, of the office's two persons ---

EventContent QuestionAnswered(absl::string_view unit, absl::string_view question, uint32_t answer,
                              std::optional<int64_t> points_milli = std::nullopt,
                              absl::string_view accident = "");
EventContent VetoConfirmed(absl::string_view unit, absl::string_view veto);
EventContent PendingDecided(absl::string_view accident, event::v1::PendingDecision decision);

// --- Sheets, in kCycle, of part "onsite" ---

// Of the first record of the log on. `mark` tells fingerprints apart.
EventContent SheetIssued(absl::string_view unit, const std::vector<std::string>& items,
                         char mark = 'f');
EventContent SheetSigned(absl::string_view unit, char mark = 'f');
// Decided by "p-leader".
EventContent SheetReopened(absl::string_view unit);

// --- Corrections ---

// Decided by "p-proposer".
EventContent CorrectionProposed(uint64_t position,
                                std::optional<EventContent> replacement = std::nullopt);
// Decided by "p-confirmer".
EventContent CorrectionConfirmed(uint64_t proposal_position);

}  // namespace assessment::testing

#endif  // TESTS_SUPPORT_EVENT_BUILDERS_H_
