#include "ledger/log/trace_list.h"

#include "absl/strings/str_cat.h"
#include "assessment/storage/v1/trace_list.pb.h"

namespace assessment {
namespace {

absl::Status Wrong(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("list of traces: ", what));
}

}  // namespace

std::string EncodeTraceList(absl::string_view subject, const TraceList& list) {
  storage::v1::TraceList stored;
  stored.set_rules(kTraceRules);
  stored.set_subject(std::string(subject));
  stored.set_size(list.size);
  stored.set_root(HashBytes(list.root));
  stored.mutable_steps()->Reserve(static_cast<int>(list.positions.size()));
  uint64_t before = 0;
  for (const uint64_t position : list.positions) {
    stored.add_steps(position - before);
    before = position;
  }
  const std::string bytes = stored.SerializeAsString();
  return absl::StrCat(Sha256(bytes).view(), bytes);
}

absl::StatusOr<TraceList> DecodeTraceList(absl::string_view subject, absl::string_view bytes) {
  if (bytes.size() < Hash::kBytes) return Wrong("it ends within its checksum");
  const absl::string_view body = bytes.substr(Hash::kBytes);
  if (Sha256(body).view() != bytes.substr(0, Hash::kBytes)) {
    return Wrong("its checksum does not match");
  }
  storage::v1::TraceList stored;
  if (!stored.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
    return Wrong("it does not parse");
  }
  if (stored.rules() != kTraceRules) {
    return absl::FailedPreconditionError(
        absl::StrCat("list of traces: found rules ", stored.rules(), ", expected ", kTraceRules));
  }
  if (stored.subject() != subject) {
    return Wrong(absl::StrCat("found one of ", stored.subject(), ", expected ", subject));
  }
  TraceList list;
  list.size = stored.size();
  const absl::StatusOr<Hash> root = HashFromBytes(stored.root());
  if (!root.ok()) return Wrong(absl::StrCat("its root is a ", root.status().message()));
  list.root = *root;
  list.positions.reserve(static_cast<size_t>(stored.steps_size()));
  uint64_t position = 0;
  for (const uint64_t step : stored.steps()) {
    const bool first = list.positions.empty();
    if ((!first && step == 0) || step >= list.size - position) {
      return Wrong("its positions do not ascend below its size");
    }
    position += step;
    list.positions.push_back(position);
  }
  return list;
}

}  // namespace assessment
