#include "clients/ctl/wording_file.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <map>
#include <sstream>

#include "absl/strings/str_cat.h"

namespace assessment::ctl {

absl::StatusOr<std::vector<event::v1::ClauseWording>> ReadWordingFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  google::protobuf::Struct object;
  const auto parsed = google::protobuf::util::JsonStringToMessage(text.str(), &object);
  if (!file || !parsed.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--wording ", path, ": expected a JSON object {\"clause\": \"official text\"}"));
  }
  std::map<std::string, std::string> sorted;
  for (const auto& [clause, value] : object.fields()) {
    if (value.kind_case() != google::protobuf::Value::kStringValue) {
      return absl::InvalidArgumentError(
          absl::StrCat("--wording ", path, ": \"", clause, "\" is no text"));
    }
    sorted[clause] = value.string_value();
  }
  std::vector<event::v1::ClauseWording> wording;
  for (const auto& [clause, official] : sorted) {
    event::v1::ClauseWording& entry = wording.emplace_back();
    entry.set_clause(clause);
    entry.set_text(official);
  }
  return wording;
}

}  // namespace assessment::ctl
