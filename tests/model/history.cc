#include "tests/model/history.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"

namespace assessment::model {
namespace {

using event::v1::EventContent;

struct Concerned {
  std::string cycle;
  std::set<std::string> units;
  std::set<std::string> accidents;
  std::set<std::string> matters;
};

template <typename Posting>
void AddPosting(const Posting& posting, Concerned& concerned) {
  concerned.cycle = posting.cycle();
  concerned.units.insert(posting.unit());
}

void AddMatters(const EventContent& content, Concerned& concerned) {
  switch (content.kind_case()) {
    case EventContent::kMatterOpened:
      concerned.matters.insert(content.matter_opened().matter());
      concerned.units.insert(content.matter_opened().unit());
      break;
    case EventContent::kMatterExtended:
      concerned.matters.insert(content.matter_extended().matter());
      break;
    case EventContent::kMatterReturned:
      concerned.matters.insert(content.matter_returned().matter());
      break;
    case EventContent::kMatterWithdrawn:
      concerned.matters.insert(content.matter_withdrawn().matter());
      break;
    case EventContent::kMatterReassigned:
      concerned.matters.insert(content.matter_reassigned().matter());
      concerned.units.insert(content.matter_reassigned().unit());
      break;
    case EventContent::kMatterCompleted:
      concerned.matters.insert(content.matter_completed().matter());
      break;
    case EventContent::kLetterIssued: {
      const event::v1::LetterIssued& issued = content.letter_issued();
      concerned.units.insert(issued.units().begin(), issued.units().end());
      concerned.matters.insert(issued.matters().begin(), issued.matters().end());
      break;
    }
    case EventContent::kOverdueRecorded:
      if (content.overdue_recorded().has_matter()) {
        concerned.matters.insert(content.overdue_recorded().matter());
      } else {
        concerned.accidents.insert(content.overdue_recorded().accident());
      }
      break;
    default:
      break;
  }
}

template <typename Merger>
void AddMerger(const Merger& merger, Concerned& concerned) {
  concerned.accidents.insert(merger.accident());
  concerned.accidents.insert(merger.duplicate());
}

void AddCourse(const EventContent& content, Concerned& concerned) {
  switch (content.kind_case()) {
    case EventContent::kAttributionWithdrawn:
      concerned.units.insert(content.attribution_withdrawn().unit());
      concerned.accidents.insert(content.attribution_withdrawn().accident());
      break;
    case EventContent::kAccidentSupplemented:
      concerned.accidents.insert(content.accident_supplemented().accident());
      break;
    case EventContent::kInvestigationOpened:
      concerned.accidents.insert(content.investigation_opened().accident());
      break;
    case EventContent::kInvestigationExtended:
      concerned.accidents.insert(content.investigation_extended().accident());
      break;
    case EventContent::kAppraisalPaused:
      concerned.accidents.insert(content.appraisal_paused().accident());
      break;
    case EventContent::kAppraisalResumed:
      concerned.accidents.insert(content.appraisal_resumed().accident());
      break;
    case EventContent::kReportPublished:
      concerned.accidents.insert(content.report_published().accident());
      break;
    case EventContent::kFollowUpEvaluated:
      concerned.accidents.insert(content.follow_up_evaluated().accident());
      break;
    case EventContent::kConcealmentVerified:
      concerned.units.insert(content.concealment_verified().unit());
      concerned.accidents.insert(content.concealment_verified().accident());
      break;
    case EventContent::kAccidentStruckOff:
      concerned.accidents.insert(content.accident_struck_off().accident());
      break;
    case EventContent::kAccidentsMerged:
      AddMerger(content.accidents_merged(), concerned);
      break;
    case EventContent::kAccidentsUnmerged:
      AddMerger(content.accidents_unmerged(), concerned);
      break;
    case EventContent::kPendingDecided:
      concerned.accidents.insert(content.pending_decided().accident());
      break;
    default:
      break;
  }
}

void AddConcerned(const EventContent& content, Concerned& concerned) {
  AddMatters(content, concerned);
  AddCourse(content, concerned);
  switch (content.kind_case()) {
    case EventContent::kFindingRecorded:
      AddPosting(content.finding_recorded(), concerned);
      for (const event::v1::Subject& subject : content.finding_recorded().subjects()) {
        if (!subject.accident().empty()) concerned.accidents.insert(subject.accident());
        if (!subject.matter().empty()) concerned.matters.insert(subject.matter());
      }
      break;
    case EventContent::kItemReviewed:
      AddPosting(content.item_reviewed(), concerned);
      break;
    case EventContent::kPointsJudged:
      AddPosting(content.points_judged(), concerned);
      break;
    case EventContent::kDeductionDecided:
      AddPosting(content.deduction_decided(), concerned);
      break;
    case EventContent::kExemptionGranted:
      AddPosting(content.exemption_granted(), concerned);
      break;
    case EventContent::kNotApplicableClaimed:
      AddPosting(content.not_applicable_claimed(), concerned);
      break;
    case EventContent::kNotApplicableRuled:
      AddPosting(content.not_applicable_ruled(), concerned);
      break;
    case EventContent::kNoStatementFound:
      AddPosting(content.no_statement_found(), concerned);
      break;
    case EventContent::kAccidentReported:
      concerned.units.insert(content.accident_reported().county());
      concerned.accidents.insert(content.accident_reported().accident());
      break;
    case EventContent::kAccidentAttributed:
      concerned.units.insert(content.accident_attributed().unit());
      concerned.accidents.insert(content.accident_attributed().accident());
      break;
    case EventContent::kAccidentRuled:
      concerned.accidents.insert(content.accident_ruled().accident());
      break;
    case EventContent::kMetricReported:
      concerned.units.insert(content.metric_reported().unit());
      break;
    case EventContent::kBonusClaimed:
      concerned.units.insert(content.bonus_claimed().unit());
      break;
    case EventContent::kHonourRecorded:
      concerned.units.insert(content.honour_recorded().unit());
      break;
    case EventContent::kBonusRefused:
      concerned.units.insert(content.bonus_refused().unit());
      break;
    case EventContent::kBlameRecorded:
      concerned.units.insert(content.blame_recorded().unit());
      break;
    case EventContent::kSelfReportFiled:
      AddPosting(content.self_report_filed(), concerned);
      break;
    case EventContent::kEvidenceSubmitted:
      AddPosting(content.evidence_submitted(), concerned);
      break;
    case EventContent::kQuestionAnswered:
      AddPosting(content.question_answered(), concerned);
      if (!content.question_answered().accident().empty()) {
        concerned.accidents.insert(content.question_answered().accident());
      }
      break;
    case EventContent::kVetoConfirmed:
      AddPosting(content.veto_confirmed(), concerned);
      break;
    default:
      break;  // Registry events are not indexed under the units they name.
  }
}

void AddHeader(const event::v1::RecordHeader& header, Concerned& concerned) {
  concerned.cycle = header.cycle();
  concerned.units.insert(header.units().begin(), header.units().end());
  concerned.accidents.insert(header.accidents().begin(), header.accidents().end());
  concerned.matters.insert(header.matters().begin(), header.matters().end());
}

}  // namespace

event::v1::EventType TypeOf(const EventContent& content) {
  return static_cast<event::v1::EventType>(content.kind_case());
}

uint64_t History::Add(EventContent content, absl::string_view key, absl::string_view source) {
  const uint64_t position = records_.size();
  Concerned concerned;
  AddConcerned(content, concerned);
  if (content.has_correction_proposed()) {
    CHECK(content.correction_proposed().position() < position);
    AddHeader(records_[content.correction_proposed().position()]->header, concerned);
    AddConcerned(content.correction_proposed().replacement(), concerned);
  }
  if (content.has_correction_confirmed()) {
    CHECK(content.correction_confirmed().proposal_position() < position);
    AddHeader(records_[content.correction_confirmed().proposal_position()]->header, concerned);
  }

  auto record = std::make_shared<ParsedRecord>();
  event::v1::RecordHeader& header = record->header;
  header.set_position(position);
  header.set_record_time_micros(1'640'995'200'000'000 + static_cast<int64_t>(position));
  header.set_batch_first_position(position);
  header.set_batch_size(1);
  header.set_event_type(TypeOf(content));
  header.set_cycle(concerned.cycle);
  for (const std::string& unit : concerned.units) header.add_units(unit);
  for (const std::string& accident : concerned.accidents) header.add_accidents(accident);
  for (const std::string& matter : concerned.matters) header.add_matters(matter);

  event::v1::Event& event = *record->body.mutable_event();
  event.set_ledger("141100");
  event.set_source(std::string(source));
  event.set_idempotency_key(key.empty() ? absl::StrCat("key-", position) : std::string(key));
  *event.mutable_content() = std::move(content);
  record->body.mutable_poster()->set_principal("office");
  records_.push_back(std::move(record));
  return position;
}

uint64_t History::Correct(uint64_t position) { return CorrectWith(position, EventContent()); }

uint64_t History::CorrectWith(uint64_t position, EventContent replacement) {
  EventContent proposal;
  *proposal.mutable_occurred_on() = records_[position]->body.event().content().occurred_on();
  proposal.mutable_correction_proposed()->set_position(position);
  proposal.mutable_correction_proposed()->mutable_reason()->set_plain("entered by mistake");
  if (replacement.kind_case() != EventContent::KIND_NOT_SET) {
    *proposal.mutable_correction_proposed()->mutable_replacement() = std::move(replacement);
  }
  EventContent confirmation;
  *confirmation.mutable_occurred_on() = proposal.occurred_on();
  confirmation.mutable_correction_confirmed()->set_proposal_position(Add(std::move(proposal)));
  return Add(std::move(confirmation));
}

std::string Describe(const Records& records) {
  std::string text;
  for (const auto& record : records) {
    const event::v1::Event& event = record->body.event();
    if (event.content().has_scheme_published()) {
      absl::StrAppend(&text, "# position ", record->header.position(), ": scheme\n",
                      event.content().scheme_published().scheme().DebugString());
      continue;
    }
    absl::StrAppend(&text, "# position ", record->header.position(), " source ", event.source(),
                    " key ", event.idempotency_key(), "\n", event.content().DebugString());
  }
  return text;
}

}  // namespace assessment::model
