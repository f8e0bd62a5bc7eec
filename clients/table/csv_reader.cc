#include "clients/table/csv_reader.h"

#include <csv.h>

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace assessment::table {
namespace {

// What the parser has told so far.
struct CsvProgress {
  TableRows rows;
  TableRow row;
  int line = 1;        // The line being read.
  int row_starts = 0;  // The line on which the row began; 0: no row has begun.
  bool too_large = false;
};

class CsvParser {
 public:
  explicit CsvParser(char delimiter) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
  }
  ~CsvParser() { csv_free(&parser_); }
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;

  bool Parse(absl::string_view bytes, CsvProgress& progress) {
    return csv_parse(&parser_, bytes.data(), bytes.size(), &OnField, &OnRow, &progress) ==
           bytes.size();
  }
  bool Finish(CsvProgress& progress) {
    return csv_fini(&parser_, &OnField, &OnRow, &progress) == 0;
  }

 private:
  static void OnField(void* field, size_t size, void* data) {
    auto& progress = *static_cast<CsvProgress*>(data);
    progress.row.cells.emplace_back(static_cast<const char*>(field), size);
    if (progress.row.cells.size() > kColumnsMax) progress.too_large = true;
  }
  static void OnRow(int, void* data) {
    auto& progress = *static_cast<CsvProgress*>(data);
    bool filled = false;
    for (const std::string& cell : progress.row.cells) filled = filled || !cell.empty();
    if (filled) {
      progress.row.number = progress.row_starts;
      progress.rows.push_back(std::move(progress.row));
      if (progress.rows.size() > kRowsMax) progress.too_large = true;
    }
    progress.row = {};
    progress.row_starts = 0;
  }

  csv_parser parser_;
};

absl::Status BadQuotes(int line) {
  return absl::InvalidArgumentError(
      absl::StrCat("line ", line,
                   ": found a quotation mark out of place; expected \"...\" around a whole field "
                   "and \"\" for one inside"));
}

}  // namespace

absl::StatusOr<TableRows> ReadCsv(absl::string_view text, char delimiter) {
  CsvProgress progress;
  CsvParser parser(delimiter);
  // Fed line by line, so that a row and a fault know theirs.
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const absl::string_view line = text.substr(0, end == absl::string_view::npos ? end : end + 1);
    if (progress.row_starts == 0) progress.row_starts = progress.line;
    if (!parser.Parse(line, progress)) return BadQuotes(progress.line);
    if (progress.too_large) {
      return absl::InvalidArgumentError(absl::StrCat("line ", progress.line, ": more than ",
                                                     kRowsMax, " rows or ", kColumnsMax,
                                                     " columns; expected a smaller table"));
    }
    // A blank line between rows begins none.
    const bool blank = line == "\n" || line == "\r\n";
    if (blank && progress.row_starts == progress.line) progress.row_starts = 0;
    text.remove_prefix(line.size());
    ++progress.line;
  }
  if (!parser.Finish(progress)) return BadQuotes(progress.row_starts);
  return std::move(progress.rows);
}

}  // namespace assessment::table
