#include "clients/ctl/year_end_summary.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/event_summary.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/words.h"

namespace assessment::ctl {
namespace {

using event::v1::EventContent;

std::string Line(const std::vector<std::string>& parts) {
  std::vector<std::string> stated;
  for (const std::string& part : parts) {
    if (!part.empty()) stated.push_back(part);
  }
  return absl::StrJoin(stated, " ");
}

std::string At(uint64_t position) { return absl::StrCat("#", position); }

// As much of a digest as people compare.
std::string DigestText(const std::string& digest) {
  return absl::BytesToHexString(digest).substr(0, 16);
}

}  // namespace

std::string YearEndSummary(const EventContent& content, Language language) {
  switch (content.kind_case()) {
    case EventContent::kResultNotified: {
      const event::v1::ResultNotified& notified = content.result_notified();
      return Line({notified.cycle(), notified.unit(), DateText(notified.served_on()),
                   SealableTextOf(notified.received_by(), language),
                   absl::StrCat(Say(Word{"异议截止", "objections until"}, language), " ",
                                DateText(notified.objections_until()))});
    }
    case EventContent::kObjectionFiled: {
      const event::v1::ObjectionFiled& filed = content.objection_filed();
      return Line({filed.cycle(), filed.unit(), filed.objection(),
                   absl::StrJoin(filed.targets(), "、"),
                   SealableTextOf(filed.request(), language)});
    }
    case EventContent::kObjectionDecided: {
      const event::v1::ObjectionDecided& decided = content.objection_decided();
      return Line({decided.cycle(), decided.unit(), decided.objection(),
                   Say(WordOf(decided.outcome()), language),
                   SealableTextOf(decided.reason(), language)});
    }
    case EventContent::kChecklistAccepted: {
      const event::v1::ChecklistAccepted& accepted = content.checklist_accepted();
      return Line({accepted.cycle(), accepted.unit(), Say(WordOf(accepted.entry()), language),
                   accepted.subject(), SealableTextOf(accepted.reason(), language)});
    }
    case EventContent::kFreezeProposed:
      return Line(
          {content.freeze_proposed().cycle(),
           absl::StrCat(Say(Word{"大小", "size"}, language), " ", content.freeze_proposed().size()),
           DigestText(content.freeze_proposed().results_digest())});
    case EventContent::kFreezeConfirmed:
      return Line({content.freeze_confirmed().cycle(),
                   At(content.freeze_confirmed().proposal_position()),
                   DigestText(content.freeze_confirmed().results_digest())});
    case EventContent::kFreezeWithdrawn:
      return Line({content.freeze_withdrawn().cycle(),
                   At(content.freeze_withdrawn().proposal_position()),
                   SealableTextOf(content.freeze_withdrawn().reason(), language)});
    case EventContent::kFreezeWithdrawalProposed:
      return Line({content.freeze_withdrawal_proposed().cycle(),
                   SealableTextOf(content.freeze_withdrawal_proposed().reason(), language)});
    case EventContent::kLateFactLeavingProposed:
      return Line({content.late_fact_leaving_proposed().cycle(),
                   At(content.late_fact_leaving_proposed().position()),
                   SealableTextOf(content.late_fact_leaving_proposed().reason(), language)});
    case EventContent::kResultsPublished:
      return Line({content.results_published().cycle(),
                   content.results_published().approving_body(),
                   content.results_published().approval(), PaperText(content.paper())});
    case EventContent::kAppealFiled:
      return Line({content.appeal_filed().cycle(), content.appeal_filed().unit(),
                   content.appeal_filed().appeal(),
                   absl::StrCat(content.appeal_filed().points_size(),
                                Say(Word{" 点", " points"}, language))});
    case EventContent::kAppealDecided: {
      const event::v1::AppealDecided& decided = content.appeal_decided();
      return Line({decided.cycle(), decided.unit(), decided.appeal(),
                   absl::StrCat(decided.point() + 1), Say(WordOf(decided.outcome()), language),
                   SealableTextOf(decided.reason(), language)});
    }
    case EventContent::kAppealWithdrawn:
      return Line({content.appeal_withdrawn().cycle(), content.appeal_withdrawn().unit(),
                   content.appeal_withdrawn().appeal()});
    case EventContent::kAmendmentProposed:
      return Line(
          {content.amendment_proposed().cycle(),
           absl::StrCat("+ ", absl::StrJoin(content.amendment_proposed().added_positions(), " ")),
           SealableTextOf(content.amendment_proposed().reason(), language),
           DigestText(content.amendment_proposed().results_digest())});
    case EventContent::kCycleAmended:
      return Line({content.cycle_amended().cycle(), At(content.cycle_amended().proposal_position()),
                   DigestText(content.cycle_amended().results_digest())});
    case EventContent::kLateFactLeft:
      return Line({content.late_fact_left().cycle(), At(content.late_fact_left().position()),
                   At(content.late_fact_left().proposal_position()),
                   SealableTextOf(content.late_fact_left().reason(), language)});
    case EventContent::kCycleClosed:
      return content.cycle_closed().cycle();
    default:
      return "";
  }
}

}  // namespace assessment::ctl
