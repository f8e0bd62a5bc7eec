#ifndef CLIENTS_CERTIFICATE_PARSED_HEADERS_H_
#define CLIENTS_CERTIFICATE_PARSED_HEADERS_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "assessment/event/v1/event.pb.h"
#include "google/protobuf/arena.h"

namespace assessment::certificate {

// The headers of a log by position, from 0. Headers lie together in memory, for logs have millions.
class ParsedHeaders {
 public:
  // Takes the bytes apart, `workers` threads at once, at least 1. INVALID_ARGUMENT names the first
  // position that does not parse.
  static absl::StatusOr<ParsedHeaders> Parse(absl::Span<const std::string> bytes, size_t workers);

  // None.
  ParsedHeaders() = default;

  size_t size() const { return headers_.size(); }
  // Requires position < size(). Valid as long as this.
  const event::v1::RecordHeader& operator[](size_t position) const { return *headers_[position]; }

 private:
  std::vector<std::unique_ptr<google::protobuf::Arena>> arenas_;
  std::vector<const event::v1::RecordHeader*> headers_;
};

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_PARSED_HEADERS_H_
