#include "clients/certificate/named_evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "ledger/proof/sha256.h"

namespace assessment::certificate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string HashOf(const std::string& bytes) { return std::string(Sha256Of({bytes}).view()); }

event::v1::EventBody Naming(const std::vector<std::string>& files) {
  event::v1::EventBody body;
  for (const std::string& file : files) {
    event::v1::Evidence& evidence = *body.mutable_event()->mutable_content()->add_evidence();
    evidence.set_name(file + ".pdf");
    evidence.set_sha256(HashOf(file));
  }
  return body;
}

class PackedEvidence : public ::testing::Test {
 protected:
  PackedEvidence() {
    std::string pattern = ::testing::TempDir() + "evidence_XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    certificate_.headers.resize(10);
    certificate_.bodies[3] = {"", Naming({"scan", "photo"}).SerializeAsString()};
    certificate_.bodies[5] = {"", Naming({"scan"}).SerializeAsString()};
  }
  ~PackedEvidence() override { std::filesystem::remove_all(directory_); }

  void Put(const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories((std::filesystem::path(directory_) / name).parent_path());
    std::ofstream(directory_ + "/" + name, std::ios::binary) << bytes;
  }

  std::string directory_;
  Certificate certificate_;
};

TEST_F(PackedEvidence, IsFoundByItsHashWhateverItIsCalledAndWhereverItLies) {
  Put("2022/06/IMG_0001.jpg", "scan");
  Put("other", "nobody names it");
  const absl::StatusOr<std::vector<NamedEvidence>> named = PackEvidence(directory_, certificate_);
  ASSERT_TRUE(named.ok()) << named.status();
  EXPECT_EQ(certificate_.evidence,
            (std::map<std::string, std::string>{{EvidenceFileName(HashOf("scan")), "scan"}}));
}

TEST_F(PackedEvidence, IsToldFromWhatIsNamedAndNotThere) {
  Put("a", "scan");
  const absl::StatusOr<std::vector<NamedEvidence>> named = PackEvidence(directory_, certificate_);
  ASSERT_TRUE(named.ok()) << named.status();
  ASSERT_EQ(named->size(), 2u);
  EXPECT_EQ((*named)[0].packed_bytes, 4u);
  EXPECT_THAT((*named)[0].positions, ElementsAre(3, 5));
  EXPECT_EQ((*named)[1].evidence.name(), "photo.pdf");
  EXPECT_FALSE((*named)[1].packed_bytes.has_value());
}

TEST_F(PackedEvidence, IsNotLookedForBehindLinks) {
  Put("elsewhere/a", "scan");
  std::filesystem::create_directory(directory_ + "/in");
  std::filesystem::create_symlink("../elsewhere/a", directory_ + "/in/a");
  ASSERT_TRUE(PackEvidence(directory_ + "/in", certificate_).ok());
  EXPECT_TRUE(certificate_.evidence.empty());
}

TEST_F(PackedEvidence, NamesTheDirectoryThatIsNotThere) {
  const absl::Status status = PackEvidence(directory_ + "/none", certificate_).status();
  EXPECT_THAT(std::string(status.message()), HasSubstr(directory_ + "/none: "));
}

TEST_F(PackedEvidence, IsThatOfACorrectionsReplacementAsWell) {
  event::v1::EventBody body;
  *body.mutable_event()
       ->mutable_content()
       ->mutable_correction_proposed()
       ->mutable_replacement()
       ->add_evidence() = Naming({"new"}).event().content().evidence(0);
  certificate_.bodies = {{9, {"", body.SerializeAsString()}}};
  const absl::StatusOr<std::vector<NamedEvidence>> named = PackEvidence(directory_, certificate_);
  ASSERT_TRUE(named.ok()) << named.status();
  ASSERT_EQ(named->size(), 1u);
  EXPECT_EQ((*named)[0].evidence.name(), "new.pdf");
}

TEST_F(PackedEvidence, OfAnotherUnitsObjectionIsNotInOneUnitsCertificate) {
  event::v1::RecordHeader header;
  header.set_event_type(event::v1::EVENT_TYPE_OBJECTION_FILED);
  header.add_units("other");
  certificate_.headers[3] = header.SerializeAsString();
  Put("a", "photo");
  certificate_.unit = "u";
  const absl::StatusOr<std::vector<NamedEvidence>> named = PackEvidence(directory_, certificate_);
  ASSERT_TRUE(named.ok()) << named.status();
  EXPECT_EQ(named->size(), 1u);
  EXPECT_TRUE(certificate_.evidence.empty());
  certificate_.unit = "other";
  ASSERT_TRUE(PackEvidence(directory_, certificate_).ok());
  EXPECT_EQ(certificate_.evidence.size(), 1u);
}

}  // namespace
}  // namespace assessment::certificate
