#ifndef LEDGER_ADMISSION_DOCUMENTS_IN_FORCE_H_
#define LEDGER_ADMISSION_DOCUMENTS_IN_FORCE_H_

// Documents recorded about units: letters, honours and blame. A document is recorded once as a
// letter to a unit, and once as each kind of honour or blame for one unit and recipient; a
// department stands for the unit itself, as a county does.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assessment/event/v1/event.pb.h"
#include "ledger/admission/journal.h"

namespace assessment::admission {

// What one event records: the unit, and the key of the document for it.
struct RecordedDocument {
  std::string unit;
  std::string key;
};
// The documents that `content` records, one a unit; none for other types.
std::vector<RecordedDocument> DocumentsOf(const event::v1::EventContent& content);

class DocumentsInForce {
 public:
  // `journal` outlives this.
  explicit DocumentsInForce(Journal& journal) : documents_(journal) {}

  // As InForce: each passes over other types.
  void Add(uint64_t position, const event::v1::EventContent& content);
  void Remove(uint64_t position, const event::v1::EventContent& content);

  // Position of the event that records the document.
  std::optional<uint64_t> Find(const RecordedDocument& document) const;

  std::string Describe() const;

 private:
  RevertibleMap<std::string, uint64_t> documents_;
};

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_DOCUMENTS_IN_FORCE_H_
