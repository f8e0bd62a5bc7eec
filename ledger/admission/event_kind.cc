#include "ledger/admission/event_kind.h"

#include <google/protobuf/descriptor.h>

namespace assessment::admission {

using event::v1::EventContent;

const std::string& KindName(const EventContent& content) {
  static const std::string* const nothing = new std::string;
  const auto* field = EventContent::descriptor()->FindFieldByNumber(content.kind_case());
  return field == nullptr ? *nothing : field->name();
}

bool IsRegistryEvent(const EventContent& content) {
  return content.kind_case() >= 100 && content.kind_case() < 200;
}

bool IsUnitStanding(const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kUnitsMerged:
    case EventContent::kUnitDissolved:
    case EventContent::kEnterpriseSupervised:
    case EventContent::kResponsibilityLetterSigned:
      return true;
    default:
      return false;
  }
}

bool IsClausePosting(const EventContent& content) {
  return content.kind_case() >= 200 && content.kind_case() < 300;
}

bool IsCorrectable(const EventContent& content) {
  if (IsUnitStanding(content)) return true;
  return content.kind_case() >= 200 && content.kind_case() < 1000 &&
         !content.has_correction_proposed();
}

bool IsOfficeOnly(const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kTextErased:
    case EventContent::kClerkPaused:
    case EventContent::kClerkResumed:
    case EventContent::kInterpretationConfirmed:
    case EventContent::kHonourRecorded:
    case EventContent::kBonusRefused:
    case EventContent::kQuestionAnswered:
    case EventContent::kVetoConfirmed:
    case EventContent::kPendingDecided:
    case EventContent::kObjectionDecided:
    case EventContent::kChecklistAccepted:
    case EventContent::kAppealDecided:
    case EventContent::kLateFactLeavingProposed:
    case EventContent::kLateFactLeft:
      return true;
    default:
      return NeedsYearEndService(content);
  }
}

bool NeedsYearEndService(const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kFreezeProposed:
    case EventContent::kFreezeConfirmed:
    case EventContent::kFreezeWithdrawalProposed:
    case EventContent::kFreezeWithdrawn:
    case EventContent::kResultsPublished:
    case EventContent::kAmendmentProposed:
    case EventContent::kCycleAmended:
    case EventContent::kCycleClosed:
      return true;
    default:
      return false;
  }
}

bool IsLedgersOwn(const EventContent& content) {
  return content.has_signing_key_changed() || content.has_permission_changed();
}

bool IsUnitsOwn(const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kNotApplicableClaimed:
    case EventContent::kBonusClaimed:
    case EventContent::kSelfReportFiled:
    case EventContent::kEvidenceSubmitted:
    case EventContent::kObjectionFiled:
    case EventContent::kAppealFiled:
    case EventContent::kAppealWithdrawn:
      return true;
    default:
      return false;
  }
}

}  // namespace assessment::admission
