#include "ledger/log/text_erasure.h"

#include <algorithm>

#include "ledger/log/text_walk.h"

namespace assessment {

std::vector<std::string> CommitmentsErased(const event::v1::TextErased& erased,
                                           const event::v1::Event& event) {
  std::vector<std::string> commitments;
  for (const PlacedText& placed : TextsOf(event, "")) {
    if (!placed.text->has_commitment()) continue;
    const bool named = erased.fields().empty() ||
                       std::find(erased.fields().begin(), erased.fields().end(), placed.path) !=
                           erased.fields().end();
    if (named) commitments.push_back(placed.text->commitment());
  }
  return commitments;
}

}  // namespace assessment
