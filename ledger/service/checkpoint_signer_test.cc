#include "ledger/service/checkpoint_signer.h"

#include <stdlib.h>

#include <filesystem>
#include <future>
#include <optional>

#include "gtest/gtest.h"
#include "ledger/base/private_file.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/merkle.h"
#include "ledger/reason/reason_status.h"
#include "ledger/service/random_events.h"

namespace assessment {
namespace {

constexpr char kOrigin[] = "ledger.example/log/141100";

class CheckpointSignerTest : public ::testing::Test {
 protected:
  CheckpointSignerTest() {
    std::string pattern = ::testing::TempDir() + "checkpoint_signer_XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    log_ = NewLog(1);
    Grow(5);
  }
  ~CheckpointSignerTest() override {
    signer_.reset();
    std::filesystem::remove_all(directory_);
  }

  // An empty log of its own; `seed` gives what will be in it.
  EventLog* NewLog(uint32_t seed) {
    store_ = std::make_unique<MemoryLogStore>();
    random_.emplace(seed);
    frontier_ = Frontier();
    return *store_->Create("141100");
  }
  void Grow(uint64_t events) {
    for (uint64_t i = 0; i < events; ++i) {
      const uint64_t position = frontier_.size();
      const CommitEntry entry = random_->Entry(position, static_cast<int64_t>(position + 1));
      frontier_.Append(LeafHash(entry.record.header_bytes));
      ASSERT_TRUE(
          log_->Commit(absl::MakeConstSpan(&entry, 1), position, frontier_.Root()).status.ok());
    }
  }
  absl::Status Start() {
    signer_.reset();
    auto started = CheckpointSigner::Start(kOrigin, *log_, directory_ + "/141100", keys_);
    if (started.ok()) signer_ = *std::move(started);
    return started.status();
  }
  static SignerKey Key(char seed) {
    return *MakeSignerKey(kOrigin, NoteKeyType::kLog, std::string(32, seed));
  }
  absl::StatusOr<SignedCheckpoint> Request() {
    std::promise<absl::StatusOr<SignedCheckpoint>> answer;
    signer_->Request(
        [&answer](absl::StatusOr<SignedCheckpoint> given) { answer.set_value(std::move(given)); });
    return answer.get_future().get();
  }

  std::string directory_;
  std::unique_ptr<MemoryLogStore> store_;
  std::optional<testing::RandomEvents> random_;
  Frontier frontier_;
  EventLog* log_ = nullptr;
  SigningKeyRing keys_ = {.signers = {Key('a')}};
  std::unique_ptr<CheckpointSigner> signer_;
};

TEST_F(CheckpointSignerTest, SignsTheDurableSizeAndRoot) {
  ASSERT_TRUE(Start().ok());
  const auto signed_one = Request();
  ASSERT_TRUE(signed_one.ok()) << signed_one.status();
  const auto checkpoint =
      VerifyCheckpoint(signed_one->note, *ParseVerifierKey(signer_->verifier_key()));
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(*checkpoint, (Checkpoint{kOrigin, 5, frontier_.Root()}));
}

TEST_F(CheckpointSignerTest, SignsWhatCameSince) {
  ASSERT_TRUE(Start().ok());
  ASSERT_TRUE(Request().ok());
  Grow(3);
  const auto signed_one = Request();
  EXPECT_EQ(signed_one->size, 8u);
  EXPECT_EQ(signed_one->root, frontier_.Root());
}

TEST_F(CheckpointSignerTest, GivesTheSameCheckpointAgainAfterAStart) {
  ASSERT_TRUE(Start().ok());
  const std::string note = Request()->note;
  ASSERT_TRUE(Start().ok());
  EXPECT_EQ(Request()->note, note);
}

TEST_F(CheckpointSignerTest, DoesNotStartOverALogShorterThanWhatItSigned) {
  ASSERT_TRUE(Start().ok());
  ASSERT_TRUE(Request().ok());
  log_ = NewLog(1);
  Grow(4);
  const absl::Status status = Start();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_NE(status.message().find("size 5 was signed"), absl::string_view::npos) << status;
}

TEST_F(CheckpointSignerTest, NeverSignsForALogThatContradictsWhatItSigned) {
  ASSERT_TRUE(Start().ok());
  ASSERT_TRUE(Request().ok());
  log_ = NewLog(2);
  Grow(9);
  ASSERT_TRUE(Start().ok());
  const auto refused = Request();
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ReasonOf(refused.status()), ledger::v1::REASON_LEDGER_STOPPED);
  EXPECT_FALSE(signer_->health().ok());
  EXPECT_FALSE(Request().ok());
}

TEST_F(CheckpointSignerTest, DoesNotStartOverADamagedFile) {
  ASSERT_TRUE(ReplacePrivateFile(directory_ + "/141100.checkpoint", "nonsense\n").ok());
  EXPECT_EQ(Start().code(), absl::StatusCode::kDataLoss);
}

TEST_F(CheckpointSignerTest, DoesNotStartOverACheckpointOfAKeyThatIsNotItsOwn) {
  ASSERT_TRUE(Start().ok());
  ASSERT_TRUE(Request().ok());
  keys_.signers = {Key('b')};
  EXPECT_EQ(Start().code(), absl::StatusCode::kDataLoss);
}

TEST_F(CheckpointSignerTest, SignsWithEveryKeyWhileOneHandsOverToTheNext) {
  keys_.signers = {Key('a'), Key('b')};
  ASSERT_TRUE(Start().ok());
  const std::string note = Request()->note;
  EXPECT_TRUE(VerifyCheckpoint(note, Key('a').verifier()).ok()) << note;
  EXPECT_TRUE(VerifyCheckpoint(note, Key('b').verifier()).ok()) << note;
  EXPECT_EQ(signer_->verifier_key(), EncodeVerifierKey(Key('b').verifier()));
  EXPECT_EQ(signer_->earlier_verifier_keys(),
            std::vector<std::string>{EncodeVerifierKey(Key('a').verifier())});
}

TEST_F(CheckpointSignerTest, KeepsToWhatARetiredKeySigned) {
  ASSERT_TRUE(Start().ok());
  ASSERT_TRUE(Request().ok());
  keys_ = {.signers = {Key('b')}, .retired = {Key('a').verifier()}};
  log_ = NewLog(2);
  Grow(9);
  ASSERT_TRUE(Start().ok());
  EXPECT_EQ(ReasonOf(Request().status()), ledger::v1::REASON_LEDGER_STOPPED);
}

TEST_F(CheckpointSignerTest, SignsWithTheNewestAloneOnceTheOthersAreRetired) {
  keys_ = {.signers = {Key('b')}, .retired = {Key('a').verifier()}};
  ASSERT_TRUE(Start().ok());
  EXPECT_FALSE(VerifyCheckpoint(Request()->note, Key('a').verifier()).ok());
  EXPECT_TRUE(signer_->earlier_verifier_keys().empty());
}

TEST_F(CheckpointSignerTest, AnswersThatItDrainsOnceStopped) {
  ASSERT_TRUE(Start().ok());
  signer_->Stop();
  EXPECT_EQ(ReasonOf(Request().status()), ledger::v1::REASON_SHUTTING_DOWN);
}

}  // namespace
}  // namespace assessment
