#ifndef CLIENTS_CTL_SHEET_CHECK_H_
#define CLIENTS_CTL_SHEET_CHECK_H_

// Whether a sheet says what the ledger says.

#include <string>

#include "absl/status/statusor.h"
#include "clients/ctl/language.h"
#include "clients/ctl/session.h"
#include "clients/sheet/file_rows.h"
#include "clients/sheet/sheet_content.h"
#include "clients/sheet/sheet_identity.h"

namespace assessment::ctl {

struct SheetCheck {
  // The sheet that was shown.
  sheet::SheetIdentity shown;
  // Fingerprint of the sheet that the ledger gives at the same size.
  Hash fingerprint;
  bool same() const { return shown.fingerprint == fingerprint; }
  // Of a file: every cell that says something else than the sheet with its fingerprint, and in
  // which row and column of the file.
  std::vector<sheet::SheetDifference> edited;
  // The sheet is one that the ledger prints, and the file says what it prints.
  bool verified() const { return same() && edited.empty(); }
  // Size of the ledger now, and what a sheet printed now would say differently.
  uint64_t size_now = 0;
  std::vector<sheet::SheetDifference> changes;
};

// Computes the sheet again at its size, and as of now. The failures of MakeSheet; INVALID_ARGUMENT
// when the sheet is of another ledger or form version.
// `cells`: those of the file that was shown; null: no file was.
absl::StatusOr<SheetCheck> CheckSheet(Session& session, const std::string& ledger,
                                      const sheet::SheetIdentity& shown, const std::string& key,
                                      const sheet::FileCells* cells);

// The result in words, a line for every change.
std::string RenderCheck(const SheetCheck& check, Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_SHEET_CHECK_H_
