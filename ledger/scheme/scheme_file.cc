#include "ledger/scheme/scheme_file.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

#include <fstream>
#include <sstream>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace assessment {
namespace {

constexpr size_t kErrorsShownMax = 10;

class SchemeTextErrors : public google::protobuf::io::ErrorCollector {
 public:
  explicit SchemeTextErrors(absl::string_view name) : name_(name) {}

  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    ++count_;
    if (errors_.size() == kErrorsShownMax) return;
    // The parser counts from 0 and gives -1 for an error about the file as a whole.
    errors_.push_back(line < 0
                          ? absl::StrCat(name_, ": ", message)
                          : absl::StrCat(name_, ":", line + 1, ":", column + 1, ": ", message));
  }
  void AddWarning(int line, google::protobuf::io::ColumnNumber column,
                  const std::string& message) override {
    AddError(line, column, message);
  }

  bool empty() const { return count_ == 0; }
  std::string Text() const {
    std::string text = absl::StrJoin(errors_, "\n");
    if (count_ > errors_.size()) {
      absl::StrAppend(&text, "\n", name_, ": ", count_ - errors_.size(), " more");
    }
    return text;
  }

 private:
  std::string name_;
  size_t count_ = 0;
  std::vector<std::string> errors_;
};

}  // namespace

absl::StatusOr<scheme::v1::Scheme> ParseSchemeText(absl::string_view text, absl::string_view name) {
  SchemeTextErrors errors(name);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  google::protobuf::io::ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  scheme::v1::Scheme scheme;
  const bool parsed = parser.Parse(&input, &scheme);
  if (!errors.empty()) return absl::InvalidArgumentError(errors.Text());
  if (!parsed) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": is no scheme in text format"));
  }
  return scheme;
}

absl::StatusOr<scheme::v1::Scheme> ReadSchemeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat(path, ": cannot be opened"));
  std::ostringstream text;
  text << file.rdbuf();
  if (file.bad() || text.fail()) {
    return absl::UnavailableError(absl::StrCat(path, ": cannot be read, or is empty"));
  }
  return ParseSchemeText(text.str(), path);
}

}  // namespace assessment
