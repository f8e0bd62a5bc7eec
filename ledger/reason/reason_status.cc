#include "ledger/reason/reason_status.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"

namespace assessment {
namespace {

constexpr char kReasonPayload[] = "assessment.ledger.v1.Reason";
constexpr char kBadRequestPayload[] = "google.rpc.BadRequest";

}  // namespace

absl::StatusCode CodeOf(ledger::v1::Reason reason) {
  switch (reason) {
    case ledger::v1::REASON_UNAUTHENTICATED:
      return absl::StatusCode::kUnauthenticated;

    case ledger::v1::REASON_PERMISSION_DENIED:
    case ledger::v1::REASON_NOT_DISCLOSED:
    case ledger::v1::REASON_OWN_UNIT:
    case ledger::v1::REASON_NOT_THE_UNIT:
    case ledger::v1::REASON_NOT_IN_TEAM:
    case ledger::v1::REASON_NOT_TEAM_LEADER:
    case ledger::v1::REASON_SCORED_BY_OTHER_BODY:
    case ledger::v1::REASON_SAME_PERSON:
    case ledger::v1::REASON_NOT_INDEPENDENT:
    case ledger::v1::REASON_DECIDES_FOR_ANOTHER:
      return absl::StatusCode::kPermissionDenied;

    case ledger::v1::REASON_UNKNOWN_LEDGER:
    case ledger::v1::REASON_UNKNOWN_UNIT:
    case ledger::v1::REASON_UNKNOWN_SCHEME:
    case ledger::v1::REASON_UNKNOWN_CYCLE:
    case ledger::v1::REASON_UNKNOWN_CLAUSE:
    case ledger::v1::REASON_UNKNOWN_STATEMENT:
    case ledger::v1::REASON_UNKNOWN_ACCIDENT:
    case ledger::v1::REASON_UNKNOWN_POSITION:
    case ledger::v1::REASON_UNKNOWN_PROPOSAL:
    case ledger::v1::REASON_NOT_IN_FORCE:
    case ledger::v1::REASON_UNKNOWN_MATTER:
    case ledger::v1::REASON_UNKNOWN_CLAIM:
    case ledger::v1::REASON_UNKNOWN_QUESTION:
    case ledger::v1::REASON_UNKNOWN_SHEET:
    case ledger::v1::REASON_UNKNOWN_OBJECTION:
    case ledger::v1::REASON_UNKNOWN_APPEAL:
    case ledger::v1::REASON_NOT_FOUND:
      return absl::StatusCode::kNotFound;

    case ledger::v1::REASON_BATCH_SIZE:
    case ledger::v1::REASON_FIELD_MISSING:
    case ledger::v1::REASON_FIELD_INVALID:
    case ledger::v1::REASON_TOO_LONG:
    case ledger::v1::REASON_UNKNOWN_FIELDS:
    case ledger::v1::REASON_NOT_POSTABLE:
    case ledger::v1::REASON_DUPLICATE_KEY_IN_BATCH:
    case ledger::v1::REASON_RESTS_ON_REFUSED:
      return absl::StatusCode::kInvalidArgument;

    case ledger::v1::REASON_IDEMPOTENCY_CONFLICT:
    case ledger::v1::REASON_DUPLICATE_UNIT:
    case ledger::v1::REASON_NAME_TAKEN:
    case ledger::v1::REASON_ALREADY_SUPERVISED:
    case ledger::v1::REASON_LETTER_ALREADY_SIGNED:
    case ledger::v1::REASON_DUPLICATE_SCHEME_VERSION:
    case ledger::v1::REASON_DUPLICATE_CYCLE:
    case ledger::v1::REASON_DUPLICATE_ACCIDENT:
    case ledger::v1::REASON_ALREADY_ATTRIBUTED:
    case ledger::v1::REASON_FIGURE_ALREADY_SET:
    case ledger::v1::REASON_ALREADY_SUPPLEMENTED:
    case ledger::v1::REASON_DUPLICATE_MATTER:
    case ledger::v1::REASON_STEP_ALREADY_RECORDED:
    case ledger::v1::REASON_DUPLICATE_DOCUMENT:
    case ledger::v1::REASON_DUPLICATE_OBJECTION:
    case ledger::v1::REASON_DUPLICATE_APPEAL:
    case ledger::v1::REASON_ALREADY_EXISTS:
      return absl::StatusCode::kAlreadyExists;

    case ledger::v1::REASON_UNIT_HISTORY_CHANGED:
    case ledger::v1::REASON_SCHEME_VERSION_CHANGED:
    case ledger::v1::REASON_CYCLE_PHASE_CHANGED:
    case ledger::v1::REASON_SIZE_CHANGED:
      return absl::StatusCode::kAborted;

    case ledger::v1::REASON_OCCURRED_IN_FUTURE:
    case ledger::v1::REASON_LATE_REASON_MISSING:
    case ledger::v1::REASON_DECIDERS_MISSING:
    case ledger::v1::REASON_PAPER_MISSING:
    case ledger::v1::REASON_EVIDENCE_MISSING:
    case ledger::v1::REASON_UNIT_ENDED:
    case ledger::v1::REASON_UNIT_HAS_LATER_FACTS:
    case ledger::v1::REASON_SUPERVISED_BY_OTHERS:
    case ledger::v1::REASON_SCHEME_REFUSED_BY_LINT:
    case ledger::v1::REASON_CYCLE_PHASE_REFUSES:
    case ledger::v1::REASON_CYCLE_WITHOUT_SCHEME:
    case ledger::v1::REASON_UNIT_NOT_IN_CYCLE:
    case ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE:
    case ledger::v1::REASON_CLAUSE_KIND_MISMATCH:
    case ledger::v1::REASON_CLAUSE_FED_BY_FACTS:
    case ledger::v1::REASON_MEASURE_MISMATCH:
    case ledger::v1::REASON_POINTS_OUT_OF_BOUNDS:
    case ledger::v1::REASON_REPLACES_MISMATCH:
    case ledger::v1::REASON_STATEMENTS_NOT_TAKEN:
    case ledger::v1::REASON_ALREADY_RULED:
    case ledger::v1::REASON_ALREADY_STATED:
    case ledger::v1::REASON_ACCIDENT_ALREADY_RULED:
    case ledger::v1::REASON_NOT_CORRECTABLE:
    case ledger::v1::REASON_ALREADY_CORRECTED:
    case ledger::v1::REASON_LIVE_EVENTS_REST_ON_IT:
    case ledger::v1::REASON_REPLACEMENT_MISMATCH:
    case ledger::v1::REASON_PROPOSAL_SETTLED:
    case ledger::v1::REASON_ACCIDENT_MERGED:
    case ledger::v1::REASON_ACCIDENT_STATE:
    case ledger::v1::REASON_MATTER_WITHDRAWN:
    case ledger::v1::REASON_NOT_OVERDUE:
    case ledger::v1::REASON_CLAIM_SETTLED:
    case ledger::v1::REASON_NOTHING_PENDING:
    case ledger::v1::REASON_SHEET_SIGNED:
    case ledger::v1::REASON_SHEET_STATE:
    case ledger::v1::REASON_CLERK_STATE:
    case ledger::v1::REASON_NOT_NOTIFIED:
    case ledger::v1::REASON_OBJECTION_WINDOW:
    case ledger::v1::REASON_OBJECTION_SETTLED:
    case ledger::v1::REASON_PROPOSAL_OUTDATED:
    case ledger::v1::REASON_APPEAL_WINDOW:
    case ledger::v1::REASON_APPEAL_SETTLED:
    case ledger::v1::REASON_FACT_DISPOSED:
    case ledger::v1::REASON_APPEAL_OPEN:
    case ledger::v1::REASON_CHECKLIST_BLOCKS:
    case ledger::v1::REASON_RESULTS_CHANGED:
    case ledger::v1::REASON_WORSE_BY_OWN_APPEAL:
    case ledger::v1::REASON_LATE_FACTS_OPEN:
    case ledger::v1::REASON_TEXT_ERASED:
    case ledger::v1::REASON_PROJECTION_STALE:
      return absl::StatusCode::kFailedPrecondition;

    case ledger::v1::REASON_QUEUE_FULL:
    case ledger::v1::REASON_RATE_EXCEEDED:
    case ledger::v1::REASON_DISK_RESERVE:
      return absl::StatusCode::kResourceExhausted;

    case ledger::v1::REASON_SHUTTING_DOWN:
    case ledger::v1::REASON_OVERTAKEN:
    case ledger::v1::REASON_LEDGER_STOPPED:
      return absl::StatusCode::kUnavailable;

    case ledger::v1::REASON_SIZE_NOT_REACHED:
    case ledger::v1::REASON_TIME_IN_FUTURE:
      return absl::StatusCode::kOutOfRange;

    case ledger::v1::REASON_DEADLINE_PASSED:
      return absl::StatusCode::kDeadlineExceeded;

    default:
      return absl::StatusCode::kUnknown;
  }
}

absl::Status ReasonError(ledger::v1::Reason reason, absl::string_view message) {
  return ReasonErrorWithCode(CodeOf(reason), reason, message);
}

absl::Status ReasonErrorWithCode(absl::StatusCode code, ledger::v1::Reason reason,
                                 absl::string_view message) {
  absl::Status status(code, message);
  status.SetPayload(kReasonPayload, absl::Cord(ledger::v1::Reason_Name(reason)));
  return status;
}

absl::Status FieldError(ledger::v1::Reason reason, absl::string_view field,
                        absl::string_view description) {
  absl::Status status = ReasonError(reason, absl::StrCat(field, ": ", description));
  google::rpc::BadRequest details;
  google::rpc::BadRequest::FieldViolation* violation = details.add_field_violations();
  violation->set_field(std::string(field));
  violation->set_description(std::string(description));
  status.SetPayload(kBadRequestPayload, absl::Cord(details.SerializeAsString()));
  return status;
}

ledger::v1::Reason ReasonOf(const absl::Status& status) {
  const absl::optional<absl::Cord> payload = status.GetPayload(kReasonPayload);
  ledger::v1::Reason reason = ledger::v1::REASON_UNSPECIFIED;
  if (payload.has_value()) ledger::v1::Reason_Parse(std::string(*payload), &reason);
  return reason;
}

google::rpc::BadRequest FieldViolationsOf(const absl::Status& status) {
  google::rpc::BadRequest details;
  const absl::optional<absl::Cord> payload = status.GetPayload(kBadRequestPayload);
  if (payload.has_value() && !details.ParseFromString(std::string(*payload))) details.Clear();
  return details;
}

}  // namespace assessment
