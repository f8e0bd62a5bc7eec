#include "clients/certificate/parsed_headers.h"

#include <algorithm>
#include <atomic>

#include "absl/strings/str_cat.h"
#include "ledger/base/parallel.h"

namespace assessment::certificate {
namespace {

using google::protobuf::Arena;

// Headers that one thread takes apart at a time, and that share an arena.
constexpr size_t kHeadersATask = 4096;
constexpr size_t kArenaBlockBytes = 256 << 10;

}  // namespace

absl::StatusOr<ParsedHeaders> ParsedHeaders::Parse(absl::Span<const std::string> bytes,
                                                   size_t workers) {
  ParsedHeaders parsed;
  parsed.headers_.resize(bytes.size());
  parsed.arenas_.resize((bytes.size() + kHeadersATask - 1) / kHeadersATask);
  std::atomic<size_t> first_wrong = bytes.size();
  RunTasks(parsed.arenas_.size(), workers, [&](size_t, size_t task) {
    google::protobuf::ArenaOptions options;
    options.start_block_size = kArenaBlockBytes;
    options.max_block_size = kArenaBlockBytes;
    parsed.arenas_[task] = std::make_unique<Arena>(options);
    const size_t begin = task * kHeadersATask;
    const size_t end = std::min(bytes.size(), begin + kHeadersATask);
    for (size_t position = begin; position < end; ++position) {
      auto* header = Arena::CreateMessage<event::v1::RecordHeader>(parsed.arenas_[task].get());
      parsed.headers_[position] = header;
      if (header->ParseFromString(bytes[position])) continue;
      size_t first = first_wrong;
      while (position < first && !first_wrong.compare_exchange_weak(first, position)) {
      }
      return;
    }
  });
  if (first_wrong < bytes.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("position ", first_wrong.load(), " does not parse"));
  }
  return parsed;
}

}  // namespace assessment::certificate
