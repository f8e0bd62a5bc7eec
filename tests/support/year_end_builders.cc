#include "tests/support/year_end_builders.h"

#include "ledger/base/limits.h"
#include "ledger/registry/results_digest.h"

namespace assessment::testing {
namespace {

EventContent Decided(absl::string_view person) {
  return DecidedBy(OnDay(EventContent(), Date(2022, 12, 1)), {std::string(person)});
}

EventContent DecidedOnPaper(const std::vector<std::string>& persons) {
  return DecidedBy(OnPaper(OnDay(EventContent(), Date(2022, 12, 1)), "市安委会", "9号"), persons);
}

}  // namespace

std::string DigestOf(char mark) { return std::string(limits::kDigestBytes, mark); }

EventContent ResultNotified(absl::string_view unit, uint64_t size) {
  EventContent content = OnDay(EventContent(), Date(2022, 12, 1));
  event::v1::ResultNotified& notified = *content.mutable_result_notified();
  notified.set_cycle(kCycle);
  notified.set_unit(std::string(unit));
  notified.set_size(size);
  notified.set_fingerprint(DigestOf('f'));
  *notified.mutable_served_on() = Date(2022, 12, 1);
  *notified.mutable_received_by() = Plain("王某");
  *notified.mutable_objections_until() = Date(2022, 12, 10);
  return content;
}

EventContent ObjectionFiled(absl::string_view unit, absl::string_view objection) {
  EventContent content = OnDay(EventContent(), Date(2022, 12, 1));
  event::v1::ObjectionFiled& filed = *content.mutable_objection_filed();
  filed.set_cycle(kCycle);
  filed.set_unit(std::string(unit));
  filed.set_objection(std::string(objection));
  filed.add_targets(std::string("1"));
  *filed.mutable_request() = Plain("look again");
  return content;
}

EventContent ObjectionDecided(absl::string_view unit, absl::string_view objection) {
  EventContent content = Decided("p-office");
  event::v1::ObjectionDecided& decided = *content.mutable_objection_decided();
  decided.set_cycle(kCycle);
  decided.set_unit(std::string(unit));
  decided.set_objection(std::string(objection));
  decided.set_outcome(event::v1::OUTCOME_REJECTED);
  *decided.mutable_reason() = Plain("as found");
  return content;
}

EventContent ChecklistAccepted(absl::string_view unit, event::v1::ChecklistEntry entry,
                               absl::string_view subject) {
  EventContent content = Decided("p-office");
  event::v1::ChecklistAccepted& accepted = *content.mutable_checklist_accepted();
  accepted.set_cycle(kCycle);
  accepted.set_unit(std::string(unit));
  accepted.set_entry(entry);
  accepted.set_subject(std::string(subject));
  *accepted.mutable_reason() = Plain("looked at");
  return content;
}

EventContent FreezeProposed(uint64_t size, char digest) {
  EventContent content = Decided("p-proposer");
  event::v1::FreezeProposed& proposed = *content.mutable_freeze_proposed();
  proposed.set_cycle(kCycle);
  proposed.set_size(size);
  proposed.set_root(DigestOf('t'));
  proposed.mutable_scheme()->set_scheme("small");
  proposed.mutable_scheme()->set_version(1);
  proposed.set_scheme_digest(DigestOf('s'));
  proposed.set_engine_version(1);
  proposed.set_results_digest(DigestOf(digest));
  return content;
}

EventContent FreezeConfirmed(uint64_t proposal_position, char digest) {
  EventContent content = Decided("p-confirmer");
  event::v1::FreezeConfirmed& confirmed = *content.mutable_freeze_confirmed();
  confirmed.set_cycle(kCycle);
  confirmed.set_proposal_position(proposal_position);
  confirmed.set_results_digest(DigestOf(digest));
  return content;
}

EventContent FreezeWithdrawalProposed() {
  EventContent content = DecidedOnPaper({"p-proposer"});
  content.mutable_freeze_withdrawal_proposed()->set_cycle(kCycle);
  *content.mutable_freeze_withdrawal_proposed()->mutable_reason() = Plain("a fact was missed");
  return content;
}

EventContent FreezeWithdrawn(uint64_t proposal_position) {
  EventContent content = DecidedOnPaper({"p-confirmer"});
  event::v1::FreezeWithdrawn& withdrawn = *content.mutable_freeze_withdrawn();
  withdrawn.set_cycle(kCycle);
  *withdrawn.mutable_reason() = Plain("it was missed indeed");
  withdrawn.set_proposal_position(proposal_position);
  return content;
}

EventContent ResultsPublished(const std::string& results) {
  EventContent content = DecidedOnPaper({"p-signer"});
  event::v1::ResultsPublished& published = *content.mutable_results_published();
  published.set_cycle(kCycle);
  published.set_results(results);
  published.set_approving_body("市安委会");
  published.set_approval("2022年第4次全体会议");
  *published.mutable_appeals_until() = Date(2022, 12, 20);
  return content;
}

EventContent AppealFiled(absl::string_view unit, uint64_t position, absl::string_view appeal) {
  EventContent content = OnDay(EventContent(), Date(2022, 12, 1));
  event::v1::AppealFiled& filed = *content.mutable_appeal_filed();
  filed.set_cycle(kCycle);
  filed.set_unit(std::string(unit));
  filed.set_appeal(std::string(appeal));
  event::v1::AppealPoint& point = *filed.add_points();
  point.set_matter(event::v1::APPEAL_MATTER_LINE);
  point.set_position(position);
  *point.mutable_request() = Plain("strike it");
  return content;
}

EventContent AppealDecided(absl::string_view unit, event::v1::Outcome outcome,
                           absl::string_view appeal, uint32_t point) {
  EventContent content = DecidedOnPaper({"p-arbiter"});
  event::v1::AppealDecided& decided = *content.mutable_appeal_decided();
  decided.set_cycle(kCycle);
  decided.set_unit(std::string(unit));
  decided.set_appeal(std::string(appeal));
  decided.set_point(point);
  decided.set_outcome(outcome);
  *decided.mutable_reason() = Plain("as the papers say");
  return content;
}

EventContent AppealWithdrawn(absl::string_view unit, absl::string_view appeal) {
  EventContent content = OnDay(EventContent(), Date(2022, 12, 1));
  content.mutable_appeal_withdrawn()->set_cycle(kCycle);
  content.mutable_appeal_withdrawn()->set_unit(std::string(unit));
  content.mutable_appeal_withdrawn()->set_appeal(std::string(appeal));
  return content;
}

EventContent AmendmentProposed(const std::vector<uint64_t>& added, const std::string& digest) {
  EventContent content = Decided("p-proposer");
  event::v1::AmendmentProposed& proposed = *content.mutable_amendment_proposed();
  proposed.set_cycle(kCycle);
  for (const uint64_t position : added) proposed.add_added_positions(position);
  *proposed.mutable_reason() = Plain("an appeal was upheld");
  proposed.set_results_digest(digest);
  return content;
}

EventContent CycleAmended(uint64_t proposal_position, const std::string& results) {
  EventContent content = DecidedOnPaper({"p-confirmer"});
  event::v1::CycleAmended& amended = *content.mutable_cycle_amended();
  amended.set_cycle(kCycle);
  amended.set_proposal_position(proposal_position);
  amended.set_results_digest(std::string(ResultsDigest(results).view()));
  amended.set_results(results);
  return content;
}

EventContent LateFactLeavingProposed(uint64_t position) {
  EventContent content = Decided("p-proposer");
  event::v1::LateFactLeavingProposed& proposed = *content.mutable_late_fact_leaving_proposed();
  proposed.set_cycle(kCycle);
  proposed.set_position(position);
  *proposed.mutable_reason() = Plain("it belongs to next year");
  return content;
}

EventContent LateFactLeft(uint64_t position, uint64_t proposal_position) {
  EventContent content = Decided("p-confirmer");
  event::v1::LateFactLeft& left = *content.mutable_late_fact_left();
  left.set_cycle(kCycle);
  left.set_position(position);
  *left.mutable_reason() = Plain("it does");
  left.set_proposal_position(proposal_position);
  return content;
}

EventContent CycleClosed() {
  EventContent content = Decided("p-office");
  content.mutable_cycle_closed()->set_cycle(kCycle);
  return content;
}

}  // namespace assessment::testing
