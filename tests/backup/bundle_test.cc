// A ledger as one file, written from what the public interface answers, and a ledger out of it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "absl/strings/str_cat.h"
#include "clients/bundle/bundle_writer.h"
#include "ledger/base/testing/run_seed.h"
#include "ledger/bundle/import_bundle.h"
#include "ledger/proof/checkpoint.h"
#include "tests/backup/backed_up_store.h"

namespace assessment::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class BundleTest : public ::testing::Test {
 protected:
  BundleTest() {
    for (int i = 0; i < 300; ++i) {
      Commit({.key = "k" + std::to_string(i),
              .units = {"u" + std::to_string(i % 3)},
              .record_time_micros = i,
              .note = i % 2 == 0 ? "note " + std::to_string(i) : "",
              .decider = i % 5 == 0 ? "decider" : ""});
    }
  }

  void Commit(TestEvent event) {
    event.record_time_micros = static_cast<int64_t>(stored_.writer().size());
    ASSERT_TRUE(stored_.writer().Commit({std::move(event)}).status.ok());
  }

  // An event as the public interface gives it.
  ledger::v1::RecordedEvent EventAt(size_t position) {
    const CommitEntry& entry = stored_.writer().entries()[position];
    ledger::v1::RecordedEvent event;
    event.set_header_bytes(entry.record.header_bytes);
    event.set_body_bytes(entry.record.body_bytes);
    event.set_salt(entry.record.salt);
    for (const SealedText& text : entry.texts) {
      const auto kept = stored_.log().FindTexts({text.commitment});
      if (!kept.ok() || !kept->front().has_value()) continue;
      ledger::v1::OpenedText& opened = *event.add_texts();
      opened.set_commitment(text.commitment);
      opened.set_salt(text.salt);
      opened.set_text(text.text);
    }
    return event;
  }

  ledger::v1::BundleBeginning Beginning() {
    ledger::v1::BundleBeginning beginning;
    beginning.set_ledger(kBackedUpLedger);
    beginning.set_size(stored_.writer().size());
    beginning.set_checkpoint(stored_.CheckpointNow());
    beginning.add_verifier_keys(EncodeVerifierKey(stored_.key().verifier()));
    return beginning;
  }

  std::string Path(absl::string_view name) const { return stored_.scratch().Path(name); }

  void MustWrite(const std::string& name) {
    auto writer = BundleWriter::Begin(Path(name), Beginning(), stored_.writer().root());
    ASSERT_TRUE(writer.ok()) << writer.status();
    for (size_t i = 0; i < stored_.writer().size(); ++i) {
      const absl::Status added = (*writer)->Add(EventAt(i));
      ASSERT_TRUE(added.ok()) << added;
    }
    const absl::Status finished = (*writer)->Finish();
    ASSERT_TRUE(finished.ok()) << finished;
  }

  BundleImportOptions OptionsOf(const std::string& bundle, const std::string& data) const {
    BundleImportOptions options;
    options.bundle = Path(bundle);
    options.data_directory = Path(data);
    return options;
  }

  BackedUpStore stored_;
};

TEST_F(BundleTest, GivesTheSameRecordsTextsAndIndexUnderTheSameRoot) {
  MustWrite("bundle");
  BundleImportOptions options = OptionsOf("bundle", "imported");
  options.trusted = {stored_.key().verifier()};
  const auto report = ImportBundle(options);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->ledger, kBackedUpLedger);
  EXPECT_EQ(report->size, 300u);
  EXPECT_EQ(report->root, stored_.writer().root());
  EXPECT_EQ(report->origin, kBackedUpOrigin);
  EXPECT_EQ(report->verified.texts, 210u);

  const auto store = stored_.OpenData("imported");
  const EventLog& log = **store->Find(kBackedUpLedger);
  EXPECT_EQ(*ReadAll(log), stored_.writer().records());
  EXPECT_EQ(*PositionsUnder(log, IndexKey::Unit("u1"), 300),
            *PositionsUnder(stored_.log(), IndexKey::Unit("u1"), 300));
  EXPECT_EQ(*log.FindKey(kTestSource, "k17"), 17u);
  EXPECT_EQ(*log.FindName("decider"), *stored_.log().FindName("decider"));
}

TEST_F(BundleTest, LeavesOutErasedTextsAndKnowsThatTheyAreErased) {
  Commit({.key = "erase-2", .erases = 2});
  Commit({.key = "erase-0", .erases = 0});  // Among them the name that many events have.
  MustWrite("bundle");
  EXPECT_EQ(FileContent(Path("bundle")).find("decider"), std::string::npos);
  const auto report = ImportBundle(OptionsOf("bundle", "imported"));
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verified.texts, 148u);
  EXPECT_EQ(report->verified.texts_erased, 62u);
  const auto store = stored_.OpenData("imported");
  const EventLog& log = **store->Find(kBackedUpLedger);
  EXPECT_EQ(log.DurableTail().root, stored_.writer().root());
  EXPECT_FALSE(log.FindName("decider")->has_value());
}

TEST_F(BundleTest, ErasesWhatABundleStillHoldsAndALaterRecordErases) {
  const ledger::v1::RecordedEvent before = EventAt(2);
  Commit({.key = "erase-2", .erases = 2});
  auto writer = BundleWriter::Begin(Path("bundle"), Beginning(), stored_.writer().root());
  for (size_t i = 0; i < stored_.writer().size(); ++i) {
    ASSERT_TRUE((*writer)->Add(i == 2 ? before : EventAt(i)).ok());
  }
  ASSERT_TRUE((*writer)->Finish().ok());
  const auto report = ImportBundle(OptionsOf("bundle", "imported"));
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verified.texts_erased, 1u);
}

TEST_F(BundleTest, RefusesATextThatIsLeftOutAndThatNoRecordErases) {
  auto writer = BundleWriter::Begin(Path("bundle"), Beginning(), stored_.writer().root());
  for (size_t i = 0; i < stored_.writer().size(); ++i) {
    ledger::v1::RecordedEvent event = EventAt(i);
    if (i == 4) event.clear_texts();
    ASSERT_TRUE((*writer)->Add(event).ok());
  }
  ASSERT_TRUE((*writer)->Finish().ok());
  const absl::Status status = ImportBundle(OptionsOf("bundle", "imported")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(status.message(), "position 4: a sealed text is left out and no record erases it");
  EXPECT_FALSE(fs::exists(Path("imported")));
}

TEST_F(BundleTest, RefusesEveryFlippedByteAndEveryCutAndWritesNothing) {
  MustWrite("bundle");
  const std::string content = FileContent(Path("bundle"));
  std::mt19937_64 random(RunSeed(21));
  for (size_t at = random() % 300; at < content.size(); at += 300) {
    FlipByte(Path("bundle"), at);
    const absl::Status status = ImportBundle(OptionsOf("bundle", "imported")).status();
    // A flipped signature is no damage of the file alone: nobody may have signed it.
    EXPECT_TRUE(absl::IsDataLoss(status) || absl::IsFailedPrecondition(status))
        << at << " " << status;
    WriteFile(Path("bundle"), absl::string_view(content).substr(0, at));
    EXPECT_TRUE(absl::IsDataLoss(ImportBundle(OptionsOf("bundle", "imported")).status())) << at;
    WriteFile(Path("bundle"), content);
  }
  WriteFile(Path("bundle"), content + "x");
  EXPECT_THAT(std::string(ImportBundle(OptionsOf("bundle", "imported")).status().message()),
              HasSubstr("bytes lie behind its end"));
  EXPECT_FALSE(fs::exists(Path("imported")));
}

TEST_F(BundleTest, RefusesABundleThatAnotherKeySigned) {
  MustWrite("bundle");
  BundleImportOptions options = OptionsOf("bundle", "imported");
  options.trusted = {KeyOfSeed('x').verifier()};
  EXPECT_EQ(ImportBundle(options).status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(fs::exists(Path("imported")));
}

TEST_F(BundleTest, RefusesWhereTheLedgerExists) {
  MustWrite("bundle");
  ASSERT_TRUE(ImportBundle(OptionsOf("bundle", "imported")).ok());
  const absl::Status again = ImportBundle(OptionsOf("bundle", "imported")).status();
  EXPECT_EQ(again.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(std::string(again.message()), HasSubstr("with 300 records"));

  // A ledger of that name with another history, shorter than the bundle.
  {
    fs::create_directory(Path("other"));
    LogWriter other(**stored_.OpenData("other")->Create(kBackedUpLedger));
  }
  {
    const auto store = stored_.OpenData("other");
    LogWriter other(**store->Find(kBackedUpLedger));
    ASSERT_TRUE(other.CommitMany(5, 5, 2).ok());
  }
  EXPECT_EQ(ImportBundle(OptionsOf("bundle", "other")).status().code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ((*stored_.OpenData("other")->Find(kBackedUpLedger))->DurableTail().size, 5u);
}

TEST_F(BundleTest, TakesUpAnImportThatWasCutShort) {
  MustWrite("bundle");
  fs::create_directory(Path("imported"));
  {
    const auto store = stored_.OpenData("imported");
    EventLog& log = **store->Create(kBackedUpLedger);
    const auto& entries = stored_.writer().entries();
    Frontier frontier;
    for (size_t i = 0; i < 120; ++i) frontier.Append(LeafHash(entries[i].record.header_bytes));
    ASSERT_TRUE(
        log.Commit(absl::MakeConstSpan(entries).first(120), 0, frontier.Root()).status.ok());
  }
  const auto report = ImportBundle(OptionsOf("bundle", "imported"));
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->root, stored_.writer().root());
}

TEST_F(BundleTest, IsNotWrittenOfWhatTheCheckpointDoesNotSay) {
  auto writer = BundleWriter::Begin(Path("bundle"), Beginning(), Sha256("another root"));
  for (size_t i = 0; i < 300; ++i) ASSERT_TRUE((*writer)->Add(EventAt(i)).ok());
  EXPECT_EQ((*writer)->Finish().code(), absl::StatusCode::kFailedPrecondition);
  writer->reset();
  EXPECT_FALSE(fs::exists(Path("bundle")));
  EXPECT_FALSE(fs::exists(Path("bundle.unfinished")));
}

TEST_F(BundleTest, IsNotWrittenOfAnotherEventBodyOrText) {
  auto writer = BundleWriter::Begin(Path("bundle"), Beginning(), stored_.writer().root());
  EXPECT_THAT(std::string((*writer)->Add(EventAt(1)).message()), HasSubstr("another event"));
  ledger::v1::RecordedEvent event = EventAt(0);
  event.mutable_body_bytes()->push_back('x');
  EXPECT_THAT(std::string((*writer)->Add(event).message()), HasSubstr("the body is not the one"));
  event = EventAt(0);
  event.mutable_texts(0)->set_text("another");
  EXPECT_THAT(std::string((*writer)->Add(event).message()), HasSubstr("does not open"));
}

TEST_F(BundleTest, DoesNotReplaceAFile) {
  WriteFile(Path("bundle"), "of somebody");
  EXPECT_EQ(BundleWriter::Begin(Path("bundle"), Beginning(), Hash()).status().code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(FileContent(Path("bundle")), "of somebody");
}

}  // namespace
}  // namespace assessment::testing
