// Erasure of sealed texts: of an event that is there, of texts that are left.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/rules.h"
#include "ledger/log/text_walk.h"

namespace assessment::admission {
namespace {

std::vector<std::string> PathsOf(const std::vector<PlacedText>& texts) {
  std::vector<std::string> paths;
  for (const PlacedText& placed : texts) {
    if (placed.text->has_commitment()) paths.push_back(placed.path);
  }
  return paths;
}

void RefuseErased(std::string field, std::string found, uint64_t by, Verdict& verdict) {
  verdict.Refuse({.reason = ledger::v1::REASON_TEXT_ERASED,
                  .field = std::move(field),
                  .found = absl::StrCat(found, ", erased at position ", by),
                  .expected = "a text that is not erased yet",
                  .positions = {by}});
}

// Each field named is a sealed text, and is left.
void JudgeFields(const Case& c, const std::vector<PlacedText>& texts, Verdict& verdict) {
  const event::v1::TextErased& erased = c.content.text_erased();
  for (int i = 0; i < erased.fields_size(); ++i) {
    const std::string field = c.Field(absl::StrCat("fields[", i, "]"));
    const auto placed = std::find_if(texts.begin(), texts.end(), [&](const PlacedText& text) {
      return text.path == erased.fields(i) && text.text->has_commitment();
    });
    if (placed == texts.end()) {
      verdict.Refuse(
          {.reason = ledger::v1::REASON_FIELD_INVALID,
           .field = field,
           .found = Quoted(erased.fields(i)),
           .expected = absl::StrCat("a sealed text of the event at position ", erased.position(),
                                    ": ", absl::StrJoin(PathsOf(texts), ", "))});
      continue;
    }
    const std::optional<uint64_t> by = c.state.ErasedBy(placed->text->commitment());
    if (by.has_value()) RefuseErased(field, Quoted(erased.fields(i)), *by, verdict);
  }
}

}  // namespace

void JudgeErasure(const Case& c, Verdict& verdict) {
  if (!c.content.has_text_erased()) return;
  const event::v1::TextErased& erased = c.content.text_erased();
  const absl::StatusOr<RecordPointer> named = c.state.Lookup(erased.position());
  if (absl::IsNotFound(named.status())) {
    return verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_POSITION,
                           .field = c.Field("position"),
                           .found = absl::StrCat(erased.position()),
                           .expected = "the position of an event before this one",
                           .needs = {PositionName(erased.position())}});
  }
  if (!named.ok()) return RefuseUnreadable(c.Field("position"), named.status(), verdict);
  const std::vector<PlacedText> texts = TextsOf((*named)->body.event(), "");
  if (!erased.fields().empty()) return JudgeFields(c, texts, verdict);

  std::optional<uint64_t> newest;
  for (const PlacedText& placed : texts) {
    if (!placed.text->has_commitment()) continue;
    const std::optional<uint64_t> by = c.state.ErasedBy(placed.text->commitment());
    if (!by.has_value()) return;
    newest = std::max(newest.value_or(0), *by);
  }
  if (newest.has_value()) {
    return RefuseErased(c.Field("position"), "every text of it", *newest, verdict);
  }
  verdict.Refuse({.reason = ledger::v1::REASON_TEXT_ERASED,
                  .field = c.Field("position"),
                  .found = "an event without sealed text",
                  .expected = "an event with a text that is not erased yet"});
}

}  // namespace assessment::admission
