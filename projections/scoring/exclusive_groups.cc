#include "projections/scoring/exclusive_groups.h"

#include <algorithm>
#include <map>
#include <string>

namespace assessment {
namespace {

// What one clause of a group charges about one subject, and its first line there.
struct Claim {
  MilliPoints milli = 0;
  uint64_t first_position = 0;
};

void SuppressInGroup(const scheme::v1::ExclusiveGroup& group, std::vector<ClauseLines*> members) {
  const auto subject_of = [&group](const Share& share) {
    return group.by_subject() ? share.subject : std::string();
  };
  // Members stand in reading order, so the first of equal claims wins by itself.
  std::map<std::string, std::vector<Claim>> claims;
  for (size_t m = 0; m < members.size(); ++m) {
    for (const Line& line : members[m]->lines) {
      for (const Share& share : line.shares) {
        if (share.left_milli == 0) continue;
        std::vector<Claim>& row = claims[subject_of(share)];
        row.resize(members.size());
        if (row[m].milli == 0) row[m].first_position = line.entry->position();
        row[m].milli += share.left_milli;
      }
    }
  }
  for (const auto& [subject, row] : claims) {
    const auto winner = std::max_element(
        row.begin(), row.end(), [](const Claim& a, const Claim& b) { return a.milli < b.milli; });
    for (size_t m = 0; m < members.size(); ++m) {
      if (&row[m] == &*winner) continue;
      for (Line& line : members[m]->lines) {
        for (Share& share : line.shares) {
          if (share.left_milli == 0 || subject_of(share) != subject) continue;
          share.suppressed_milli += share.left_milli;
          share.left_milli = 0;
          line.by_position = winner->first_position;
        }
      }
    }
  }
}

}  // namespace

void SuppressExcluded(const CompiledScheme& scheme, std::vector<ClauseLines>& clauses) {
  for (const scheme::v1::ExclusiveGroup& group : scheme.proto().exclusive_groups()) {
    std::vector<ClauseLines*> members;
    for (ClauseLines& clause : clauses) {
      const auto& ids = group.clauses();
      if (std::find(ids.begin(), ids.end(), clause.clause->clause->clause()) != ids.end()) {
        members.push_back(&clause);
      }
    }
    if (members.size() > 1) SuppressInGroup(group, std::move(members));
  }
}

}  // namespace assessment
