#include "ledger/admission/text_sealer.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/open_texts.h"
#include "ledger/log/text_walk.h"

namespace assessment::admission {

absl::StatusOr<SealedText> TextSealer::SealOne(const AdmittedState& state, std::string text,
                                               bool is_name) {
  if (is_name) {
    const auto in_flight = by_name_.find(text);
    if (in_flight != by_name_.end() && !state.ErasedBy(in_flight->second).has_value()) {
      return Bring(by_commitment_.at(in_flight->second), state.size());
    }
    ASSIGN_OR_RETURN(std::optional<std::string> kept, log_.FindName(text));
    if (kept.has_value() && !state.ErasedBy(*kept).has_value()) {
      // Kept already: the commitment alone is needed, and brings nothing with it.
      return SealedText{.commitment = *std::move(kept), .salt = "", .text = "", .is_name = true};
    }
  }
  SealedText sealed;
  sealed.salt = absl::StrCat(salts_(), salts_());
  CHECK(sealed.salt.size() == limits::kTextSaltBytes);
  sealed.commitment = HashBytes(TextCommitment(sealed.salt, text));
  sealed.text = std::move(text);
  sealed.is_name = is_name;
  if (is_name) by_name_[sealed.text] = sealed.commitment;
  InFlight& in_flight = by_commitment_[sealed.commitment];
  in_flight.text = std::move(sealed);
  return Bring(in_flight, state.size());
}

const SealedText& TextSealer::Bring(InFlight& in_flight, uint64_t position) {
  in_flight.newest = position;
  brought_.emplace_back(position, in_flight.text.commitment);
  return in_flight.text;
}

absl::StatusOr<std::vector<SealedText>> TextSealer::Seal(const AdmittedState& state,
                                                         event::v1::Event& event) {
  std::vector<SealedText> texts;
  absl::Status status;
  EditTexts(event, [&](event::v1::SealableText& text, bool is_name) {
    // An empty text says nothing about anybody.
    if (!status.ok() || text.plain().empty()) return;
    absl::StatusOr<SealedText> sealed = SealOne(state, std::move(*text.mutable_plain()), is_name);
    if (!sealed.ok()) {
      status = sealed.status();
      return;
    }
    text.set_commitment(sealed->commitment);
    if (!sealed->salt.empty()) texts.push_back(*std::move(sealed));
  });
  RETURN_IF_ERROR(status);
  return texts;
}

absl::Status TextSealer::Open(const AdmittedState& state, event::v1::Event& event) const {
  std::vector<SealedText> in_flight;
  for (std::string& commitment : CommitmentsIn(event)) {
    const auto found = by_commitment_.find(commitment);
    if (found == by_commitment_.end()) continue;
    if (!state.ErasedBy(commitment).has_value()) in_flight.push_back(found->second.text);
  }
  PutTexts(in_flight, event);
  // What is erased by a record in flight is still kept, or was never written: it stays sealed.
  std::vector<std::pair<event::v1::SealableText*, std::string>> left;
  EditTexts(event, [&](event::v1::SealableText& text, bool) {
    if (text.has_commitment() && state.ErasedBy(text.commitment()).has_value()) {
      left.emplace_back(&text, text.commitment());
      text.clear_content();
    }
  });
  RETURN_IF_ERROR(OpenTexts(log_, event));
  for (auto& [text, commitment] : left) text->set_commitment(std::move(commitment));
  return absl::OkStatus();
}

void TextSealer::ForgetBelow(uint64_t durable) {
  for (; !brought_.empty() && brought_.front().first < durable; brought_.pop_front()) {
    const auto found = by_commitment_.find(brought_.front().second);
    // It may have been let go already, or come with a later record again.
    if (found == by_commitment_.end() || found->second.newest >= durable) continue;
    const auto name = by_name_.find(found->second.text.text);
    if (name != by_name_.end() && name->second == found->first) by_name_.erase(name);
    by_commitment_.erase(found);
  }
}

}  // namespace assessment::admission
