#include "ledger/service/signing_key_ring.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <memory>

#include "gtest/gtest.h"
#include "ledger/base/private_file.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/log/record.h"
#include "ledger/sequencer/append_and_wait.h"
#include "ledger/sequencer/open_ledger.h"

namespace assessment {
namespace {

constexpr char kLogOrigin[] = "ledger.example/log/141100";

class FixedClock : public Clock {
 public:
  UnixMicros Now() override { return 1'656'000'000'000'000; }  // 2022-06-23.
};

// A ledger that is stopped and started with what its operator wants.
class SigningKeyRingTest : public ::testing::Test {
 protected:
  SigningKeyRingTest() {
    std::string pattern = ::testing::TempDir() + "signing_key_ring_XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    log_ = *store_.Create("141100");
    event::v1::LedgerOpened opened;
    opened.set_authority("吕梁市安全生产委员会办公室");
    opened.set_authority_code("141100");
    opened.set_origin(kLogOrigin);
    opened.set_format_version(1);
    opened.set_time_zone("Asia/Shanghai");
    event::v1::Poster poster;
    poster.set_principal("administrator");
    poster.set_person_id("administrator");
    EXPECT_TRUE(WriteOpeningRecord("141100", *log_, opened, poster, clock_, Salts()).ok());
  }
  ~SigningKeyRingTest() override { std::filesystem::remove_all(directory_); }

  static Admission::SaltSource Salts() {
    return [] { return std::string(16, 's'); };
  }
  static SignerKey Key(char seed, const std::string& name = kLogOrigin,
                       NoteKeyType type = NoteKeyType::kLog) {
    return *MakeSignerKey(name, type, std::string(32, seed));
  }
  static std::string Verifier(const SignerKey& key) { return EncodeVerifierKey(key.verifier()); }
  static SigningKeyWish Give(char seed) {
    return {.given = Key(seed), .retired = {}, .reason = "yearly change"};
  }
  static SigningKeyWish Retire(char seed) {
    return {.given = std::nullopt, .retired = {Verifier(Key(seed))}, .reason = "handed over"};
  }

  std::string prefix() const { return directory_ + "/141100"; }

  absl::StatusOr<SigningKeyRing> Start(const SigningKeyWish& wish = {}) {
    Sequencer::Options options;
    options.clock = &clock_;
    options.salts = Salts();
    auto sequencer = Sequencer::Start("141100", *log_, std::move(options));
    if (!sequencer.ok()) return sequencer.status();
    return SettleSigningKeys({.ledger = "141100",
                              .origin = kLogOrigin,
                              .file_prefix = prefix(),
                              .log = log_,
                              .sequencer = sequencer->get(),
                              .clock = &clock_},
                             wish);
  }

  // What the signer does with the keys.
  void Sign(const std::vector<SignerKey>& keys) {
    const EventLog::Tail tail = log_->DurableTail();
    const auto note = SignCheckpoint(Checkpoint{kLogOrigin, tail.size, tail.root}, keys);
    ASSERT_TRUE(ReplacePrivateFile(prefix() + ".checkpoint", *note).ok());
  }

  // A ledger that signed with the key "a" alone.
  void SignWithFirstKey() {
    ASSERT_TRUE(Start(Give('a')).ok());
    Sign({Key('a')});
  }

  static std::vector<std::string> Signers(const absl::StatusOr<SigningKeyRing>& ring) {
    EXPECT_TRUE(ring.ok()) << ring.status();
    std::vector<std::string> keys;
    if (!ring.ok()) return keys;
    for (const SignerKey& key : ring->signers) keys.push_back(Verifier(key));
    return keys;
  }
  static std::vector<std::string> Verifiers(const std::string& seeds) {
    std::vector<std::string> keys;
    for (const char seed : seeds) keys.push_back(Verifier(Key(seed)));
    return keys;
  }
  // The keys in the file, in its order.
  std::vector<std::string> Kept() const {
    std::vector<std::string> keys;
    std::string text = *ReadPrivateFile(prefix() + ".key");
    for (size_t end; (end = text.find('\n')) != std::string::npos; text.erase(0, end + 1)) {
      keys.push_back(Verifier(*ParseSignerKey(text.substr(0, end))));
    }
    return keys;
  }
  void Keep(const std::string& seeds) const {
    std::string text;
    for (const char seed : seeds) text += EncodeSignerKey(Key(seed)) + "\n";
    ASSERT_TRUE(ReplacePrivateFile(prefix() + ".key", text).ok());
  }
  event::v1::Event EventAt(uint64_t position) const {
    return ParseRecord(*log_->Get(position))->body.event();
  }
  uint64_t size() const { return log_->DurableTail().size; }

  std::string directory_;
  FixedClock clock_;
  MemoryLogStore store_;
  EventLog* log_ = nullptr;
};

TEST_F(SigningKeyRingTest, MakesAKeyAtTheFirstStartAndKeepsItForTheOwnerAlone) {
  const std::vector<std::string> made = Signers(Start());
  ASSERT_EQ(made.size(), 1u);
  struct stat status;
  ASSERT_EQ(::stat((prefix() + ".key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_EQ(Signers(Start()), made);
  EXPECT_EQ(size(), 1u);
}

TEST_F(SigningKeyRingTest, TakesAGivenKeyAsTheFirstWithoutAnEvent) {
  const auto ring = Start(Give('a'));
  EXPECT_EQ(Signers(ring), Verifiers("a"));
  EXPECT_EQ(Kept(), Verifiers("a"));
  EXPECT_FALSE(ring->position.has_value());
  EXPECT_EQ(size(), 1u);
}

TEST_F(SigningKeyRingTest, RefusesAKeyThatIsNotNamedAsTheOrigin) {
  const auto refused =
      Start({.given = Key('a', "other.example/log/1"), .retired = {}, .reason = "x"});
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(refused.status().message().find("other.example/log/1"), absl::string_view::npos);
  EXPECT_NE(refused.status().message().find(kLogOrigin), absl::string_view::npos);
  EXPECT_FALSE(std::filesystem::exists(prefix() + ".key"));
}

TEST_F(SigningKeyRingTest, RefusesACosignersKey) {
  EXPECT_EQ(
      Start({.given = Key('a', kLogOrigin, NoteKeyType::kCosigner), .retired = {}, .reason = "x"})
          .status()
          .code(),
      absl::StatusCode::kInvalidArgument);
}

TEST_F(SigningKeyRingTest, HandsOverToAnotherKeyByAnEventOfTheLedger) {
  SignWithFirstKey();
  const auto ring = Start(Give('b'));
  EXPECT_EQ(Signers(ring), Verifiers("ab"));
  EXPECT_EQ(Kept(), Verifiers("ab"));
  ASSERT_EQ(size(), 2u);
  EXPECT_EQ(ring->position, 1u);
  const event::v1::Event event = EventAt(1);
  const event::v1::SigningKeyChanged& changed = event.content().signing_key_changed();
  EXPECT_EQ(event.source(), "ledger");
  EXPECT_EQ(
      std::vector<std::string>(changed.verifier_keys().begin(), changed.verifier_keys().end()),
      Verifiers("ab"));
  EXPECT_EQ(changed.reason(), "yearly change");
}

TEST_F(SigningKeyRingTest, ChangesNothingWhenTheSameIsWantedAgain) {
  SignWithFirstKey();
  ASSERT_TRUE(Start(Give('b')).ok());
  EXPECT_EQ(Signers(Start(Give('b'))), Verifiers("ab"));
  EXPECT_EQ(size(), 2u);
  ASSERT_TRUE(Start(Retire('a')).ok());
  EXPECT_EQ(Signers(Start(Retire('a'))), Verifiers("b"));
  SigningKeyWish both = Retire('a');
  both.given = Key('b');
  EXPECT_EQ(Signers(Start(both)), Verifiers("b"));
  EXPECT_EQ(size(), 3u);
}

TEST_F(SigningKeyRingTest, KnowsTheKeysByTheLogWhenNothingIsWanted) {
  SignWithFirstKey();
  ASSERT_TRUE(Start(Give('b')).ok());
  EXPECT_EQ(Signers(Start()), Verifiers("ab"));
  ASSERT_TRUE(Start(Retire('a')).ok());
  EXPECT_EQ(Signers(Start()), Verifiers("b"));
}

TEST_F(SigningKeyRingTest, RetiresAKeyAndForgetsItsSecret) {
  SignWithFirstKey();
  ASSERT_TRUE(Start(Give('b')).ok());
  const auto ring = Start(Retire('a'));
  EXPECT_EQ(Signers(ring), Verifiers("b"));
  EXPECT_EQ(Kept(), Verifiers("b"));
  ASSERT_EQ(ring->retired.size(), 1u);
  EXPECT_EQ(EncodeVerifierKey(ring->retired[0]), Verifier(Key('a')));
  EXPECT_EQ(EventAt(2).content().signing_key_changed().retired_verifier_keys(0),
            Verifier(Key('a')));
}

TEST_F(SigningKeyRingTest, ReplacesAnExposedKeyInOneStep) {
  SignWithFirstKey();
  SigningKeyWish wish = Give('b');
  wish.retired = {Verifier(Key('a'))};
  EXPECT_EQ(Signers(Start(wish)), Verifiers("b"));
  EXPECT_EQ(Kept(), Verifiers("b"));
  EXPECT_EQ(size(), 2u);
}

TEST_F(SigningKeyRingTest, CompletesAChangeWhoseKeyWasKeptAndWhoseEventIsMissing) {
  SignWithFirstKey();
  Keep("ab");
  EXPECT_EQ(Signers(Start()), Verifiers("a"));
  Keep("ab");
  EXPECT_EQ(Signers(Start(Give('b'))), Verifiers("ab"));
  EXPECT_EQ(size(), 2u);
}

TEST_F(SigningKeyRingTest, CompletesARetirementWhoseSecretIsStillThere) {
  SignWithFirstKey();
  ASSERT_TRUE(Start(Give('b')).ok());
  ASSERT_TRUE(Start(Retire('a')).ok());
  Keep("ab");
  EXPECT_EQ(Signers(Start()), Verifiers("b"));
  EXPECT_EQ(Kept(), Verifiers("b"));
}

TEST_F(SigningKeyRingTest, NeverTakesARetiredKeyBack) {
  SignWithFirstKey();
  ASSERT_TRUE(Start(Give('b')).ok());
  ASSERT_TRUE(Start(Retire('a')).ok());
  EXPECT_EQ(Start(Give('a')).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(size(), 3u);
}

TEST_F(SigningKeyRingTest, RefusesToRetireTheOnlyKeyOrOneThatIsNotTheLedgers) {
  SignWithFirstKey();
  EXPECT_EQ(Start(Retire('a')).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Start(Retire('z')).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(size(), 1u);
}

TEST_F(SigningKeyRingTest, RefusesAChangeWithoutAReason) {
  SignWithFirstKey();
  SigningKeyWish wish = Give('b');
  wish.reason.clear();
  const auto refused = Start(wish);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(refused.status().message().find("--signing-key-reason"), absl::string_view::npos);
  EXPECT_EQ(Kept(), Verifiers("a"));
}

TEST_F(SigningKeyRingTest, MakesNoNewKeyInThePlaceOfOneThatSigned) {
  SignWithFirstKey();
  std::filesystem::remove(prefix() + ".key");
  const auto refused = Start();
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(std::filesystem::exists(prefix() + ".key"));
  EXPECT_FALSE(Start(Give('b')).ok());
  EXPECT_EQ(Signers(Start(Give('a'))), Verifiers("a"));
}

TEST_F(SigningKeyRingTest, ReplacesALostKeyThatIsNamed) {
  SignWithFirstKey();
  std::filesystem::remove(prefix() + ".key");
  SigningKeyWish wish = Give('b');
  wish.retired = {Verifier(Key('a'))};
  EXPECT_EQ(Signers(Start(wish)), Verifiers("b"));
  EXPECT_EQ(Signers(Start()), Verifiers("b"));
  EXPECT_EQ(size(), 2u);
}

TEST_F(SigningKeyRingTest, CompletesTheReplacementOfALostKeyWhoseEventIsMissing) {
  SignWithFirstKey();
  Keep("b");
  SigningKeyWish wish = Give('b');
  wish.retired = {Verifier(Key('a'))};
  EXPECT_EQ(Start().status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(Signers(Start(wish)), Verifiers("b"));
}

TEST_F(SigningKeyRingTest, NamesAKeyInForceThatTheFileLacksAndTakesItBack) {
  SignWithFirstKey();
  ASSERT_TRUE(Start(Give('b')).ok());
  Keep("a");
  const auto refused = Start();
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(refused.status().message().find(Verifier(Key('b'))), absl::string_view::npos);
  EXPECT_EQ(Signers(Start(Give('b'))), Verifiers("ab"));
  EXPECT_EQ(Kept(), Verifiers("ab"));
  EXPECT_EQ(size(), 2u);
}

TEST_F(SigningKeyRingTest, AppendsNothingToALogThatIsShorterThanWhatWasSigned) {
  SignWithFirstKey();
  const auto note = SignCheckpoint(Checkpoint{kLogOrigin, 9, log_->DurableTail().root}, Key('a'));
  ASSERT_TRUE(ReplacePrivateFile(prefix() + ".checkpoint", *note).ok());
  EXPECT_EQ(Start(Give('b')).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(size(), 1u);
}

TEST_F(SigningKeyRingTest, DoesNotStartOverADamagedKeyFile) {
  ASSERT_TRUE(ReplacePrivateFile(prefix() + ".key", "nonsense\n").ok());
  EXPECT_EQ(Start().status().code(), absl::StatusCode::kDataLoss);
  ASSERT_TRUE(ReplacePrivateFile(prefix() + ".key", "").ok());
  EXPECT_EQ(Start().status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace assessment
