#ifndef LEDGER_LOG_OPEN_TEXTS_H_
#define LEDGER_LOG_OPEN_TEXTS_H_

// Puts sealed texts back into messages for people: answers, pages, events to compare.

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "google/protobuf/message.h"
#include "ledger/log/event_log.h"
#include "ledger/log/sealed_text.h"

namespace assessment {

// Replaces every commitment in `message` by its text; that of an erased text stays. DATA_LOSS when
// a text is neither kept nor erased.
absl::Status OpenTexts(const EventLog& log, google::protobuf::Message& message);

// The same for the commitments of `texts` alone: of records that no log holds yet.
void PutTexts(absl::Span<const SealedText> texts, google::protobuf::Message& message);

}  // namespace assessment

#endif  // LEDGER_LOG_OPEN_TEXTS_H_
