#include "clients/bench/workload_spec.h"

namespace assessment::bench {
namespace {

constexpr WorkloadSpec kSpecs[] = {
    {"sheet", "score sheet, current", Subject::kSheet},
    {"sheet-as-of", "score sheet as of a random earlier size", Subject::kSheetAsOf},
    {"explain", "explanation of a score", Subject::kExplanation},
    {"ranking", "ranking", Subject::kRanking},
    {"ranking-large", "ranking of many units", Subject::kLargeRanking},
    {.name = "sheet-beside-append",
     .description = "score sheet, current, beside an appending client",
     .subject = Subject::kSheet,
     .beside_append = true},
    {.name = "sheet-as-of-beside-append",
     .description = "score sheet as of earlier, beside an appending client",
     .subject = Subject::kSheetAsOf,
     .beside_append = true},
    {.name = "ranking-beside-append",
     .description = "ranking, beside appends to random units",
     .subject = Subject::kRanking,
     .beside_append = true},
    {.name = "ranking-large-beside-append",
     .description = "ranking of many units, beside appends to random units",
     .subject = Subject::kLargeRanking,
     .beside_append = true},
    {"append-1", "durable append, 1 event a call, 1 in flight", Subject::kAppend},
    {"append-64", "durable append, 1 event a call, 64 in flight", Subject::kAppend, 64},
    {"append-256", "durable append, 1 event a call, 256 in flight", Subject::kAppend, 256},
    {"batch-ordered", "atomic batches of 100, 8 in flight, ordered keys", Subject::kAppend, 8, 100},
    {"batch-random", "atomic batches of 100, 8 in flight, random keys", Subject::kAppend, 8, 100,
     true},
};

}  // namespace

absl::Span<const WorkloadSpec> WorkloadSpecs() { return kSpecs; }

const WorkloadSpec* FindWorkloadSpec(absl::string_view name) {
  for (const WorkloadSpec& spec : kSpecs) {
    if (name == spec.name) return &spec;
  }
  return nullptr;
}

}  // namespace assessment::bench
