#include <set>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "ledger/proof/merkle.h"
#include "ledger/sequencer/sequencer_fixture.h"

namespace assessment::testing {
namespace {

constexpr int kThreads = 16;
constexpr int kAppendsPerThread = 100;

TEST_F(SequencerTest, GivesConcurrentWritersEveryPositionOnceAndTheRootOfAllLeaves) {
  std::vector<std::vector<ledger::v1::Receipt>> receipts(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([this, t, &receipts] {
      for (int i = 0; i < kAppendsPerThread; ++i) {
        Call call(*sequencer_, Registers({absl::StrCat("u", t, ".", i)}));
        receipts[t].push_back(call.Accepted().receipts(0));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<uint64_t> positions;
  for (const std::vector<ledger::v1::Receipt>& of_thread : receipts) {
    uint64_t before = 0;
    for (const ledger::v1::Receipt& receipt : of_thread) {
      EXPECT_GT(receipt.position(), before) << "answers of one writer keep its order";
      before = receipt.position();
      positions.insert(before);
    }
  }
  EXPECT_EQ(positions.size(), static_cast<size_t>(kThreads * kAppendsPerThread));
  EXPECT_EQ(*positions.rbegin(), static_cast<uint64_t>(kThreads * kAppendsPerThread));
  Frontier frontier;
  const EventLog::Tail tail = log_->DurableTail();
  const absl::Status read =
      log_->Read(0, tail.size, [&frontier](uint64_t, const Record& record) -> absl::Status {
        frontier.Append(LeafHash(record.header_bytes));
        return absl::OkStatus();
      });
  ASSERT_TRUE(read.ok()) << read;
  EXPECT_EQ(frontier.Root(), tail.root);
}

TEST_F(SequencerTest, AnswersEveryConcurrentCallOnceThoughItDrainsAmongThem) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < kAppendsPerThread; ++i) {
        Call call(*sequencer_, Registers({absl::StrCat("u", t, ".", i)}));
        const absl::Status status = call.Wait();
        EXPECT_TRUE(status.ok() || ReasonOf(status) == ledger::v1::REASON_SHUTTING_DOWN) << status;
      }
    });
  }
  while (log_->DurableTail().size < 100) std::this_thread::yield();
  sequencer_->Drain();
  const uint64_t size = log_->DurableTail().size;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(log_->DurableTail().size, size);
}

}  // namespace
}  // namespace assessment::testing
