#include "projections/server/grpc_messages.h"

#include <gtest/gtest.h>

#include <sstream>

#include "grpc/support/log.h"
#include "nlohmann/json.hpp"

namespace assessment {
namespace {

// gRPC speaks at this level once it is in use.
class GrpcMessagesTest : public ::testing::Test {
 protected:
  GrpcMessagesTest() { gpr_set_log_verbosity(GPR_LOG_SEVERITY_ERROR); }
};

TEST_F(GrpcMessagesTest, BecomeLinesOfTheDiagnosticLog) {
  std::ostringstream stream;
  {
    DiagnosticLog log(Severity::kInfo, stream);
    const GrpcMessages messages(log);
    gpr_log("src/core/lib/odd.cc", 42, GPR_LOG_SEVERITY_ERROR, "cannot bind \"%s\"", "x");
  }
  const nlohmann::json line = nlohmann::json::parse(stream.str());
  EXPECT_EQ(line["event"], "grpc");
  EXPECT_EQ(line["severity"], "warning");
  EXPECT_EQ(line["file"], "odd.cc");
  EXPECT_EQ(line["line"], 42);
  EXPECT_EQ(line["message"], "cannot bind \"x\"");
}

TEST_F(GrpcMessagesTest, GoToStderrAgainAfterwards) {
  std::ostringstream stream;
  DiagnosticLog log(Severity::kInfo, stream);
  { const GrpcMessages messages(log); }
  ::testing::internal::CaptureStderr();
  gpr_log("odd.cc", 1, GPR_LOG_SEVERITY_ERROR, "a word");
  EXPECT_NE(::testing::internal::GetCapturedStderr().find("a word"), std::string::npos);
}

}  // namespace
}  // namespace assessment
