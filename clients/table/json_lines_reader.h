#ifndef CLIENTS_TABLE_JSON_LINES_READER_H_
#define CLIENTS_TABLE_JSON_LINES_READER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/table/table_rows.h"

namespace assessment::table {

// Reads a JSON object a line from UTF-8 text. The first row, number 0, holds the names of all
// members in the order in which they first appear. A number keeps its text when it is whole;
// true and false are words, null is empty, an array or object is its JSON text. Empty lines are
// passed over. INVALID_ARGUMENT names the line that is no object, that names a member twice, or
// that has a number which is not whole: it must be given in quotation marks, so that no digit is
// lost.
absl::StatusOr<TableRows> ReadJsonLines(absl::string_view text);

}  // namespace assessment::table

#endif  // CLIENTS_TABLE_JSON_LINES_READER_H_
