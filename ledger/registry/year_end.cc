#include "ledger/registry/year_end.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

using event::v1::EventContent;
using ledger::v1::CyclePhase;

absl::Status CannotApply(absl::string_view event, absl::string_view why) {
  return absl::InternalError(
      absl::StrCat(event, " cannot be applied: ", why, "; it should not have been admitted"));
}

absl::Status Move(absl::string_view event, CyclePhase from, CyclePhase to, CyclePhase& phase) {
  if (phase != from) {
    return CannotApply(event, absl::StrCat("the cycle is in ", CyclePhase_Name(phase), ", not in ",
                                           CyclePhase_Name(from)));
  }
  phase = to;
  return absl::OkStatus();
}

template <typename Map>
auto FindIn(const Map& map, const std::string& unit, const std::string& id) {
  const auto found = map.find({unit, id});
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

bool FrozenFold::Counts(uint64_t position) const {
  return position < size || std::binary_search(added.begin(), added.end(), position);
}

bool Appeal::open() const {
  return !withdrawn && std::any_of(decided.begin(), decided.end(),
                                   [](const auto& point) { return !point.has_value(); });
}

const Objection* YearEnd::FindObjection(const std::string& unit,
                                        const std::string& objection) const {
  return FindIn(objections_, unit, objection);
}

const Appeal* YearEnd::FindAppeal(const std::string& unit, const std::string& appeal) const {
  return FindIn(appeals_, unit, appeal);
}

std::optional<uint64_t> YearEnd::Accepted(const std::string& unit, event::v1::ChecklistEntry entry,
                                          const std::string& subject) const {
  const auto found = accepted_.find({entry, {unit, subject}});
  if (found == accepted_.end()) return std::nullopt;
  return found->second;
}

std::map<std::string, uint64_t> YearEnd::AcceptedOf(const std::string& unit,
                                                    event::v1::ChecklistEntry entry) const {
  std::map<std::string, uint64_t> subjects;
  for (const auto& [key, position] : accepted_) {
    if (key.first == entry && key.second.first == unit) {
      subjects.emplace(key.second.second, position);
    }
  }
  return subjects;
}

absl::Status YearEnd::Apply(uint64_t position, const EventContent& content, CyclePhase& phase) {
  switch (content.kind_case()) {
    case EventContent::kResultNotified:
      notices_[content.result_notified().unit()] = {position,
                                                    content.result_notified().objections_until()};
      return absl::OkStatus();
    case EventContent::kObjectionFiled:
      objections_[{content.objection_filed().unit(), content.objection_filed().objection()}] = {
          position, std::nullopt};
      return absl::OkStatus();
    case EventContent::kObjectionDecided:
      return ApplyObjectionDecided(position, content.objection_decided());
    case EventContent::kChecklistAccepted: {
      const event::v1::ChecklistAccepted& accepted = content.checklist_accepted();
      accepted_[{accepted.entry(), {accepted.unit(), accepted.subject()}}] = position;
      return absl::OkStatus();
    }
    case EventContent::kFreezeProposed: {
      const event::v1::FreezeProposed& proposed = content.freeze_proposed();
      if (phase != ledger::v1::CYCLE_PHASE_REVIEW || proposed.size() > position) {
        return CannotApply("FreezeProposed", "outside REVIEW, or at a size behind itself");
      }
      proposal_ = ResultsProposal{position, proposed.results_digest(), {proposed.size(), {}}};
      return absl::OkStatus();
    }
    case EventContent::kFreezeConfirmed:
      return Freeze(content.freeze_confirmed(), phase);
    case EventContent::kFreezeWithdrawalProposed:
      return ProposeWithdrawal(position, phase);
    case EventContent::kFreezeWithdrawn:
      return Withdraw(phase);
    case EventContent::kResultsPublished:
      RETURN_IF_ERROR(Move("ResultsPublished", ledger::v1::CYCLE_PHASE_FROZEN,
                           ledger::v1::CYCLE_PHASE_PUBLISHED, phase));
      revisions_.push_back({position, frozen_digest_, *frozen_});
      appeals_until_ = content.results_published().appeals_until();
      withdrawal_proposal_.reset();
      return absl::OkStatus();
    case EventContent::kAppealFiled: {
      const event::v1::AppealFiled& filed = content.appeal_filed();
      Appeal& appeal = appeals_[{filed.unit(), filed.appeal()}];
      appeal.position = position;
      appeal.points.assign(filed.points().begin(), filed.points().end());
      appeal.decided.resize(appeal.points.size());
      return absl::OkStatus();
    }
    case EventContent::kAppealDecided:
      return ApplyAppealDecided(position, content.appeal_decided());
    case EventContent::kAppealWithdrawn: {
      const event::v1::AppealWithdrawn& withdrawn = content.appeal_withdrawn();
      const auto found = appeals_.find({withdrawn.unit(), withdrawn.appeal()});
      if (found == appeals_.end()) return CannotApply("AppealWithdrawn", "no such appeal");
      found->second.withdrawn = true;
      return absl::OkStatus();
    }
    case EventContent::kAmendmentProposed: {
      const event::v1::AmendmentProposed& proposed = content.amendment_proposed();
      if (!frozen_.has_value() || phase != ledger::v1::CYCLE_PHASE_PUBLISHED) {
        return CannotApply("AmendmentProposed", "nothing is published");
      }
      for (const uint64_t added : proposed.added_positions()) {
        if (added >= position || frozen_->Counts(added)) {
          return CannotApply("AmendmentProposed", "it adds what is counted, or stands behind it");
        }
      }
      ResultsProposal proposal{position, proposed.results_digest(), *frozen_};
      proposal.fold.added.insert(proposal.fold.added.end(), proposed.added_positions().begin(),
                                 proposed.added_positions().end());
      std::sort(proposal.fold.added.begin(), proposal.fold.added.end());
      proposal_ = std::move(proposal);
      return absl::OkStatus();
    }
    case EventContent::kCycleAmended:
      return Amend(position, content.cycle_amended(), phase);
    case EventContent::kLateFactLeavingProposed:
      leaving_proposals_[content.late_fact_leaving_proposed().position()] = position;
      return absl::OkStatus();
    case EventContent::kLateFactLeft:
      facts_left_[content.late_fact_left().position()] = position;
      leaving_proposals_.erase(content.late_fact_left().position());
      return absl::OkStatus();
    case EventContent::kCycleClosed:
      return Move("CycleClosed", ledger::v1::CYCLE_PHASE_PUBLISHED, ledger::v1::CYCLE_PHASE_CLOSED,
                  phase);
    default:
      return absl::OkStatus();
  }
}

namespace {

std::string DescribeFold(const FrozenFold& fold, absl::string_view digest) {
  return absl::StrCat(fold.size, " + ", absl::StrJoin(fold.added, ","), " ",
                      absl::BytesToHexString(digest));
}

std::string DescribePosition(const std::optional<uint64_t>& position) {
  return position.has_value() ? absl::StrCat(*position) : "-";
}

}  // namespace

std::string YearEnd::Describe() const {
  std::string text;
  for (const auto& [unit, notice] : notices_) {
    absl::StrAppend(&text, "  notice ", unit, " ", notice.position, " ",
                    notice.objections_until.ShortDebugString(), "\n");
  }
  for (const auto& [key, objection] : objections_) {
    absl::StrAppend(&text, "  objection ", key.first, " ", key.second, " ", objection.position, " ",
                    DescribePosition(objection.decided), "\n");
  }
  for (const auto& [key, position] : accepted_) {
    absl::StrAppend(&text, "  accepted ", key.first, " ", key.second.first, " ", key.second.second,
                    " ", position, "\n");
  }
  if (proposal_.has_value()) {
    absl::StrAppend(&text, "  proposal ", proposal_->position, " ",
                    DescribeFold(proposal_->fold, proposal_->results_digest), "\n");
  }
  if (withdrawal_proposal_.has_value()) {
    absl::StrAppend(&text, "  withdrawal proposed ", *withdrawal_proposal_, "\n");
  }
  if (frozen_.has_value()) {
    absl::StrAppend(&text, "  frozen ", DescribeFold(*frozen_, frozen_digest_), "\n");
  }
  for (const PublishedRevision& revision : revisions_) {
    absl::StrAppend(&text, "  published ", revision.position, " ",
                    DescribeFold(revision.fold, revision.results_digest), "\n");
  }
  if (appeals_until_.has_value()) {
    absl::StrAppend(&text, "  appeals until ", appeals_until_->ShortDebugString(), "\n");
  }
  for (const auto& [key, appeal] : appeals_) {
    absl::StrAppend(&text, "  appeal ", key.first, " ", key.second, " ", appeal.position,
                    appeal.withdrawn ? " withdrawn" : "");
    for (const auto& decided : appeal.decided) {
      absl::StrAppend(&text, " ", decided.has_value() ? absl::StrCat(decided->first) : "-");
    }
    absl::StrAppend(&text, "\n");
  }
  for (const auto& [position, left] : facts_left_) {
    absl::StrAppend(&text, "  left ", position, " ", left, "\n");
  }
  for (const auto& [position, proposed] : leaving_proposals_) {
    absl::StrAppend(&text, "  leaving proposed ", position, " ", proposed, "\n");
  }
  return text;
}

absl::Status YearEnd::ApplyObjectionDecided(uint64_t position,
                                            const event::v1::ObjectionDecided& decided) {
  const auto found = objections_.find({decided.unit(), decided.objection()});
  if (found == objections_.end()) return CannotApply("ObjectionDecided", "no such objection");
  found->second.decided = position;
  return absl::OkStatus();
}

absl::Status YearEnd::ApplyAppealDecided(uint64_t position,
                                         const event::v1::AppealDecided& decided) {
  const auto found = appeals_.find({decided.unit(), decided.appeal()});
  if (found == appeals_.end() || decided.point() >= found->second.decided.size()) {
    return CannotApply("AppealDecided", "no such appeal or point");
  }
  found->second.decided[decided.point()] = {position, decided.outcome()};
  return absl::OkStatus();
}

absl::Status YearEnd::ProposeWithdrawal(uint64_t position, CyclePhase phase) {
  if (phase != ledger::v1::CYCLE_PHASE_FROZEN) {
    return CannotApply("FreezeWithdrawalProposed", "the cycle is not frozen");
  }
  withdrawal_proposal_ = position;
  return absl::OkStatus();
}

absl::Status YearEnd::Withdraw(CyclePhase& phase) {
  RETURN_IF_ERROR(Move("FreezeWithdrawn", ledger::v1::CYCLE_PHASE_FROZEN,
                       ledger::v1::CYCLE_PHASE_REVIEW, phase));
  frozen_.reset();
  frozen_digest_.clear();
  withdrawal_proposal_.reset();
  // What was late counts again, and of the next freeze other facts are late.
  leaving_proposals_.clear();
  return absl::OkStatus();
}

absl::Status YearEnd::Freeze(const event::v1::FreezeConfirmed& confirmed, CyclePhase& phase) {
  if (!proposal_.has_value() || proposal_->position != confirmed.proposal_position()) {
    return CannotApply("FreezeConfirmed", "it names another proposal than the newest");
  }
  RETURN_IF_ERROR(Move("FreezeConfirmed", ledger::v1::CYCLE_PHASE_REVIEW,
                       ledger::v1::CYCLE_PHASE_FROZEN, phase));
  frozen_ = proposal_->fold;
  frozen_digest_ = proposal_->results_digest;
  proposal_.reset();
  return absl::OkStatus();
}

absl::Status YearEnd::Amend(uint64_t position, const event::v1::CycleAmended& amended,
                            CyclePhase phase) {
  if (phase != ledger::v1::CYCLE_PHASE_PUBLISHED) {
    return CannotApply("CycleAmended", "the cycle is not published");
  }
  if (!proposal_.has_value() || proposal_->position != amended.proposal_position()) {
    return CannotApply("CycleAmended", "it names another proposal than the newest");
  }
  frozen_ = proposal_->fold;
  revisions_.push_back({position, proposal_->results_digest, *frozen_});
  proposal_.reset();
  return absl::OkStatus();
}

bool IsYearEndEvent(const EventContent& content) {
  // What concerns the ledger as a whole has numbers among those of the end of a year.
  if (content.has_text_erased() || content.has_signing_key_changed() ||
      content.has_permission_changed()) {
    return false;
  }
  return content.kind_case() >= EventContent::kResultNotified && content.kind_case() < 200;
}

namespace {

// The value of a string field of what a year-end event states; nothing when it has no such field.
std::optional<std::string> FieldOf(const EventContent& content, const char* name) {
  if (!IsYearEndEvent(content)) return std::nullopt;
  const auto* kind = EventContent::descriptor()->FindFieldByNumber(content.kind_case());
  const google::protobuf::Message& stated = content.GetReflection()->GetMessage(content, kind);
  const auto* field = stated.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr) return std::nullopt;
  return stated.GetReflection()->GetString(stated, field);
}

}  // namespace

std::string YearEndCycle(const EventContent& content) {
  return FieldOf(content, "cycle").value_or("");
}

bool YearEndNamesUnit(const EventContent& content) { return FieldOf(content, "unit").has_value(); }

std::string YearEndUnit(const EventContent& content) {
  return FieldOf(content, "unit").value_or("");
}

}  // namespace assessment
