// The full check finds what it claims to check: a log that lies in one answer at a time.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/log/forwarding_log.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/log/verify_log.h"
#include "tests/contract/log_fixture.h"

namespace assessment {
namespace {

using ::testing::HasSubstr;

// Answers as another log does, but for what a test replaces.
class LyingLog : public ForwardingLog {
 public:
  using ForwardingLog::ForwardingLog;

  std::function<void(uint64_t position, Record& record)> change_record;
  std::function<bool(uint64_t position)> hide_in_index;
  std::function<void(uint64_t position, Record& record)> change_in_index;
  std::function<void(std::optional<uint64_t>& position)> change_key;
  std::function<void(int level, uint64_t index, Hash& hash)> change_node;
  std::function<void(int level, uint64_t index, std::string& tile)> change_tile;
  std::function<void(Tail& tail)> change_tail;
  std::function<void(std::vector<std::optional<SealedText>>& texts)> change_texts;
  std::vector<std::pair<std::string, std::string>> more_keys;
  std::vector<IndexKey> more_index_keys;
  absl::Status texts_status;
  bool texts_are_not_asked_for = false;

  CommitResult Commit(absl::Span<const CommitEntry>, uint64_t, const Hash&) override {
    return {CommitOutcome::kNotCommitted, absl::UnimplementedError("only reads")};
  }
  absl::Status CheckWritable() const override { return absl::OkStatus(); }
  Tail DurableTail() const override {
    Tail tail = ForwardingLog::DurableTail();
    if (change_tail) change_tail(tail);
    return tail;
  }
  absl::Status Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const override {
    return ForwardingLog::Read(from, to, [&](uint64_t position, const Record& record) {
      Record changed = record;
      if (change_record) change_record(position, changed);
      return visitor(position, changed);
    });
  }
  absl::Status ReadIndex(const IndexKey& key, uint64_t size,
                         const RecordVisitor& visitor) const override {
    for (const IndexKey& more : more_index_keys) {
      if (more == key) return visitor(0, *Get(0));
    }
    return ForwardingLog::ReadIndex(key, size, [&](uint64_t position, const Record& record) {
      if (hide_in_index && hide_in_index(position)) return absl::OkStatus();
      Record changed = record;
      if (change_in_index) change_in_index(position, changed);
      return visitor(position, changed);
    });
  }
  absl::StatusOr<std::string> FullTile(int level, uint64_t index) const override {
    absl::StatusOr<std::string> tile = ForwardingLog::FullTile(level, index);
    if (tile.ok() && change_tile) change_tile(level, index, *tile);
    return tile;
  }
  absl::Status ScanKeys(uint64_t size, const KeyVisitor& visitor) const override {
    for (const auto& [source, key] : more_keys) {
      const absl::Status status = visitor(source, key, 0);
      if (!status.ok()) return status;
    }
    return ForwardingLog::ScanKeys(
        size, [&](absl::string_view source, absl::string_view key, uint64_t position) {
          std::optional<uint64_t> changed = position;
          if (change_key) change_key(changed);
          return changed.has_value() ? visitor(source, key, *changed) : absl::OkStatus();
        });
  }
  absl::Status ScanIndex(uint64_t size, const IndexVisitor& visitor) const override {
    for (const IndexKey& more : more_index_keys) {
      const absl::Status status = visitor(more, 0, *Get(0));
      if (!status.ok()) return status;
    }
    return ForwardingLog::ScanIndex(
        size, [&](const IndexKey& key, uint64_t position, const Record& record) {
          if (hide_in_index && hide_in_index(position)) return absl::OkStatus();
          Record changed = record;
          if (change_in_index) change_in_index(position, changed);
          return visitor(key, position, changed);
        });
  }
  absl::Status ScanTexts(const TextVisitor& visitor) const override {
    if (!texts_status.ok()) return texts_status;
    return ForwardingLog::ScanTexts(
        [&](const Hash& commitment, const std::optional<SealedText>& text) {
          std::vector<std::optional<SealedText>> texts = {text};
          if (change_texts) change_texts(texts);
          return visitor(commitment, texts.front());
        });
  }
  absl::StatusOr<std::optional<uint64_t>> FindKey(absl::string_view source,
                                                  absl::string_view key) const override {
    absl::StatusOr<std::optional<uint64_t>> position = ForwardingLog::FindKey(source, key);
    if (position.ok() && change_key) change_key(*position);
    return position;
  }
  absl::StatusOr<Hash> Node(int level, uint64_t index) const override {
    absl::StatusOr<Hash> hash = ForwardingLog::Node(level, index);
    if (hash.ok() && change_node) change_node(level, index, *hash);
    return hash;
  }
  absl::StatusOr<std::vector<std::optional<SealedText>>> FindTexts(
      absl::Span<const std::string> commitments) const override {
    EXPECT_FALSE(texts_are_not_asked_for);
    if (!texts_status.ok() && !commitments.empty()) return texts_status;
    auto texts = ForwardingLog::FindTexts(commitments);
    if (texts.ok() && change_texts) change_texts(*texts);
    return texts;
  }
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
  EXPECT_THAT(Finding(), HasSubstr("node 77 of level 0"));
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

TEST_F(VerifyLogTest, FindsAWrongHashInAFullTile) {
  lying_.change_tile = [](int, uint64_t index, std::string& tile) {
    if (index == 0) tile[200 * Hash::kBytes] ^= 1;
  };
  EXPECT_THAT(Finding(), HasSubstr("node 200 of level 0"));
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

TEST_F(VerifyLogTest, FindsAnIdempotencyKeyThatNoRecordHas) {
  lying_.more_keys = {{"field-app", "invented"}};
  EXPECT_THAT(Finding(), HasSubstr("there are 401 idempotency keys, the records have 400"));
}

TEST_F(VerifyLogTest, FindsAnIndexKeyThatNoRecordHas) {
  lying_.more_index_keys = {IndexKey::Unit("invented")};
  EXPECT_THAT(Finding(), HasSubstr("unit invented: 1 rows, expected 0"));
}

TEST_F(VerifyLogTest, FindsIndexRowsInAnotherOrder) {
  lying_.change_in_index = [this](uint64_t position, Record& record) {
    if (position == 77) record = *log_.Get(80);
    if (position == 80) record = *log_.Get(77);
  };
  EXPECT_THAT(Finding(), HasSubstr("unit u2: 133 rows, expected 133 with other content"));
}

TEST_F(VerifyLogTest, FindsATextThatWasChanged) {
  LogWriter writer(log_, *ReadAll(log_));
  ASSERT_TRUE(writer.Commit({{.record_time_micros = 1000, .note = "kept"}}).status.ok());
  lying_.texts_status = absl::DataLossError("sealed text: its commitment does not open to it");
  EXPECT_THAT(Finding(), HasSubstr("position 400: sealed text"));
}

TEST_F(VerifyLogTest, PassesTextsOfRecordsThatCameAfterItBegan) {
  EventLog& log = **store_.Create("texts");
  LyingLog lying(log);
  LogWriter writer(log);
  ASSERT_TRUE(writer
                  .Commit({{.record_time_micros = 1000, .note = "kept", .decider = "李敏"},
                           {.record_time_micros = 1000, .note = "more", .decider = "王强"}})
                  .status.ok());
  const EventLog::Tail before = log.DurableTail();
  ASSERT_TRUE(writer
                  .Commit({{.record_time_micros = 1001, .note = "later", .decider = "李敏"},
                           {.record_time_micros = 1001, .decider = "赵丽"}})
                  .status.ok());
  ASSERT_TRUE(writer.Commit({{.record_time_micros = 1002, .erases = 2}}).status.ok());
  bool asked = false;
  lying.change_tail = [&](EventLog::Tail& tail) {
    if (!asked) tail = before;
    asked = true;
  };
  lying.texts_are_not_asked_for = true;
  const absl::StatusOr<VerifyReport> report = VerifyLog(lying, nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->records, 2u);
  // The name was erased with the text that came later.
  EXPECT_EQ(report->texts, 3u);
  EXPECT_EQ(report->texts_erased, 1u);
}

// Long enough for several threads, and for a full tile above the full tiles.
class VerifyLongLogTest : public ::testing::Test {
 protected:
  VerifyLongLogTest() : log_(**store_.Create("a")), lying_(log_) {
    LogWriter writer(log_);
    EXPECT_TRUE(writer.CommitMany(kRecords, 1000, 3).ok());
  }

  static constexpr uint64_t kRecords = 66'000;
  MemoryLogStore store_;
  EventLog& log_;
  LyingLog lying_;
};

TEST_F(VerifyLongLogTest, SaysTheSameWithAnyNumberOfThreads) {
  for (const size_t threads : {1, 2, 5}) {
    uint64_t last_progress = 0;
    const absl::StatusOr<VerifyReport> report = VerifyLog(
        log_,
        [&](uint64_t records, uint64_t) {
          EXPECT_GE(records, last_progress);
          last_progress = records;
        },
        VerifyLogOptions{.threads = threads});
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->records, kRecords);
    EXPECT_EQ(report->index_rows, kRecords);
    EXPECT_EQ(report->index_keys, 3u);
    EXPECT_EQ(report->idempotency_keys, kRecords);
    EXPECT_EQ(last_progress, kRecords);
  }
}

TEST_F(VerifyLongLogTest, NamesTheFirstOfSeveralDamages) {
  lying_.change_record = [](uint64_t position, Record& record) {
    if (position == 40'000 || position == 60'000) record.salt[0] ^= 1;
  };
  for (const size_t threads : {1, 4}) {
    const absl::Status status =
        VerifyLog(lying_, nullptr, VerifyLogOptions{.threads = threads}).status();
    EXPECT_THAT(std::string(status.message()), HasSubstr("position 40000: the header's"));
  }
}

TEST_F(VerifyLongLogTest, FindsATimeThatFallsFromOneRangeToTheNext) {
  lying_.change_record = [](uint64_t position, Record& record) {
    if (position != 16'384) return;
    event::v1::RecordHeader header;
    header.ParseFromString(record.header_bytes);
    header.set_record_time_micros(-1);
    record.header_bytes = header.SerializeAsString();
  };
  lying_.change_tile = [&](int level, uint64_t index, std::string& tile) {
    if (level != 0 || index != 64) return;
    Record changed = *log_.Get(16'384);
    lying_.change_record(16'384, changed);
    tile.replace(0, Hash::kBytes, HashBytes(LeafHash(changed.header_bytes)));
  };
  EXPECT_THAT(std::string(VerifyLog(lying_, nullptr).status().message()),
              HasSubstr("position 16384 has record time -1"));
}

TEST_F(VerifyLongLogTest, FindsAWrongHashInATileAboveFullTiles) {
  lying_.change_tile = [](int level, uint64_t, std::string& tile) {
    if (level == 1) tile[3 * Hash::kBytes] ^= 1;
  };
  EXPECT_THAT(std::string(VerifyLog(lying_, nullptr).status().message()),
              HasSubstr("node 3 of level 8"));
}

}  // namespace
}  // namespace assessment
