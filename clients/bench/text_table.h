#ifndef CLIENTS_BENCH_TEXT_TABLE_H_
#define CLIENTS_BENCH_TEXT_TABLE_H_

#include <string>
#include <vector>

namespace assessment::bench {

// A table of ASCII text: columns as wide as their widest cell.
class TextTable {
 public:
  enum class Align { kLeft, kRight };
  struct Column {
    std::string heading;
    Align align = Align::kLeft;
  };

  explicit TextTable(std::vector<Column> columns);

  // One cell a column; missing ones are empty.
  void AddRow(std::vector<std::string> cells);

  // Headings, a rule, rows; every line ends in a newline and none in a space.
  std::string Render() const;

 private:
  const std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_TEXT_TABLE_H_
