#ifndef CLIENTS_TABLE_CSV_READER_H_
#define CLIENTS_TABLE_CSV_READER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/table/table_rows.h"

namespace assessment::table {

// Reads comma-separated values (RFC 4180) from UTF-8 text; `delimiter` separates the fields. Lines
// end in LF or CR LF. Spaces around a field are no part of it unless quoted. INVALID_ARGUMENT
// names the line whose quotes are wrong, and a table beyond the limits.
absl::StatusOr<TableRows> ReadCsv(absl::string_view text, char delimiter);

}  // namespace assessment::table

#endif  // CLIENTS_TABLE_CSV_READER_H_
