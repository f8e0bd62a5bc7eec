#include "projections/server/diagnostic_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <sstream>
#include <streambuf>
#include <thread>

#include "ledger/base/mutex.h"
#include "nlohmann/json.hpp"

namespace assessment {
namespace {

// What a log of the severity writes when `write` is done with it.
std::string Written(Severity least, const std::function<void(DiagnosticLog&)>& write) {
  std::ostringstream stream;
  {
    DiagnosticLog log(least, stream);
    write(log);
  }
  return stream.str();
}

TEST(DiagnosticLog, ALineIsOneJsonObjectWithMomentSeverityAndFields) {
  const std::string text = Written(Severity::kInfo, [](DiagnosticLog& log) {
    log.Write(Severity::kWarning, "projection_stale",
              {{"ledger", "141100"}, {"size", uint64_t{18446744073709551615u}}, {"late", true}});
  });
  ASSERT_EQ(text.back(), '\n');
  const nlohmann::json line = nlohmann::json::parse(text);
  EXPECT_THAT(line["time"].get<std::string>(),
              ::testing::MatchesRegex("[0-9-]*T[0-9:]*\\.[0-9][0-9][0-9][0-9][0-9][0-9]Z"));
  EXPECT_EQ(line["severity"], "warning");
  EXPECT_EQ(line["event"], "projection_stale");
  EXPECT_EQ(line["ledger"], "141100");
  EXPECT_EQ(line["size"], 18446744073709551615u);
  EXPECT_EQ(line["late"], true);
}

TEST(DiagnosticLog, NoTextBreaksALine) {
  const std::string hostile = "a\"b\\c\n{\"severity\":\"error\"}%v \x01 \xff 考核";
  const std::string text = Written(Severity::kInfo, [&hostile](DiagnosticLog& log) {
    log.Write(Severity::kInfo, "x", {{"text", hostile}});
  });
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_EQ(nlohmann::json::parse(text)["text"],
            "a\"b\\c\n{\"severity\":\"error\"}%v \x01 \xEF\xBF\xBD 考核");
}

TEST(DiagnosticLog, LinesBelowItsLevelAreNotWritten) {
  const std::string text = Written(Severity::kWarning, [](DiagnosticLog& log) {
    EXPECT_FALSE(log.Wants(Severity::kInfo));
    EXPECT_TRUE(log.Wants(Severity::kError));
    log.Write(Severity::kDebug, "quiet");
    log.Write(Severity::kInfo, "quiet");
    log.Write(Severity::kError, "loud");
  });
  EXPECT_EQ(text.find("quiet"), std::string::npos);
  EXPECT_NE(text.find("loud"), std::string::npos);
}

// A stream whose reader takes nothing until it is let go.
class StalledBuffer : public std::streambuf {
 public:
  void LetGo() {
    MutexLock lock(mutex_);
    go_ = true;
    changed_.SignalAll();
  }
  std::string Text() {
    MutexLock lock(mutex_);
    return text_;
  }

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    MutexLock lock(mutex_);
    while (!go_) changed_.Wait(mutex_);
    text_.append(bytes, static_cast<size_t>(count));
    return count;
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  bool go_ ABSL_GUARDED_BY(mutex_) = false;
  std::string text_ ABSL_GUARDED_BY(mutex_);
};

TEST(DiagnosticLog, AStalledReaderHoldsNobodyUpAndTheLossIsTold) {
  constexpr int kLines = 10000;
  StalledBuffer buffer;
  std::ostream stream(&buffer);
  {
    DiagnosticLog log(Severity::kInfo, stream);
    for (int i = 0; i < kLines; ++i) log.Write(Severity::kInfo, "flood");
    EXPECT_GT(log.lines_lost(), 0u);
    buffer.LetGo();
    // Told with the first line that finds room again.
    while (buffer.Text().find("lines_lost") == std::string::npos) {
      log.Write(Severity::kInfo, "after");
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  EXPECT_NE(buffer.Text().find("\"event\":\"lines_lost\",\"lines\":"), std::string::npos);
}

TEST(DiagnosticLog, AnUnknownLevelIsRefusedByName) {
  EXPECT_EQ(*ParseSeverity("error"), Severity::kError);
  EXPECT_THAT(std::string(ParseSeverity("loud").status().message()),
              ::testing::HasSubstr("found \"loud\", expected \"debug\""));
}

}  // namespace
}  // namespace assessment
