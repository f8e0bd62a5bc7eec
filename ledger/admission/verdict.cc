#include "ledger/admission/verdict.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace assessment::admission {
namespace {

// Refusals are read by people, and a batch may have a thousand of them.
constexpr size_t kFoundBytesMax = 200;

// The longest beginning of `text` that is not longer than the limit and cuts no character.
absl::string_view Beginning(absl::string_view text) {
  if (text.size() <= kFoundBytesMax) return text;
  size_t length = kFoundBytesMax;
  while (length > 0 && (static_cast<uint8_t>(text[length]) & 0xc0) == 0x80) --length;
  return text.substr(0, length);
}

}  // namespace

bool RetryCanHelp(ledger::v1::Reason reason) {
  switch (reason) {
    case ledger::v1::REASON_OCCURRED_IN_FUTURE:
    case ledger::v1::REASON_UNKNOWN_UNIT:
    case ledger::v1::REASON_UNKNOWN_SCHEME:
    case ledger::v1::REASON_UNKNOWN_CYCLE:
    case ledger::v1::REASON_CYCLE_WITHOUT_SCHEME:
    case ledger::v1::REASON_UNKNOWN_ACCIDENT:
    case ledger::v1::REASON_UNKNOWN_MATTER:
    case ledger::v1::REASON_SHEET_SIGNED:
      return true;
    default:
      return false;
  }
}

std::string Quoted(absl::string_view text) {
  const absl::string_view beginning = Beginning(text);
  return absl::StrCat("\"", beginning, beginning.size() < text.size() ? "…" : "", "\"");
}

void RefusedOffers::Add(uint32_t index, ledger::v1::Reason reason, bool retry_can_help,
                        const std::vector<std::string>& offers) {
  for (const std::string& offer : offers) {
    offers_.emplace(offer, Refused{index, reason, retry_can_help});
  }
}

const RefusedOffers::Refused* RefusedOffers::Behind(const std::vector<std::string>& needs) const {
  const Refused* first = nullptr;
  for (const std::string& need : needs) {
    const auto found = offers_.find(need);
    if (found == offers_.end()) return nullptr;
    if (first == nullptr) first = &found->second;
  }
  return first;
}

void Verdict::Refuse(Failure failure) {
  bool retry = RetryCanHelp(failure.reason);
  const RefusedOffers::Refused* behind =
      refused_ == nullptr ? nullptr : refused_->Behind(failure.needs);
  if (behind != nullptr) {
    failure.found = absl::StrCat(failure.found, "; events[", behind->index, "] is refused (",
                                 ledger::v1::Reason_Name(behind->reason), ")");
    failure.expected = absl::StrCat("mend events[", behind->index, "] first");
    failure.reason = ledger::v1::REASON_RESTS_ON_REFUSED;
    retry = behind->retry_can_help;
  }
  Take(std::move(failure), retry);
}

void Verdict::RefuseAs(absl::string_view field, const Verdict& inner) {
  if (inner.ok()) return;
  Failure failure = inner.failure();
  if (failure.field != field) failure.found = absl::StrCat(failure.field, ": ", failure.found);
  failure.field = std::string(field);
  Take(std::move(failure), inner.retry_can_help());
}

void Verdict::Take(Failure failure, bool retry_can_help) {
  if (failure_.has_value() && failure_->reason <= failure.reason) return;
  failure_ = std::move(failure);
  retry_can_help_ = retry_can_help;
}

ledger::v1::Refusal Verdict::ToRefusal(std::optional<uint32_t> index) const {
  ledger::v1::Refusal refusal;
  if (index.has_value()) {
    refusal.set_index(*index);
    refusal.set_field(
        absl::StrCat("events[", *index, "]", failure_->field.empty() ? "" : ".", failure_->field));
  } else {
    refusal.set_field(failure_->field);
  }
  refusal.set_reason(failure_->reason);
  refusal.set_found(failure_->found);
  refusal.set_expected(failure_->expected);
  refusal.set_retry_can_help(retry_can_help_);
  for (const uint64_t position : failure_->positions) refusal.add_positions(position);
  return refusal;
}

}  // namespace assessment::admission
