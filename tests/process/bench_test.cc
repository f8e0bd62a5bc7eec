// Every workload of the load generator once, at tiny sizes: that it runs, not how fast.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "tests/process/ledgerd_process.h"

namespace assessment {
namespace {

class LedgerBench : public ::testing::Test {
 protected:
  LedgerBench()
      : directory_(::testing::TempDir() +
                   ::testing::UnitTest::GetInstance()->current_test_info()->name()),
        server_(directory_ + "/server") {
    CHECK(std::system(absl::StrCat("rm -rf '", directory_, "'").c_str()) == 0);
    CHECK(server_.Start().ok());
  }
  ~LedgerBench() override {
    CHECK(std::system(absl::StrCat("rm -rf '", directory_, "'").c_str()) == 0);
  }

  // Runs the program beside an echo server with `arguments`; returns whether it ended with status
  // 0. Its lines are kept.
  bool Run(const std::string& arguments) {
    const std::string echo = directory_ + "/echo";
    const std::string output = directory_ + "/output";
    // What an earlier echo server wrote names a port that nobody serves.
    std::remove(echo.c_str());
    const std::string command = absl::StrCat(
        ASSESSMENT_ECHO_SERVER, " '", echo, "' & echo=$!; for i in $(seq 200); do [ -s '", echo,
        "' ] && break; sleep 0.05; done; ", ASSESSMENT_LEDGER_BENCH, " --server ",
        server_.address(), " --echo 127.0.0.1:$(cat '", echo, "') --token-file '", directory_,
        "/server/store/administrator.token' --scheme '", ASSESSMENT_SCHEME,
        "' --json --warm-up 0.02 --seconds 0.05 --units 3 --large-units 201 --unit-events 20 ",
        arguments, " >'", output, "'; status=$?; kill $echo; exit $status");
    const bool ended_well = std::system(command.c_str()) == 0;
    std::ifstream lines(output);
    for (std::string line; std::getline(lines, line);) {
      lines_.push_back(nlohmann::json::parse(line));
    }
    return ended_well;
  }

  const std::string directory_;
  LedgerdProcess server_;
  std::vector<nlohmann::json> lines_;
};

TEST_F(LedgerBench, RunsEveryWorkloadAndSaysEachAsALineOfJson) {
  ASSERT_TRUE(Run(""));
  std::vector<std::string> names;
  for (size_t i = 1; i < lines_.size(); ++i) {
    names.push_back(lines_[i].at("workload"));
    EXPECT_EQ(lines_[i].at("limits").size(), 1u) << names.back();
  }
  EXPECT_THAT(names, ::testing::ElementsAre("sheet", "sheet-as-of", "explain", "ranking",
                                            "ranking-large", "sheet-beside-append",
                                            "sheet-as-of-beside-append", "ranking-beside-append",
                                            "ranking-large-beside-append", "append-1", "append-64",
                                            "append-256", "batch-ordered", "batch-random"));
  EXPECT_EQ(lines_[0].at("seed"), 20221231);
}

TEST_F(LedgerBench, RunsAtARateOnSeveralFilledLedgersAndUsesThemAgain) {
  const std::string arguments =
      "--name again --ledgers 2 --size 1500 --rate 200 --connections 2 --only batch-random";
  ASSERT_TRUE(Run(arguments));
  ASSERT_TRUE(Run(arguments));
  ASSERT_EQ(lines_.size(), 4u);
  EXPECT_EQ(lines_[1].at("offered_per_second"), 200);
  EXPECT_EQ(lines_[1].at("ledger_size"), 1500);
  EXPECT_GT(lines_[3].at("ledger_size"), 1500);
}

TEST_F(LedgerBench, RefusesAWorkloadThatItDoesNotKnow) { EXPECT_FALSE(Run("--only no-such-one")); }

}  // namespace
}  // namespace assessment
