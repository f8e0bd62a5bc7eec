#include "ledger/admission/batch.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/admission/conditions.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/event_kind.h"
#include "ledger/admission/form.h"
#include "ledger/admission/rules.h"
#include "ledger/admission/same_event.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/text_erasure.h"

namespace assessment::admission {
namespace {

// Room in a header for what every header holds beside the ids: origin, numbers, commitment.
constexpr size_t kHeaderFixedBytesMax = 1024;

// Bytes of the ids in a header, with their framing.
size_t IdBytes(const HeaderFacts& facts) {
  size_t bytes = facts.cycle.size();
  for (const auto* ids : {&facts.units, &facts.accidents, &facts.matters}) {
    for (const std::string& id : *ids) bytes += id.size() + 3;
  }
  return bytes;
}

void CheckHeaderFits(const HeaderFacts& facts, Verdict& verdict) {
  const size_t limit = limits::kHeaderBytesMax - kHeaderFixedBytesMax;
  const size_t bytes = IdBytes(facts);
  if (bytes <= limit) return;
  verdict.Refuse({.reason = ledger::v1::REASON_TOO_LONG,
                  .field = "content",
                  .found = absl::StrCat(bytes, " bytes of units, accidents and matters"),
                  .expected = absl::StrCat("at most ", limit, " bytes; split the event")});
}

}  // namespace

Batch::Batch(const BatchContext& context, const ledger::v1::AppendRequest& request,
             AdmittedState& state)
    : context_(context),
      request_(request),
      state_(state),
      today_(DayOf(context.record_time)),
      first_position_(state.size()) {}

BatchDecision Batch::Decide(bool keep) {
  CHECK(context_.record_time > state_.record_time());
  CheckFormOfAll();
  if (entries_.empty()) return std::move(decision_);
  FindKnown();
  AssignPositions();
  if (new_events_ > 0) JudgeConditionsOnce();

  // A batch of one is decided before anything changes: there is nothing to take back.
  state_.Begin(/*revertible=*/!keep || new_events_ > 1);
  JudgeRulesOfAll();
  if (refused() || !keep) {
    state_.Revert();
  } else {
    state_.Keep();
  }
  if (refused()) {
    decision_.entries.clear();
    decision_.traces.clear();
    std::stable_sort(decision_.refusals.begin(), decision_.refusals.end(),
                     [](const ledger::v1::Refusal& a, const ledger::v1::Refusal& b) {
                       // What concerns the whole batch comes first.
                       return (a.has_index() ? int64_t{a.index()} : -1) <
                              (b.has_index() ? int64_t{b.index()} : -1);
                     });
    return std::move(decision_);
  }
  for (const Entry& entry : entries_) {
    decision_.events.push_back({.position = entry.position, .already_known = entry.known});
  }
  return std::move(decision_);
}

void Batch::CheckFormOfAll() {
  Verdict batch;
  CheckBatchForm(request_, batch);
  if (!batch.ok()) {
    decision_.refusals.push_back(batch.ToRefusal(std::nullopt));
    return;
  }
  for (int i = 0; i < request_.conditions_size(); ++i) {
    Verdict verdict;
    CheckConditionForm(request_.conditions(i), absl::StrCat("conditions[", i, "]"), verdict);
    if (!verdict.ok()) decision_.refusals.push_back(verdict.ToRefusal(std::nullopt));
  }
  absl::flat_hash_set<std::pair<absl::string_view, absl::string_view>> keys;
  entries_.resize(static_cast<size_t>(request_.events_size()));
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    const event::v1::Event& event = request_.events(static_cast<int>(i));
    entries_[i].event = &event;
    Verdict verdict;
    CheckForm(event, context_.ledger, verdict);
    if (NeedsYearEndService(event.content()) && context_.route != Route::kYearEndService) {
      verdict.Refuse({.reason = ledger::v1::REASON_NOT_POSTABLE,
                      .field = "content.kind",
                      .found = KindName(event.content()),
                      .expected = "YearEndService.Decide, which computes what it rests on"});
    }
    if (IsLedgersOwn(event.content()) && context_.route != Route::kLedger) {
      verdict.Refuse({.reason = ledger::v1::REASON_NOT_POSTABLE,
                      .field = "content.kind",
                      .found = KindName(event.content()),
                      .expected = "an event that posters state; the ledger states this one itself, "
                                  "when its operator changes a signing key or an administrator a "
                                  "permission"});
    }
    CheckHeaderFits(FactsOf(event.content()), verdict);
    if (!keys.insert({event.source(), event.idempotency_key()}).second) {
      verdict.Refuse({.reason = ledger::v1::REASON_DUPLICATE_KEY_IN_BATCH,
                      .field = "idempotency_key",
                      .found = absl::StrCat(Quoted(event.idempotency_key()), " twice"),
                      .expected = "a key of its own for each event of a source"});
    }
    if (!verdict.ok()) Refuse(i, verdict);
  }
}

void Batch::FindKnown() {
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    Entry& entry = entries_[i];
    if (entry.refused.has_value()) continue;
    Verdict verdict;
    const absl::StatusOr<std::optional<uint64_t>> position =
        state_.FindKey(entry.event->source(), entry.event->idempotency_key());
    if (!position.ok()) {
      RefuseUnreadable("idempotency_key", position.status(), verdict);
      Refuse(i, verdict);
      continue;
    }
    if (!position->has_value()) continue;
    const absl::StatusOr<RecordPointer> first = state_.Lookup(**position);
    if (!first.ok()) {
      RefuseUnreadable("idempotency_key", first.status(), verdict);
      Refuse(i, verdict);
      continue;
    }
    const absl::StatusOr<std::optional<std::string>> difference = Difference(*first, *entry.event);
    if (!difference.ok()) {
      RefuseUnreadable("idempotency_key", difference.status(), verdict);
      Refuse(i, verdict);
      continue;
    }
    if (!difference->has_value()) {
      entry.known = true;
      entry.position = **position;
      continue;
    }
    verdict.Refuse({.reason = ledger::v1::REASON_IDEMPOTENCY_CONFLICT,
                    .field = **difference,
                    .found = absl::StrCat("another value than at position ", **position),
                    .expected = "the same content, or a new key for a new event",
                    .positions = {**position}});
    Refuse(i, verdict);
  }
}

absl::StatusOr<std::optional<std::string>> Batch::Difference(const RecordPointer& first,
                                                             const event::v1::Event& again) const {
  event::v1::Event opened = first->body.event();
  RETURN_IF_ERROR(context_.sealer.Open(state_, opened));
  return FirstDifference(opened, again);
}

void Batch::AssignPositions() {
  // Refused events have positions too: the poster counted on all of them.
  for (Entry& entry : entries_) {
    if (entry.known) continue;
    entry.position = first_position_ + new_events_++;
    if (entry.event->content().has_correction_proposed()) {
      corrected_.insert(entry.event->content().correction_proposed().position());
    }
    if (entry.event->content().has_appeal_decided()) {
      const event::v1::AppealDecided& decided = entry.event->content().appeal_decided();
      if (decided.outcome() == event::v1::OUTCOME_UPHELD ||
          decided.outcome() == event::v1::OUTCOME_PARTLY_UPHELD) {
        upheld_.insert({decided.cycle(), decided.unit()});
      }
    }
  }
}

void Batch::JudgeConditionsOnce() {
  for (ledger::v1::Refusal& refusal : JudgeConditions(request_, state_)) {
    decision_.refusals.push_back(std::move(refusal));
  }
}

void Batch::JudgeRulesOfAll() {
  // When a condition does not hold the poster decides anew, so what the rules say is of no use.
  const bool conditions_hold =
      std::all_of(decision_.refusals.begin(), decision_.refusals.end(),
                  [](const ledger::v1::Refusal& refusal) { return refusal.has_index(); });
  if (!conditions_hold) return;
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (!entry.known && !entry.refused.has_value()) JudgeRules(i);
    if (!entry.refused.has_value()) continue;
    const event::v1::EventContent& content = entry.event->content();
    refused_offers_.Add(i, *entry.refused, entry.retry_can_help,
                        OffersOf(entry.position, content, CorrectedBy(content)));
  }
}

void Batch::JudgeRules(uint32_t index) {
  Entry& entry = entries_[index];
  const event::v1::EventContent& content = entry.event->content();
  entry.facts = FactsFor(content);
  Verdict verdict(&refused_offers_);
  CheckHeaderFits(entry.facts, verdict);
  const Case c{.state = state_,
               .content = content,
               .poster = context_.poster,
               .today = today_,
               .position = entry.position,
               .facts = entry.facts,
               .corrected_in_batch = corrected_,
               .upheld_in_batch = upheld_};
  // The ledger itself and its clerk need no grant.
  if (context_.route != Route::kLedger) JudgePermission(c, entry.event->source(), verdict);
  JudgeContent(c, verdict);
  if (!verdict.ok()) return Refuse(index, verdict);
  event::v1::EventBody body;
  *body.mutable_event() = *entry.event;
  *body.mutable_poster() = context_.poster;
  absl::StatusOr<std::vector<SealedText>> texts =
      context_.sealer.Seal(state_, *body.mutable_event());
  if (!texts.ok()) {
    RefuseUnreadable("content", texts.status(), verdict);
    return Refuse(index, verdict);
  }
  Write(entry, std::move(body), *std::move(texts));
}

HeaderFacts Batch::FactsFor(const event::v1::EventContent& content) const {
  const auto of_record = [this](uint64_t position) {
    const absl::StatusOr<RecordPointer> record = state_.Lookup(position);
    return record.ok() ? FactsOf((*record)->header) : HeaderFacts();
  };
  if (content.has_correction_confirmed()) {
    return of_record(content.correction_confirmed().proposal_position());
  }
  if (content.has_correction_proposed()) {
    HeaderFacts facts = of_record(content.correction_proposed().position());
    facts.Add(FactsOf(content));
    return facts;
  }
  return FactsOf(content);
}

std::optional<uint64_t> Batch::CorrectedBy(const event::v1::EventContent& content) const {
  if (!content.has_correction_confirmed()) return std::nullopt;
  const absl::StatusOr<RecordPointer> proposal =
      state_.Lookup(content.correction_confirmed().proposal_position());
  if (!proposal.ok() || !(*proposal)->body.event().content().has_correction_proposed()) {
    return std::nullopt;
  }
  return (*proposal)->body.event().content().correction_proposed().position();
}

void Batch::Refuse(uint32_t index, const Verdict& verdict) {
  entries_[index].refused = verdict.failure().reason;
  entries_[index].retry_can_help = verdict.retry_can_help();
  decision_.refusals.push_back(verdict.ToRefusal(index));
}

void Batch::Write(const Entry& entry, event::v1::EventBody body, std::vector<SealedText> texts) {
  event::v1::RecordHeader header;
  header.set_origin(state_.registry().opened().origin());
  header.set_position(entry.position);
  header.set_record_time_micros(context_.record_time);
  header.set_batch_first_position(first_position_);
  header.set_batch_size(new_events_);
  WriteFacts(entry.facts, header);
  FinishedRecord record = FinishRecord(std::move(header), std::move(body), context_.salts);
  record.entry.texts = std::move(texts);
  if (entry.event->content().has_text_erased()) {
    const event::v1::TextErased& erased = entry.event->content().text_erased();
    const absl::StatusOr<RecordPointer> of = state_.Lookup(erased.position());
    CHECK(of.ok());  // The rules looked at it.
    for (std::string& commitment : CommitmentsErased(erased, (*of)->body.event())) {
      if (state_.ErasedBy(commitment).has_value()) continue;
      record.entry.erased.push_back(std::move(commitment));
    }
  }
  const absl::Status applied = state_.ApplyInFlight(std::move(record.parsed));
  if (!applied.ok()) std::fprintf(stderr, "%s\n", applied.ToString().c_str());
  CHECK(applied.ok());  // What was admitted can be folded.
  if (state_.left_trace()) decision_.traces.push_back(entry.position);
  decision_.entries.push_back(std::move(record.entry));
}

FinishedRecord FinishRecord(event::v1::RecordHeader header, event::v1::EventBody body,
                            const Admission::SaltSource& salts) {
  FinishedRecord finished;
  Record& record = finished.entry.record;
  record.salt = salts();
  CHECK(record.salt.size() == limits::kSaltBytes);
  CHECK(body.SerializeToString(&record.body_bytes));
  CHECK(record.body_bytes.size() <= limits::kBodyBytesMax);
  header.set_event_type(static_cast<event::v1::EventType>(body.event().content().kind_case()));
  header.set_body_commitment(HashBytes(BodyCommitment(record)));
  CHECK(header.SerializeToString(&record.header_bytes));
  CHECK(record.header_bytes.size() <= limits::kHeaderBytesMax);
  finished.entry.source = body.event().source();
  finished.entry.idempotency_key = body.event().idempotency_key();
  auto parsed = std::make_shared<ParsedRecord>();
  parsed->record_bytes = static_cast<int64_t>(EncodedRecordBytes(record));
  parsed->header = header;
  parsed->body = std::move(body);
  finished.entry.header = std::move(header);
  finished.parsed = std::move(parsed);
  return finished;
}

}  // namespace assessment::admission
