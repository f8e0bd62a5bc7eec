#ifndef CLIENTS_IMPORT_ENTRY_MAPPING_H_
#define CLIENTS_IMPORT_ENTRY_MAPPING_H_

// The mapping of the entry workbook that `ledgerctl sheet --entry` makes.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/client/v1/import_mapping.pb.h"

namespace assessment::importing {

// What an entry workbook was made for.
struct EntryOrigin {
  std::string ledger;
  std::string cycle;
  std::string unit;
  std::string scheme;
  int32_t scheme_version = 0;
};

// The property by which an entry workbook is known.
inline constexpr char kEntryProperty[] = "assessment-entry";

// Reads the property's text. nullopt: it is empty, so there is no entry workbook. INVALID_ARGUMENT
// when the workbook was made by another version of the form.
absl::StatusOr<std::optional<EntryOrigin>> ReadEntryOrigin(absl::string_view property);

// What a row of an entry workbook becomes: `posting` decides; see clients/sheet/entry_form.h. Of
// the columns of `present` only those are read, so that a workbook may leave columns out.
client::v1::ImportMapping EntryMapping(const std::vector<std::string>& present);

}  // namespace assessment::importing

#endif  // CLIENTS_IMPORT_ENTRY_MAPPING_H_
