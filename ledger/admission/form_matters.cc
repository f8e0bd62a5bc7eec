// What the kinds of events about matters and letters require of their own fields.

#include "absl/strings/str_cat.h"
#include "ledger/admission/form_fields.h"
#include "ledger/base/limits.h"
#include "ledger/deadline/due_date.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

void CheckMatterOpened(const event::v1::MatterOpened& opened, FormFields& fields) {
  fields.Identifier("matter", opened.matter());
  fields.Required("kind", opened.kind() != event::v1::MATTER_KIND_UNSPECIFIED);
  fields.Identifier("unit", opened.unit());
  fields.Text("title", opened.title());
  fields.Required("due", opened.has_due());
  if (!opened.has_charges()) return;
  fields.Identifier("charges.scheme", opened.charges().scheme());
  fields.Identifier("charges.clause", opened.charges().clause());
  if (opened.kind() == event::v1::MATTER_KIND_VERIFICATION ||
      opened.kind() == event::v1::MATTER_KIND_MATERIAL) {
    fields.Invalid("charges", "a clause",
                   "none: only lateness of a supervised matter or a "
                   "rectification charges the clause it names");
  }
}

void CheckMatterCompleted(const event::v1::MatterCompleted& completed,
                          const event::v1::CivilDate& occurred_on, FormFields& fields) {
  fields.Identifier("matter", completed.matter());
  fields.Required("received", completed.has_received());
  const CivilDay received = ToDay(completed.received().day());
  const CivilDay occurred = ToDay(occurred_on);
  if (!IsValid(received) || !IsValid(occurred) || received <= occurred) return;
  fields.Invalid("received", FormatDay(received),
                 absl::StrCat("not after the day of the event, ", FormatDay(occurred)));
}

void CheckLetterIssued(const event::v1::LetterIssued& issued, FormFields& fields) {
  fields.Required("kind", issued.kind() != event::v1::LETTER_KIND_UNSPECIFIED);
  fields.Identifier("issuing_body", issued.issuing_body());
  if (issued.units().empty()) fields.Missing("units", "at least one unit served");
  fields.Identifiers("units", issued.units(), limits::kUnitsPerEventMax);
  if (issued.matters().empty()) fields.Missing("matters", "at least one matter");
  fields.Identifiers("matters", issued.matters(), limits::kSubjectsMax);
}

bool IsAccidentClock(event::v1::Clock clock) {
  return clock == event::v1::CLOCK_INVESTIGATION ||
         clock == event::v1::CLOCK_FOLLOW_UP_EVALUATION ||
         clock == event::v1::CLOCK_REPORT_PUBLICATION;
}

void CheckOverdueRecorded(const event::v1::OverdueRecorded& recorded,
                          const event::v1::CivilDate& occurred_on, FormFields& fields) {
  fields.Required("clock", recorded.clock() != event::v1::CLOCK_UNSPECIFIED);
  fields.Required("due", recorded.has_due());
  switch (recorded.subject_case()) {
    case event::v1::OverdueRecorded::SUBJECT_NOT_SET:
      fields.Missing("subject", "the matter or the accident that is late");
      break;
    case event::v1::OverdueRecorded::kMatter:
      fields.Identifier("matter", recorded.matter());
      break;
    case event::v1::OverdueRecorded::kAccident:
      fields.Identifier("accident", recorded.accident());
      break;
  }
  const bool on_accident = IsAccidentClock(recorded.clock());
  if (recorded.clock() != event::v1::CLOCK_UNSPECIFIED && recorded.has_matter() == on_accident &&
      recorded.subject_case() != event::v1::OverdueRecorded::SUBJECT_NOT_SET) {
    fields.Invalid("clock", event::v1::Clock_Name(recorded.clock()),
                   recorded.has_matter() ? "a clock of matters" : "a clock of accidents");
  }
  // The clocks of accidents run out once.
  const uint32_t last_step = on_accident ? 0 : kStepMax;
  if (recorded.step() > last_step) {
    fields.Invalid("step", absl::StrCat(recorded.step()), absl::StrCat("0 to ", last_step));
    return;
  }
  const CivilDay occurred = ToDay(occurred_on);
  const CivilInstant due = ToInstant(recorded.due());
  if (!IsValid(due.day) || !IsValid(occurred)) return;
  const CivilDay step_day = StepDay(due, recorded.step());
  if (occurred == step_day) return;
  fields.Invalid(
      "step",
      absl::StrCat("step ", recorded.step(), " after ", FormatInstant(due), " on ",
                   FormatDay(occurred)),
      absl::StrCat("an event that occurred on ", FormatDay(step_day), ", the day of the step"));
}

}  // namespace

void CheckMatterForm(const EventContent& content, FormFields& fields) {
  switch (content.kind_case()) {
    case EventContent::kMatterOpened:
      return CheckMatterOpened(content.matter_opened(), fields);
    case EventContent::kMatterExtended:
      fields.Identifier("matter", content.matter_extended().matter());
      return fields.Required("due", content.matter_extended().has_due());
    case EventContent::kMatterReturned:
      fields.Identifier("matter", content.matter_returned().matter());
      return fields.Text("reason", content.matter_returned().reason());
    case EventContent::kMatterWithdrawn:
      fields.Identifier("matter", content.matter_withdrawn().matter());
      return fields.Text("reason", content.matter_withdrawn().reason());
    case EventContent::kMatterReassigned:
      fields.Identifier("matter", content.matter_reassigned().matter());
      return fields.Identifier("unit", content.matter_reassigned().unit());
    case EventContent::kMatterCompleted:
      return CheckMatterCompleted(content.matter_completed(), content.occurred_on(), fields);
    case EventContent::kLetterIssued:
      return CheckLetterIssued(content.letter_issued(), fields);
    case EventContent::kOverdueRecorded:
      return CheckOverdueRecorded(content.overdue_recorded(), content.occurred_on(), fields);
    default:
      return;
  }
}

}  // namespace assessment::admission
