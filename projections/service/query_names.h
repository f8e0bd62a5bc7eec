#ifndef PROJECTIONS_SERVICE_QUERY_NAMES_H_
#define PROJECTIONS_SERVICE_QUERY_NAMES_H_

// What a question names, as far as permission to ask it goes: looked up without saying whether it
// is there.

#include <string>

#include "absl/strings/string_view.h"
#include "projections/views/ledger_view.h"

namespace assessment {

// The identifier of the unit that the text addresses; the text itself when it addresses none.
std::string IdentifierOf(const LedgerView& view, absl::string_view text);

// Whether the results of the cycle were published at the view's size.
bool IsPublished(const LedgerView& view, absl::string_view cycle);

}  // namespace assessment

#endif  // PROJECTIONS_SERVICE_QUERY_NAMES_H_
