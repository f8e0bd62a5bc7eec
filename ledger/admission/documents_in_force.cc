#include "ledger/admission/documents_in_force.h"

#include "absl/strings/str_cat.h"
#include "ledger/base/document_key.h"
#include "ledger/deadline/due_date.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// Units and codes hold no control character, so this parts them in a key.
constexpr char kPart[] = "\x1f";

std::string KeyOf(absl::string_view what, absl::string_view unit, absl::string_view recipient,
                  const event::v1::Paper& paper) {
  return absl::StrCat(what, kPart, unit, kPart, recipient, kPart,
                      DocumentKey(paper.issuer(), paper.number(), ToDay(paper.date())));
}

// Tells recipients of one document apart, and what it gives them: a paper may criticise and summon
// at once (R39).
template <typename Given>
std::string RecipientOf(const Given& given) {
  const event::v1::RecipientLevel level =
      given.recipient_level() == event::v1::RECIPIENT_LEVEL_DEPARTMENT
          ? event::v1::RECIPIENT_LEVEL_COUNTY
          : given.recipient_level();
  return absl::StrCat(given.kind(), " ", level, " ", given.recipient_code());
}

}  // namespace

std::vector<RecordedDocument> DocumentsOf(const EventContent& content) {
  std::vector<RecordedDocument> documents;
  if (content.has_letter_issued()) {
    for (const std::string& unit : content.letter_issued().units()) {
      documents.push_back({unit, KeyOf("letter", unit, "", content.paper())});
    }
  } else if (content.has_honour_recorded()) {
    const event::v1::HonourRecorded& recorded = content.honour_recorded();
    documents.push_back({recorded.unit(), KeyOf("honour", recorded.unit(),
                                                RecipientOf(recorded.honour()), content.paper())});
  } else if (content.has_blame_recorded()) {
    const event::v1::BlameRecorded& recorded = content.blame_recorded();
    documents.push_back({recorded.unit(), KeyOf("blame", recorded.unit(),
                                                RecipientOf(recorded.blame()), content.paper())});
  }
  return documents;
}

void DocumentsInForce::Add(uint64_t position, const EventContent& content) {
  for (const RecordedDocument& document : DocumentsOf(content)) {
    documents_.Edit(document.key) = position;
  }
}

void DocumentsInForce::Remove(uint64_t position, const EventContent& content) {
  for (const RecordedDocument& document : DocumentsOf(content)) {
    if (Find(document) == position) documents_.Erase(document.key);
  }
}

std::optional<uint64_t> DocumentsInForce::Find(const RecordedDocument& document) const {
  const uint64_t* position = documents_.Find(document.key);
  if (position == nullptr) return std::nullopt;
  return *position;
}

std::string DocumentsInForce::Describe() const {
  std::string text;
  for (const auto& [key, position] : documents_) {
    absl::StrAppend(&text, "document ", key, " ", position, "\n");
  }
  return text;
}

}  // namespace assessment::admission
