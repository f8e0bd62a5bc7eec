#ifndef CLIENTS_CTL_TABLE_H_
#define CLIENTS_CTL_TABLE_H_

// A table for people: columns as wide as their widest cell, Chinese counted as it stands.

#include <string>
#include <vector>

#include "clients/ctl/language.h"

namespace assessment::ctl {

enum class Align { kLeft, kRight };

struct Column {
  Word heading;
  Align align = Align::kLeft;
  // Cells are cut to it; 0: never.
  size_t width_max = 0;
};

class Table {
 public:
  Table(std::vector<Column> columns, Language language);

  // One cell a column; missing ones are empty.
  void AddRow(std::vector<std::string> cells);

  bool empty() const { return rows_.empty(); }

  // Headings, a rule, rows; every line ends in a newline and none in a space. Without rows the
  // headings alone.
  std::string Render() const;

 private:
  const std::vector<Column> columns_;
  const Language language_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_TABLE_H_
