#ifndef CLIENTS_IMPORT_ENTRY_MAPPING_H_
#define CLIENTS_IMPORT_ENTRY_MAPPING_H_

// The mapping of the entry workbook that `ledgerctl sheet --entry` makes.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
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

// Reads the workbook's properties. nullopt: it is no entry workbook. INVALID_ARGUMENT when it was
// made by another version of the form.
absl::StatusOr<std::optional<EntryOrigin>> ReadEntryOrigin(
    const std::map<std::string, std::string>& properties);

// What a row of an entry workbook becomes: `posting` decides; see clients/sheet/entry_form.h. Of
// the columns of `present` only those are read, so that a workbook may leave columns out.
client::v1::ImportMapping EntryMapping(const std::vector<std::string>& present);

}  // namespace assessment::importing

#endif  // CLIENTS_IMPORT_ENTRY_MAPPING_H_
