#include "tests/support/year_end_ledger.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/reason/reason_status.h"
#include "ledger/registry/results_digest.h"
#include "projections/deadlines/due_steps.h"
#include "projections/views/score_at.h"

namespace assessment::testing {
namespace {

// The items of a unit that a team signs for.
std::vector<std::string> ItemsOf(const projections::v1::ScoreExplanation& score) {
  std::vector<std::string> items;
  for (const auto& category : score.categories()) {
    for (const auto& item : category.items()) {
      if (item.scoring_body().empty()) items.push_back(item.item());
    }
  }
  return items;
}

}  // namespace

YearEndLedger::YearEndLedger() {
  ledger_.SetUpCycle();
  host_ = std::make_unique<ProjectionHost>(kLedger, ledger_.log());
  host_->Start();
}

YearEndLedger::~YearEndLedger() { host_->Stop(); }

YearEndLedger::Now YearEndLedger::Look() const {
  absl::StatusOr<ProjectionHost::Snapshot> snapshot =
      host_->Ask(ProjectionKind::kScores, {}, 0, Soon());
  CHECK(snapshot.ok());
  Now now;
  now.snapshot = *std::move(snapshot);
  now.cycle = now.view().registry().FindCycle(kCycle);
  return now;
}

Checklist YearEndLedger::List() const {
  const Now now = Look();
  absl::StatusOr<Checklist> list = MakeChecklist(now.view(), *now.cycle);
  EXPECT_TRUE(list.ok()) << list.status();
  return *std::move(list);
}

projections::v1::ScoreExplanation YearEndLedger::Score(const std::string& unit) const {
  const Now now = Look();
  absl::StatusOr<UnitScore> score =
      ScoreAt(now.view(), *now.cycle, unit, ScoreDetail::kExplanation);
  EXPECT_TRUE(score.ok()) << score.status();
  return score->score;
}

void YearEndLedger::SettleChecklist() {
  for (const auto& [unit, score] : std::map<std::string, projections::v1::ScoreExplanation>{
           {"unit-1", Score("unit-1")}, {"unit-2", Score("unit-2")}, {"unit-3", Score("unit-3")}}) {
    for (const auto& item : score.coverage().uncovered()) {
      for (const std::string& clause : item.open_clauses()) {
        ledger_.Must(PointsJudged(unit, clause, 2000));
      }
      ledger_.Must(ItemReviewed(unit, {item.item()}));
    }
  }
  RecordLateness();
  for (const projections::v1::Blocking& entry : List().blocking) {
    if (entry.entry() != projections::v1::BLOCKING_ENTRY_NOT_NOTIFIED) continue;
    EventContent notice = ResultNotified(entry.unit());
    *notice.mutable_result_notified()->mutable_served_on() = Date(2022, 11, 20);
    *notice.mutable_result_notified()->mutable_objections_until() = Date(2022, 11, 30);
    ledger_.Must(notice);
  }
  std::set<std::string> unsigned_units;
  for (const projections::v1::Blocking& entry : List().blocking) {
    if (entry.entry() == projections::v1::BLOCKING_ENTRY_INTERPRETATION_NOT_CONFIRMED) {
      ledger_.Must(InterpretationConfirmed(entry.subject()));
    } else if (entry.entry() == projections::v1::BLOCKING_ENTRY_SHEET_MISSING ||
               entry.entry() == projections::v1::BLOCKING_ENTRY_SHEET_NOT_SIGNED) {
      unsigned_units.insert(entry.unit());
    } else if (entry.entry() == projections::v1::BLOCKING_ENTRY_SHEET_DIFFERS) {
      ledger_.Must(SheetReopened(entry.unit()));
      unsigned_units.insert(entry.unit());
    }
  }
  for (const std::string& unit : unsigned_units) {
    EventContent sheet = SheetIssued(unit, ItemsOf(Score(unit)));
    sheet.mutable_sheet_issued()->set_size(ledger_.size());
    ledger_.Must(sheet);
    ledger_.Must(SheetSigned(unit));
  }
  for (const projections::v1::ToAccept& entry : List().to_accept) {
    if (!entry.has_accepted()) {
      ledger_.Must(ChecklistAccepted(entry.unit(), entry.entry(), entry.subject()));
    }
  }
}

void YearEndLedger::RecordLateness() {
  const Now now = Look();
  const absl::StatusOr<std::vector<DueStep>> steps =
      FindDueSteps(now.view(), now.snapshot.projections->things().KnownAt(now.view().size()),
                   ToDay(now.cycle->opened.facts_until()));
  ASSERT_TRUE(steps.ok()) << steps.status();
  for (const DueStep& step : *steps) ledger_.Must(step.Content());
}

absl::StatusOr<ledger::v1::AppendResponse> YearEndLedger::Append(
    const ledger::v1::AppendRequest& request, const std::string& person) {
  const BatchDecision decision =
      ledger_.Append(request, OfficePoster(person), Route::kYearEndService);
  ledger::v1::AppendResponse response;
  for (const ledger::v1::Refusal& refusal : decision.refusals) {
    *response.mutable_refused()->add_refusals() = refusal;
  }
  if (response.has_refused()) return response;
  for (const AdmittedEvent& event : decision.events) {
    ledger::v1::Receipt& receipt = *response.mutable_accepted()->add_receipts();
    receipt.set_position(event.position);
    receipt.set_already_known(event.already_known);
  }
  return response;
}

absl::StatusOr<YearEndDesk::Decision> YearEndLedger::Decide(const EventContent& content,
                                                            const std::string& person) {
  const YearEndDesk desk(
      *host_, [&](const ledger::v1::AppendRequest& request) { return Append(request, person); });
  return desk.Decide(MakeEvent(content, absl::StrCat("decision-", ++keys_)), Soon());
}

uint64_t YearEndLedger::MustDecide(const EventContent& content, const std::string& person) {
  const absl::StatusOr<YearEndDesk::Decision> decision = Decide(content, person);
  EXPECT_TRUE(decision.ok()) << decision.status();
  CHECK(decision.ok());
  EXPECT_TRUE(decision->response.has_accepted()) << decision->response.DebugString();
  return decision->response.accepted().receipts(0).position();
}

ledger::v1::Reason YearEndLedger::ReasonFor(const EventContent& content,
                                            const std::string& person) {
  const absl::StatusOr<YearEndDesk::Decision> decision = Decide(content, person);
  if (!decision.ok()) return ReasonOf(decision.status());
  EXPECT_TRUE(decision->response.has_refused()) << decision->response.DebugString();
  if (!decision->response.has_refused()) return ledger::v1::REASON_UNSPECIFIED;
  return decision->response.refused().refusals(0).reason();
}

void YearEndLedger::Freeze() {
  ledger_.Must(ReviewOpened(kCycle));
  SettleChecklist();
  const absl::StatusOr<YearEndDesk::Decision> proposed = Decide(ProposeFreeze(), "p-proposer");
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  MustDecide(ConfirmFreeze(proposed->response.accepted().receipts(0).position(),
                           std::string(ResultsDigest(proposed->results).view())),
             "p-confirmer");
}

void YearEndLedger::Publish() {
  Freeze();
  MustDecide(PublishResults(), "p-signer");
}

uint64_t YearEndLedger::LeaveOut(uint64_t fact) {
  const uint64_t proposal = ledger_.Must(LateFactLeavingProposed(fact), OfficePoster("p-proposer"));
  return ledger_.Must(LateFactLeft(fact, proposal), OfficePoster("p-confirmer"));
}

EventContent ProposeFreeze(const std::string& person) {
  EventContent content = DecidedBy(FreezeProposed(1), {person});
  content.mutable_freeze_proposed()->Clear();
  content.mutable_freeze_proposed()->set_cycle(kCycle);
  return content;
}

EventContent ConfirmFreeze(uint64_t proposal, const std::string& digest,
                           const std::string& person) {
  EventContent content = DecidedBy(FreezeConfirmed(proposal), {person});
  content.mutable_freeze_confirmed()->set_results_digest(digest);
  return content;
}

EventContent PublishResults() {
  EventContent content = ResultsPublished("");
  content.mutable_results_published()->clear_results();
  return content;
}

EventContent ProposeAmendment(const std::vector<uint64_t>& added) {
  EventContent content = AmendmentProposed(added, "");
  content.mutable_amendment_proposed()->clear_results_digest();
  return content;
}

EventContent ConfirmAmendment(uint64_t proposal, const std::string& digest) {
  EventContent content = CycleAmended(proposal, "");
  content.mutable_cycle_amended()->clear_results();
  content.mutable_cycle_amended()->set_results_digest(digest);
  return content;
}

}  // namespace assessment::testing
