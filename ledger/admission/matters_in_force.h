#ifndef LEDGER_ADMISSION_MATTERS_IN_FORCE_H_
#define LEDGER_ADMISSION_MATTERS_IN_FORCE_H_

// Matters: what each asks of whom and by when, and the events in force that name it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/admission/journal.h"
#include "ledger/admission/recorded_steps.h"
#include "ledger/deadline/due_date.h"

namespace assessment::admission {

struct MatterEntry {
  struct Extension {
    uint64_t position = 0;
    CivilDay day;
    CivilInstant due;
  };
  struct Reassignment {
    uint64_t position = 0;
    std::string unit;
  };
  struct Withdrawal {
    uint64_t position = 0;
    CivilDay day;
  };

  // Unset: what is here waits for its opening, which a correction is just replacing.
  std::optional<uint64_t> opened;
  event::v1::MatterKind kind = event::v1::MATTER_KIND_UNSPECIFIED;
  std::string unit;
  CivilInstant due;  // As opened.
  std::vector<Extension> extensions;
  std::vector<Reassignment> reassignments;
  std::optional<Withdrawal> withdrawal;
  std::vector<RecordedStep> steps;
  std::vector<uint64_t> others;  // Returns, completions, letters, findings that name it.

  // The due date in force: of the extension with the latest day, ties by the later due date; as
  // opened when there is none.
  CivilInstant DueInForce() const;
  // The clock that runs on it.
  event::v1::Clock clock() const;
  // True when the unit was asked for it or held it at some time.
  bool Concerns(absl::string_view some_unit) const;
};

class MattersInForce {
 public:
  // `journal` outlives this.
  explicit MattersInForce(Journal& journal) : matters_(journal) {}

  // As InForce: each passes over the types that name no matter.
  void Add(uint64_t position, const event::v1::EventContent& content);
  void Remove(uint64_t position, const event::v1::EventContent& content);
  void AppendRestingOn(uint64_t position, const event::v1::EventContent& content,
                       std::vector<uint64_t>& resting) const;

  // Null when no opening of the matter is in force.
  const MatterEntry* Find(absl::string_view matter) const;

  std::string Describe() const;

 private:
  RevertibleMap<std::string, MatterEntry> matters_;
};

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_MATTERS_IN_FORCE_H_
