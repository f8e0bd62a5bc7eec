#include "ledger/access/principal_store.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ledger/base/private_file.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

class SettableClock : public Clock {
 public:
  UnixMicros Now() override { return now; }
  UnixMicros now = 1'000'000;
};

class PrincipalStoreTest : public ::testing::Test {
 protected:
  PrincipalStoreTest() {
    std::string pattern = ::testing::TempDir() + "principal_store_XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    Reopen();
  }
  ~PrincipalStoreTest() override { std::filesystem::remove_all(directory_); }

  void Reopen() {
    auto opened = PrincipalStore::Open(directory_, clock_);
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
  }
  std::string AdministratorToken() {
    std::string token = *ReadPrivateFile(store_->administrator_token_path());
    token.pop_back();
    return token;
  }
  static ledger::v1::Principal Wanted(const std::string& name) {
    ledger::v1::Principal wanted;
    wanted.set_principal(name);
    wanted.set_person_id("p-" + name);
    return wanted;
  }

  std::string directory_;
  SettableClock clock_;
  std::unique_ptr<PrincipalStore> store_;
};

TEST_F(PrincipalStoreTest, MakesAnAdministratorAtTheFirstStart) {
  EXPECT_TRUE(store_->made_administrator());
  const auto administrator = store_->Authenticate(AdministratorToken());
  ASSERT_TRUE(administrator.ok()) << administrator.status();
  EXPECT_TRUE((*administrator)->administrator());
}

TEST_F(PrincipalStoreTest, KeepsTheAdministratorAtTheNextStart) {
  const std::string token = AdministratorToken();
  Reopen();
  EXPECT_FALSE(store_->made_administrator());
  EXPECT_TRUE(store_->Authenticate(token).ok());
}

TEST_F(PrincipalStoreTest, KeepsItsFilesForTheOwnerAlone) {
  for (const char* name : {"/principals.pb", "/administrator.token"}) {
    struct stat status;
    ASSERT_EQ(::stat((directory_ + name).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u) << name;
  }
}

TEST_F(PrincipalStoreTest, ARotatedTokenTakesThePlaceOfTheFormerOneAtOnce) {
  const std::string first = store_->Create(Wanted("office"))->token;
  const auto rotated = store_->Rotate("office", {});
  ASSERT_TRUE(rotated.ok()) << rotated.status();
  EXPECT_FALSE(store_->Authenticate(first).ok());
  EXPECT_TRUE(store_->Authenticate(rotated->token).ok());
}

TEST_F(PrincipalStoreTest, TheFormerTokenIsGoodAsLongAsWasSaidOverARestartToo) {
  const std::string first = store_->Create(Wanted("office"))->token;
  ASSERT_TRUE(store_->Rotate("office", {.keep_present_seconds = 60}).ok());
  Reopen();
  EXPECT_TRUE(store_->Authenticate(first).ok());
  clock_.now += 60'000'000;
  EXPECT_FALSE(store_->Authenticate(first).ok());
}

TEST_F(PrincipalStoreTest, ARotationMovesTheExpiryWhenOneIsStated) {
  ledger::v1::Principal wanted = Wanted("office");
  wanted.set_expiry_time_micros(clock_.now + 10);
  ASSERT_TRUE(store_->Create(wanted).ok());
  EXPECT_EQ(store_->Rotate("office", {})->principal->expiry_time_micros(), clock_.now + 10);
  EXPECT_EQ(store_->Rotate("office", {.expiry = 0})->principal->expiry_time_micros(), 0);
}

TEST_F(PrincipalStoreTest, RefusesARotationOutOfBoundsOrOfNobody) {
  ASSERT_TRUE(store_->Create(Wanted("office")).ok());
  EXPECT_EQ(ReasonOf(store_->Rotate("office", {.keep_present_seconds = 8 * 24 * 3600}).status()),
            ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(ReasonOf(store_->Rotate("office", {.expiry = 1}).status()),
            ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(ReasonOf(store_->Rotate("stranger", {}).status()), ledger::v1::REASON_NOT_FOUND);
}

TEST_F(PrincipalStoreTest, ACertificateNameStandsForItsPrincipalUntilThatIsRevoked) {
  ledger::v1::Principal wanted = Wanted("system");
  wanted.add_certificate_names("urn:ledger:system");
  ASSERT_TRUE(store_->Create(wanted).ok());
  Reopen();
  const auto found = store_->AuthenticateCertificate({"DNS-name", "urn:ledger:system"});
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ((*found)->principal(), "system");
  EXPECT_FALSE(store_->AuthenticateCertificate({"urn:ledger:other"}).ok());
  ASSERT_TRUE(store_->Revoke("system").ok());
  EXPECT_FALSE(store_->AuthenticateCertificate({"urn:ledger:system"}).ok());
}

TEST_F(PrincipalStoreTest, ACertificateThatStandsForTwoStandsForNobody) {
  for (const char* name : {"one", "two"}) {
    ledger::v1::Principal wanted = Wanted(name);
    wanted.add_certificate_names(absl::StrCat("urn:ledger:", name));
    ASSERT_TRUE(store_->Create(wanted).ok());
  }
  EXPECT_FALSE(store_->AuthenticateCertificate({"urn:ledger:one", "urn:ledger:two"}).ok());
}

TEST_F(PrincipalStoreTest, NobodyIsAdministratorAndOperatorAtOnce) {
  ledger::v1::Principal wanted = Wanted("both");
  wanted.set_administrator(true);
  wanted.set_operator_(true);
  EXPECT_EQ(ReasonOf(store_->Create(wanted).status()), ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(PrincipalStoreTest, KeepsNoToken) {
  const auto created = store_->Create(Wanted("office"));
  ASSERT_TRUE(created.ok()) << created.status();
  const std::string secret = created->token.substr(created->token.rfind('~') + 1);
  EXPECT_EQ(ReadPrivateFile(directory_ + "/principals.pb")->find(secret), std::string::npos);
}

TEST_F(PrincipalStoreTest, KnowsACreatedPrincipalByItsTokenAcrossRestarts) {
  ledger::v1::Principal wanted = Wanted("office");
  wanted.set_person_name("王某");
  wanted.set_source("field-app");
  wanted.set_unit("141121");
  const auto created = store_->Create(wanted);
  ASSERT_TRUE(created.ok()) << created.status();
  Reopen();
  const auto principal = store_->Authenticate(created->token);
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ((*principal)->SerializeAsString(), wanted.SerializeAsString());
}

TEST_F(PrincipalStoreTest, RefusesEveryWrongTokenWithTheSameWords) {
  const auto created = store_->Create(Wanted("office"));
  std::string other_secret = created->token;
  other_secret.back() = other_secret.back() == 'A' ? 'B' : 'A';
  const std::string unknown = "ledger~nobody~" + std::string(43, 'A');
  const absl::Status refused = store_->Authenticate("").status();
  EXPECT_EQ(ReasonOf(refused), ledger::v1::REASON_UNAUTHENTICATED);
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(store_->Authenticate(other_secret).status(), refused);
  EXPECT_EQ(store_->Authenticate(unknown).status(), refused);
  EXPECT_EQ(store_->Authenticate(created->token + "A").status(), refused);
}

TEST_F(PrincipalStoreTest, RefusesATokenOnceItHasExpired) {
  ledger::v1::Principal wanted = Wanted("temporary");
  wanted.set_expiry_time_micros(clock_.now + 10);
  const auto created = store_->Create(wanted);
  ASSERT_TRUE(created.ok()) << created.status();
  clock_.now += 9;
  EXPECT_TRUE(store_->Authenticate(created->token).ok());
  EXPECT_TRUE(store_->MayCall("temporary"));
  clock_.now += 1;
  EXPECT_FALSE(store_->Authenticate(created->token).ok());
  EXPECT_FALSE(store_->MayCall("temporary"));
}

TEST_F(PrincipalStoreTest, RefusesARevokedPrincipalFromThenOn) {
  const auto created = store_->Create(Wanted("office"));
  ASSERT_TRUE(store_->Revoke("office").ok());
  EXPECT_FALSE(store_->Authenticate(created->token).ok());
  Reopen();
  EXPECT_FALSE(store_->Authenticate(created->token).ok());
  EXPECT_TRUE(store_->Revoke("office").ok());
}

TEST_F(PrincipalStoreTest, GivesAnIdentifierOnlyOnce) {
  ASSERT_TRUE(store_->Create(Wanted("office")).ok());
  ASSERT_TRUE(store_->Revoke("office").ok());
  EXPECT_EQ(ReasonOf(store_->Create(Wanted("office")).status()), ledger::v1::REASON_ALREADY_EXISTS);
}

TEST_F(PrincipalStoreTest, KeepsTheLastAdministrator) {
  EXPECT_EQ(ReasonOf(store_->Revoke("administrator").status()),
            ledger::v1::REASON_PERMISSION_DENIED);
  ledger::v1::Principal second = Wanted("second");
  second.set_administrator(true);
  ASSERT_TRUE(store_->Create(second).ok());
  EXPECT_TRUE(store_->Revoke("administrator").ok());
  EXPECT_EQ(ReasonOf(store_->Revoke("second").status()), ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(PrincipalStoreTest, DoesNotCountAnAdministratorWhoseTokenExpires) {
  ledger::v1::Principal second = Wanted("second");
  second.set_administrator(true);
  second.set_expiry_time_micros(clock_.now + 1000);
  ASSERT_TRUE(store_->Create(second).ok());
  EXPECT_FALSE(store_->Revoke("administrator").ok());
}

TEST_F(PrincipalStoreTest, NamesTheFieldOfAPrincipalThatIsWrong) {
  ledger::v1::Principal nameless;
  EXPECT_EQ(ReasonOf(store_->Create(nameless).status()), ledger::v1::REASON_FIELD_MISSING);
  ledger::v1::Principal personless;
  personless.set_principal("a");
  EXPECT_EQ(ReasonOf(store_->Create(personless).status()), ledger::v1::REASON_FIELD_MISSING);
  EXPECT_EQ(ReasonOf(store_->Create(Wanted("a~b")).status()), ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(ReasonOf(store_->Create(Wanted(std::string(97, 'a'))).status()),
            ledger::v1::REASON_TOO_LONG);
  ledger::v1::Principal expired = Wanted("late");
  expired.set_expiry_time_micros(clock_.now);
  const absl::Status status = store_->Create(expired).status();
  EXPECT_EQ(FieldViolationsOf(status).field_violations(0).field(), "principal.expiry_time_micros");
}

TEST_F(PrincipalStoreTest, ListsAllByIdentifier) {
  ASSERT_TRUE(store_->Create(Wanted("b")).ok());
  ASSERT_TRUE(store_->Create(Wanted("a")).ok());
  std::vector<std::string> names;
  for (const PrincipalPtr& principal : store_->List()) names.push_back(principal->principal());
  EXPECT_EQ(names, (std::vector<std::string>{"a", "administrator", "b"}));
}

TEST_F(PrincipalStoreTest, RefusesAFileThatDoesNotParse) {
  ASSERT_TRUE(ReplacePrivateFile(directory_ + "/principals.pb", "\xff\xff").ok());
  EXPECT_EQ(PrincipalStore::Open(directory_, clock_).status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace assessment
