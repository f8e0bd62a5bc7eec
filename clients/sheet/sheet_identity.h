#ifndef CLIENTS_SHEET_SHEET_IDENTITY_H_
#define CLIENTS_SHEET_SHEET_IDENTITY_H_

// Which sheet a paper or file is: where it comes from, and the fingerprint of what it prints. Kept
// twice: as custom properties of the file, and as a short code at the foot of the paper, from which
// it can be typed in.

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/sheet/sheet_content.h"
#include "ledger/proof/sha256.h"

namespace assessment::sheet {

struct SheetIdentity {
  uint32_t form_version = kFormVersion;
  std::string ledger;
  std::string cycle;
  std::string unit;  // Identifier; empty for a ranking.
  std::string part;  // Of PartName, or "ranking".
  uint64_t size = 0;
  Hash fingerprint;
  bool operator==(const SheetIdentity&) const = default;
};

// The name of a ranking among parts.
inline constexpr char kRankingPart[] = "ranking";

// Where a sheet comes from, as its foot prints it.
struct SheetOrigin {
  std::string ledger;
  std::string origin;  // Of the ledger's checkpoints.
  uint64_t size = 0;   // The sheet reflects the events at positions below it.
  Hash root;           // Of the tree of that size.
  // When the newest of those events was recorded.
  int64_t record_time_micros = 0;
};

// Ends the sheet: adds the foot (origin, size, root, then fingerprint and code), computes the
// fingerprint over everything but those last two rows, sets the file's properties and date, and
// returns the identity.
SheetIdentity Finish(const SheetOrigin& origin, absl::string_view cycle, absl::string_view unit,
                     absl::string_view part, SheetContent& content);

// "assessment-sheet/1 141100 2022-counties 141130 whole 412 <64 hexadecimal digits>"; "-" stands
// for no unit.
std::string IdentityCode(const SheetIdentity& identity);
// Reads what IdentityCode writes, however it is spaced. INVALID_ARGUMENT says what is wrong.
absl::StatusOr<SheetIdentity> ParseIdentityCode(absl::string_view code);

// Name of the property that holds the code.
inline constexpr char kIdentityProperty[] = "assessment-sheet";

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_SHEET_IDENTITY_H_
