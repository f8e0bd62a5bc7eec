// The verifier against an adversary: whatever of a certificate is changed, left out, added or taken
// from elsewhere, it is rejected, and the reason names it.

#include "clients/certificate/verify_certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "clients/certificate/build_certificate.h"
#include "clients/certificate/named_evidence.h"
#include "clients/certificate/publication_page.h"
#include "ledger/log/event_log.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/merkle_proof.h"
#include "ledger/registry/results_digest.h"
#include "projections/views/results.h"
#include "tests/support/year_end_ledger.h"

namespace assessment::certificate {
namespace {

using ::testing::HasSubstr;
using testing::YearEndLedger;

constexpr char kOrigin[] = "ledger.example/log/141100";
constexpr char kScan[] = "the scan";
constexpr uint64_t kCosignedAt = 1'767'225'600;

SignerKey LogKey(char seed = 'k', const std::string& name = kOrigin) {
  return *MakeSignerKey(name, NoteKeyType::kLog, std::string(32, seed));
}

SignerKey WitnessKey(char seed = 'w') {
  return *MakeSignerKey("witness.example/office", NoteKeyType::kCosigner, std::string(32, seed));
}

std::vector<StoredEvent> ReadEvents(const EventLog& log, uint64_t size) {
  std::vector<StoredEvent> events;
  EXPECT_TRUE(log.Read(0, size,
                       [&](uint64_t, const Record& record) {
                         events.push_back({record.header_bytes, record.salt, record.body_bytes});
                         return absl::OkStatus();
                       })
                  .ok());
  return events;
}

Hash RootOf(const std::vector<std::string>& headers) {
  Frontier tree;
  for (const std::string& header : headers) tree.Append(LeafHash(header));
  return tree.Root();
}

std::string Sign(const std::vector<std::string>& headers, const SignerKey& key = LogKey()) {
  return *SignCheckpoint({key.name, headers.size(), RootOf(headers)}, key);
}

// A year with a finding, an accident that was merged with another, a matter and a correction,
// published; and its certificate, signed when nothing came since.
class VerifyCertificateTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    year_ = new YearEndLedger;
    testing::TestLedger& ledger = year_->ledger();
    testing::EventContent finding = testing::FindingRecorded("unit-1", "1.1");
    event::v1::Evidence& scan = *finding.add_evidence();
    scan.set_name("scan.pdf");
    scan.set_size_bytes(sizeof(kScan) - 1);
    scan.set_sha256(std::string(Sha256Of({kScan}).view()));
    ledger.Must(finding);
    const uint64_t mistaken = ledger.Must(testing::FindingRecorded("unit-2", "1.2"));
    ledger.MustCorrect(mistaken);
    ledger.Must(testing::AccidentReported("x-1", "unit-1"));
    ledger.Must(testing::AccidentReported("x-2", "unit-2"));
    ledger.Must(testing::AccidentAttributed("x-2", "unit-2", event::v1::ACCIDENT_ROLE_TERRITORY));
    ledger.Must(testing::AccidentsMerged("x-1", "x-2"));
    ledger.Must(testing::AccidentRuled("x-1", event::v1::FINDING_YES));
    ledger.Must(testing::UnitRegistered("elsewhere"));
    elsewhere_ = ledger.Must(testing::AccidentReported("y-1", "elsewhere"));
    event::v1::EventContent keys = testing::UnitRegistered("unit-1");  // For its day.
    keys.mutable_signing_key_changed()->add_verifier_keys(EncodeVerifierKey(LogKey().verifier()));
    keys.mutable_signing_key_changed()->add_verifier_keys(
        EncodeVerifierKey(LogKey('n').verifier()));
    keys.mutable_signing_key_changed()->add_retired_verifier_keys(
        EncodeVerifierKey(LogKey('r').verifier()));
    keys.mutable_signing_key_changed()->set_reason("the key was exposed");
    EXPECT_TRUE(ledger.Append(ledger.MakeRequest({keys}), testing::OfficePoster(), Route::kLedger)
                    .refusals.empty());
    year_->Publish();
    const uint64_t published = year_->Look().cycle->year_end.revisions()[0].position;
    events_ = new std::vector<StoredEvent>(ReadEvents(ledger.log(), published + 1));
  }
  static void TearDownTestSuite() {
    delete events_;
    delete year_;
  }

  VerifyCertificateTest() {
    absl::StatusOr<Certificate> built = BuildCertificate(*events_, testing::kCycle);
    EXPECT_TRUE(built.ok()) << built.status();
    certificate_ = *std::move(built);
    certificate_.checkpoint = Sign(certificate_.headers);
    options_.key = LogKey().verifier();
  }

  absl::Status Verify() const { return VerifyCertificate(certificate_, options_).status(); }
  std::string Reason() const { return std::string(Verify().message()); }

  // Puts a body in place of another, and whatever follows from it: its header, the signed root.
  // What a server could do that rewrites its own log and signs it.
  void Rewrite(uint64_t position, const std::function<void(event::v1::EventBody&)>& change) {
    event::v1::EventBody body;
    ASSERT_TRUE(body.ParseFromString(certificate_.bodies.at(position).bytes));
    change(body);
    Record record{certificate_.headers[position], certificate_.bodies.at(position).salt,
                  body.SerializeAsString()};
    event::v1::RecordHeader header;
    ASSERT_TRUE(header.ParseFromString(record.header_bytes));
    header.set_body_commitment(std::string(BodyCommitment(record).view()));
    certificate_.headers[position] = header.SerializeAsString();
    certificate_.bodies.at(position).bytes = record.body_bytes;
    certificate_.checkpoint = Sign(certificate_.headers);
  }
  // The results, but for 99 points of unit-2.
  event::v1::CycleResults WithABetterScore() const {
    event::v1::CycleResults results;
    EXPECT_TRUE(results.ParseFromString(certificate_.results));
    results.mutable_results(1)->set_final_milli(99000);
    return results;
  }
  // Puts other results in place, with whatever says something of them: proposal, confirmation,
  // publication, page, signed root.
  void ForgeResults(const event::v1::CycleResults& results) {
    const std::string forged = results.SerializeAsString();
    const std::string digest(ResultsDigest(forged).view());
    Rewrite(FirstOf(event::v1::EVENT_TYPE_FREEZE_PROPOSED), [&](event::v1::EventBody& body) {
      event::v1::FreezeProposed& proposed =
          *body.mutable_event()->mutable_content()->mutable_freeze_proposed();
      proposed.set_size(results.size());
      proposed.set_results_digest(digest);
    });
    Rewrite(FirstOf(event::v1::EVENT_TYPE_FREEZE_CONFIRMED), [&](event::v1::EventBody& body) {
      body.mutable_event()->mutable_content()->mutable_freeze_confirmed()->set_results_digest(
          digest);
    });
    Rewrite(FirstOf(event::v1::EVENT_TYPE_RESULTS_PUBLISHED), [&](event::v1::EventBody& body) {
      body.mutable_event()->mutable_content()->mutable_results_published()->set_results(forged);
      certificate_.page = PublicationPage(results, digest, body.event().content());
    });
    certificate_.results = forged;
  }
  // Takes the certificate of one unit in place of the cycle's.
  void TakeUnit(const std::string& unit) {
    absl::StatusOr<Certificate> built = BuildCertificate(*events_, testing::kCycle, unit);
    ASSERT_TRUE(built.ok()) << built.status();
    certificate_ = *std::move(built);
    certificate_.checkpoint = Sign(certificate_.headers);
  }
  // The first position whose event is of a type.
  uint64_t FirstOf(event::v1::EventType type) const {
    for (const auto& [position, body] : certificate_.bodies) {
      event::v1::RecordHeader header;
      EXPECT_TRUE(header.ParseFromString(certificate_.headers[position]));
      if (header.event_type() == type) return position;
    }
    ADD_FAILURE() << "no event of type " << type;
    return 0;
  }

  static YearEndLedger* year_;
  static std::vector<StoredEvent>* events_;
  static uint64_t elsewhere_;

  Certificate certificate_;
  VerifyOptions options_;
};

YearEndLedger* VerifyCertificateTest::year_ = nullptr;
std::vector<StoredEvent>* VerifyCertificateTest::events_ = nullptr;
uint64_t VerifyCertificateTest::elsewhere_ = 0;

TEST_F(VerifyCertificateTest, RecomputesEveryResultFromTheEvents) {
  const absl::StatusOr<Verified> verified = VerifyCertificate(certificate_, options_);
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->results.results_size(), 3);
  EXPECT_EQ(verified->results.results(0).final_milli(), year_->Score("unit-1").final_milli());
  EXPECT_EQ(verified->checkpoint.size, certificate_.headers.size());
}

TEST_F(VerifyCertificateTest, LeavesOutBodiesThatNothingRestsOn) {
  EXPECT_FALSE(certificate_.bodies.contains(elsewhere_));
  EXPECT_LT(certificate_.bodies.size(), certificate_.headers.size());
}

TEST_F(VerifyCertificateTest, HoldsAfterAHundredThousandMoreEventsOfTheSameLedger) {
  testing::TestLedger& ledger = year_->ledger();
  for (int batch = 0; batch < 100; ++batch) {
    std::vector<testing::EventContent> contents;
    for (int i = 0; i < 1000; ++i) {
      contents.push_back(testing::MetricReported("rate", "elsewhere", 1'000'000));
    }
    ASSERT_TRUE(ledger.Append(contents).refusals.empty());
  }
  std::vector<std::string> headers;
  for (const StoredEvent& event : ReadEvents(ledger.log(), ledger.size())) {
    headers.push_back(event.header_bytes);
  }
  certificate_.checkpoint = Sign(headers);
  EXPECT_THAT(Reason(), HasSubstr("headers: are no prefix of the signed log"));
  class Nodes : public NodeReader {
   public:
    explicit Nodes(const EventLog& log) : log_(log) {}
    absl::StatusOr<Hash> Read(const NodeId& node) override {
      return log_.Node(node.level, node.index);
    }

   private:
    const EventLog& log_;
  } nodes(ledger.log());
  const absl::StatusOr<std::vector<Hash>> proof =
      ConsistencyProof(certificate_.headers.size(), headers.size(), nodes);
  ASSERT_TRUE(proof.ok()) << proof.status();
  for (const Hash& hash : *proof) certificate_.consistency.push_back(std::string(hash.view()));
  EXPECT_TRUE(Verify().ok()) << Verify();
}

TEST_F(VerifyCertificateTest, HoldsTheLogAgainstOlderCheckpoints) {
  const std::vector<std::string> prefix(certificate_.headers.begin(),
                                        certificate_.headers.begin() + 9);
  options_.older_checkpoints = {Sign(prefix)};
  EXPECT_TRUE(Verify().ok()) << Verify();
  std::vector<std::string> forked = prefix;
  forked[4] = "another event";
  options_.older_checkpoints = {Sign(prefix), Sign(forked)};
  EXPECT_THAT(Reason(), HasSubstr("older checkpoint 2: the log's history was rewritten"));
}

TEST_F(VerifyCertificateTest, SaysThatItCannotBeHeldAgainstALaterCheckpoint) {
  std::vector<std::string> longer = certificate_.headers;
  longer.push_back("an event that is lost");
  options_.older_checkpoints = {Sign(longer)};
  EXPECT_THAT(Reason(), HasSubstr("cannot be held against it"));
}

TEST_F(VerifyCertificateTest, SeesAnotherHistoryOfTheSameSize) {
  std::vector<std::string> other = certificate_.headers;
  other.back() = "another event";
  options_.older_checkpoints = {Sign(other)};
  EXPECT_THAT(Reason(), HasSubstr("the log's history was rewritten"));
}

TEST_F(VerifyCertificateTest, HoldsTheSheetOfEachUnit) {
  EXPECT_EQ(certificate_.sheets.size(), 3u);
  EXPECT_THAT(certificate_.sheets.at("sheets/unit-1.csv"), HasSubstr("1.1"));
}

TEST_F(VerifyCertificateTest, TellsWhichEvidenceIsNotPacked) {
  const std::string file = EvidenceFileName(Sha256Of({kScan}).view());
  const auto of_scan = [&] {
    const absl::StatusOr<Verified> verified = VerifyCertificate(certificate_, options_);
    EXPECT_TRUE(verified.ok()) << verified.status();
    for (const NamedEvidence& each : verified->evidence) {
      if (each.evidence.name() == "scan.pdf") return each.packed_bytes;
    }
    ADD_FAILURE() << "no event names scan.pdf";
    return std::optional<uint64_t>();
  };
  EXPECT_EQ(of_scan(), std::nullopt);
  certificate_.evidence[file] = kScan;
  EXPECT_EQ(of_scan(), sizeof(kScan) - 1);
}

// --- Of one unit ---

TEST_F(VerifyCertificateTest, RecomputesTheResultOfOneUnitAlone) {
  TakeUnit("unit-1");
  const absl::StatusOr<Verified> verified = VerifyCertificate(certificate_, options_);
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->unit, "unit-1");
  EXPECT_EQ(verified->results.results_size(), 3);
  EXPECT_EQ(certificate_.sheets.size(), 1u);
}

TEST_F(VerifyCertificateTest, HoldsNoPostingAboutAnotherUnitInTheCertificateOfOne) {
  TakeUnit("unit-1");
  size_t own = 0;
  for (const auto& [position, body] : certificate_.bodies) {
    event::v1::RecordHeader header;
    ASSERT_TRUE(header.ParseFromString(certificate_.headers[position]));
    if (header.event_type() < 200 || header.cycle().empty()) continue;
    EXPECT_THAT(header.units(), ::testing::Contains("unit-1")) << position;
    ++own;
  }
  EXPECT_GT(own, 0u);
}

TEST_F(VerifyCertificateTest, NamesTheBodyThatWasLeftOutOfTheCertificateOfOneUnit) {
  for (const event::v1::EventType type :
       {event::v1::EVENT_TYPE_FINDING_RECORDED, event::v1::EVENT_TYPE_ACCIDENT_RULED,
        event::v1::EVENT_TYPE_ACCIDENT_ATTRIBUTED, event::v1::EVENT_TYPE_SCHEME_PUBLISHED}) {
    TakeUnit("unit-1");
    const uint64_t position = FirstOf(type);
    certificate_.bodies.erase(position);
    EXPECT_THAT(Reason(), HasSubstr(absl::StrCat("bodies: the body of position ", position)));
  }
}

TEST_F(VerifyCertificateTest, NamesTheUnitWhoseOwnResultTheServerItselfForged) {
  TakeUnit("unit-2");
  ForgeResults(WithABetterScore());
  EXPECT_THAT(Reason(), HasSubstr("results: say 99 "));
  EXPECT_THAT(Reason(), HasSubstr("of unit \"unit-2\""));
}

TEST_F(VerifyCertificateTest, RejectsOneUnitsCertificateShownAsAnothersOrAsTheWhole) {
  TakeUnit("unit-1");
  certificate_.unit = "";
  EXPECT_THAT(Reason(), HasSubstr("is left out, and the results rest on it"));
  certificate_.unit = "unit-2";
  EXPECT_THAT(Reason(), HasSubstr("bodies: the body of position "));
  certificate_.unit = "elsewhere";
  EXPECT_THAT(Reason(), HasSubstr("certificate: is about unit \"elsewhere\""));
}

TEST_F(VerifyCertificateTest, RecomputesAnAmendedRevisionForTheCycleAndForEachUnit) {
  YearEndLedger year;
  year.Publish();
  const uint64_t late = year.ledger().Must(testing::AccidentReported("x-9", "unit-1"));
  const absl::StatusOr<YearEndDesk::Decision> proposed =
      year.Decide(testing::ProposeAmendment({late}), "p-proposer");
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  const std::string digest(ResultsDigest(proposed->results).view());
  year.MustDecide(
      testing::ConfirmAmendment(proposed->response.accepted().receipts(0).position(), digest),
      "p-confirmer");
  const std::vector<StoredEvent> events = ReadEvents(year.ledger().log(), year.ledger().size());
  for (const char* unit : {"", "unit-1", "unit-2"}) {
    absl::StatusOr<Certificate> built = BuildCertificate(events, testing::kCycle, unit);
    ASSERT_TRUE(built.ok()) << built.status();
    certificate_ = *std::move(built);
    certificate_.checkpoint = Sign(certificate_.headers);
    EXPECT_EQ(certificate_.revision, 2u);
    EXPECT_TRUE(Verify().ok()) << unit << ": " << Verify();
  }
}

TEST_F(VerifyCertificateTest, IsOfAUnitOfTheCycle) {
  EXPECT_FALSE(BuildCertificate(*events_, testing::kCycle, "elsewhere").ok());
}

// --- What an adversary changes ---

TEST_F(VerifyCertificateTest, NamesTheEvidenceThatWasChangedOrAdded) {
  const std::string file = EvidenceFileName(Sha256Of({kScan}).view());
  certificate_.evidence[file] = "another scan";
  EXPECT_EQ(Reason(), file + ": does not have the hash that events name");
  certificate_.evidence = {{"evidence/scan.pdf", kScan}};
  EXPECT_EQ(Reason(), "evidence/scan.pdf: is named by no event");
}

TEST_F(VerifyCertificateTest, NamesTheSheetThatWasChangedLeftOutOrAdded) {
  const std::string sheet = certificate_.sheets.at("sheets/unit-2.csv");
  certificate_.sheets["sheets/unit-2.csv"] += " ";
  EXPECT_EQ(Reason(), "sheets/unit-2.csv: is not the sheet of the score computed");
  certificate_.sheets.erase("sheets/unit-2.csv");
  EXPECT_EQ(Reason(), "sheets/unit-2.csv: is left out");
  certificate_.sheets["sheets/unit-2.csv"] = sheet;
  certificate_.sheets["sheets/elsewhere.csv"] = sheet;
  EXPECT_EQ(Reason(), "sheets/elsewhere.csv: is the sheet of no unit of the results");
}

TEST_F(VerifyCertificateTest, RejectsAnotherLogsKey) {
  options_.key = LogKey('z').verifier();
  EXPECT_THAT(Reason(), HasSubstr("checkpoint"));
  options_.key = LogKey('k', "ledger.example/log/140700").verifier();
  EXPECT_THAT(Reason(), HasSubstr("certificate: is of log"));
}

TEST_F(VerifyCertificateTest, RejectsARootThatWasSignedForAnotherHistory) {
  std::vector<std::string> other = certificate_.headers;
  other[3] = "another";
  certificate_.checkpoint = Sign(other);
  EXPECT_THAT(Reason(), HasSubstr("headers: are no prefix of the signed log"));
}

TEST_F(VerifyCertificateTest, RejectsAStaleCheckpoint) {
  certificate_.checkpoint = Sign({certificate_.headers.begin(), certificate_.headers.end() - 2});
  EXPECT_THAT(Reason(), HasSubstr("headers: are no prefix of the signed log"));
}

TEST_F(VerifyCertificateTest, RejectsATruncatedTail) {
  certificate_.headers.pop_back();
  EXPECT_THAT(Reason(), HasSubstr("headers: found"));
}

TEST_F(VerifyCertificateTest, NamesSwappedHeaders) {
  std::swap(certificate_.headers[5], certificate_.headers[6]);
  EXPECT_THAT(Reason(), HasSubstr("headers: position 5 holds the header of position 6"));
}

TEST_F(VerifyCertificateTest, NamesTheBodyThatWasAltered) {
  const uint64_t finding = FirstOf(event::v1::EVENT_TYPE_FINDING_RECORDED);
  event::v1::EventBody body;
  ASSERT_TRUE(body.ParseFromString(certificate_.bodies.at(finding).bytes));
  body.mutable_event()->mutable_content()->mutable_finding_recorded()->set_clause("1.2");
  certificate_.bodies.at(finding).bytes = body.SerializeAsString();
  EXPECT_THAT(Reason(), HasSubstr(absl::StrCat("bodies: position ", finding)));
}

TEST_F(VerifyCertificateTest, NamesTheHeaderWhoseBodyWasLeftOut) {
  for (const event::v1::EventType type :
       {event::v1::EVENT_TYPE_FINDING_RECORDED, event::v1::EVENT_TYPE_ACCIDENT_RULED,
        event::v1::EVENT_TYPE_ACCIDENTS_MERGED, event::v1::EVENT_TYPE_CORRECTION_CONFIRMED,
        event::v1::EVENT_TYPE_SCHEME_PUBLISHED, event::v1::EVENT_TYPE_TEAM_FORMED}) {
    Certificate whole = certificate_;
    const uint64_t position = FirstOf(type);
    certificate_.bodies.erase(position);
    EXPECT_THAT(Reason(),
                HasSubstr(absl::StrCat("bodies: the body of position ", position, " (",
                                       event::v1::EventType_Name(type), ") is left out")));
    certificate_ = std::move(whole);
  }
}

TEST_F(VerifyCertificateTest, RejectsABodyThatNothingRestsOn) {
  certificate_.bodies[elsewhere_] = {(*events_)[elsewhere_].salt,
                                     (*events_)[elsewhere_].body_bytes};
  EXPECT_THAT(Reason(), HasSubstr(absl::StrCat("bodies: the body of position ", elsewhere_,
                                               " is there, and nothing rests on it")));
}

TEST_F(VerifyCertificateTest, RejectsTamperedResults) {
  certificate_.results = WithABetterScore().SerializeAsString();
  EXPECT_THAT(Reason(), HasSubstr("results: are not those published"));
}

TEST_F(VerifyCertificateTest, NamesTheUnitWhoseResultTheServerItselfForged) {
  ForgeResults(WithABetterScore());
  EXPECT_THAT(Reason(), HasSubstr("results: say 99 "));
  EXPECT_THAT(Reason(), HasSubstr("of unit \"unit-2\""));
}

TEST_F(VerifyCertificateTest, RejectsAFindingThatTheServerItselfTookBack) {
  Rewrite(FirstOf(event::v1::EVENT_TYPE_FINDING_RECORDED), [](event::v1::EventBody& body) {
    body.mutable_event()->mutable_content()->mutable_finding_recorded()->set_clause("1.4");
  });
  EXPECT_THAT(Reason(), HasSubstr("of unit \"unit-1\""));
}

TEST_F(VerifyCertificateTest, RejectsATamperedScheme) {
  Rewrite(FirstOf(event::v1::EVENT_TYPE_SCHEME_PUBLISHED), [](event::v1::EventBody& body) {
    scheme::v1::Scheme& scheme =
        *body.mutable_event()->mutable_content()->mutable_scheme_published()->mutable_scheme();
    scheme.mutable_title()->set_zh("另一方案");
  });
  EXPECT_THAT(Reason(), HasSubstr("results: name another scheme"));
}

TEST_F(VerifyCertificateTest, RejectsAFreezeByOnePersonAlone) {
  Rewrite(FirstOf(event::v1::EVENT_TYPE_FREEZE_CONFIRMED),
          [](event::v1::EventBody& body) { body.mutable_poster()->set_person_id("p-proposer"); });
  EXPECT_THAT(Reason(), HasSubstr("by the same person, \"p-proposer\""));
}

TEST_F(VerifyCertificateTest, RejectsAPageThatShowsOtherResults) {
  const size_t place = certificate_.page.find("最终得分");
  ASSERT_NE(place, std::string::npos);
  certificate_.page[certificate_.page.size() - 9] ^= 1;
  EXPECT_THAT(Reason(), HasSubstr("index.html: is not the page of these results"));
}

TEST_F(VerifyCertificateTest, RejectsAnotherRevisionOrPosition) {
  certificate_.revision = 2;
  EXPECT_THAT(Reason(), HasSubstr("certificate: is about revision 2"));
  certificate_.revision = 0;
  EXPECT_THAT(Reason(), HasSubstr("certificate: is about revision 0"));
}

TEST_F(VerifyCertificateTest, RejectsACycleThatNoEventOpens) {
  certificate_.cycle = "2023";
  EXPECT_THAT(Reason(), HasSubstr("certificate: is about cycle"));
}

TEST_F(VerifyCertificateTest, RejectsAHeaderThatHidesWhomItsBodyIsAbout) {
  const uint64_t finding = FirstOf(event::v1::EVENT_TYPE_FINDING_RECORDED);
  event::v1::RecordHeader header;
  ASSERT_TRUE(header.ParseFromString(certificate_.headers[finding]));
  header.clear_units();
  header.add_units("unit-3");
  certificate_.headers[finding] = header.SerializeAsString();
  certificate_.checkpoint = Sign(certificate_.headers);
  EXPECT_THAT(Reason(), HasSubstr(absl::StrCat("headers: position ", finding,
                                               " names others than its body is about")));
  // Naming nobody, it would need no body at all.
  header.clear_units();
  header.clear_cycle();
  certificate_.headers[finding] = header.SerializeAsString();
  certificate_.bodies.erase(finding);
  certificate_.checkpoint = Sign(certificate_.headers);
  EXPECT_THAT(Reason(), HasSubstr(absl::StrCat("headers: position ", finding, " is a posting")));
}

TEST_F(VerifyCertificateTest, RejectsAFreezeThatLeftBehindWhatCountedWhenItWasConfirmed) {
  // Honest results of an earlier size, before the first finding, made to fit everywhere.
  const uint64_t finding = FirstOf(event::v1::EVENT_TYPE_FINDING_RECORDED);
  event::v1::CycleResults published;
  ASSERT_TRUE(published.ParseFromString(certificate_.results));
  ResultsBasis basis;
  basis.fold.size = finding;
  basis.root = RootOf(
      {certificate_.headers.begin(), certificate_.headers.begin() + static_cast<int64_t>(finding)});
  basis.scheme_digest = *HashFromBytes(published.scheme_digest());
  const YearEndLedger::Now now = year_->Look();
  const absl::StatusOr<event::v1::CycleResults> earlier =
      ComputeResults(now.view(), testing::kCycle, basis);
  ASSERT_TRUE(earlier.ok()) << earlier.status();
  ForgeResults(*earlier);
  EXPECT_THAT(Reason(), HasSubstr(absl::StrCat("results: were frozen at size ", finding)));
  EXPECT_THAT(Reason(), HasSubstr("changes the result of unit \"unit-1\""));
}

TEST_F(VerifyCertificateTest, SurvivesEventsThatSpeakOfThemselves) {
  const uint64_t proposal = FirstOf(event::v1::EVENT_TYPE_FREEZE_PROPOSED);
  Certificate whole = certificate_;
  Rewrite(proposal, [&](event::v1::EventBody& body) {
    body.mutable_event()->mutable_content()->mutable_freeze_proposed()->set_size(proposal + 1000);
  });
  EXPECT_THAT(Reason(), HasSubstr("bodies: position"));
  certificate_ = whole;
  const uint64_t correction = FirstOf(event::v1::EVENT_TYPE_CORRECTION_PROPOSED);
  Rewrite(correction, [&](event::v1::EventBody& body) {
    body.mutable_event()->mutable_content()->mutable_correction_proposed()->set_position(
        correction + 1);
  });
  EXPECT_THAT(Reason(), HasSubstr("corrects position"));
}

// --- Witnesses ---

TEST_F(VerifyCertificateTest, RequiresTheCosignatureOfEachWitnessThatIsNamed) {
  options_.witnesses = {WitnessKey().verifier()};
  EXPECT_THAT(Reason(), HasSubstr("checkpoint"));
  absl::StatusOr<Note> note = ParseNote(certificate_.checkpoint);
  ASSERT_TRUE(note.ok());
  note->signatures.push_back(*Cosign(note->text, kCosignedAt, WitnessKey()));
  certificate_.checkpoint = FormatNote(*note);
  EXPECT_TRUE(Verify().ok()) << Verify();
}

TEST_F(VerifyCertificateTest, RejectsTheCosignatureOfAnotherWitness) {
  absl::StatusOr<Note> note = ParseNote(certificate_.checkpoint);
  ASSERT_TRUE(note.ok());
  note->signatures.push_back(*Cosign(note->text, kCosignedAt, WitnessKey('x')));
  certificate_.checkpoint = FormatNote(*note);
  EXPECT_THAT(Reason(), HasSubstr("whose key was not given"));
  options_.witnesses = {WitnessKey('w').verifier()};
  EXPECT_THAT(Reason(), HasSubstr("checkpoint"));
}

TEST_F(VerifyCertificateTest, RejectsACheckpointThatOnlyAWitnessSigned) {
  absl::StatusOr<Note> note = ParseNote(certificate_.checkpoint);
  ASSERT_TRUE(note.ok());
  note->signatures = {*Cosign(note->text, kCosignedAt, WitnessKey())};
  certificate_.checkpoint = FormatNote(*note);
  options_.witnesses = {WitnessKey().verifier()};
  EXPECT_THAT(Reason(), HasSubstr("checkpoint"));
}

// --- Every byte ---

TEST_F(VerifyCertificateTest, RejectsEveryByteThatIsFlipped) {
  std::string pattern = ::testing::TempDir() + "flipped_XXXXXX";
  const std::string directory = std::string(::mkdtemp(pattern.data())) + "/certificate";
  certificate_.evidence[EvidenceFileName(Sha256Of({kScan}).view())] = kScan;
  ASSERT_TRUE(WriteCertificate(certificate_, directory).ok());
  size_t flipped = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().string();
    std::ifstream in(path, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    const std::string original = bytes.str();
    // The whole scheme lies in one body; its inner bytes stand for one another, as do a sheet's.
    // The whole scheme lies in one body; its inner bytes stand for one another, as do a sheet's.
    const size_t stride = original.size() > 8192 ? 7 : path.ends_with(".csv") ? 31 : 1;
    for (size_t i = 0; i < original.size(); i += stride) {
      std::string changed = original;
      changed[i] = static_cast<char>(changed[i] ^ (1 << (i % 8)));
      std::ofstream(path, std::ios::binary | std::ios::trunc) << changed;
      const absl::StatusOr<Certificate> read = ReadCertificate(directory);
      const bool rejected = !read.ok() || !VerifyCertificate(*read, options_).ok();
      EXPECT_TRUE(rejected) << path << " byte " << i;
      if (!rejected) break;
      ++flipped;
    }
    std::ofstream(path, std::ios::binary | std::ios::trunc) << original;
  }
  const absl::StatusOr<Certificate> read = ReadCertificate(directory);
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(VerifyCertificate(*read, options_).ok());
  EXPECT_GT(flipped, 5000u);
  std::filesystem::remove_all(std::filesystem::path(directory).parent_path());
}

TEST_F(VerifyCertificateTest, RejectsBytesThatAreFlippedInOneUnitsArchive) {
  TakeUnit("unit-1");
  certificate_.evidence[EvidenceFileName(Sha256Of({kScan}).view())] = kScan;
  std::string pattern = ::testing::TempDir() + "archive_XXXXXX";
  const std::string directory = ::mkdtemp(pattern.data());
  const std::string path = directory + "/certificate.zip";
  ASSERT_TRUE(WriteCertificateArchive(certificate_, path).ok());
  ASSERT_TRUE(VerifyCertificate(*ReadCertificate(path), options_).ok());
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  const std::string original = bytes.str();
  for (size_t i = 0; i < original.size(); i += 13) {
    std::string changed = original;
    changed[i] = static_cast<char>(changed[i] ^ (1 << (i % 8)));
    std::ofstream(path, std::ios::binary | std::ios::trunc) << changed;
    const absl::StatusOr<Certificate> read = ReadCertificate(path);
    EXPECT_FALSE(read.ok() && VerifyCertificate(*read, options_).ok()) << "byte " << i;
  }
  std::filesystem::remove_all(directory);
}

TEST_F(VerifyCertificateTest, HoldsWithEitherKeyWhileOneHandsOverToTheNext) {
  certificate_.checkpoint =
      *SignCheckpoint({kOrigin, certificate_.headers.size(), RootOf(certificate_.headers)},
                      std::vector<SignerKey>{LogKey(), LogKey('n')});
  EXPECT_TRUE(Verify().ok()) << Verify();
  options_.key = LogKey('n').verifier();
  EXPECT_TRUE(Verify().ok()) << Verify();
}

TEST_F(VerifyCertificateTest, LooksAtTheSignatureOfTheOtherKeyAsWell) {
  Note note = *ParseNote(Sign(certificate_.headers));
  Note other = *ParseNote(Sign(certificate_.headers, LogKey('n')));
  other.signatures[0].signature[0] ^= 1;
  note.signatures.push_back(other.signatures[0]);
  certificate_.checkpoint = FormatNote(note);
  EXPECT_FALSE(Verify().ok());
}

TEST_F(VerifyCertificateTest, NamesTheEventThatRetiredTheKeyGiven) {
  options_.key = LogKey('r').verifier();
  EXPECT_THAT(Reason(), HasSubstr("retired it (the key was exposed)"));
  EXPECT_THAT(Reason(), HasSubstr(EncodeVerifierKey(LogKey('n').verifier())));
}

TEST_F(VerifyCertificateTest, ExtendsOlderCheckpointsOfKeysThatTheLogNames) {
  const std::vector<std::string> older(certificate_.headers.begin(),
                                       certificate_.headers.begin() + 3);
  options_.older_checkpoints = {Sign(older, LogKey('r'))};
  EXPECT_TRUE(Verify().ok()) << Verify();
  options_.older_checkpoints = {Sign(older, LogKey('z'))};
  EXPECT_FALSE(Verify().ok());
}

}  // namespace
}  // namespace assessment::certificate
