#ifndef CLIENTS_SHEET_XLSX_IDENTITY_H_
#define CLIENTS_SHEET_XLSX_IDENTITY_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/sheet/sheet_identity.h"

namespace assessment::sheet {

// Reads which sheet the workbook at `path` is, from its custom properties. The file is foreign
// input: at most 64 KiB of it are unpacked. INVALID_ARGUMENT when there is no such file, when
// it is no workbook, or holds no sheet of this tool.
absl::StatusOr<SheetIdentity> ReadXlsxIdentity(const std::string& path);

// Finds the identity in the text of docProps/custom.xml. INVALID_ARGUMENT unless there is exactly
// one, as a string.
absl::StatusOr<SheetIdentity> FindIdentity(absl::string_view custom_xml);

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_XLSX_IDENTITY_H_
