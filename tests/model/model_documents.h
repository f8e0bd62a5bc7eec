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
  bool of_persons = false;
};

// Letters that charge under a trigger, in order of their dates; whatever `context` leaves out of a
// clause is still a letter.
std::vector<ModelDocument> LettersFor(const scheme::v1::LetterTrigger& trigger,
                                      const Context& context);

// Honours and blame that feed a clause by one of its triggers: one entry a document, and one for
// the persons that it names.
std::vector<ModelDocument> GivenTo(const scheme::v1::Clause& clause, const Context& context);

// Those that feed the clause and count by another event of the same document.
std::vector<const LiveEvent*> SameDocuments(const scheme::v1::Clause& clause,
                                            const Context& context);

struct ModelConcealment {
  const LiveEvent* event = nullptr;
  int64_t day = 0;  // Of verification.
  ModelAccident accident;
};

// Concealments by the unit that were verified in the window, of accidents and not near misses, one
// an accident: the first. A concealment has its own paper: it does not wait for the report, and the
// office's decision on an accident without one does not touch it.
std::vector<ModelConcealment> ConcealmentsFor(const scheme::v1::ConcealmentTrigger& trigger,
                                              const Context& context);
// Later ones of the same accident, known under a duplicate as well.
std::vector<const LiveEvent*> ConcealedAgain(const scheme::v1::ConcealmentTrigger& trigger,
                                             const Context& context);

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_DOCUMENTS_H_
