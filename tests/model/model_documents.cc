#include "tests/model/model_documents.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "ledger/base/document_key.h"

namespace assessment::model {
namespace {

template <typename Values, typename Value>
bool Has(const Values& values, const Value& wanted) {
  return std::find(values.begin(), values.end(), wanted) != values.end();
}

ModelDocument DocumentOf(const LiveEvent& event) {
  const event::v1::Paper& paper = event.content->paper();
  ModelDocument document;
  document.event = &event;
  document.day = DayNumber(paper.date());
  document.key = DocumentKey(paper.issuer(), paper.number(), DayOfNumber(document.day));
  return document;
}

// A department is the unit itself, as a county is.
event::v1::RecipientLevel Level(event::v1::RecipientLevel level) {
  return level == event::v1::RECIPIENT_LEVEL_DEPARTMENT ? event::v1::RECIPIENT_LEVEL_COUNTY : level;
}

template <typename Trigger, typename Given>
bool Fits(const Trigger& trigger, const Given& given) {
  return given.kind() == trigger.kind() &&
         Level(given.recipient_level()) == Level(trigger.recipient()) &&
         Has(trigger.issuers(), given.issuer_level());
}

std::vector<ModelDocument> InOrder(const std::map<std::string, ModelDocument>& documents) {
  std::vector<ModelDocument> list;
  for (const auto& [key, document] : documents) list.push_back(document);
  std::sort(list.begin(), list.end(), [](const ModelDocument& a, const ModelDocument& b) {
    return std::tie(a.day, a.event->source_and_key) < std::tie(b.day, b.event->source_and_key);
  });
  return list;
}

// Documents in the window that feed the clause by one of its triggers.
std::vector<ModelDocument> Feeding(const scheme::v1::Clause& clause, const Context& context) {
  std::vector<ModelDocument> documents;
  const auto add = [&](const LiveEvent& event, bool fits, const auto& given) {
    if (!fits || !context.Takes(clause.clause(), event.position)) return;
    ModelDocument document = DocumentOf(event);
    if (!InCycle(document.day, context)) return;
    document.of_persons = given.recipient_level() == event::v1::RECIPIENT_LEVEL_PERSON;
    if (document.of_persons) document.occurrences = std::max<uint32_t>(1, given.persons());
    documents.push_back(document);
  };
  for (const LiveEvent& event : context.log.live) {
    const auto& triggers = clause.triggers();
    if (event.content->has_honour_recorded() &&
        event.content->honour_recorded().unit() == context.unit) {
      const event::v1::Honour& honour = event.content->honour_recorded().honour();
      add(event,
          std::any_of(triggers.begin(), triggers.end(),
                      [&](const scheme::v1::Trigger& trigger) {
                        return trigger.has_honour() && Fits(trigger.honour(), honour);
                      }),
          honour);
    }
    if (event.content->has_blame_recorded() &&
        event.content->blame_recorded().unit() == context.unit) {
      const event::v1::Blame& blame = event.content->blame_recorded().blame();
      add(event,
          std::any_of(triggers.begin(), triggers.end(),
                      [&](const scheme::v1::Trigger& trigger) {
                        return trigger.has_blame() && Fits(trigger.blame(), blame);
                      }),
          blame);
    }
  }
  return documents;
}

// By accident, then in order of verification.
std::vector<ModelConcealment> AllConcealments(const scheme::v1::ConcealmentTrigger& trigger,
                                              const Context& context) {
  std::vector<ModelConcealment> all;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_concealment_verified()) continue;
    const event::v1::ConcealmentVerified& verified = event.content->concealment_verified();
    if (verified.unit() != context.unit) continue;
    const std::optional<ModelAccident> accident =
        AccidentNamed(StandsFor(verified.accident(), context), context);
    if (!accident.has_value() || accident->near_miss) continue;
    const int64_t day = DayNumber(event.content->occurred_on());
    if (!InCycle(day, context)) continue;
    if (!trigger.grades().empty() && !Has(trigger.grades(), accident->grade)) continue;
    all.push_back({&event, day, *accident});
  }
  std::sort(all.begin(), all.end(), [](const ModelConcealment& a, const ModelConcealment& b) {
    return std::tie(a.accident.id, a.day, a.event->source_and_key) <
           std::tie(b.accident.id, b.day, b.event->source_and_key);
  });
  return all;
}

}  // namespace

std::vector<ModelDocument> LettersFor(const scheme::v1::LetterTrigger& trigger,
                                      const Context& context) {
  std::vector<ModelDocument> letters;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_letter_issued()) continue;
    const event::v1::LetterIssued& issued = event.content->letter_issued();
    if (!Has(issued.units(), context.unit)) continue;
    if (issued.issuing_body() != trigger.issuing_body()) continue;
    const ModelDocument letter = DocumentOf(event);
    if (InCycle(letter.day, context)) letters.push_back(letter);
  }
  std::sort(letters.begin(), letters.end(), [](const ModelDocument& a, const ModelDocument& b) {
    return std::tie(a.day, a.key) < std::tie(b.day, b.key);
  });
  std::vector<ModelDocument> charging;
  std::set<std::string> matters;  // With a letter before.
  for (const ModelDocument& letter : letters) {
    const auto& about = letter.event->content->letter_issued().matters();
    const bool repeats = std::any_of(about.begin(), about.end(), [&](const std::string& matter) {
      return matters.count(matter) != 0;
    });
    matters.insert(about.begin(), about.end());
    if (repeats == (trigger.which() == scheme::v1::LetterTrigger::WHICH_REPEAT)) {
      charging.push_back(letter);
    }
  }
  return charging;
}

std::vector<ModelDocument> GivenTo(const scheme::v1::Clause& clause, const Context& context) {
  std::map<std::string, ModelDocument> counting;
  for (const ModelDocument& document : Feeding(clause, context)) {
    const auto [known, added] =
        counting.emplace(document.key + (document.of_persons ? " persons" : " unit"), document);
    // Of equal ones the first by source and key.
    const auto rank = [](const ModelDocument& one) {
      return std::tuple(-static_cast<int64_t>(one.occurrences), one.event->source_and_key);
    };
    if (!added && rank(document) < rank(known->second)) known->second = document;
  }
  return InOrder(counting);
}

std::vector<const LiveEvent*> SameDocuments(const scheme::v1::Clause& clause,
                                            const Context& context) {
  std::set<uint64_t> counting;
  for (const ModelDocument& document : GivenTo(clause, context)) {
    counting.insert(document.event->position);
  }
  std::vector<const LiveEvent*> others;
  for (const ModelDocument& document : Feeding(clause, context)) {
    if (counting.count(document.event->position) == 0) others.push_back(document.event);
  }
  return others;
}

std::vector<ModelConcealment> ConcealmentsFor(const scheme::v1::ConcealmentTrigger& trigger,
                                              const Context& context) {
  std::vector<ModelConcealment> first;
  std::set<std::string> known;
  for (const ModelConcealment& one : AllConcealments(trigger, context)) {
    if (known.insert(one.accident.id).second) first.push_back(one);
  }
  return first;
}

std::vector<const LiveEvent*> ConcealedAgain(const scheme::v1::ConcealmentTrigger& trigger,
                                             const Context& context) {
  std::vector<const LiveEvent*> again;
  std::set<std::string> known;
  for (const ModelConcealment& one : AllConcealments(trigger, context)) {
    if (!known.insert(one.accident.id).second) again.push_back(one.event);
  }
  return again;
}

}  // namespace assessment::model
