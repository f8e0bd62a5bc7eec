#include "ledger/admission/text_sealer.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "ledger/base/limits.h"
#include "ledger/log/memory_log_store.h"

namespace assessment::admission {
namespace {

class TextSealerTest : public ::testing::Test {
 protected:
  TextSealerTest() : log_(**store_.Create("141100")), state_(log_) {}

  // The commitment that an event with this name is sealed with, when the ledger has size 0.
  std::string Seal(const std::string& name) {
    event::v1::Event event;
    event.mutable_content()->add_decided_by()->mutable_name()->set_plain(name);
    const absl::StatusOr<std::vector<SealedText>> texts = sealer_.Seal(state_, event);
    EXPECT_TRUE(texts.ok()) << texts.status();
    brought_ = texts->size();
    return event.content().decided_by(0).name().commitment();
  }

  MemoryLogStore store_;
  EventLog& log_;
  AdmittedState state_;
  int drawn_ = 0;
  const Admission::SaltSource salts_ = [this] {
    return absl::StrCat(std::string(limits::kSaltBytes - 1, 's'), drawn_++ % 10);
  };
  TextSealer sealer_{log_, salts_};
  size_t brought_ = 0;  // By the event sealed last.
};

TEST_F(TextSealerTest, GivesANameInFlightTheCommitmentItHasAndBringsItsTextAgain) {
  const std::string first = Seal("赵");
  EXPECT_EQ(Seal("赵"), first);
  EXPECT_EQ(brought_, 1u);
  EXPECT_NE(Seal("钱"), first);
}

TEST_F(TextSealerTest, KeepsATextUntilTheRecordItCameWithIsDurable) {
  const std::string first = Seal("赵");
  sealer_.ForgetBelow(0);
  EXPECT_EQ(Seal("赵"), first);
  sealer_.ForgetBelow(1);
  // The log, which never got the record, does not know the name either.
  EXPECT_NE(Seal("赵"), first);
}

TEST_F(TextSealerTest, OpensWhatIsInFlight) {
  event::v1::Event event;
  event.mutable_content()->add_decided_by()->mutable_name()->set_plain("赵");
  ASSERT_TRUE(sealer_.Seal(state_, event).ok());
  ASSERT_TRUE(sealer_.Open(state_, event).ok());
  EXPECT_EQ(event.content().decided_by(0).name().plain(), "赵");
}

}  // namespace
}  // namespace assessment::admission
