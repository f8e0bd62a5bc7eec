#include "clients/certificate/certificate.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace assessment::certificate {
namespace {

class CertificateFiles : public ::testing::Test {
 protected:
  CertificateFiles() {
    std::string pattern = ::testing::TempDir() + "certificate_XXXXXX";
    directory_ = std::string(::mkdtemp(pattern.data())) + "/of-2022";
    sample_.origin = "ledger.example/log/141100";
    sample_.cycle = "2022";
    sample_.revision = 1;
    sample_.position = 2;
    sample_.checkpoint = "a note\n";
    sample_.consistency = {std::string(32, 'h'), std::string(32, 'i')};
    sample_.headers = {"first", "", "third"};
    sample_.bodies = {{0, {std::string(16, 's'), "body"}}, {2, {std::string(16, 't'), ""}}};
    sample_.results = "results";
    sample_.page = "<html>";
    sample_.sheets = {{"sheets/u.csv", "a sheet"}};
    sample_.evidence = {{"evidence/00ff", "a scan"}};
  }
  ~CertificateFiles() override {
    std::filesystem::remove_all(std::filesystem::path(directory_).parent_path());
  }

  void Overwrite(const std::string& file, const std::string& bytes) {
    std::ofstream(directory_ + "/" + file, std::ios::binary | std::ios::trunc) << bytes;
  }
  std::string Fault() { return std::string(ReadCertificate(directory_).status().message()); }

  std::string directory_;
  Certificate sample_;
};

TEST_F(CertificateFiles, AreReadAsTheyWereWritten) {
  ASSERT_TRUE(WriteCertificate(sample_, directory_).ok());
  const absl::StatusOr<Certificate> read = ReadCertificate(directory_);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, sample_);
}

TEST_F(CertificateFiles, NameTheUnitThatTheyAreAbout) {
  sample_.unit = "交口县";
  ASSERT_TRUE(WriteCertificate(sample_, directory_).ok());
  const absl::StatusOr<Certificate> read = ReadCertificate(directory_);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->unit, "交口县");
}

TEST_F(CertificateFiles, AreReadFromOneArchiveAsWell) {
  const std::string path = directory_ + ".zip";
  ASSERT_TRUE(WriteCertificateArchive(sample_, path).ok());
  const absl::StatusOr<Certificate> read = ReadCertificate(path);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, sample_);
  EXPECT_FALSE(WriteCertificateArchive(sample_, path).ok());
}

TEST_F(CertificateFiles, AreThoseOfACertificateAloneInAnArchive) {
  std::map<std::string, std::string> files = FilesOf(sample_);
  for (const char* name : {"../outside", "/outside", "sheets/../outside", "notes.txt", "sheets/"}) {
    std::map<std::string, std::string> more = files;
    more[name] = "x";
    EXPECT_EQ(std::string(CertificateOf(more).status().message()),
              std::string(name) + ": is no file of a certificate");
  }
  files.erase("results");
  EXPECT_EQ(std::string(CertificateOf(files).status().message()), "results: is missing");
}

TEST_F(CertificateFiles, AreWrittenIntoAnEmptyDirectoryAlone) {
  ASSERT_TRUE(WriteCertificate(sample_, directory_).ok());
  EXPECT_FALSE(WriteCertificate(sample_, directory_).ok());
}

TEST_F(CertificateFiles, AreNamedWhenOneIsMissingOrTooMany) {
  ASSERT_TRUE(WriteCertificate(sample_, directory_).ok());
  Overwrite("notes.txt", "hello");
  EXPECT_EQ(Fault(), "notes.txt: is no file of a certificate");
  std::filesystem::remove(directory_ + "/notes.txt");
  std::filesystem::remove(directory_ + "/bodies");
  EXPECT_EQ(Fault().substr(0, 7), "bodies:");
}

TEST_F(CertificateFiles, LieInTheFoldersOfACertificateAlone) {
  ASSERT_TRUE(WriteCertificate(sample_, directory_).ok());
  std::filesystem::create_directory(directory_ + "/sheets/more");
  EXPECT_EQ(Fault(), "sheets/more: is no file of a certificate");
  std::filesystem::remove(directory_ + "/sheets/more");
  std::filesystem::create_symlink("../results", directory_ + "/sheets/v.csv");
  EXPECT_EQ(Fault(), "sheets/v.csv: is no file of a certificate");
  std::filesystem::remove(directory_ + "/sheets/v.csv");
  std::filesystem::create_directory(directory_ + "/more");
  EXPECT_EQ(Fault(), "more: is no file of a certificate");
}

TEST_F(CertificateFiles, SayWhereTheyEndTooEarly) {
  ASSERT_TRUE(WriteCertificate(sample_, directory_).ok());
  Overwrite("headers", std::string("\x00\x05"
                                   "first\x00\x09"
                                   "short",
                                   14));
  EXPECT_EQ(Fault(), "headers: ends inside the header at position 1");
  ASSERT_TRUE(std::filesystem::remove_all(directory_) > 0);
  ASSERT_TRUE(WriteCertificate(sample_, directory_).ok());
  Overwrite("bodies", "short");
  EXPECT_EQ(Fault(), "bodies: ends inside the body number 1");
}

TEST_F(CertificateFiles, HaveOneFormForTheirContent) {
  ASSERT_TRUE(WriteCertificate(sample_, directory_).ok());
  Overwrite("certificate",
            "assessment/certificate/v1\norigin o\ncycle c\nrevision 01\nposition 2\n");
  EXPECT_EQ(Fault().substr(0, 12), "certificate:");
  Overwrite("certificate",
            "assessment/certificate/v1\norigin o\ncycle c\nrevision 1\nposition 2\n\n");
  EXPECT_EQ(Fault(), "certificate: text after the last line");
  Overwrite("certificate", "assessment/certificate/v2\n");
  EXPECT_EQ(Fault(), "certificate: expected the first line assessment/certificate/v1");
}

TEST_F(CertificateFiles, TakeHashesOfTheRightLengthAlone) {
  ASSERT_TRUE(WriteCertificate(sample_, directory_).ok());
  Overwrite("consistency", "AAAA\n");
  EXPECT_EQ(Fault(), "consistency: found 3 bytes, expected 32");
}

}  // namespace
}  // namespace assessment::certificate
