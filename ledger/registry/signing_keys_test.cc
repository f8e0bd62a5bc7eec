#include "ledger/registry/signing_keys.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "ledger/proof/note_key.h"
#include "ledger/registry/registry.h"

namespace assessment {
namespace {

using event::v1::SigningKeyChanged;

constexpr char kOrigin[] = "ledger.example/log/141100";

std::string Key(char seed, const std::string& name = kOrigin,
                NoteKeyType type = NoteKeyType::kLog) {
  return EncodeVerifierKey(MakeSignerKey(name, type, std::string(32, seed))->verifier());
}

SigningKeyChanged Change(const std::vector<std::string>& keys,
                         const std::vector<std::string>& retired = {}) {
  SigningKeyChanged changed;
  for (const std::string& key : keys) changed.add_verifier_keys(key);
  for (const std::string& key : retired) changed.add_retired_verifier_keys(key);
  return changed;
}

// The field that is wrong when `changed` follows `before`; empty when it may.
std::string FaultyField(const SigningKeys& before, const SigningKeyChanged& changed) {
  const auto fault = FindSigningKeyFault(before, kOrigin, changed);
  return fault.has_value() ? fault->field : "";
}

// After the first change, from key "a" to "a" and "b".
SigningKeys HandingOver() {
  SigningKeys keys;
  ApplySigningKeyChange(5, Change({Key('a'), Key('b')}), keys);
  return keys;
}

TEST(SigningKeys, TheFirstChangeNamesTheKeyThatSignedBeforeIt) {
  EXPECT_EQ(FaultyField({}, Change({Key('a'), Key('b')})), "");
  EXPECT_EQ(FaultyField({}, Change({Key('b')}, {Key('a')})), "");
  EXPECT_EQ(FaultyField({}, Change({Key('b')})), "verifier_keys");
}

TEST(SigningKeys, SomeKeyIsLeftToSign) {
  EXPECT_EQ(FaultyField(HandingOver(), Change({}, {Key('a'), Key('b')})), "verifier_keys");
}

TEST(SigningKeys, AKeyInForceStaysOrIsRetired) {
  EXPECT_EQ(FaultyField(HandingOver(), Change({Key('b'), Key('c')})), "verifier_keys");
  EXPECT_EQ(FaultyField(HandingOver(), Change({Key('b'), Key('c')}, {Key('a')})), "");
}

TEST(SigningKeys, TheNewestStandsLast) {
  EXPECT_EQ(FaultyField(HandingOver(), Change({Key('c'), Key('a'), Key('b')})), "verifier_keys");
  EXPECT_EQ(FaultyField(HandingOver(), Change({Key('a'), Key('b'), Key('c')})), "");
}

TEST(SigningKeys, AChangeChangesSomething) {
  EXPECT_EQ(FaultyField(HandingOver(), Change({Key('a'), Key('b')})), "verifier_keys");
}

TEST(SigningKeys, OnlyAKeyInForceIsRetired) {
  EXPECT_EQ(FaultyField(HandingOver(), Change({Key('a'), Key('b')}, {Key('c')})),
            "retired_verifier_keys[0]");
}

TEST(SigningKeys, ARetiredKeyNeverComesBack) {
  SigningKeys keys = HandingOver();
  ApplySigningKeyChange(9, Change({Key('b')}, {Key('a')}), keys);
  EXPECT_EQ(FaultyField(keys, Change({Key('b'), Key('a')})), "verifier_keys[1]");
}

TEST(SigningKeys, AreLogKeysNamedAsTheOriginEachOnce) {
  EXPECT_EQ(FaultyField({}, Change({Key('a'), Key('b', "other.example/log/1")})),
            "verifier_keys[1]");
  EXPECT_EQ(FaultyField({}, Change({Key('a'), Key('b', kOrigin, NoteKeyType::kCosigner)})),
            "verifier_keys[1]");
  EXPECT_EQ(FaultyField({}, Change({Key('a'), "nonsense"})), "verifier_keys[1]");
  EXPECT_EQ(FaultyField({}, Change({Key('a'), Key('a')})), "verifier_keys[1]");
  EXPECT_EQ(FaultyField({}, Change({Key('a')}, {Key('a')})), "retired_verifier_keys[0]");
}

TEST(SigningKeys, AreAtMostEight) {
  std::vector<std::string> keys;
  for (char seed = 'a'; seed < 'a' + 9; ++seed) keys.push_back(Key(seed));
  EXPECT_EQ(FaultyField({}, Change(keys)), "verifier_keys");
  keys.pop_back();
  EXPECT_EQ(FaultyField({}, Change(keys)), "");
}

TEST(SigningKeys, AreFoldedByTheRegistry) {
  Registry registry;
  event::v1::EventContent opened;
  opened.mutable_ledger_opened()->set_origin(kOrigin);
  ASSERT_TRUE(registry.Apply(0, opened).ok());
  event::v1::EventContent content;
  *content.mutable_signing_key_changed() = Change({Key('a'), Key('b')});
  ASSERT_TRUE(registry.Apply(3, content).ok());
  *content.mutable_signing_key_changed() = Change({Key('b')}, {Key('a')});
  ASSERT_TRUE(registry.Apply(7, content).ok());
  EXPECT_EQ(registry.signing_keys().position, 7u);
  EXPECT_EQ(registry.signing_keys().in_force, std::vector<std::string>{Key('b')});
  EXPECT_EQ(registry.signing_keys().retired, std::vector<std::string>{Key('a')});
  EXPECT_EQ(registry.Apply(8, content).code(), absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace assessment
