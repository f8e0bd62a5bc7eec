// The files kept aside while a store is opened survive an opening that cannot sync the directory
// that names them, the next opening in the same process, and then a power loss.

#include <cstdio>
#include <map>
#include <memory>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/rocksdb/files.h"
#include "ledger/log/rocksdb/files_aside.h"
#include "tests/crash/faulty_file_system.h"
#include "tests/crash/simulated_file_system.h"

namespace assessment {
namespace {

const char* const kFilesOfTheDatabase[] = {"1.log", "3.sst", "CURRENT", "MANIFEST-2"};

absl::Status MakeStore(rocksdb::FileSystem& files) {
  RETURN_IF_ERROR(MakeDirectory(files, "/store"));
  RETURN_IF_ERROR(MakeDirectory(files, "/store/db"));
  for (const char* name : kFilesOfTheDatabase) {
    RETURN_IF_ERROR(WriteFileDurably(files, absl::StrCat("/store/db/", name), name));
  }
  RETURN_IF_ERROR(SyncDirectory(files, "/store/db"));
  RETURN_IF_ERROR(SyncDirectory(files, "/store"));
  return SyncDirectory(files, "/");
}

// What an opening does with the files, when nothing refuses it.
absl::Status OpenLikeAStore(rocksdb::FileSystem& files) {
  FilesAside aside(files, "/store");
  RETURN_IF_ERROR(aside.Restore());
  RETURN_IF_ERROR(aside.Keep());
  RETURN_IF_ERROR(WriteFileDurably(files, "/store/db/4.sst", "new"));
  return aside.Drop();
}

TEST(FilesAsideFaults, NoFileOfTheDatabaseIsLostToAFailedSyncAndAPowerLoss) {
  uint64_t refused = 0;
  for (const FileOperation operation :
       {FileOperation::kOpenDirectory, FileOperation::kSyncDirectory}) {
    for (uint64_t number = 1; number <= 8; ++number) {
      auto files = std::make_shared<SimulatedFileSystem>();
      ASSERT_TRUE(MakeStore(*files).ok());
      auto faulty = std::make_shared<FaultyFileSystem>(files);
      faulty->Fail(operation, number, /*for_ever=*/true);
      for (int opening = 0; opening < 3; ++opening) {
        if (!OpenLikeAStore(*faulty).ok()) ++refused;
      }
      std::mt19937_64 random(number);
      for (int loss = 0; loss < 100; ++loss) {
        const auto left = files->AfterPowerLoss(random);
        FilesAside aside(*left, "/store");
        ASSERT_TRUE(aside.Restore().ok());
        const std::map<std::string, std::string> found = left->Files();
        for (const char* name : kFilesOfTheDatabase) {
          ASSERT_EQ(found.count(absl::StrCat("/store/db/", name)), 1u)
              << name << " is lost, after the failed " << NameOf(operation) << " number " << number;
        }
      }
    }
  }
  EXPECT_GT(refused, 16u);
}

}  // namespace
}  // namespace assessment
