#ifndef CLIENTS_TABLE_CSV_TEXT_H_
#define CLIENTS_TABLE_CSV_TEXT_H_

#include <string>
#include <vector>

namespace assessment::table {

// One line of comma-separated values that ReadCsv reads back as exactly these cells: every field in
// quotation marks, CR LF at the end.
std::string CsvLine(const std::vector<std::string>& cells, char delimiter);

}  // namespace assessment::table

#endif  // CLIENTS_TABLE_CSV_TEXT_H_
