#include "ledger/admission/admitted_state.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/admission/correction_effect.h"
#include "ledger/admission/event_kind.h"
#include "ledger/admission/header_facts.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/text_erasure.h"

namespace assessment::admission {
namespace {

template <typename Key>
std::optional<uint64_t> PositionIn(const RevertibleMap<Key, uint64_t>& map, const Key& key) {
  const uint64_t* position = map.Find(key);
  if (position == nullptr) return std::nullopt;
  return *position;
}

std::string DescribeRegistry(const Registry& registry) {
  std::string text = absl::StrCat("opened ", registry.opened().ShortDebugString(), "\n");
  const SigningKeys& keys = registry.signing_keys();
  if (keys.position.has_value()) {
    absl::StrAppend(&text, "signed by ", absl::StrJoin(keys.in_force, ","), " retired ",
                    absl::StrJoin(keys.retired, ","), " ", *keys.position, "\n");
  }
  for (const auto& [id, unit] : registry.units()) {
    absl::StrAppend(&text, "unit ", id, " ", unit.name, " ", unit.kind, " [",
                    absl::StrJoin(unit.aliases, ","), "] ", unit.registered_position);
    for (const auto& tag : unit.tags) absl::StrAppend(&text, " {", tag.ShortDebugString(), "}");
    absl::StrAppend(&text, "\n");
  }
  for (const auto& [key, scheme] : registry.schemes()) {
    absl::StrAppend(&text, "scheme ", key.first, " ", key.second, " ", scheme.position, "\n");
    for (const auto& [interpretation, position] : scheme.confirmed_interpretations) {
      absl::StrAppend(&text, "  confirmed ", interpretation, " ", position, "\n");
    }
  }
  for (const auto& [id, cycle] : registry.cycles()) {
    absl::StrAppend(
        &text, "cycle ", cycle.opened.ShortDebugString(), " phase ", cycle.phase, " units ",
        absl::StrJoin(cycle.units, ","), " adopted ",
        cycle.adopted_position.has_value() ? absl::StrCat(*cycle.adopted_position) : "none",
        cycle.scheme.has_value() ? absl::StrCat(" ", cycle.scheme->first, " ", cycle.scheme->second)
                                 : "",
        "\n");
    for (const auto& [team, formed] : cycle.teams) {
      absl::StrAppend(&text, "  team ", formed.ShortDebugString(), "\n");
    }
    text += cycle.year_end.Describe();
  }
  for (const auto& [key, baseline] : registry.baselines()) {
    absl::StrAppend(&text, "baseline ", key.first, " ", key.second, ": ", baseline.accidents, " ",
                    baseline.deaths, " ", baseline.position, "\n");
  }
  for (const auto& [key, target] : registry.targets()) {
    absl::StrAppend(&text, "target ", key.first, " ", key.second, ": ", target.value_millionths,
                    " ", target.position, "\n");
  }
  if (registry.clerk_pause().has_value()) {
    absl::StrAppend(&text, "clerk paused ", registry.clerk_pause()->position, " ",
                    registry.clerk_pause()->reason, "\n");
  }
  return text;
}

}  // namespace

AdmittedState::AdmittedState(const EventLog& log)
    : log_(log),
      in_force_(journal_),
      newest_naming_(journal_),
      voided_(journal_),
      confirmed_(journal_),
      erased_(journal_) {}

void AdmittedState::Begin(bool revertible) {
  revertible_ = revertible;
  registry_saved_ = false;
}

void AdmittedState::Keep() { journal_.Forget(); }

void AdmittedState::Revert() { journal_.RevertTo(0); }

absl::Status AdmittedState::Apply(const ParsedRecord& record) {
  const uint64_t position = record.header.position();
  const event::v1::EventContent& content = record.body.event().content();
  journal_.Note([this, size = size_, record_time = record_time_] {
    size_ = size;
    record_time_ = record_time;
  });
  // The registry notes a change once a batch, everything else each of its changes.
  const bool of_registry = IsRegistryEvent(content);
  const Journal::Mark before = journal_.Now();
  RETURN_IF_ERROR(ApplyContent(position, content));
  if (of_registry) {
    for (const std::string& unit : record.header.units()) newest_naming_.Edit(unit) = position;
  }
  left_trace_ = of_registry || journal_.Now() > before;
  size_ = position + 1;
  record_time_ = record.header.record_time_micros();
  return absl::OkStatus();
}

absl::Status AdmittedState::ApplyContent(uint64_t position,
                                         const event::v1::EventContent& content) {
  if (content.has_text_erased()) return ApplyErasure(position, content.text_erased());
  if (IsRegistryEvent(content) && !IsUnitStanding(content)) {
    return ApplyRegistryEvent(position, content);
  }
  if (content.has_correction_confirmed()) {
    return ApplyConfirmation(position, content.correction_confirmed());
  }
  return in_force_.Add(position, content);
}

void AdmittedState::PassOver(uint64_t size, UnixMicros record_time) {
  CHECK(size >= size_);
  size_ = size;
  record_time_ = record_time;
}

absl::Status AdmittedState::ApplyRegistryEvent(uint64_t position,
                                               const event::v1::EventContent& content) {
  // The registry changes rarely and has no journal of its own: one copy a batch.
  if (revertible_ && !registry_saved_) {
    registry_saved_ = true;
    journal_.Note(
        [this, saved = std::make_shared<Registry>(registry_)] { registry_ = std::move(*saved); });
  }
  return registry_.Apply(position, content);
}

absl::Status AdmittedState::ApplyErasure(uint64_t position, const event::v1::TextErased& erased) {
  ASSIGN_OR_RETURN(const RecordPointer record, Lookup(erased.position()));
  for (const std::string& commitment : CommitmentsErased(erased, record->body.event())) {
    if (!ErasedBy(commitment).has_value()) erased_.Edit(commitment) = position;
  }
  return absl::OkStatus();
}

absl::Status AdmittedState::ApplyConfirmation(uint64_t position,
                                              const event::v1::CorrectionConfirmed& confirmed) {
  const uint64_t proposal_position = confirmed.proposal_position();
  ASSIGN_OR_RETURN(const RecordPointer proposal, Lookup(proposal_position));
  const event::v1::EventContent& proposed = proposal->body.event().content();
  if (!proposed.has_correction_proposed()) {
    return absl::InternalError(absl::StrCat("the confirmation at position ", position,
                                            " confirms position ", proposal_position,
                                            ", which proposes nothing; it should not have been "
                                            "admitted"));
  }
  ASSIGN_OR_RETURN(const CorrectionEffect effect,
                   EffectOf(*this, proposal_position, proposed.correction_proposed()));
  for (const CorrectionEffect::Mark& mark : effect.marks) {
    if (mark.voided) {
      voided_.Edit(mark.position) = position;
    } else {
      voided_.Erase(mark.position);
    }
  }
  confirmed_.Edit(proposal_position) = position;
  if (effect.leaves.has_value()) {
    in_force_.Remove(effect.leaves->position, *effect.leaves->content);
  }
  if (effect.enters.has_value()) {
    RETURN_IF_ERROR(in_force_.Add(effect.enters->position, *effect.enters->content));
  }
  return absl::OkStatus();
}

absl::Status AdmittedState::ApplyInFlight(RecordPointer record) {
  const uint64_t position = record->header.position();
  const event::v1::Event& event = record->body.event();
  const auto key = std::pair(event.source(), event.idempotency_key());
  RETURN_IF_ERROR(Apply(*record));
  in_flight_[position] = std::move(record);
  keys_in_flight_[key] = position;
  journal_.Note([this, position, key] {
    in_flight_.erase(position);
    keys_in_flight_.erase(key);
  });
  return absl::OkStatus();
}

void AdmittedState::ForgetBelow(uint64_t durable) {
  while (!in_flight_.empty() && in_flight_.begin()->first < durable) {
    const event::v1::Event& event = in_flight_.begin()->second->body.event();
    keys_in_flight_.erase({event.source(), event.idempotency_key()});
    in_flight_.erase(in_flight_.begin());
  }
}

absl::StatusOr<std::optional<uint64_t>> AdmittedState::NewestNaming(absl::string_view unit) const {
  const std::string id(unit);
  const std::optional<uint64_t> of_registry = PositionIn(newest_naming_, id);
  for (auto record = in_flight_.rbegin(); record != in_flight_.rend(); ++record) {
    if (of_registry.has_value() && record->first <= *of_registry) return of_registry;
    if (FactsOf(record->second->header).units.contains(id)) return record->first;
  }
  ASSIGN_OR_RETURN(const std::optional<uint64_t> indexed, log_.NewestUnder(IndexKey::Unit(unit)));
  return std::max(of_registry, indexed);
}

std::optional<uint64_t> AdmittedState::VoidedBy(uint64_t position) const {
  return PositionIn(voided_, position);
}

std::optional<uint64_t> AdmittedState::ConfirmedBy(uint64_t position) const {
  return PositionIn(confirmed_, position);
}

std::optional<uint64_t> AdmittedState::ErasedBy(const std::string& commitment) const {
  return PositionIn(erased_, commitment);
}

absl::StatusOr<RecordPointer> AdmittedState::Lookup(uint64_t position) const {
  const auto found = in_flight_.find(position);
  if (found != in_flight_.end()) return found->second;
  if (position >= size_ || position >= log_.DurableTail().size) {
    return absl::NotFoundError(absl::StrCat("no event at position ", position));
  }
  ASSIGN_OR_RETURN(const Record record, log_.Get(position));
  ASSIGN_OR_RETURN(ParsedRecord parsed, ParseRecord(record));
  return std::make_shared<const ParsedRecord>(std::move(parsed));
}

absl::Status AdmittedState::VisitNaming(
    const std::string& unit,
    const std::function<absl::Status(const ParsedRecord&)>& visitor) const {
  const uint64_t durable = std::min(size_, log_.DurableTail().size);
  RETURN_IF_ERROR(log_.ReadIndex(IndexKey::Unit(unit), durable,
                                 [&](uint64_t, const Record& record) -> absl::Status {
                                   ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
                                   return visitor(parsed);
                                 }));
  for (auto record = in_flight_.lower_bound(durable); record != in_flight_.end(); ++record) {
    if (FactsOf(record->second->header).units.contains(unit)) {
      RETURN_IF_ERROR(visitor(*record->second));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<uint64_t>> AdmittedState::FindKey(const std::string& source,
                                                               const std::string& key) const {
  const auto found = keys_in_flight_.find({source, key});
  if (found != keys_in_flight_.end()) return found->second;
  return log_.FindKey(source, key);
}

std::string AdmittedState::Describe() const {
  std::string text =
      absl::StrCat("size ", size_, " time ", record_time_, "\n", DescribeRegistry(registry_));
  absl::StrAppend(&text, in_force_.Describe());
  for (const auto& [unit, position] : newest_naming_) {
    absl::StrAppend(&text, "newest ", unit, " ", position, "\n");
  }
  for (const auto& [position, by] : voided_) {
    absl::StrAppend(&text, "void ", position, " by ", by, "\n");
  }
  for (const auto& [proposal, by] : confirmed_) {
    absl::StrAppend(&text, "confirmed ", proposal, " by ", by, "\n");
  }
  for (const auto& [commitment, by] : erased_) {
    absl::StrAppend(&text, "erased ", absl::BytesToHexString(commitment), " by ", by, "\n");
  }
  return text;
}

}  // namespace assessment::admission
