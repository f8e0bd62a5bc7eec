#include "ledger/base/document_key.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

TEST(DocumentKey, IsTheSameForEveryFormOfBracketAndSpace) {
  const std::string key = DocumentKey("省安委办", "晋安办发〔2022〕8号", {2022, 3, 1});
  EXPECT_EQ(DocumentKey("省安委办 ", "晋安办发[2022] 8号", {2022, 3, 1}), key);
  EXPECT_EQ(DocumentKey("省安委办", "晋安办发（2022）　8号", {2022, 3, 1}), key);
}

TEST(DocumentKey, TellsIssuerNumberAndDateApart) {
  const std::string key = DocumentKey("a", "1", {2022, 3, 1});
  EXPECT_NE(DocumentKey("b", "1", {2022, 3, 1}), key);
  EXPECT_NE(DocumentKey("a", "2", {2022, 3, 1}), key);
  EXPECT_NE(DocumentKey("a", "1", {2022, 3, 2}), key);
}

}  // namespace
}  // namespace assessment
