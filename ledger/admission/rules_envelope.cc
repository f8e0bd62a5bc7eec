// Dates, deciders, papers and evidence: what an event of each type must carry.

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "ledger/admission/event_kind.h"
#include "ledger/admission/rules.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// A year and a day: what a yearly assessment can still be about.
constexpr int64_t kLateDays = 366;

struct EnvelopeNeeds {
  size_t deciders = 0;  // Different persons.
  bool paper = false;
  bool evidence = false;
};

EnvelopeNeeds NeedsOf(const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kCycleOpened:
      // Opening a cycle with a scheme adopts it: the same two persons and paper.
      if (!content.cycle_opened().has_scheme()) return {};
      return {.deciders = 2, .paper = true};
    case EventContent::kCycleSchemeAdopted:
      return {.deciders = 2, .paper = true};
    case EventContent::kExemptionGranted:
      return {.deciders = 1, .evidence = true};
    case EventContent::kAccidentReported: {
      const event::v1::Finding responsibility = content.accident_reported().responsibility();
      return {.paper = responsibility == event::v1::FINDING_YES ||
                       responsibility == event::v1::FINDING_NO};
    }
    case EventContent::kAccidentRuled:
      return {.paper = true};
    case EventContent::kCorrectionProposed:
    case EventContent::kCorrectionConfirmed:
      return {.deciders = 1};
    default:
      return {.deciders = IsClausePosting(content) ? 1u : 0u};
  }
}

CivilDay DayOfDate(const event::v1::CivilDate& date) {
  return {date.year(), date.month(), date.day()};
}

void RefuseFuture(const Case& c, std::string field, const CivilDay& day, Verdict& verdict) {
  verdict.Refuse({.reason = ledger::v1::REASON_OCCURRED_IN_FUTURE,
                  .field = std::move(field),
                  .found = FormatDay(day),
                  .expected = absl::StrCat("a day not after ", FormatDay(c.today))});
}

}  // namespace

void JudgeEnvelope(const Case& c, Verdict& verdict) {
  const CivilDay occurred = DayOfDate(c.content.occurred_on());
  if (occurred > c.today) RefuseFuture(c, c.EnvelopeField("occurred_on"), occurred, verdict);
  if (c.content.has_accident_reported()) {
    const CivilDay happened = DayOfDate(c.content.accident_reported().occurred_at().date());
    if (happened > c.today) RefuseFuture(c, c.Field("occurred_at"), happened, verdict);
  }
  if (DaysSinceEpoch(c.today) - DaysSinceEpoch(occurred) > kLateDays &&
      c.content.late_reason().empty()) {
    verdict.Refuse({.reason = ledger::v1::REASON_LATE_REASON_MISSING,
                    .field = c.EnvelopeField("late_reason"),
                    .found = absl::StrCat("nothing; it happened on ", FormatDay(occurred)),
                    .expected = absl::StrCat("why it comes more than ", kLateDays, " days late")});
  }

  const EnvelopeNeeds needs = NeedsOf(c.content);
  absl::flat_hash_set<absl::string_view> deciders;
  for (const auto& person : c.content.decided_by()) deciders.insert(person.person_id());
  if (deciders.size() < needs.deciders) {
    verdict.Refuse({.reason = ledger::v1::REASON_DECIDERS_MISSING,
                    .field = c.EnvelopeField("decided_by"),
                    .found = absl::StrCat(deciders.size(), " persons"),
                    .expected = absl::StrCat("at least ", needs.deciders, " who decided")});
  }
  const bool has_paper = !c.content.paper().number().empty() && c.content.paper().has_date();
  if (needs.paper && !has_paper) {
    verdict.Refuse({.reason = ledger::v1::REASON_PAPER_MISSING,
                    .field = c.EnvelopeField("paper"),
                    .found = c.content.has_paper() ? "a paper without number or date" : "nothing",
                    .expected = "the document it rests on, with number and date"});
  }
  if (needs.evidence && c.content.evidence().empty()) {
    verdict.Refuse({.reason = ledger::v1::REASON_EVIDENCE_MISSING,
                    .field = c.EnvelopeField("evidence"),
                    .found = "nothing",
                    .expected = "at least one attachment"});
  }
}

}  // namespace assessment::admission
