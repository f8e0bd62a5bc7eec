#include "projections/yearend/desk.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/points.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/record.h"
#include "ledger/reason/reason_status.h"
#include "ledger/registry/results_digest.h"
#include "projections/views/touched.h"
#include "projections/yearend/checklist.h"
#include "projections/yearend/computed_fields.h"
#include "projections/yearend/current_results.h"
#include "projections/yearend/late_facts.h"

namespace assessment {
namespace {

using event::v1::CycleResults;
using event::v1::Event;
using event::v1::EventContent;

// So often a decision is tried again because others posted meanwhile.
constexpr int kTriesMax = 16;

std::string Bytes(const Hash& hash) { return std::string(hash.view()); }

absl::StatusOr<CycleResults> ParseResults(const std::string& bytes) {
  CycleResults results;
  if (!results.ParseFromString(bytes)) {
    return absl::DataLossError("published results do not parse");
  }
  return results;
}

// What two computations say of the units, whatever size they were made at.
bool SameOutcome(const CycleResults& a, const CycleResults& b) {
  return std::equal(a.results().begin(), a.results().end(), b.results().begin(), b.results().end(),
                    [](const event::v1::UnitResult& x, const event::v1::UnitResult& y) {
                      return x.SerializeAsString() == y.SerializeAsString();
                    });
}

// True when others posted meanwhile, or the same decision came by another call.
bool IsOvertaken(const ledger::v1::AppendResponse& response) {
  return response.has_refused() &&
         std::any_of(response.refused().refusals().begin(), response.refused().refusals().end(),
                     [](const ledger::v1::Refusal& refusal) {
                       return refusal.reason() == ledger::v1::REASON_SIZE_CHANGED ||
                              refusal.reason() == ledger::v1::REASON_IDEMPOTENCY_CONFLICT;
                     });
}

// The first unit whose outcome differs, for a message.
std::string FirstDifferent(const CycleResults& a, const CycleResults& b) {
  for (int i = 0; i < std::min(a.results_size(), b.results_size()); ++i) {
    if (a.results(i).SerializeAsString() != b.results(i).SerializeAsString()) {
      return a.results(i).unit();
    }
  }
  return "";
}

}  // namespace

absl::StatusOr<YearEndDesk::Asked> YearEndDesk::Ask(const std::string& cycle,
                                                    Follower::TimePoint deadline) const {
  Asked asked;
  ASSIGN_OR_RETURN(asked.snapshot, host_.Ask(ProjectionKind::kScores, {}, 0, deadline));
  ASSIGN_OR_RETURN(asked.cycle, FindScoredCycle(*asked.snapshot.view, cycle));
  return asked;
}

absl::StatusOr<std::string> YearEndDesk::Results(const Asked& asked, const FrozenFold& fold,
                                                 uint32_t revision) const {
  return SerializedResults(host_.log(), *asked.snapshot.view, asked.cycle->opened.cycle(), fold,
                           revision);
}

absl::Status YearEndDesk::CheckReady(const Asked& asked) const {
  // Of another phase admission says what is wrong.
  if (asked.cycle->phase != ledger::v1::CYCLE_PHASE_REVIEW) return absl::OkStatus();
  const LedgerView& view = *asked.snapshot.view;
  ASSIGN_OR_RETURN(const Checklist checklist, MakeChecklist(view, *asked.cycle));
  if (checklist.ready()) return absl::OkStatus();
  const auto waiting = std::count_if(checklist.to_accept.begin(), checklist.to_accept.end(),
                                     [](const auto& entry) { return !entry.has_accepted(); });
  return ReasonError(
      ledger::v1::REASON_CHECKLIST_BLOCKS,
      absl::StrCat("found ", checklist.blocking.size(), " entries that block and ", waiting,
                   " to be accepted at size ", view.size(), "; GetChecklist lists them"));
}

absl::Status YearEndDesk::CompleteProposal(const Asked& asked, Completed& completed) const {
  const LedgerView& view = *asked.snapshot.view;
  RETURN_IF_ERROR(CheckReady(asked));
  FrozenFold fold;
  fold.size = view.size();
  ASSIGN_OR_RETURN(completed.results, Results(asked, fold, 1));
  ASSIGN_OR_RETURN(const CycleResults results, ParseResults(completed.results));
  event::v1::FreezeProposed& proposed =
      *completed.event.mutable_content()->mutable_freeze_proposed();
  proposed.set_size(results.size());
  proposed.set_root(results.root());
  *proposed.mutable_scheme() = results.scheme();
  proposed.set_scheme_digest(results.scheme_digest());
  proposed.set_engine_version(results.engine_version());
  proposed.set_results_digest(Bytes(ResultsDigest(completed.results)));
  return absl::OkStatus();
}

absl::Status YearEndDesk::CompleteConfirmation(const Asked& asked, Completed& completed) const {
  const std::optional<ResultsProposal>& proposal = asked.cycle->year_end.proposal();
  // Without a proposal to compare with admission says what is wrong.
  if (!proposal.has_value() || asked.cycle->phase != ledger::v1::CYCLE_PHASE_REVIEW) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(completed.results, Results(asked, proposal->fold, 1));
  if (Bytes(ResultsDigest(completed.results)) != proposal->results_digest) {
    return absl::InternalError(
        "the proposal's results cannot be computed again: another engine, or a damaged log");
  }
  FrozenFold now;
  now.size = asked.snapshot.view->size();
  ASSIGN_OR_RETURN(const std::string present, Results(asked, now, 1));
  ASSIGN_OR_RETURN(const CycleResults before, ParseResults(completed.results));
  ASSIGN_OR_RETURN(const CycleResults after, ParseResults(present));
  // The results may be the same and something be left to settle: an objection, an open sheet.
  if (SameOutcome(before, after)) return CheckReady(asked);
  return ReasonError(
      ledger::v1::REASON_RESULTS_CHANGED,
      absl::StrCat("what was recorded since the proposal at position ", proposal->position,
                   " changes the result of unit \"", FirstDifferent(before, after),
                   "\"; look at it and propose again"));
}

absl::Status YearEndDesk::CompletePublication(const Asked& asked, Completed& completed) const {
  const std::optional<FrozenFold>& frozen = asked.cycle->year_end.frozen();
  if (!frozen.has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(completed.results, Results(asked, *frozen, 1));
  completed.event.mutable_content()->mutable_results_published()->set_results(completed.results);
  return absl::OkStatus();
}

absl::Status YearEndDesk::CompleteAmendmentProposal(const Asked& asked,
                                                    Completed& completed) const {
  event::v1::AmendmentProposed& proposed =
      *completed.event.mutable_content()->mutable_amendment_proposed();
  const YearEnd& year_end = asked.cycle->year_end;
  if (asked.cycle->phase != ledger::v1::CYCLE_PHASE_PUBLISHED) {
    // Admission refuses it; the digest only has to have its form.
    proposed.set_results_digest(Bytes(ResultsDigest("")));
    return absl::OkStatus();
  }
  FrozenFold fold = *year_end.frozen();
  for (int i = 0; i < proposed.added_positions_size(); ++i) {
    const uint64_t position = proposed.added_positions(i);
    if (position < asked.snapshot.view->size()) {
      fold.added.push_back(position);
      continue;
    }
    return FieldError(ledger::v1::REASON_SIZE_NOT_REACHED,
                      absl::StrCat("event.content.amendment_proposed.added_positions[", i, "]"),
                      absl::StrCat("found ", position, ", expected less than the size ",
                                   asked.snapshot.view->size()));
  }
  std::sort(fold.added.begin(), fold.added.end());
  RETURN_IF_ERROR(CheckProposalsCome(fold));
  ASSIGN_OR_RETURN(completed.results,
                   Results(asked, fold, static_cast<uint32_t>(year_end.revisions().size()) + 1));
  proposed.set_results_digest(Bytes(ResultsDigest(completed.results)));
  return absl::OkStatus();
}

namespace {

// Units an appeal of which was upheld, wholly or in part.
std::set<std::string> UnitsUpheld(const YearEnd& year_end) {
  std::set<std::string> units;
  for (const auto& [key, appeal] : year_end.appeals()) {
    for (const auto& decided : appeal.decided) {
      if (!decided.has_value()) continue;
      if (decided->second == event::v1::OUTCOME_UPHELD ||
          decided->second == event::v1::OUTCOME_PARTLY_UPHELD) {
        units.insert(key.first);
      }
    }
  }
  return units;
}

// Place of a grade among the scheme's, best first; behind all of them when it is none.
int GradePlace(const scheme::v1::Scheme& scheme, const event::v1::UnitResult& result) {
  int place = 0;
  while (place < scheme.grade_bands_size() &&
         scheme.grade_bands(place).name().zh() != result.grade()) {
    ++place;
  }
  return place;
}

bool IsWorse(const scheme::v1::Scheme& scheme, const event::v1::UnitResult& before,
             const event::v1::UnitResult& after) {
  return after.final_milli() < before.final_milli() ||
         GradePlace(scheme, after) > GradePlace(scheme, before) ||
         after.vetoes_in_force_size() + after.vetoes_pending_size() >
             before.vetoes_in_force_size() + before.vetoes_pending_size();
}

absl::Status CheckNotWorse(const scheme::v1::Scheme& scheme, const std::set<std::string>& units,
                           const CycleResults& before, const CycleResults& after) {
  std::map<std::string, const event::v1::UnitResult*> former;
  for (const event::v1::UnitResult& result : before.results()) {
    former.emplace(result.unit(), &result);
  }
  for (const event::v1::UnitResult& result : after.results()) {
    const auto found = former.find(result.unit());
    if (!units.contains(result.unit()) || found == former.end() ||
        !IsWorse(scheme, *found->second, result)) {
      continue;
    }
    return ReasonError(
        ledger::v1::REASON_WORSE_BY_OWN_APPEAL,
        absl::StrCat("unit \"", result.unit(), "\" would have ", FormatPoints(result.final_milli()),
                     " ", result.grade(), " after ", FormatPoints(found->second->final_milli()),
                     " ", found->second->grade(),
                     " by its own appeal; leave out what makes it worse"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status YearEndDesk::CompleteAmendment(const Asked& asked, Completed& completed) const {
  const YearEnd& year_end = asked.cycle->year_end;
  if (!year_end.proposal().has_value() || year_end.revisions().empty()) return absl::OkStatus();
  const uint32_t revision = static_cast<uint32_t>(year_end.revisions().size()) + 1;
  ASSIGN_OR_RETURN(completed.results, Results(asked, year_end.proposal()->fold, revision));
  ASSIGN_OR_RETURN(const std::string former,
                   ResultsAt(host_.log(), year_end.revisions().back().position));
  ASSIGN_OR_RETURN(const CycleResults before, ParseResults(former));
  ASSIGN_OR_RETURN(const CycleResults after, ParseResults(completed.results));
  RETURN_IF_ERROR(
      CheckNotWorse(asked.cycle->compiled->proto(), UnitsUpheld(year_end), before, after));
  completed.event.mutable_content()->mutable_cycle_amended()->set_results(completed.results);
  return absl::OkStatus();
}

absl::Status YearEndDesk::CheckClosing(const Asked& asked) const {
  if (asked.cycle->phase != ledger::v1::CYCLE_PHASE_PUBLISHED) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<projections::v1::LateFact> facts,
                   FindLateFacts(*asked.snapshot.view, *asked.cycle));
  const projections::v1::LateFact* waiting = FirstUndecided(facts);
  if (waiting == nullptr) return absl::OkStatus();
  return ReasonError(ledger::v1::REASON_LATE_FACTS_OPEN,
                     absl::StrCat("the late fact at position ", waiting->position(),
                                  " would change the result of unit \"", waiting->changes(0).unit(),
                                  "\"; amend the cycle by it, or leave it out (LateFactLeft)"));
}

absl::Status YearEndDesk::CheckProposalsCome(const FrozenFold& fold) const {
  for (const uint64_t position : fold.added) {
    ASSIGN_OR_RETURN(const Record record, host_.log().Get(position));
    ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
    const EventContent& content = parsed.body.event().content();
    if (!content.has_correction_confirmed()) continue;
    const uint64_t proposal = content.correction_confirmed().proposal_position();
    if (fold.Counts(proposal)) continue;
    return FieldError(ledger::v1::REASON_FIELD_INVALID,
                      "event.content.amendment_proposed.added_positions",
                      absl::StrCat("found ", position, ", the confirmation of the proposal at ",
                                   proposal, "; expected that one as well"));
  }
  return absl::OkStatus();
}

absl::StatusOr<YearEndDesk::Completed> YearEndDesk::Complete(const Event& event,
                                                             const Asked& asked) const {
  Completed completed;
  completed.event = event;
  absl::Status status;
  switch (event.content().kind_case()) {
    case EventContent::kFreezeProposed:
      status = CompleteProposal(asked, completed);
      break;
    case EventContent::kFreezeConfirmed:
      status = CompleteConfirmation(asked, completed);
      break;
    case EventContent::kResultsPublished:
      status = CompletePublication(asked, completed);
      break;
    case EventContent::kAmendmentProposed:
      status = CompleteAmendmentProposal(asked, completed);
      break;
    case EventContent::kCycleAmended:
      status = CompleteAmendment(asked, completed);
      break;
    case EventContent::kCycleClosed:
      status = CheckClosing(asked);
      break;
    default:
      break;
  }
  if (!status.ok()) return status;
  return completed;
}

absl::StatusOr<uint64_t> YearEndDesk::StillUntouched(const Asked& asked, uint64_t size) const {
  const uint64_t durable = host_.log().DurableTail().size;
  std::set<std::string, std::less<>> units(asked.cycle->units.begin(), asked.cycle->units.end());
  std::set<std::string, std::less<>> cycles = {asked.cycle->opened.cycle()};
  for (const event::v1::ComposedCycle& part : asked.cycle->opened.composed_of()) {
    cycles.insert(part.cycle());
  }
  bool touched = false;
  RETURN_IF_ERROR(
      host_.log().Read(size, durable, [&](uint64_t, const Record& record) -> absl::Status {
        event::v1::RecordHeader header;
        if (!header.ParseFromString(record.header_bytes)) {
          return absl::DataLossError("a header does not parse");
        }
        const Touched what = TouchedBy(header);
        // Accidents and matters may concern any unit: who they do takes as long as computing anew.
        touched |= what.everything || cycles.contains(what.cycle) || !what.things.empty() ||
                   std::any_of(what.units.begin(), what.units.end(),
                               [&](absl::string_view unit) { return units.contains(unit); });
        return absl::OkStatus();
      }));
  if (touched) return absl::AbortedError("something came meanwhile");
  return durable;
}

namespace {

// The refusal of a key under which an event of another type stands.
ledger::v1::AppendResponse OfAnotherType(const EarlierDecision& earlier) {
  ledger::v1::AppendResponse response;
  ledger::v1::Refusal& refusal = *response.mutable_refused()->add_refusals();
  refusal.set_reason(ledger::v1::REASON_IDEMPOTENCY_CONFLICT);
  refusal.set_index(0);
  refusal.set_field("events[0].content");
  refusal.set_found(
      event::v1::EventType_Name(static_cast<int>(earlier.again.content().kind_case())));
  refusal.set_expected(absl::StrCat(event::v1::EventType_Name(earlier.type), ", as at position ",
                                    earlier.position, ", or a new key for a new event"));
  refusal.add_positions(earlier.position);
  return response;
}

}  // namespace

absl::StatusOr<YearEndDesk::Decision> YearEndDesk::Decide(const Event& event,
                                                          Follower::TimePoint deadline) const {
  RETURN_IF_ERROR(CheckNothingComputed(event.content()));
  // What was computed holds until something that counts comes, whoever else posts meanwhile.
  std::optional<Asked> asked;
  Completed completed;
  for (int tries = 0; tries < kTriesMax; ++tries) {
    // Looked for at every try: the same decision may be on its way by another call.
    ASSIGN_OR_RETURN(const std::optional<EarlierDecision> known, FindDecided(host_.log(), event));
    Decision decision;
    ledger::v1::AppendRequest request;
    if (known.has_value()) {
      if (known->type != static_cast<event::v1::EventType>(event.content().kind_case())) {
        decision.response = OfAnotherType(*known);
        return decision;
      }
      *request.add_events() = known->again;
      ASSIGN_OR_RETURN(decision.response, append_(request));
      decision.results = ResultsIn(known->again.content());
      return decision;
    }
    if (!asked.has_value()) {
      ASSIGN_OR_RETURN(asked, Ask(YearEndCycle(event.content()), deadline));
      ASSIGN_OR_RETURN(completed, Complete(event, *asked));
    }
    const absl::StatusOr<uint64_t> size = StillUntouched(*asked, asked->snapshot.view->size());
    if (absl::IsAborted(size.status())) {
      asked.reset();
      continue;
    }
    RETURN_IF_ERROR(size.status());
    *request.add_events() = completed.event;
    request.add_conditions()->mutable_size_is()->set_size(*size);
    ASSIGN_OR_RETURN(decision.response, append_(request));
    if (IsOvertaken(decision.response)) continue;
    decision.results = std::move(completed.results);
    return decision;
  }
  return ReasonError(
      ledger::v1::REASON_OVERTAKEN,
      absl::StrCat("others posted in each of ", kTriesMax, " attempts; retry, or let them pause"));
}

}  // namespace assessment
