#ifndef CLIENTS_SHEET_RANKING_TABLE_H_
#define CLIENTS_SHEET_RANKING_TABLE_H_

#include <cstdint>
#include <string>

#include "assessment/projections/v1/assessment_service.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "clients/sheet/sheet_content.h"

namespace assessment::sheet {

// What a ranking is made of.
struct RankingInput {
  projections::v1::ListScoresResponse ranking;
  // Names the pools; empty: pools are named by their identifiers.
  scheme::v1::Scheme scheme;
  std::string cycle;
  std::string cycle_title;
  // Phase of the cycle, in words.
  std::string status;
};

// Builds the ranking as a table, without the foot that identifies it: one row a unit in the order
// of the answer, the row's key "unit:" and the unit. Columns: rank, pool, unit, name, raw,
// applicable, final, grade, vetoes, coverage, status; a unit without rank or final score has "—"
// there. Rows of role kColumns and kBody are the table that WriteCsv takes over.
SheetContent BuildRanking(const RankingInput& input);

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_RANKING_TABLE_H_
