#include "clients/certificate/stored_zip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "clients/table/zip_archive.h"

namespace assessment::certificate {
namespace {

using ::testing::HasSubstr;

using Files = std::map<std::string, std::string>;

Files TheFiles() {
  return {{"certificate", "five lines"}, {"sheets/交口县.csv", "a,b\r\n"}, {"empty", ""}};
}

std::string TheArchive() { return *EncodeStoredZip(TheFiles()); }

std::string Fault(const std::string& archive) {
  return std::string(DecodeStoredZip(archive).status().message());
}

TEST(StoredZip, IsReadAsItWasWritten) {
  const absl::StatusOr<Files> read = DecodeStoredZip(TheArchive());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, TheFiles());
  EXPECT_TRUE(DecodeStoredZip(*EncodeStoredZip({}))->empty());
}

TEST(StoredZip, IsUnpackedByOtherPrograms) {
  std::string pattern = ::testing::TempDir() + "zip_XXXXXX";
  const std::string directory = ::mkdtemp(pattern.data());
  std::ofstream(directory + "/a.zip", std::ios::binary) << TheArchive();
  absl::StatusOr<table::ZipArchive> archive = table::ZipArchive::Open(directory + "/a.zip");
  ASSERT_TRUE(archive.ok()) << archive.status();
  for (const auto& [name, bytes] : TheFiles()) {
    const absl::StatusOr<std::optional<std::string>> read = archive->Read(name, 100);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(*read, bytes) << name;
  }
  std::filesystem::remove_all(directory);
}

TEST(StoredZip, HasOneFormInWhichNoByteCanChangeUnseen) {
  const std::string archive = TheArchive();
  for (size_t i = 0; i < archive.size(); ++i) {
    std::string changed = archive;
    changed[i] = static_cast<char>(changed[i] ^ (1 << (i % 8)));
    const absl::StatusOr<Files> read = DecodeStoredZip(changed);
    EXPECT_TRUE(!read.ok() || *read != TheFiles()) << "byte " << i;
  }
}

TEST(StoredZip, IsRefusedWhenItIsCutOrLonger) {
  const std::string archive = TheArchive();
  for (size_t length = 0; length < archive.size(); ++length) {
    EXPECT_FALSE(DecodeStoredZip(archive.substr(0, length)).ok()) << length;
  }
  EXPECT_THAT(Fault(archive + "x"), HasSubstr("differs at byte"));
}

TEST(StoredZip, IsRefusedWhenAnEntryClaimsMoreThanThereIs) {
  std::string archive = TheArchive();
  archive[21] = '\x7f';  // The highest byte of the first entry's size.
  EXPECT_THAT(Fault(archive), HasSubstr("the entry number 1 claims "));
}

TEST(StoredZip, IsRefusedWhenAnEntryStandsTwice) {
  const std::string one = *EncodeStoredZip({{"a", "b"}});
  const std::string entry = one.substr(0, 32);
  EXPECT_THAT(Fault(entry + one), HasSubstr("the entry \"a\" stands twice"));
}

TEST(StoredZip, IsRefusedWhenSomethingIsCompressed) {
  std::string archive = *EncodeStoredZip({{"a", "b"}});
  archive[8] = 8;  // Deflated.
  EXPECT_THAT(Fault(archive), HasSubstr("differs at byte 8"));
}

}  // namespace
}  // namespace assessment::certificate
