#include "ledger/admission/form.h"

#include "absl/strings/str_cat.h"
#include "ledger/admission/event_kind.h"
#include "ledger/admission/form_fields.h"
#include "ledger/base/limits.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// Room in a body for the poster and the framing beside the event.
constexpr size_t kPosterBytesMax = 1024;

void CheckContentForm(const EventContent& content, absl::string_view path, Verdict& verdict) {
  FormFields fields(path, verdict);
  fields.Required("occurred_on", content.has_occurred_on());
  if (content.kind_case() == EventContent::KIND_NOT_SET) {
    // What a newer poster states is not missing but unknown: the walk says so.
    if (!content.GetReflection()->GetUnknownFields(content).empty()) return;
    return fields.Missing("kind", "what the event states");
  }
  if (content.has_ledger_opened()) {
    verdict.Refuse({.reason = ledger::v1::REASON_NOT_POSTABLE,
                    .field = fields.Path(KindName(content)),
                    .found = KindName(content),
                    .expected = "an event that posters state; the ledger states this one itself"});
  }
  const std::string kind_path = fields.Path(KindName(content));
  CheckKindForm(content, kind_path, verdict);
  if (!content.has_correction_proposed()) return;

  const event::v1::CorrectionProposed& proposed = content.correction_proposed();
  FormFields proposal(kind_path, verdict);
  proposal.Text("reason", proposed.reason());
  if (!proposed.has_replacement()) return;
  const EventContent& replacement = proposed.replacement();
  // Content of no known type is told below.
  const bool stated = replacement.kind_case() != EventContent::KIND_NOT_SET;
  if (stated && (!IsCorrectable(replacement) || replacement.has_correction_confirmed())) {
    return proposal.Invalid("replacement", KindName(replacement),
                            "content of a type that corrections replace: 200 to 899");
  }
  CheckContentForm(replacement, proposal.Path("replacement"), verdict);
}

}  // namespace

void CheckForm(const event::v1::Event& event, absl::string_view ledger, Verdict& verdict) {
  FormFields fields("", verdict);
  if (event.ledger().empty()) {
    fields.Missing("ledger", absl::StrCat("\"", ledger, "\""));
  } else if (event.ledger() != ledger) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_LEDGER,
                    .field = "ledger",
                    .found = Quoted(event.ledger()),
                    .expected = absl::StrCat("\"", ledger, "\", as the rest of the batch")});
  }
  fields.Printable("source", event.source(), limits::kIdentifierBytesMax);
  fields.Printable("idempotency_key", event.idempotency_key(), limits::kIdempotencyKeyBytesMax);
  if (event.has_content()) {
    CheckContentForm(event.content(), "content", verdict);
  } else {
    fields.Missing("content", "what the event states");
  }
  const size_t bytes = event.ByteSizeLong();
  if (bytes > limits::kBodyBytesMax - kPosterBytesMax) {
    fields.TooLong("content", bytes, limits::kBodyBytesMax - kPosterBytesMax, "bytes");
  }
  WalkForm(event, verdict);
}

void CheckBatchForm(const ledger::v1::AppendRequest& request, Verdict& verdict) {
  const size_t count = static_cast<size_t>(request.events_size());
  size_t bytes = 0;
  for (const event::v1::Event& event : request.events()) bytes += event.ByteSizeLong();
  if (count > 0 && count <= limits::kBatchEventsMax && bytes <= limits::kBatchBytesMax) return;
  verdict.Refuse({.reason = ledger::v1::REASON_BATCH_SIZE,
                  .field = "events",
                  .found = absl::StrCat(count, " events, ", bytes, " bytes"),
                  .expected = absl::StrCat("1 to ", limits::kBatchEventsMax, " events of at most ",
                                           limits::kBatchBytesMax, " bytes together")});
}

void CheckConditionForm(const ledger::v1::Condition& condition, absl::string_view path,
                        Verdict& verdict) {
  const auto fields_of = [&](absl::string_view kind) {
    return FormFields(path, verdict).Path(kind);
  };
  switch (condition.condition_case()) {
    case ledger::v1::Condition::CONDITION_NOT_SET:
      return FormFields(path, verdict).Missing("condition", "one of the conditions");
    case ledger::v1::Condition::kUnitUnchanged:
      return FormFields(fields_of("unit_unchanged"), verdict)
          .Identifier("unit", condition.unit_unchanged().unit());
    case ledger::v1::Condition::kSchemeIs: {
      const std::string kind = fields_of("scheme_is");
      FormFields(kind, verdict).Identifier("cycle", condition.scheme_is().cycle());
      return;
    }
    case ledger::v1::Condition::kPhaseIs: {
      const std::string kind = fields_of("phase_is");
      FormFields fields(kind, verdict);
      fields.Identifier("cycle", condition.phase_is().cycle());
      return fields.Required("phase",
                             condition.phase_is().phase() != ledger::v1::CYCLE_PHASE_UNSPECIFIED);
    }
    case ledger::v1::Condition::kSizeIs:
      return;
  }
}

}  // namespace assessment::admission
