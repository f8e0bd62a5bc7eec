#include "clients/ctl/event_file.h"

#include <gtest/gtest.h>

#include <sstream>

namespace assessment::ctl {
namespace {

constexpr char kEvent[] = R"({"content": {"unitRenamed": {"unit": "u", "name": "n"}}})";

TEST(ParseEventLine, FillsInLedgerSourceAndAKeyThatFollowsFromTheLine) {
  const absl::StatusOr<FileBatch> first = ParseEventLine(kEvent, 1, 0, "141100");
  const absl::StatusOr<FileBatch> again = ParseEventLine(kEvent, 7, 0, "141100");
  ASSERT_TRUE(first.ok() && again.ok()) << first.status();
  const event::v1::Event& event = first->request.events(0);
  EXPECT_EQ(event.ledger(), "141100");
  EXPECT_EQ(event.source(), "ledgerctl");
  EXPECT_FALSE(event.idempotency_key().empty());
  EXPECT_EQ(event.idempotency_key(), again->request.events(0).idempotency_key());
}

TEST(ParseEventLine, KeepsTheKeyThatAnEventBrings) {
  const absl::StatusOr<FileBatch> batch =
      ParseEventLine(R"({"source": "s", "idempotencyKey": "k", "content": {}})", 1, 0, "141100");
  ASSERT_TRUE(batch.ok()) << batch.status();
  EXPECT_EQ(batch->request.events(0).idempotency_key(), "k");
}

TEST(ParseEventLine, ReadsAnAtomicBatchAndGivesItsEventsDifferentKeys) {
  const absl::StatusOr<FileBatch> batch =
      ParseEventLine(R"({"events": [{"content": {}}, {"content": {}}]})", 1, 0, "141100");
  ASSERT_TRUE(batch.ok()) << batch.status();
  ASSERT_EQ(batch->request.events_size(), 2);
  EXPECT_NE(batch->request.events(0).idempotency_key(), batch->request.events(1).idempotency_key());
}

TEST(ParseEventLine, NamesTheLineThatCannotBeRead) {
  const absl::StatusOr<FileBatch> batch = ParseEventLine("{\"contents\": 1}", 12, 0, "141100");
  ASSERT_FALSE(batch.ok());
  EXPECT_NE(batch.status().message().find("line 12"), absl::string_view::npos) << batch.status();
}

TEST(ReadEventFile, GivesEqualLinesKeysOfTheirOwn) {
  std::istringstream file(std::string(kEvent) + "\n" + kEvent + "\n");
  const std::vector<FileBatch> batches = ReadEventFile(file, "141100");
  ASSERT_EQ(batches.size(), 2u);
  EXPECT_NE(batches[0].request.events(0).idempotency_key(),
            batches[1].request.events(0).idempotency_key());
}

TEST(ReadEventFile, GoesOnBehindALineThatCannotBeRead) {
  std::istringstream file(std::string("{\"contents\": 1}\n") + kEvent + "\n");
  const std::vector<FileBatch> batches = ReadEventFile(file, "141100");
  ASSERT_EQ(batches.size(), 2u);
  EXPECT_FALSE(batches[0].fault.ok());
  EXPECT_EQ(batches[0].request.events_size(), 0);
  EXPECT_TRUE(batches[1].fault.ok());
  EXPECT_EQ(batches[1].line, 2);
}

TEST(ReadEventFile, PassesOverEmptyLinesAndComments) {
  std::istringstream file(std::string("# a year\n\n") + kEvent + "\n");
  const std::vector<FileBatch> batches = ReadEventFile(file, "141100");
  ASSERT_EQ(batches.size(), 1u);
  EXPECT_EQ(batches[0].line, 3);
}

}  // namespace
}  // namespace assessment::ctl
