// A real ledger, two real witnesses and the tool between them: what they cosign, what they refuse
// once an older copy of the ledger stands in its place, the log as static files, and a change of
// the keys that sign.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "ledger/proof/cosignature_policy.h"
#include "ledger/proof/tile.h"
#include "tests/process/ledgerctl_process.h"
#include "tests/process/ledgerd_process.h"

namespace assessment {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

// A batch of units as one line for "post".
std::string UnitsBatch(int first, int count) {
  std::string line = "{\"events\": [";
  for (int i = first; i < first + count; ++i) {
    absl::StrAppend(&line, i == first ? "" : ", ",
                    "{\"source\": \"test\", \"idempotencyKey\": \"u-", i,
                    "\", \"content\": {\"occurredOn\": {\"year\": 2022, \"month\": 1, \"day\": 4}, "
                    "\"lateReason\": \"test\", \"unitRegistered\": {\"unit\": \"u-",
                    i, "\", \"name\": \"单位", i, "\", \"kind\": \"UNIT_KIND_DEPARTMENT\"}}}");
  }
  return line + "]}\n";
}

class WitnessProcessTest : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = absl::StrCat(::testing::TempDir(), "/witness-", getpid());
    fs::remove_all(directory_);
    fs::create_directories(directory_);
    server_ = std::make_unique<LedgerdProcess>(Path("server"));
    ASSERT_TRUE(server_->Start().ok()) << server_->Output();
    environment_ = {{"ASSESSMENT_LEDGER", "141100"},
                    {"ASSESSMENT_TRUST_FILE", Path("trusted-keys")},
                    {"ASSESSMENT_TOKEN", *server_->AdministratorToken()}};
    const std::string created = ExpectDone({"--json", "access", "create", "--principal", "writer",
                                            "--person", "p-1", "--name", "writer"});
    const std::vector<std::string> parts = absl::StrSplit(created, "\"token\": \"");
    ASSERT_EQ(parts.size(), 2u) << created;
    ExpectDone({"ledger", "open", "--authority", "authority", "--code", "141100", "--domain",
                "ledger.example", "--grant", "writer=registrar", "--grant", "writer=office"});
    environment_["ASSESSMENT_TOKEN"] = parts[1].substr(0, parts[1].find('"'));
    // "server ledger key", as the first use remembers it.
    ExpectDone({"checkpoint"});
    const std::vector<std::string> words =
        absl::StrSplit(absl::StripSuffix(TextOfFile(Path("trusted-keys")), "\n"), ' ');
    ASSERT_EQ(words.size(), 3u);
    log_key_ = words[2];
    StartWitnesses();
  }
  void TearDown() override {
    witnesses_.clear();
    server_.reset();
    fs::remove_all(directory_);
  }

  void StartWitnesses() {
    std::string policy = absl::StrCat("log ", log_key_, "\n");
    for (const char* const name : {"office", "audit"}) {
      const std::string key = absl::StrCat(name, ".key");
      const std::string verifier_key = ExpectDone(
          {"witness", "key", "--name", absl::StrCat(name, ".example/witness"), "--out", Path(key)});
      auto witness = std::make_unique<WitnessProcess>(directory_, key, name, log_key_);
      const absl::Status started = witness->Start();
      ASSERT_TRUE(started.ok()) << started;
      absl::StrAppend(&policy, "witness ", name, " ", absl::StripSuffix(verifier_key, "\n"), " ",
                      witness->url(), "\n");
      witnesses_.push_back(std::move(witness));
    }
    std::ofstream(Path("policy")) << policy << "group both all office audit\nquorum both\n";
  }

  std::string Path(const std::string& name) const { return absl::StrCat(directory_, "/", name); }
  ToolResult Run(const std::vector<std::string>& arguments) {
    environment_["ASSESSMENT_SERVER"] = server_->address();
    return RunLedgerctl(directory_, environment_, arguments);
  }
  std::string ExpectDone(const std::vector<std::string>& arguments) {
    const ToolResult result = Run(arguments);
    EXPECT_EQ(result.exit_status, 0) << arguments[0] << ": " << result.out << result.err;
    return result.out;
  }
  void PostUnits(int first, int count) {
    std::ofstream(Path("units.jsonl")) << UnitsBatch(first, count);
    ExpectDone({"post", Path("units.jsonl")});
  }
  ToolResult Ask(const std::string& out) {
    // A server that starts anew has another port, and the key that was remembered goes by that.
    return Run({"witness", "ask", "--policy", Path("policy"), "--key", log_key_, "--out", out});
  }
  // Starts the server with `options`; the tool remembers `key` of it.
  void RestartTrusting(const std::string& key, const std::vector<std::string>& options) {
    ASSERT_EQ(server_->Terminate(), 0);
    const absl::Status started = server_->Start(options);
    ASSERT_TRUE(started.ok()) << started;
    std::ofstream(Path("trusted-keys")) << server_->address() << " 141100 " << key << "\n";
  }
  ToolResult Export() { return Run({"export", "--tiles", Path("tiles"), "--key", log_key_}); }
  // The ledger's directory as it is now, kept aside.
  void KeepCopy() {
    ASSERT_EQ(server_->Terminate(), 0);
    fs::copy(Path("server"), Path("older"), fs::copy_options::recursive);
    ASSERT_TRUE(server_->Start().ok()) << server_->Output();
  }
  void PutBackCopy() {
    ASSERT_EQ(server_->Terminate(), 0);
    fs::remove_all(Path("server"));
    fs::copy(Path("older"), Path("server"), fs::copy_options::recursive);
    ASSERT_TRUE(server_->Start().ok()) << server_->Output();
  }
  CosignedCheckpoint VerifiedNote(const std::string& path) {
    const absl::StatusOr<CosignaturePolicy> policy =
        CosignaturePolicy::Parse(TextOfFile(Path("policy")));
    EXPECT_TRUE(policy.ok()) << policy.status();
    const absl::StatusOr<Note> note = ParseNote(TextOfFile(path));
    EXPECT_TRUE(note.ok()) << note.status();
    const absl::StatusOr<CosignedCheckpoint> cosigned = policy->Verify(*note);
    EXPECT_TRUE(cosigned.ok()) << cosigned.status();
    return *cosigned;
  }

  std::string directory_;
  std::string log_key_;
  ToolEnvironment environment_;
  std::unique_ptr<LedgerdProcess> server_;
  std::vector<std::unique_ptr<WitnessProcess>> witnesses_;
};

TEST_F(WitnessProcessTest, CosignsALedgerThatGrowsAndNamesAnOlderCopy) {
  PostUnits(0, 20);
  ToolResult asked = Ask(Path("first"));
  ASSERT_EQ(asked.exit_status, 0) << asked.err;
  const uint64_t first_size = VerifiedNote(Path("first")).checkpoint.size;
  EXPECT_GT(first_size, 20u);
  KeepCopy();

  PostUnits(20, 300);
  asked = Ask(Path("second"));
  ASSERT_EQ(asked.exit_status, 0) << asked.err;
  const CosignedCheckpoint second = VerifiedNote(Path("second"));
  EXPECT_EQ(second.checkpoint.size, first_size + 300);
  EXPECT_EQ(second.cosignatures.size(), 2u);
  ToolResult exported =
      Run({"export", "--tiles", Path("tiles"), "--key", log_key_, "--checkpoint", Path("second")});
  ASSERT_EQ(exported.exit_status, 0) << exported.err;
  EXPECT_EQ(TextOfFile(Path("tiles/checkpoint")), TextOfFile(Path("second")));
  for (const TileId& tile : TilesOfTree(second.checkpoint.size))
    EXPECT_EQ(TextOfFile(Path(TilePath(tile).insert(0, "tiles/"))).size(),
              tile.width * Hash::kBytes);

  PutBackCopy();
  asked = Ask(Path("third"));
  EXPECT_EQ(asked.exit_status, 4);
  for (const char* name : {"office", "audit"}) {
    EXPECT_THAT(asked.err, HasSubstr(absl::StrCat("the witness ", name, " (http://127.0.0.1:")));
  }
  EXPECT_THAT(asked.err, HasSubstr(absl::StrCat("cosigned size ", second.checkpoint.size,
                                                ", the ledger shows only ", first_size)));
  EXPECT_FALSE(fs::exists(Path("third")));
  EXPECT_THAT(witnesses_[0]->Output(), HasSubstr(absl::StrCat("409 ", second.checkpoint.size)));
  exported = Export();
  EXPECT_EQ(exported.exit_status, 4);
  EXPECT_THAT(exported.err, HasSubstr("an older copy stands in its place"));

  // The older copy goes on with other events, beyond the size that was cosigned: no proof leads
  // from there to here.
  PostUnits(1000, 400);
  asked = Ask(Path("third"));
  EXPECT_EQ(asked.exit_status, 4);
  EXPECT_THAT(asked.err, HasSubstr("cosigned another history"));
  EXPECT_FALSE(fs::exists(Path("third")));
  exported = Export();
  EXPECT_EQ(exported.exit_status, 4);
  EXPECT_THAT(exported.err, HasSubstr("the log has two histories"));
  EXPECT_EQ(TextOfFile(Path("tiles/checkpoint")), TextOfFile(Path("second")));
}

TEST_F(WitnessProcessTest, NamesTheWitnessThatIsDownAndTakesItsWordOnceItIsBack) {
  PostUnits(0, 3);
  EXPECT_EQ(witnesses_[1]->Terminate(), 0);
  ToolResult asked = Ask(Path("note"));
  EXPECT_EQ(asked.exit_status, 4);
  EXPECT_THAT(asked.err, HasSubstr("! audit (http://127.0.0.1:"));
  EXPECT_THAT(asked.err, HasSubstr("missing: witness \"audit\" (audit.example/witness)"));
  EXPECT_THAT(asked.err, Not(HasSubstr("missing: witness \"office\"")));
  EXPECT_FALSE(fs::exists(Path("note")));

  ASSERT_TRUE(witnesses_[1]->Start().ok()) << witnesses_[1]->Output();
  asked = Run({"witness", "ask", "--policy", Path("policy"), "--url", witnesses_[0]->url(),
               witnesses_[1]->url(), "--out", Path("note")});
  EXPECT_EQ(asked.exit_status, 0) << asked.err;
  EXPECT_EQ(VerifiedNote(Path("note")).cosignatures.size(), 2u);
}

TEST_F(WitnessProcessTest, CosignsByHandWhatCameAsFiles) {
  PostUnits(0, 3);
  ASSERT_EQ(Ask(Path("note")).exit_status, 0);
  EXPECT_EQ(witnesses_[0]->Terminate(), 0);
  const uint64_t old_size = VerifiedNote(Path("note")).checkpoint.size;
  PostUnits(3, 4);
  ExpectDone({"checkpoint", "--out", Path("checkpoint")});
  ExpectDone({"prove", "consistency", absl::StrCat(old_size), "--out", Path("proof")});
  std::vector<std::string> cosign = {
      "witness", "cosign", "--key",        Path("office.key"), "--state", Path("office"),
      "--log",   log_key_, "--checkpoint", Path("checkpoint"), "--out",   Path("cosigned")};
  const ToolResult without_proof = Run(cosign);
  EXPECT_EQ(without_proof.exit_status, 4);
  EXPECT_THAT(without_proof.err, HasSubstr(absl::StrCat("prove consistency ", old_size)));
  cosign.insert(cosign.end(), {"--proof", Path("proof")});
  ExpectDone(cosign);
  const Note note = *ParseNote(TextOfFile(Path("cosigned")));
  EXPECT_EQ(note.signatures.size(), 2u);
  EXPECT_EQ(note.signatures[1].name, "office.example/witness");
}

TEST_F(WitnessProcessTest, FollowsAChangeOfKeysByProofAndRefusesAKeyThatIsRetired) {
  const std::string made = ExpectDone(
      {"key", "make", "--origin", "ledger.example/log/141100", "--out", Path("new.key")});
  const std::string new_key(absl::StripSuffix(made, "\n"));
  const std::vector<std::string> hand_over = {
      "--signing-key", absl::StrCat("141100=", Path("new.key")), "--signing-key-reason", "yearly"};
  RestartTrusting(log_key_, hand_over);
  const ToolResult followed = Run({"checkpoint"});
  EXPECT_EQ(followed.exit_status, 0) << followed.err;
  EXPECT_THAT(followed.err, HasSubstr(absl::StrCat("#1 ", new_key)));
  EXPECT_EQ(TextOfFile(Path("trusted-keys")),
            absl::StrCat(server_->address(), " 141100 ", new_key, " ", log_key_, "\n"));
  for (const std::string& key : {log_key_, new_key}) ExpectDone({"checkpoint", "--key", key});
  const std::string listed = ExpectDone({"ledger", "list"});
  EXPECT_THAT(listed, HasSubstr(new_key));
  EXPECT_THAT(listed, HasSubstr(log_key_));
  // The same start again changes nothing.
  RestartTrusting(log_key_, hand_over);
  EXPECT_THAT(ExpectDone({"checkpoint"}), HasSubstr("\n2\n"));

  std::vector<std::string> retire = hand_over;
  retire.insert(retire.end(), {"--retire-signing-key", absl::StrCat("141100=", log_key_)});
  RestartTrusting(log_key_, retire);
  const ToolResult refused = Run({"checkpoint"});
  EXPECT_EQ(refused.exit_status, 4);
  EXPECT_THAT(refused.err, HasSubstr("says that position 2 retired it (yearly)"));
  EXPECT_THAT(TextOfFile(Path("trusted-keys")), Not(HasSubstr(new_key)));
  ExpectDone({"checkpoint", "--key", new_key});
}

}  // namespace
}  // namespace assessment
