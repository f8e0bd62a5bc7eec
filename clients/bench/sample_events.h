#ifndef CLIENTS_BENCH_SAMPLE_EVENTS_H_
#define CLIENTS_BENCH_SAMPLE_EVENTS_H_

// Events that a ledger admits, for measuring: what they say is of no interest, what they cost is.
// Every one happened at the end of 2022 and comes late, for a stated reason.

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"

namespace assessment::bench {

// Registers a county.
event::v1::Event UnitRegisteredEvent(const std::string& ledger, const std::string& unit,
                                     const std::string& name);

// Reports a metric of a unit. A remark fills the event up to `bytes` as serialised, its key of 36
// characters included; it is never shorter than it must be.
event::v1::Event MetricEvent(const std::string& ledger, const std::string& unit, size_t bytes);

// Publishes a scheme.
event::v1::Event SchemePublishedEvent(const std::string& ledger, const scheme::v1::Scheme& scheme);

// Opens the cycle of 2022 with the scheme adopted for all its units.
event::v1::Event CycleOpenedEvent(const std::string& ledger, const std::string& cycle,
                                  const scheme::v1::Scheme& scheme);

// A finding without subject on a clause.
event::v1::Event FindingEvent(const std::string& ledger, const std::string& cycle,
                              const std::string& unit, const std::string& clause);

// The clauses of a scheme that take a finding without subject or measure against every unit.
// FAILED_PRECONDITION when there is none.
absl::StatusOr<std::vector<std::string>> ClausesForFindings(const scheme::v1::Scheme& scheme);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_SAMPLE_EVENTS_H_
