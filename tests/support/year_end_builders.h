#ifndef TESTS_SUPPORT_YEAR_END_BUILDERS_H_
#define TESTS_SUPPORT_YEAR_END_BUILDERS_H_

// Contents of the events of the end of a year, complete and admissible unless a test spoils them.
// Those that a service completes carry digests of one letter.

#include <string>
#include <vector>

#include "tests/support/event_builders.h"

namespace assessment::testing {

// A digest of 32 times the letter.
std::string DigestOf(char mark);

EventContent ResultNotified(absl::string_view unit, uint64_t size = 1);
EventContent ObjectionFiled(absl::string_view unit, absl::string_view objection = "o-1");
EventContent ObjectionDecided(absl::string_view unit, absl::string_view objection = "o-1");
EventContent ChecklistAccepted(absl::string_view unit, event::v1::ChecklistEntry entry,
                               absl::string_view subject = "");
// What takes two steps "p-proposer" proposes and "p-confirmer" confirms: post it in their names
// too.
EventContent FreezeProposed(uint64_t size, char digest = 'r');
EventContent FreezeConfirmed(uint64_t proposal_position, char digest = 'r');
EventContent FreezeWithdrawalProposed();
EventContent FreezeWithdrawn(uint64_t proposal_position);
// `results` are the bytes whose digest was frozen.
EventContent ResultsPublished(const std::string& results);
// One point that contests the event at `position`.
EventContent AppealFiled(absl::string_view unit, uint64_t position,
                         absl::string_view appeal = "a-1");
EventContent AppealDecided(absl::string_view unit,
                           event::v1::Outcome outcome = event::v1::OUTCOME_UPHELD,
                           absl::string_view appeal = "a-1", uint32_t point = 0);
EventContent AppealWithdrawn(absl::string_view unit, absl::string_view appeal = "a-1");
EventContent AmendmentProposed(const std::vector<uint64_t>& added, const std::string& digest);
EventContent CycleAmended(uint64_t proposal_position, const std::string& results);
EventContent LateFactLeavingProposed(uint64_t position);
EventContent LateFactLeft(uint64_t position, uint64_t proposal_position);
EventContent CycleClosed();

}  // namespace assessment::testing

#endif  // TESTS_SUPPORT_YEAR_END_BUILDERS_H_
