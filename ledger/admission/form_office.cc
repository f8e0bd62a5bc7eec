// What the kinds of submissions, rulings and sheets require of their own fields.

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "ledger/admission/form_fields.h"
#include "ledger/base/limits.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

constexpr size_t kFingerprintBytes = 32;

template <typename Stated>
void CheckCycleAndUnit(const Stated& stated, FormFields& fields) {
  fields.Identifier("cycle", stated.cycle());
  fields.Identifier("unit", stated.unit());
}

void CheckItems(const FormFields::Strings& items, FormFields& fields) {
  if (items.empty()) fields.Missing("items", "at least one item");
  fields.Identifiers("items", items, limits::kSubjectsMax);
}

void CheckSelfReport(const event::v1::SelfReportFiled& filed, FormFields& fields) {
  CheckCycleAndUnit(filed, fields);
  absl::flat_hash_set<absl::string_view> seen;
  for (int i = 0; i < filed.items_size(); ++i) {
    const std::string item = absl::StrCat("items[", i, "].item");
    fields.Identifier(item, filed.items(i).item());
    if (!seen.insert(filed.items(i).item()).second) {
      fields.Invalid(item, absl::StrCat(Quoted(filed.items(i).item()), " twice"), "each item once");
    }
  }
}

void CheckQuestionAnswered(const event::v1::QuestionAnswered& answered, FormFields& fields) {
  CheckCycleAndUnit(answered, fields);
  fields.Identifier("question", answered.question());
  fields.OptionalIdentifier("accident", answered.accident());
}

void CheckFingerprint(const std::string& fingerprint, FormFields& fields) {
  if (fingerprint.empty()) return fields.Missing("fingerprint", "the SHA-256 of the sheet");
  if (fingerprint.size() == kFingerprintBytes) return;
  fields.Invalid("fingerprint", absl::StrCat(fingerprint.size(), " bytes"),
                 absl::StrCat(kFingerprintBytes, " bytes"));
}

void CheckSheetIssued(const event::v1::SheetIssued& issued, FormFields& fields) {
  CheckCycleAndUnit(issued, fields);
  fields.Identifier("part", issued.part());
  CheckItems(issued.items(), fields);
  CheckFingerprint(issued.fingerprint(), fields);
}

void CheckSheetSigned(const event::v1::SheetSigned& signed_sheet, FormFields& fields) {
  CheckCycleAndUnit(signed_sheet, fields);
  fields.Identifier("part", signed_sheet.part());
  CheckFingerprint(signed_sheet.fingerprint(), fields);
  if (signed_sheet.signatures().empty()) fields.Missing("signatures", "at least one signature");
  for (int i = 0; i < signed_sheet.signatures_size(); ++i) {
    const event::v1::SheetSignature& signature = signed_sheet.signatures(i);
    const auto part = [i](absl::string_view name) {
      return absl::StrCat("signatures[", i, "].", name);
    };
    fields.Required(part("signer"), signature.has_signer());
    fields.Required(part("signed_on"), signature.has_signed_on());
    fields.Required(part("outcome"),
                    signature.outcome() != event::v1::SIGNATURE_OUTCOME_UNSPECIFIED);
    if (signature.outcome() == event::v1::SIGNATURE_OUTCOME_WITH_RESERVATION ||
        signature.outcome() == event::v1::SIGNATURE_OUTCOME_REFUSED) {
      fields.Text(part("reservation"), signature.reservation());
    }
  }
}

}  // namespace

void CheckOfficeForm(const EventContent& content, FormFields& fields) {
  switch (content.kind_case()) {
    case EventContent::kSelfReportFiled:
      return CheckSelfReport(content.self_report_filed(), fields);
    case EventContent::kEvidenceSubmitted:
      CheckCycleAndUnit(content.evidence_submitted(), fields);
      return CheckItems(content.evidence_submitted().items(), fields);
    case EventContent::kQuestionAnswered:
      return CheckQuestionAnswered(content.question_answered(), fields);
    case EventContent::kVetoConfirmed:
      CheckCycleAndUnit(content.veto_confirmed(), fields);
      return fields.Identifier("veto", content.veto_confirmed().veto());
    case EventContent::kPendingDecided:
      fields.Identifier("accident", content.pending_decided().accident());
      return fields.Required("decision", content.pending_decided().decision() !=
                                             event::v1::PENDING_DECISION_UNSPECIFIED);
    case EventContent::kSheetIssued:
      return CheckSheetIssued(content.sheet_issued(), fields);
    case EventContent::kSheetSigned:
      return CheckSheetSigned(content.sheet_signed(), fields);
    case EventContent::kSheetReopened:
      CheckCycleAndUnit(content.sheet_reopened(), fields);
      fields.Identifier("part", content.sheet_reopened().part());
      return fields.Text("reason", content.sheet_reopened().reason());
    default:
      return;
  }
}

}  // namespace assessment::admission
