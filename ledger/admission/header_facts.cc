#include "ledger/admission/header_facts.h"

#include "ledger/registry/year_end.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

template <typename Posting>
HeaderFacts OfPosting(const Posting& posting) {
  return {.cycle = posting.cycle(), .units = {posting.unit()}, .accidents = {}, .matters = {}};
}

HeaderFacts OfUnit(const std::string& unit) {
  return {.cycle = "", .units = {unit}, .accidents = {}, .matters = {}};
}

HeaderFacts OfCycle(const std::string& cycle) {
  return {.cycle = cycle, .units = {}, .accidents = {}, .matters = {}};
}

HeaderFacts OfAccident(const std::string& accident) {
  return {.cycle = "", .units = {}, .accidents = {accident}, .matters = {}};
}

HeaderFacts OfMatter(const std::string& matter) {
  return {.cycle = "", .units = {}, .accidents = {}, .matters = {matter}};
}

HeaderFacts OfAccidentAndUnit(const std::string& accident, const std::string& unit) {
  return {.cycle = "", .units = {unit}, .accidents = {accident}, .matters = {}};
}

HeaderFacts OfMatterAndUnit(const std::string& matter, const std::string& unit) {
  return {.cycle = "", .units = {unit}, .accidents = {}, .matters = {matter}};
}

template <typename Merger>
HeaderFacts OfMerger(const Merger& merger) {
  return {.cycle = "",
          .units = {},
          .accidents = {merger.accident(), merger.duplicate()},
          .matters = {}};
}

HeaderFacts OfLetter(const event::v1::LetterIssued& issued) {
  HeaderFacts facts;
  facts.units.insert(issued.units().begin(), issued.units().end());
  facts.matters.insert(issued.matters().begin(), issued.matters().end());
  return facts;
}

HeaderFacts OfOverdue(const event::v1::OverdueRecorded& recorded) {
  HeaderFacts facts;
  if (recorded.has_matter()) facts.matters.insert(recorded.matter());
  if (recorded.has_accident()) facts.accidents.insert(recorded.accident());
  return facts;
}

HeaderFacts OfUnits(const google::protobuf::RepeatedPtrField<std::string>& units,
                    const std::string& successor) {
  HeaderFacts facts;
  facts.units.insert(units.begin(), units.end());
  if (!successor.empty()) facts.units.insert(successor);
  return facts;
}

HeaderFacts OfAnswer(const event::v1::QuestionAnswered& answered) {
  HeaderFacts facts = OfPosting(answered);
  if (!answered.accident().empty()) facts.accidents.insert(answered.accident());
  return facts;
}

HeaderFacts OfFinding(const event::v1::FindingRecorded& finding) {
  HeaderFacts facts = OfPosting(finding);
  for (const event::v1::Subject& subject : finding.subjects()) {
    if (!subject.accident().empty()) facts.accidents.insert(subject.accident());
    if (!subject.matter().empty()) facts.matters.insert(subject.matter());
  }
  return facts;
}

}  // namespace

void HeaderFacts::Add(const HeaderFacts& other) {
  if (cycle.empty()) cycle = other.cycle;
  units.insert(other.units.begin(), other.units.end());
  accidents.insert(other.accidents.begin(), other.accidents.end());
  matters.insert(other.matters.begin(), other.matters.end());
}

HeaderFacts FactsOf(const EventContent& content) {
  HeaderFacts facts;
  if (IsYearEndEvent(content)) {
    facts = OfCycle(YearEndCycle(content));
    if (YearEndNamesUnit(content)) facts.units.insert(YearEndUnit(content));
    return facts;
  }
  switch (content.kind_case()) {
    case EventContent::kUnitRegistered:
      return OfUnit(content.unit_registered().unit());
    case EventContent::kUnitRenamed:
      return OfUnit(content.unit_renamed().unit());
    case EventContent::kUnitChanged:
      return OfUnit(content.unit_changed().unit());
    case EventContent::kCycleOpened:
      facts = OfCycle(content.cycle_opened().cycle());
      facts.units.insert(content.cycle_opened().units().begin(),
                         content.cycle_opened().units().end());
      return facts;
    case EventContent::kCycleSchemeAdopted:
      return OfCycle(content.cycle_scheme_adopted().cycle());
    case EventContent::kCycleUnitsChanged: {
      const event::v1::CycleUnitsChanged& changed = content.cycle_units_changed();
      facts = OfCycle(changed.cycle());
      facts.units.insert(changed.added().begin(), changed.added().end());
      facts.units.insert(changed.removed().begin(), changed.removed().end());
      return facts;
    }
    case EventContent::kReviewOpened:
      return OfCycle(content.review_opened().cycle());
    case EventContent::kReviewClosed:
      return OfCycle(content.review_closed().cycle());
    case EventContent::kTeamFormed:
      facts = OfCycle(content.team_formed().cycle());
      facts.units.insert(content.team_formed().units().begin(),
                         content.team_formed().units().end());
      return facts;
    case EventContent::kBaselineSet:
      return OfUnit(content.baseline_set().unit());
    case EventContent::kUnitsMerged:
      return OfUnits(content.units_merged().units(), content.units_merged().successor());
    case EventContent::kUnitDissolved:
      facts = OfUnit(content.unit_dissolved().unit());
      if (!content.unit_dissolved().successor().empty()) {
        facts.units.insert(content.unit_dissolved().successor());
      }
      return facts;
    case EventContent::kEnterpriseSupervised:
      return OfUnit(content.enterprise_supervised().unit());
    case EventContent::kResponsibilityLetterSigned:
      return OfUnit(content.responsibility_letter_signed().unit());
    case EventContent::kFindingRecorded:
      return OfFinding(content.finding_recorded());
    case EventContent::kItemReviewed:
      return OfPosting(content.item_reviewed());
    case EventContent::kPointsJudged:
      return OfPosting(content.points_judged());
    case EventContent::kDeductionDecided:
      return OfPosting(content.deduction_decided());
    case EventContent::kExemptionGranted:
      return OfPosting(content.exemption_granted());
    case EventContent::kNotApplicableClaimed:
      return OfPosting(content.not_applicable_claimed());
    case EventContent::kNotApplicableRuled:
      return OfPosting(content.not_applicable_ruled());
    case EventContent::kNoStatementFound:
      return OfPosting(content.no_statement_found());
    case EventContent::kMatterOpened:
      return OfMatterAndUnit(content.matter_opened().matter(), content.matter_opened().unit());
    case EventContent::kMatterExtended:
      return OfMatter(content.matter_extended().matter());
    case EventContent::kMatterReturned:
      return OfMatter(content.matter_returned().matter());
    case EventContent::kMatterWithdrawn:
      return OfMatter(content.matter_withdrawn().matter());
    case EventContent::kMatterReassigned:
      return OfMatterAndUnit(content.matter_reassigned().matter(),
                             content.matter_reassigned().unit());
    case EventContent::kMatterCompleted:
      return OfMatter(content.matter_completed().matter());
    case EventContent::kLetterIssued:
      return OfLetter(content.letter_issued());
    case EventContent::kOverdueRecorded:
      return OfOverdue(content.overdue_recorded());
    case EventContent::kAccidentReported:
      return OfAccidentAndUnit(content.accident_reported().accident(),
                               content.accident_reported().county());
    case EventContent::kAccidentAttributed:
      return OfAccidentAndUnit(content.accident_attributed().accident(),
                               content.accident_attributed().unit());
    case EventContent::kAccidentRuled:
      return OfAccident(content.accident_ruled().accident());
    case EventContent::kAttributionWithdrawn:
      return OfAccidentAndUnit(content.attribution_withdrawn().accident(),
                               content.attribution_withdrawn().unit());
    case EventContent::kAccidentSupplemented:
      return OfAccident(content.accident_supplemented().accident());
    case EventContent::kInvestigationOpened:
      return OfAccident(content.investigation_opened().accident());
    case EventContent::kInvestigationExtended:
      return OfAccident(content.investigation_extended().accident());
    case EventContent::kAppraisalPaused:
      return OfAccident(content.appraisal_paused().accident());
    case EventContent::kAppraisalResumed:
      return OfAccident(content.appraisal_resumed().accident());
    case EventContent::kReportPublished:
      return OfAccident(content.report_published().accident());
    case EventContent::kFollowUpEvaluated:
      return OfAccident(content.follow_up_evaluated().accident());
    case EventContent::kConcealmentVerified:
      return OfAccidentAndUnit(content.concealment_verified().accident(),
                               content.concealment_verified().unit());
    case EventContent::kAccidentStruckOff:
      return OfAccident(content.accident_struck_off().accident());
    case EventContent::kAccidentsMerged:
      return OfMerger(content.accidents_merged());
    case EventContent::kAccidentsUnmerged:
      return OfMerger(content.accidents_unmerged());
    case EventContent::kBonusClaimed:
      return OfUnit(content.bonus_claimed().unit());
    case EventContent::kHonourRecorded:
      return OfUnit(content.honour_recorded().unit());
    case EventContent::kBonusRefused:
      return OfUnit(content.bonus_refused().unit());
    case EventContent::kBlameRecorded:
      return OfUnit(content.blame_recorded().unit());
    case EventContent::kMetricReported:
      return OfUnit(content.metric_reported().unit());
    case EventContent::kSelfReportFiled:
      return OfPosting(content.self_report_filed());
    case EventContent::kEvidenceSubmitted:
      return OfPosting(content.evidence_submitted());
    case EventContent::kQuestionAnswered:
      return OfAnswer(content.question_answered());
    case EventContent::kVetoConfirmed:
      return OfPosting(content.veto_confirmed());
    case EventContent::kPendingDecided:
      return OfAccident(content.pending_decided().accident());
    case EventContent::kSheetIssued:
      return OfPosting(content.sheet_issued());
    case EventContent::kSheetSigned:
      return OfPosting(content.sheet_signed());
    case EventContent::kSheetReopened:
      return OfPosting(content.sheet_reopened());
    case EventContent::kCorrectionProposed:
      return FactsOf(content.correction_proposed().replacement());
    default:
      return facts;
  }
}

HeaderFacts FactsOf(const event::v1::RecordHeader& header) {
  HeaderFacts facts = OfCycle(header.cycle());
  facts.units.insert(header.units().begin(), header.units().end());
  facts.accidents.insert(header.accidents().begin(), header.accidents().end());
  facts.matters.insert(header.matters().begin(), header.matters().end());
  return facts;
}

void WriteFacts(const HeaderFacts& facts, event::v1::RecordHeader& header) {
  header.set_cycle(facts.cycle);
  for (const std::string& unit : facts.units) header.add_units(unit);
  for (const std::string& accident : facts.accidents) header.add_accidents(accident);
  for (const std::string& matter : facts.matters) header.add_matters(matter);
}

}  // namespace assessment::admission
