#ifndef LEDGER_BASE_LIMITS_H_
#define LEDGER_BASE_LIMITS_H_

// Every bound of the ledger: name, unit last, reason beside it. Over a limit is a refusal before
// work is done.

#include <cstddef>
#include <cstdint>

namespace assessment::limits {

// One commit: large enough that a sync is shared by many, small enough that a reader sees it in one
// piece.
inline constexpr size_t kBatchEventsMax = 1000;
inline constexpr size_t kBatchBytesMax = 900 * 1000;

// The leaf is a tile entry with a two-byte length.
inline constexpr size_t kHeaderBytesMax = 65535;
// A body carries an event, not an attachment: attachments stay outside and are named by hash.
// A published scheme is the largest event (about 150 kB).
inline constexpr size_t kBodyBytesMax = 512 * 1024;
inline constexpr size_t kSaltBytes = 16;
// The salt of one sealed text: names are few and would be guessed.
inline constexpr size_t kTextSaltBytes = 32;
// SHA-256, of everything that an event names by its digest.
inline constexpr size_t kDigestBytes = 32;
static_assert(kHeaderBytesMax + kBodyBytesMax + 64 < kBatchBytesMax,
              "one event always fits a batch");

// Names of ledgers, units, cycles, accidents, sources: they are keys, so they stay short.
inline constexpr size_t kIdentifierBytesMax = 96;
inline constexpr size_t kIdempotencyKeyBytesMax = 128;
// Problem descriptions, reasons and notes: some pages of text.
inline constexpr size_t kTextBytesMax = 16 * 1024;
inline constexpr size_t kEvidenceEntriesMax = 64;
inline constexpr size_t kSubjectsMax = 500;
inline constexpr size_t kUnitsPerEventMax = 200;

// A scheme: the largest rubric known has about 90 items and 300 clauses. The linter looks at every
// clause through the eyes of every unit and tag, so the product of these bounds its work.
inline constexpr size_t kSchemeUnitsMax = 200;
inline constexpr size_t kSchemeTagsMax = 100;
inline constexpr size_t kSchemeClausesMax = 1000;
inline constexpr size_t kSchemeComponentsPerItemMax = 64;

// Records at most this long lie whole in the index beside their unit, so that a unit's history is
// one range scan; longer ones (schemes) are referred to by position.
inline constexpr size_t kClusteredRecordBytesMax = 4096;

// Answers: a page of events read, and the whole message.
inline constexpr size_t kReadPageEventsMax = 1000;
inline constexpr size_t kMessageBytesMax = 4 * 1024 * 1024;

// Commands waiting for one sequencer; beyond it the caller is told to come back
// (RESOURCE_EXHAUSTED).
inline constexpr size_t kSequencerQueueMax = 10000;
// Previews waiting for one sequencer: each may cost as much as an append and delays them.
inline constexpr size_t kPreviewQueueMax = 100;

// Principals of one server: their file is replaced whole, and all fit one answer.
inline constexpr size_t kPrincipalsMax = 5000;
// Grants of one principal in one ledger: more than this are roles that should be principals.
inline constexpr size_t kGrantsPerPrincipalMax = 64;
// Names of certificates that stand for one principal: the old one and the new one of a few
// machines.
inline constexpr size_t kCertificateNamesMax = 8;
// The longest that a token stays good beside its successor.
inline constexpr uint32_t kTokenOverlapSecondsMax = 7 * 24 * 3600;
// Calls that one principal may begin in a second, when the operator states no other number: above
// what a whole machine of today answers, so it bounds floods, not work.
inline constexpr size_t kCallsPerSecondPerPrincipal = 50000;
// No call is waited for longer, whatever deadline it brings or leaves out.
inline constexpr int64_t kCallSecondsMax = 60;
// Appends and previews in flight, on the whole server and by one principal: one caller cannot fill
// a sequencer's queue alone.
inline constexpr size_t kCommandsInFlightMax = 2 * kSequencerQueueMax;
inline constexpr size_t kCommandsPerPrincipalMax = kSequencerQueueMax / 2;
// Reading calls waiting for a worker.
inline constexpr size_t kReadQueueMax = 1000;
// Open subscriptions of one server and of one principal: each holds a page in memory.
inline constexpr size_t kSubscriptionsMax = 1000;
inline constexpr size_t kSubscriptionsPerPrincipalMax = 100;
// Positions looked at by one Read before it answers with where to go on: bounds the work of a
// filter that matches nothing.
inline constexpr size_t kReadPositionsLookedAtMax = 100 * 1000;

}  // namespace assessment::limits

#endif  // LEDGER_BASE_LIMITS_H_
