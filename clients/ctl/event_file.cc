#include "clients/ctl/event_file.h"

#include <google/protobuf/util/json_util.h>

#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/sha256.h"

namespace assessment::ctl {
namespace {

// Parses `text` as `message`; the parser's own words say where.
absl::Status ParseJson(absl::string_view text, int line, google::protobuf::Message& message) {
  const auto status = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(text.data(), text.size()), &message);
  if (status.ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("line ", line, ": ", std::string(status.message()),
                                                 "; expected one event or {\"events\": [...]}"));
}

}  // namespace

absl::StatusOr<FileBatch> ParseEventLine(absl::string_view text, int line, int repeat,
                                         absl::string_view ledger) {
  FileBatch batch;
  batch.line = line;
  // A batch is told from an event by its one field; an event has none of that name.
  ledger::v1::AppendRequest as_batch;
  if (ParseJson(text, line, as_batch).ok() && as_batch.events_size() > 0) {
    batch.request = std::move(as_batch);
  } else {
    RETURN_IF_ERROR(ParseJson(text, line, *batch.request.add_events()));
  }
  int index = 0;
  for (event::v1::Event& event : *batch.request.mutable_events()) {
    if (event.ledger().empty()) event.set_ledger(std::string(ledger));
    if (event.source().empty()) event.set_source("ledgerctl");
    if (event.idempotency_key().empty()) {
      std::string key = absl::StrCat(HashToHex(Sha256(text)).substr(0, 32), "-", index);
      if (repeat > 0) absl::StrAppend(&key, "-", repeat);
      event.set_idempotency_key(std::move(key));
    }
    ++index;
  }
  return batch;
}

std::vector<FileBatch> ReadEventFile(std::istream& file, absl::string_view ledger) {
  std::vector<FileBatch> batches;
  std::map<std::string, int> seen;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    const absl::string_view text = absl::StripAsciiWhitespace(line);
    if (text.empty() || absl::StartsWith(text, "#")) continue;
    const int repeat = seen[std::string(text)]++;
    absl::StatusOr<FileBatch> batch = ParseEventLine(text, number, repeat, ledger);
    if (batch.ok()) {
      batches.push_back(*std::move(batch));
    } else {
      FileBatch& unreadable = batches.emplace_back();
      unreadable.line = number;
      unreadable.fault = batch.status();
    }
  }
  return batches;
}

}  // namespace assessment::ctl
