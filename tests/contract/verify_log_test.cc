// The full check finds what it claims to check: a log that lies in one answer at a time.

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/log/verify_log.h"
#include "tests/contract/log_fixture.h"

namespace assessment {
namespace {

using ::testing::HasSubstr;

// Answers as another log does, but for what a test replaces.
class LyingLog : public EventLog {
 public:
  explicit LyingLog(EventLog& log) : log_(log) {}

  std::function<void(uint64_t position, Record& record)> change_record;
  std::function<bool(uint64_t position)> hide_in_index;
  std::function<void(uint64_t position, Record& record)> change_in_index;
  std::function<void(std::optional<uint64_t>& position)> change_key;
  std::function<void(int level, uint64_t index, Hash& hash)> change_node;
  std::function<void(Tail& tail)> change_tail;
  std::function<void(std::vector<std::optional<SealedText>>& texts)> change_texts;

  CommitResult Commit(absl::Span<const CommitEntry>, uint64_t, const Hash&) override {
    return {CommitOutcome::kNotCommitted, absl::UnimplementedError("only reads")};
  }
  absl::Status CheckWritable() const override { return absl::OkStatus(); }
  Tail DurableTail() const override {
    Tail tail = log_.DurableTail();
    if (change_tail) change_tail(tail);
    return tail;
  }
  absl::StatusOr<Record> Get(uint64_t position) const override { return log_.Get(position); }
  absl::Status Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const override {
    return log_.Read(from, to, [&](uint64_t position, const Record& record) {
      Record changed = record;
      if (change_record) change_record(position, changed);
      return visitor(position, changed);
    });
  }
  absl::Status ReadIndex(const IndexKey& key, uint64_t size,
                         const RecordVisitor& visitor) const override {
    return log_.ReadIndex(key, size, [&](uint64_t position, const Record& record) {
      if (hide_in_index && hide_in_index(position)) return absl::OkStatus();
      Record changed = record;
      if (change_in_index) change_in_index(position, changed);
      return visitor(position, changed);
    });
  }
  absl::StatusOr<std::optional<uint64_t>> NewestUnder(const IndexKey& key) const override {
    return log_.NewestUnder(key);
  }
  absl::StatusOr<std::optional<uint64_t>> FindKey(absl::string_view source,
                                                  absl::string_view key) const override {
    absl::StatusOr<std::optional<uint64_t>> position = log_.FindKey(source, key);
    if (position.ok() && change_key) change_key(*position);
    return position;
  }
  absl::StatusOr<uint64_t> SizeAt(int64_t time_micros) const override {
    return log_.SizeAt(time_micros);
  }
  absl::StatusOr<Hash> Node(int level, uint64_t index) const override {
    absl::StatusOr<Hash> hash = log_.Node(level, index);
    if (hash.ok() && change_node) change_node(level, index, *hash);
    return hash;
  }
  absl::StatusOr<std::vector<std::optional<SealedText>>> FindTexts(
      absl::Span<const std::string> commitments) const override {
    auto texts = log_.FindTexts(commitments);
    if (texts.ok() && change_texts) change_texts(*texts);
    return texts;
  }
  absl::StatusOr<std::optional<std::string>> FindName(absl::string_view name) const override {
    return log_.FindName(name);
  }
  uint64_t WaitForGrowth(uint64_t size, std::chrono::microseconds timeout) const override {
    return log_.WaitForGrowth(size, timeout);
  }

 private:
  EventLog& log_;
};

class VerifyLogTest : public ::testing::Test {
 protected:
  VerifyLogTest() : log_(**store_.Create("a")), lying_(log_) {
    LogWriter writer(log_);
    EXPECT_TRUE(writer.CommitMany(400, 40, 3).ok());
  }

  std::string Finding() {
    const absl::Status status = VerifyLog(lying_, nullptr).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
    return std::string(status.message());
  }

  MemoryLogStore store_;
  EventLog& log_;
  LyingLog lying_;
};

TEST_F(VerifyLogTest, ReportsWhatItChecked) {
  uint64_t last_progress = 0;
  const absl::StatusOr<VerifyReport> report = VerifyLog(log_, [&](uint64_t records, uint64_t size) {
    EXPECT_EQ(size, 400u);
    last_progress = records;
  });
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->records, 400u);
  EXPECT_EQ(report->index_rows, 400u);
  EXPECT_EQ(report->index_keys, 3u);
  EXPECT_EQ(report->idempotency_keys, 400u);
  EXPECT_EQ(last_progress, 400u);
}

TEST_F(VerifyLogTest, CountsTextsThatAreKeptAndErased) {
  LogWriter writer(log_, *ReadAll(log_));
  ASSERT_TRUE(
      writer.Commit({{.record_time_micros = 1000, .note = "kept", .decider = "李敏"}}).status.ok());
  const absl::StatusOr<VerifyReport> report = VerifyLog(log_, nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->texts, 2u);
  EXPECT_EQ(report->texts_erased, 0u);
}

TEST_F(VerifyLogTest, FindsATextThatIsGoneWithoutARecordThatErasesIt) {
  LogWriter writer(log_, *ReadAll(log_));
  ASSERT_TRUE(writer.Commit({{.record_time_micros = 1000, .note = "kept"}}).status.ok());
  lying_.change_texts = [](std::vector<std::optional<SealedText>>& texts) {
    for (std::optional<SealedText>& text : texts) text.reset();
  };
  EXPECT_THAT(Finding(), HasSubstr("position 400: a sealed text is gone and no record erases it"));
}

TEST_F(VerifyLogTest, PassesAnEmptyLog) {
  EXPECT_TRUE(VerifyLog(**store_.Create("empty"), nullptr).ok());
}

TEST_F(VerifyLogTest, FindsAChangedBody) {
  lying_.change_record = [](uint64_t position, Record& record) {
    if (position == 77) record.salt[3] ^= 1;
  };
  EXPECT_THAT(Finding(), HasSubstr("position 77: the header's commitment"));
}

TEST_F(VerifyLogTest, FindsAChangedHeader) {
  lying_.change_record = [](uint64_t position, Record& record) {
    if (position != 77) return;
    event::v1::RecordHeader header;
    header.ParseFromString(record.header_bytes);
    header.set_origin("elsewhere");
    record.header_bytes = header.SerializeAsString();
  };
  EXPECT_THAT(Finding(), HasSubstr("node 0 of level 7"));
}

TEST_F(VerifyLogTest, FindsRecordsThatChangedPlaces) {
  lying_.change_record = [this](uint64_t position, Record& record) {
    if (position == 77) record = *log_.Get(78);
  };
  EXPECT_THAT(Finding(), HasSubstr("position 77 says position 78"));
}

TEST_F(VerifyLogTest, FindsAWrongNodeInAFullTileAndAtTheEdge) {
  for (const uint64_t index : {uint64_t{2}, uint64_t{24}}) {
    lying_.change_node = [index](int level, uint64_t node, Hash& hash) {
      // 400 = 256 + 128 + 16: node 24 of level 4 is the last of the edge.
      if ((level == 7 && node == index) || (level == 4 && node == index)) hash.bytes[0] ^= 1;
    };
    EXPECT_THAT(Finding(), HasSubstr(absl::StrCat("node ", index)));
  }
}

TEST_F(VerifyLogTest, FindsAWrongRoot) {
  lying_.change_tail = [](EventLog::Tail& tail) { tail.root.bytes[0] ^= 1; };
  EXPECT_THAT(Finding(), HasSubstr("root of 400 records"));
}

TEST_F(VerifyLogTest, FindsAMissingIndexRow) {
  lying_.hide_in_index = [](uint64_t position) { return position == 77; };
  EXPECT_THAT(Finding(), HasSubstr("unit u2: 132 rows, expected 133"));
}

TEST_F(VerifyLogTest, FindsAnotherRecordInTheIndex) {
  lying_.change_in_index = [](uint64_t position, Record& record) {
    if (position == 77) record.body_bytes += "x";
  };
  EXPECT_THAT(Finding(), HasSubstr("with other content"));
}

TEST_F(VerifyLogTest, FindsAnIdempotencyKeyThatLeadsElsewhere) {
  lying_.change_key = [](std::optional<uint64_t>& position) {
    if (position == 77u) position = 78;
  };
  EXPECT_THAT(Finding(), HasSubstr("position 77 leads to 78"));
  lying_.change_key = [](std::optional<uint64_t>& position) {
    if (position == 77u) position = std::nullopt;
  };
  EXPECT_THAT(Finding(), HasSubstr("position 77 is not known"));
}

}  // namespace
}  // namespace assessment
