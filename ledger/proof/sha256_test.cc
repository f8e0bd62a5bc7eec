#include "ledger/proof/sha256.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace assessment {
namespace {

constexpr char kEmptyHex[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr char kEmptyBase64[] = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

TEST(Sha256, HashesTheEmptyString) { EXPECT_EQ(HashToHex(Sha256("")), kEmptyHex); }

TEST(Sha256, HashesTheStandardsThreeLetterExample) {
  EXPECT_EQ(HashToHex(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, HashesPartsAsTheirConcatenation) {
  EXPECT_EQ(Sha256Of({"assess", "", "ment"}), Sha256("assessment"));
  EXPECT_EQ(Sha256Of({}), Sha256(""));
}

TEST(Sha256, GivesEveryThreadItsOwnState) {
  const Hash expected = Sha256("shared");
  std::vector<std::thread> threads;
  std::vector<int> different(4, 0);
  for (size_t t = 0; t < different.size(); ++t) {
    threads.emplace_back([&different, &expected, t] {
      for (int i = 0; i < 1000; ++i) different[t] += Sha256Of({"sha", "red"}) != expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(different, std::vector<int>(4, 0));
}

TEST(Hash, ReturnsUnchangedThroughEveryTextForm) {
  const Hash hash = Sha256("x");
  EXPECT_EQ(HashFromHex(HashToHex(hash)).value(), hash);
  EXPECT_EQ(HashFromBase64(HashToBase64(hash)).value(), hash);
  EXPECT_EQ(HashFromBytes(HashBytes(hash)).value(), hash);
}

TEST(Hash, IsWrittenAsStandardBase64) { EXPECT_EQ(HashToBase64(Sha256("")), kEmptyBase64); }

TEST(Hash, RefusesThirtyOneBytes) {
  EXPECT_EQ(HashFromBytes(std::string(31, 'x')).status().message(),
            "hash: found 31 bytes, expected 32");
}

TEST(Hash, RefusesThirtyThreeBytesOfBase64) {
  EXPECT_EQ(HashFromBase64("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").status().message(),
            "hash: found 33 bytes, expected 32");
}

TEST(Hash, RefusesUpperCaseHexadecimal) {
  std::string hex = kEmptyHex;
  hex[0] = 'E';
  EXPECT_FALSE(HashFromHex(hex).ok());
}

}  // namespace
}  // namespace assessment
