#ifndef CLIENTS_TABLE_TABLE_FILE_H_
#define CLIENTS_TABLE_TABLE_FILE_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "clients/table/table_rows.h"

namespace assessment::table {

// How a file is read; each member is used by the formats that it concerns.
struct TableFormat {
  // Worksheet by name; empty: the first.
  std::string sheet;
  // Encoding of a text file; empty: UTF-8.
  std::string encoding;
  // Between the fields of comma-separated values.
  char delimiter = ',';
};

struct TableFile {
  TableRows rows;
  // A workbook's own text properties.
  std::map<std::string, std::string> properties;
  // Number of the row that holds the headings unless somebody says otherwise.
  int heading_row = 1;
};

// Reads a table from a file, by the ending of its name: .csv, .tsv (tabs), .jsonl, .xlsx.
// INVALID_ARGUMENT names the file and what is wrong with it.
absl::StatusOr<TableFile> ReadTableFile(const std::string& path, const TableFormat& format);

}  // namespace assessment::table

#endif  // CLIENTS_TABLE_TABLE_FILE_H_
