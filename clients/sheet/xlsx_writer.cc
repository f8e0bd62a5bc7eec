#include "clients/sheet/xlsx_writer.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/sheet/file_rows.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"

namespace assessment::sheet {
namespace {

// Office suites without this font take their own Song typeface for the name.
constexpr char kFont[] = "宋体";
// Height of a line per point of type, in hundredths: fonts that stand in for 宋体 are up to this
// high.
constexpr int kLineHeightPercent = 148;
constexpr int kRowPadding = 4;
constexpr int kSigningRoom = 14;
// What the format allows, and a little less.
constexpr int kRowHeightMax = 400;

constexpr char kPointsFormat[] = "0.00#";
constexpr lxw_color_t kShade = 0xEDEDED;

// Everything that makes a cell's format.
struct FormatKey {
  RowRole role;
  bool points;
  bool whole;
  bool centred;
  bool shaded;
  bool open_above;
  bool open_below;

  bool operator<(const FormatKey& other) const {
    return std::tie(role, points, whole, centred, shaded, open_above, open_below) <
           std::tie(other.role, other.points, other.whole, other.centred, other.shaded,
                    other.open_above, other.open_below);
  }
};

// Formats of one workbook, each made once.
class Formats {
 public:
  explicit Formats(lxw_workbook* workbook) : workbook_(workbook) {}

  lxw_format* Get(const FormatKey& key) {
    lxw_format*& format = formats_[key];
    if (format == nullptr) format = Make(key);
    return format;
  }

 private:
  lxw_format* Make(const FormatKey& key) {
    lxw_format* format = workbook_add_format(workbook_);
    format_set_font_name(format, kFont);
    format_set_font_family(format, 0);
    format_set_font_size(format, TypeSize(key.role));
    format_set_text_wrap(format);
    const bool heading = key.role == RowRole::kTitle || key.role == RowRole::kColumns;
    const bool number = key.points || key.whole;
    const bool centred = heading || number || key.centred;
    format_set_align(format, centred ? LXW_ALIGN_CENTER : LXW_ALIGN_LEFT);
    if (IsFramed(key.role) && !centred) format_set_indent(format, 1);
    // A cell that goes on below says at its top what all of it is about.
    format_set_align(format, key.open_below ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
    if (heading || key.role == RowRole::kBand || key.role == RowRole::kTotal) {
      format_set_bold(format);
    }
    if (key.shaded || key.role == RowRole::kColumns || key.role == RowRole::kBand) {
      format_set_bg_color(format, kShade);
    }
    if (key.points) format_set_num_format(format, kPointsFormat);
    if (IsFramed(key.role)) {
      format_set_left(format, LXW_BORDER_THIN);
      format_set_right(format, LXW_BORDER_THIN);
      if (!key.open_above) format_set_top(format, LXW_BORDER_THIN);
      if (!key.open_below) format_set_bottom(format, LXW_BORDER_THIN);
    }
    return format;
  }

  lxw_workbook* workbook_;
  std::map<FormatKey, lxw_format*> formats_;
};

absl::Status Check(lxw_error error, absl::string_view what) {
  if (error == LXW_NO_ERROR) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("XLSX: ", what, ": ", lxw_strerror(error)));
}

const SheetCell* CellAt(const FileRow& row, int column) {
  for (const SheetCell& cell : row.cells) {
    if (cell.first_column == column) return &cell;
  }
  return nullptr;
}

// Writes one worksheet's rows.
class RowWriter {
 public:
  RowWriter(lxw_worksheet* worksheet, Formats& formats, const Worksheet& sheet)
      : worksheet_(worksheet),
        formats_(formats),
        content_(sheet.content),
        rows_(LayOutRows(sheet.content, !sheet.for_entry)) {}

  absl::Status Write() {
    for (size_t index = 0; index < rows_.size(); ++index) {
      RETURN_IF_ERROR(WriteRow(index));
    }
    return absl::OkStatus();
  }

  // Index of the row of column headings; -1: none.
  int heading_row() const {
    for (size_t index = 0; index < rows_.size(); ++index) {
      if (rows_[index].role == RowRole::kColumns) return static_cast<int>(index);
    }
    return -1;
  }
  int size() const { return static_cast<int>(rows_.size()); }

 private:
  bool OpenBelow(size_t index, const SheetCell& cell) const {
    if (index + 1 >= rows_.size()) return false;
    const SheetCell* below = CellAt(rows_[index + 1], cell.first_column);
    return below != nullptr && below->joins_above;
  }

  absl::Status WriteRow(size_t index) {
    const FileRow& row = rows_[index];
    const auto number = static_cast<lxw_row_t>(index);
    const int line_hundredths = TypeSize(row.role) * kLineHeightPercent;
    const int room = row.role == RowRole::kField ? kSigningRoom : kRowPadding;
    const int height = std::min(kRowHeightMax, (row.lines * line_hundredths + 99) / 100 + room);
    RETURN_IF_ERROR(Check(worksheet_set_row(worksheet_, number, height, nullptr), "row height"));
    for (const SheetCell& cell : row.cells) {
      FormatKey key;
      key.role = row.role;
      key.points = cell.points.has_value();
      key.whole = cell.whole.has_value();
      key.centred =
          IsFramed(row.role) && content_.columns[static_cast<size_t>(cell.first_column)].centred;
      key.shaded = row.role == RowRole::kBody &&
                   content_.columns[static_cast<size_t>(cell.first_column)].shaded;
      key.open_above = cell.joins_above;
      key.open_below = OpenBelow(index, cell);
      RETURN_IF_ERROR(WriteCell(number, cell, formats_.Get(key)));
    }
    return absl::OkStatus();
  }

  absl::Status WriteCell(lxw_row_t row, const SheetCell& cell, lxw_format* format) {
    const auto column = static_cast<lxw_col_t>(cell.first_column);
    if (cell.last_column > cell.first_column) {
      RETURN_IF_ERROR(
          Check(worksheet_merge_range(worksheet_, row, column, row,
                                      static_cast<lxw_col_t>(cell.last_column), "", format),
                "merged cell"));
    }
    if (cell.points.has_value()) {
      return Check(worksheet_write_number(worksheet_, row, column,
                                          static_cast<double>(*cell.points) / 1000, format),
                   "points");
    }
    if (cell.whole.has_value()) {
      return Check(
          worksheet_write_number(worksheet_, row, column, static_cast<double>(*cell.whole), format),
          "number");
    }
    if (cell.text.empty()) {
      return Check(worksheet_write_blank(worksheet_, row, column, format), "empty cell");
    }
    return Check(worksheet_write_string(worksheet_, row, column, cell.text.c_str(), format),
                 absl::StrCat("text of row ", row + 1));
  }

  lxw_worksheet* worksheet_;
  Formats& formats_;
  const SheetContent& content_;
  const std::vector<FileRow> rows_;
};

absl::Status SetUpPage(lxw_worksheet* worksheet, const Worksheet& sheet) {
  constexpr uint8_t kPaperA4 = 9;
  worksheet_set_paper(worksheet, kPaperA4);
  if (sheet.content.landscape) worksheet_set_landscape(worksheet);
  worksheet_set_margins(worksheet, 0.55, 0.55, 0.6, 0.75);
  worksheet_center_horizontally(worksheet);
  if (!sheet.for_entry) worksheet_fit_to_pages(worksheet, 1, 0);
  // "&" steers footers; "&&" prints one; the space parts the size from text that begins with a
  // digit. The format allows 255 characters.
  std::string footer =
      absl::StrCat("&L&9 ", absl::StrReplaceAll(sheet.content.footer.substr(0, 120), {{"&", "&&"}}),
                   "&R&9第 &P 页 共 &N 页");
  return Check(worksheet_set_footer(worksheet, footer.c_str()), "footer");
}

// Lists to choose from below the headings.
absl::Status AddChoices(lxw_worksheet* worksheet, const SheetContent& content, lxw_row_t first,
                        lxw_row_t last) {
  for (size_t column = 0; column < content.columns.size(); ++column) {
    std::vector<std::string> choices = content.columns[column].choices;
    if (choices.empty()) continue;
    std::vector<char*> texts;
    for (std::string& choice : choices) texts.push_back(choice.data());
    texts.push_back(nullptr);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST;
    validation.value_list = texts.data();
    RETURN_IF_ERROR(
        Check(worksheet_data_validation_range(worksheet, first, static_cast<lxw_col_t>(column),
                                              last, static_cast<lxw_col_t>(column), &validation),
              "choices"));
  }
  return absl::OkStatus();
}

absl::Status AddWorksheet(lxw_workbook* workbook, Formats& formats, const Worksheet& sheet) {
  lxw_worksheet* worksheet = workbook_add_worksheet(workbook, sheet.name.c_str());
  if (worksheet == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("XLSX: \"", sheet.name, "\" cannot name a worksheet"));
  }
  for (size_t column = 0; column < sheet.content.columns.size(); ++column) {
    RETURN_IF_ERROR(Check(worksheet_set_column(worksheet, static_cast<lxw_col_t>(column),
                                               static_cast<lxw_col_t>(column),
                                               sheet.content.columns[column].width, nullptr),
                          "column width"));
  }
  // Identifiers of digits are text and mean to be.
  RETURN_IF_ERROR(
      Check(worksheet_ignore_errors(worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"),
            "ignored warnings"));
  RETURN_IF_ERROR(SetUpPage(worksheet, sheet));
  RowWriter rows(worksheet, formats, sheet);
  RETURN_IF_ERROR(rows.Write());
  const int heading = rows.heading_row();
  if (heading >= 0) {
    const auto row = static_cast<lxw_row_t>(heading);
    RETURN_IF_ERROR(Check(worksheet_repeat_rows(worksheet, row, row), "repeated rows"));
    if (sheet.for_entry) {
      worksheet_freeze_panes(worksheet, row + 1, 0);
      RETURN_IF_ERROR(
          Check(worksheet_autofilter(worksheet, row, 0, static_cast<lxw_row_t>(rows.size() - 1),
                                     static_cast<lxw_col_t>(sheet.content.columns.size() - 1)),
                "filter"));
      RETURN_IF_ERROR(
          AddChoices(worksheet, sheet.content, row + 1, static_cast<lxw_row_t>(rows.size() - 1)));
    }
  }
  return absl::OkStatus();
}

absl::Status Fill(lxw_workbook* workbook, const std::vector<Worksheet>& worksheets) {
  const SheetContent& first = worksheets.front().content;
  std::string title = first.title;
  lxw_doc_properties properties{};
  properties.title = title.data();
  // 0 would be the time of writing.
  properties.created = std::max<int64_t>(1, first.date_seconds);
  RETURN_IF_ERROR(Check(workbook_set_properties(workbook, &properties), "properties"));
  for (const auto& property : first.properties) {
    RETURN_IF_ERROR(Check(workbook_set_custom_property_string(workbook, property.first.c_str(),
                                                              property.second.c_str()),
                          absl::StrCat("property ", property.first)));
  }
  Formats formats(workbook);
  for (const Worksheet& sheet : worksheets) {
    RETURN_IF_ERROR(AddWorksheet(workbook, formats, sheet));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteXlsx(const std::vector<Worksheet>& worksheets, const std::string& path) {
  CHECK(!worksheets.empty());
  const std::string unfinished = path + ".part";
  lxw_workbook* workbook = workbook_new(unfinished.c_str());
  if (workbook == nullptr) return absl::ResourceExhaustedError("XLSX: no memory for a workbook");
  absl::Status status = Fill(workbook, worksheets);
  // Closing writes the file and frees the workbook, whatever came before.
  const absl::Status closed = Check(workbook_close(workbook), absl::StrCat("cannot write ", path));
  if (status.ok()) status = closed;
  if (status.ok() && std::rename(unfinished.c_str(), path.c_str()) != 0) {
    status = absl::InvalidArgumentError(absl::StrCat("XLSX: cannot write ", path));
  }
  if (!status.ok()) std::remove(unfinished.c_str());
  return status;
}

}  // namespace assessment::sheet
