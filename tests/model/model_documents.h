#ifndef TESTS_MODEL_MODEL_DOCUMENTS_H_
#define TESTS_MODEL_MODEL_DOCUMENTS_H_

// What charges or gives by its document: letters, honours, blame; and verified concealments.

#include <cstdint>
#include <string>
#include <vector>

#include "assessment/scheme/v1/scheme.pb.h"
#include "tests/model/model_accidents.h"
#include "tests/model/model_context.h"

namespace assessment::model {

// A document as it counts for the unit.
struct ModelDocument {
  const LiveEvent* event = nullptr;
  std::string key;  // Identity of the document.
  int64_t day = 0;
  uint32_t occurrences = 1;
};

// Letters that charge under a trigger, in order of their dates; whatever `context` leaves out of a
// clause is still a letter.
std::vector<ModelDocument> LettersFor(const scheme::v1::LetterTrigger& trigger,
                                      const Context& context);

// One entry a document and recipient; persons together. `clause` is the one that they feed.
std::vector<ModelDocument> HonoursFor(const scheme::v1::HonourTrigger& trigger,
                                      const std::string& clause, const Context& context);
std::vector<ModelDocument> BlameFor(const scheme::v1::BlameTrigger& trigger,
                                    const std::string& clause, const Context& context);

struct ModelConcealment {
  const LiveEvent* event = nullptr;
  int64_t day = 0;  // Of verification.
  ModelAccident accident;
};

// Concealments by the unit that were verified in the window, of accidents that count, one an
// accident: the first.
std::vector<ModelConcealment> ConcealmentsFor(const scheme::v1::ConcealmentTrigger& trigger,
                                              const Context& context);

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_DOCUMENTS_H_
