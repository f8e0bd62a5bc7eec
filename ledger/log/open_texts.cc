#include "ledger/log/open_texts.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/text_walk.h"

namespace assessment {

absl::Status OpenTexts(const EventLog& log, google::protobuf::Message& message) {
  std::vector<event::v1::SealableText*> sealed;
  std::vector<std::string> commitments;
  EditTexts(message, [&](event::v1::SealableText& text, bool) {
    if (!text.has_commitment()) return;
    sealed.push_back(&text);
    commitments.push_back(text.commitment());
  });
  if (sealed.empty()) return absl::OkStatus();
  // Names repeat in an answer; each is read once.
  std::sort(commitments.begin(), commitments.end());
  commitments.erase(std::unique(commitments.begin(), commitments.end()), commitments.end());
  ASSIGN_OR_RETURN(const std::vector<std::optional<SealedText>> kept, log.FindTexts(commitments));
  for (event::v1::SealableText* text : sealed) {
    const auto found = std::lower_bound(commitments.begin(), commitments.end(), text->commitment());
    const std::optional<SealedText>& here = kept[static_cast<size_t>(found - commitments.begin())];
    if (here.has_value()) text->set_plain(here->text);
  }
  return absl::OkStatus();
}

void PutTexts(absl::Span<const SealedText> texts, google::protobuf::Message& message) {
  absl::flat_hash_map<absl::string_view, absl::string_view> by_commitment;
  for (const SealedText& text : texts) by_commitment.emplace(text.commitment, text.text);
  EditTexts(message, [&](event::v1::SealableText& text, bool) {
    if (!text.has_commitment()) return;
    const auto found = by_commitment.find(text.commitment());
    if (found != by_commitment.end()) text.set_plain(std::string(found->second));
  });
}

}  // namespace assessment
