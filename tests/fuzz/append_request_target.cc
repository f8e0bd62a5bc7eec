// A batch of events as it comes over the wire, through form, keys, conditions and rules of a small
// ledger: whatever the bytes, it is refused with reasons or becomes records from which the same
// state follows.

#include <cstdint>
#include <memory>

#include "google/protobuf/stubs/logging.h"
#include "ledger/base/check.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

// Batches that one ledger takes before a new one begins: replays stay short.
constexpr int kAcceptedMax = 50;

std::unique_ptr<TestLedger> NewLedger() {
  auto ledger = std::make_unique<TestLedger>();
  ledger->SetUpCycle();
  return ledger;
}

void AppendOnce(const ledger::v1::AppendRequest& request) {
  static std::unique_ptr<TestLedger> ledger = NewLedger();
  static int accepted = 0;
  const uint64_t size = ledger->size();
  const BatchDecision decision = ledger->Append(request);
  if (decision.refusals.empty()) {
    CHECK(decision.events.size() == static_cast<size_t>(request.events_size()));
    CHECK(ledger->size() == size + decision.entries.size());
    CHECK(ledger->DescribeReplayed() == ledger->admission().DescribeState());
    ++accepted;
  } else {
    CHECK(decision.entries.empty());
    CHECK(ledger->size() == size);
  }
  if (accepted < kAcceptedMax) return;
  ledger = NewLedger();
  accepted = 0;
}

}  // namespace
}  // namespace assessment::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // Bytes that are no text would fill the log.
  static google::protobuf::LogHandler* const silenced = google::protobuf::SetLogHandler(nullptr);
  static_cast<void>(silenced);
  assessment::ledger::v1::AppendRequest request;
  if (size > 65536 || !request.ParseFromArray(data, static_cast<int>(size))) return 0;
  assessment::testing::AppendOnce(request);
  return 0;
}
