#ifndef CLIENTS_BENCH_BENCH_EVENTS_H_
#define CLIENTS_BENCH_BENCH_EVENTS_H_

// The events of a measurement: findings as an assessor's app posts them, about 400 bytes each.

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "clients/cpp/idempotency_key.h"
#include "ledger/base/civil.h"
#include "ledger/base/clock.h"

namespace assessment::bench {

// A ledger that is ready for findings.
struct BenchLedger {
  std::string ledger;
  std::string token;  // Of a principal that may post them.
  std::vector<std::string> units;
};

inline constexpr char kCycle[] = "bench";
inline constexpr char kDecider[] = "p-bench-1";

// The smallest scheme that is worth a finding: two items, three clauses, no rescaling.
scheme::v1::Scheme BenchScheme();

// The events that make an empty ledger ready, in order: units, scheme, cycle, team. Each has a key
// of its own that depends on nothing but its place, so posting them again changes nothing. `today`
// must be the same then.
std::vector<event::v1::Event> SetUpEvents(const std::string& ledger,
                                          const std::vector<std::string>& units,
                                          const CivilDay& today);

enum class KeyOrder {
  kOrdered,  // UUIDv7.
  kRandom,   // 128 random bits.
};

// Makes findings, each with a key of its own. Not thread-safe: one a thread.
class FindingMaker {
 public:
  // `ledger` outlives this. Equal seeds choose equal units and clauses; keys of ordered kind begin
  // with the time, so that a run never repeats another's.
  FindingMaker(const BenchLedger& ledger, KeyOrder order, Clock& clock, uint64_t seed);

  event::v1::Event Next();
  // A request of `events` findings.
  ledger::v1::AppendRequest NextBatch(int events);

 private:
  std::string NextKey();

  const BenchLedger& ledger_;
  const KeyOrder order_;
  const CivilDay today_;
  OrderedKeys keys_;
  std::mt19937_64 random_;
  // Random keys come from the machine's entropy, or a second run would repeat the first.
  std::mt19937_64 key_random_;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_BENCH_EVENTS_H_
