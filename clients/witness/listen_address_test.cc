#include "clients/witness/listen_address.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

TEST(ListenAddress, IsReadInBothFamilies) {
  EXPECT_EQ(ParseListenAddress("10.0.0.7:80")->host, "10.0.0.7");
  EXPECT_EQ(ParseListenAddress("10.0.0.7:80")->port, 80);
  EXPECT_EQ(ParseListenAddress("[fe80::1]:0")->host, "fe80::1");
}

TEST(ListenAddress, KnowsLoopback) {
  EXPECT_TRUE(ParseListenAddress("127.0.0.1:0")->is_loopback);
  EXPECT_TRUE(ParseListenAddress("127.8.9.1:0")->is_loopback);
  EXPECT_TRUE(ParseListenAddress("[::1]:0")->is_loopback);
  EXPECT_FALSE(ParseListenAddress("0.0.0.0:0")->is_loopback);
  EXPECT_FALSE(ParseListenAddress("128.0.0.1:0")->is_loopback);
  EXPECT_FALSE(ParseListenAddress("[::]:0")->is_loopback);
}

TEST(ListenAddress, RefusesNamesAndWhatIsNoPort) {
  for (const char* text : {"", ":80", "localhost:80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
                           "127.0.0.1:-1", "::1:80", "[::1]", "[127.0.0.1]:80", "1.2.3:80"}) {
    EXPECT_EQ(ParseListenAddress(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace assessment
