#include "projections/scoring/event_stream.h"

#include <gtest/gtest.h>

#include <utility>

namespace assessment {
namespace {

std::shared_ptr<ParsedRecord> RecordAt(uint64_t position) {
  auto record = std::make_shared<ParsedRecord>();
  record->header.set_position(position);
  return record;
}

std::shared_ptr<const ParsedRecord> Finding(uint64_t position, const std::string& clause) {
  auto record = RecordAt(position);
  record->body.mutable_event()->mutable_content()->mutable_finding_recorded()->set_clause(clause);
  return record;
}

std::shared_ptr<const ParsedRecord> Proposal(uint64_t position, uint64_t target,
                                             const std::string& replacement_clause = "") {
  auto record = RecordAt(position);
  event::v1::CorrectionProposed& proposed =
      *record->body.mutable_event()->mutable_content()->mutable_correction_proposed();
  proposed.set_position(target);
  if (!replacement_clause.empty()) {
    proposed.mutable_replacement()->mutable_finding_recorded()->set_clause(replacement_clause);
  }
  return record;
}

std::shared_ptr<const ParsedRecord> Confirmation(uint64_t position, uint64_t proposal) {
  auto record = RecordAt(position);
  record->body.mutable_event()
      ->mutable_content()
      ->mutable_correction_confirmed()
      ->set_proposal_position(proposal);
  return record;
}

// Clauses of the findings that count, in order.
std::vector<std::string> Counting(const EventStream& stream) {
  std::vector<std::string> clauses;
  for (const StreamEntry& entry : stream.entries()) {
    if (entry.counts()) clauses.push_back(entry.content->finding_recorded().clause());
  }
  return clauses;
}

EventStream Fold(std::vector<std::shared_ptr<const ParsedRecord>> records) {
  EventStream stream;
  for (auto& record : records) EXPECT_TRUE(stream.Apply(std::move(record)).ok());
  return stream;
}

using Clauses = std::vector<std::string>;

TEST(EventStream, AProposalAloneChangesNothing) {
  EXPECT_EQ(Counting(Fold({Finding(1, "a"), Proposal(2, 1, "b")})), Clauses{"a"});
}

TEST(EventStream, AConfirmedProposalVoidsItsTarget) {
  const EventStream stream =
      Fold({Finding(1, "a"), Finding(2, "b"), Proposal(3, 1), Confirmation(4, 3)});
  EXPECT_EQ(Counting(stream), Clauses{"b"});
  EXPECT_EQ(stream.VoidedBy(1), 4u);
}

TEST(EventStream, AReplacementCountsAtThePositionOfItsProposal) {
  const EventStream stream =
      Fold({Finding(1, "a"), Proposal(3, 1, "b"), Finding(4, "c"), Confirmation(5, 3)});
  EXPECT_EQ(Counting(stream), (Clauses{"b", "c"}));
  EXPECT_EQ(stream.entries()[1].position(), 3u);
  EXPECT_EQ(stream.entries()[1].replaces, 1u);
  EXPECT_EQ(stream.entries()[1].confirmed_by, 5u);
}

TEST(EventStream, CorrectingAConfirmationRestoresWhatItVoided) {
  const EventStream stream = Fold({Finding(1, "a"), Proposal(2, 1, "b"), Confirmation(3, 2),
                                   Proposal(4, 3), Confirmation(5, 4)});
  EXPECT_EQ(Counting(stream), Clauses{"a"});
  EXPECT_EQ(stream.VoidedBy(3), 5u);
  EXPECT_EQ(stream.VoidedBy(1), std::nullopt);
}

TEST(EventStream, CorrectingTheCorrectionOfAConfirmationVoidsAgain) {
  const EventStream stream =
      Fold({Finding(1, "a"), Proposal(2, 1, "b"), Confirmation(3, 2), Proposal(4, 3),
            Confirmation(5, 4), Proposal(6, 5), Confirmation(7, 6)});
  EXPECT_EQ(Counting(stream), Clauses{"b"});
}

TEST(EventStream, AReplacementCanItselfBeCorrected) {
  const EventStream stream = Fold({Finding(1, "a"), Proposal(2, 1, "b"), Confirmation(3, 2),
                                   Proposal(4, 2, "c"), Confirmation(5, 4)});
  EXPECT_EQ(Counting(stream), Clauses{"c"});
}

TEST(EventStream, RefusesAConfirmationWithoutItsProposal) {
  EventStream stream;
  EXPECT_EQ(stream.Apply(Confirmation(1, 0)).code(), absl::StatusCode::kInternal);
}

TEST(EventStream, RefusesPositionsThatDoNotIncrease) {
  EventStream stream = Fold({Finding(4, "a")});
  EXPECT_EQ(stream.Apply(Finding(4, "b")).code(), absl::StatusCode::kInternal);
  EXPECT_EQ(stream.size(), 5u);
}

TEST(EventStream, LeavesACopyAsItWas) {
  EventStream stream = Fold({Finding(1, "a"), Proposal(2, 1, "b")});
  const EventStream copy = stream;
  ASSERT_TRUE(stream.Apply(Confirmation(3, 2)).ok());
  EXPECT_EQ(Counting(copy), Clauses{"a"});
  EXPECT_EQ(Counting(stream), Clauses{"b"});
}

TEST(EventStream, StartsWithTheEntriesItGrewFromUntilACorrectionTouchesOne) {
  EventStream stream = Fold({Finding(1, "a")});
  const EventStream copy = stream;
  ASSERT_TRUE(stream.Apply(Finding(2, "b")).ok());
  ASSERT_TRUE(stream.Apply(Proposal(3, 1)).ok());
  EXPECT_TRUE(stream.entries().StartsWith(copy.entries()));
  ASSERT_TRUE(stream.Apply(Confirmation(4, 3)).ok());
  EXPECT_FALSE(stream.entries().StartsWith(copy.entries()));
}

}  // namespace
}  // namespace assessment
