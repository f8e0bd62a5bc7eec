#include "ledger/admission/header_facts.h"

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
    case EventContent::kAccidentReported:
      facts = OfAccident(content.accident_reported().accident());
      facts.units.insert(content.accident_reported().county());
      return facts;
    case EventContent::kAccidentAttributed:
      facts = OfAccident(content.accident_attributed().accident());
      facts.units.insert(content.accident_attributed().unit());
      return facts;
    case EventContent::kAccidentRuled:
      return OfAccident(content.accident_ruled().accident());
    case EventContent::kMetricReported:
      return OfUnit(content.metric_reported().unit());
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
