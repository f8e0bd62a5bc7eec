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

bool InCycle(int64_t day, const Context& context) {
  return DayNumber(context.cycle->opened.window_from()) <= day &&
         day <= DayNumber(context.cycle->opened.window_to());
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

// Adds a document that gives `given`, unless it counts by another event already; of persons the
// largest number counts.
template <typename Trigger, typename Given>
void AddGiven(const Trigger& trigger, const Given& given, const LiveEvent& event,
              const Context& context, std::map<std::string, ModelDocument>& documents) {
  if (given.kind() != trigger.kind() || Level(given.recipient_level()) != Level(trigger.recipient()))
    return;
  if (!Has(trigger.issuers(), given.issuer_level())) return;
  ModelDocument document = DocumentOf(event);
  if (!InCycle(document.day, context)) return;
  const bool persons = given.recipient_level() == event::v1::RECIPIENT_LEVEL_PERSON;
  if (persons) document.occurrences = std::max<uint32_t>(1, given.persons());
  const std::string recipient = persons ? "" : given.recipient_code();
  const auto [known, added] = documents.emplace(document.key + '\0' + recipient, document);
  if (added) return;
  // Of equal ones the first by source and key.
  const auto rank = [](const ModelDocument& one) {
    return std::tuple(-static_cast<int64_t>(one.occurrences), one.event->source_and_key);
  };
  if (rank(document) < rank(known->second)) known->second = document;
}

std::vector<ModelDocument> InOrder(const std::map<std::string, ModelDocument>& documents) {
  std::vector<ModelDocument> list;
  for (const auto& [key, document] : documents) list.push_back(document);
  std::sort(list.begin(), list.end(), [](const ModelDocument& a, const ModelDocument& b) {
    return std::tie(a.day, a.event->source_and_key) < std::tie(b.day, b.event->source_and_key);
  });
  return list;
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

std::vector<ModelDocument> HonoursFor(const scheme::v1::HonourTrigger& trigger,
                                      const std::string& clause, const Context& context) {
  std::map<std::string, ModelDocument> documents;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_honour_recorded()) continue;
    if (event.content->honour_recorded().unit() != context.unit) continue;
    if (!context.Takes(clause, event.position)) continue;
    AddGiven(trigger, event.content->honour_recorded().honour(), event, context, documents);
  }
  return InOrder(documents);
}

std::vector<ModelDocument> BlameFor(const scheme::v1::BlameTrigger& trigger,
                                    const std::string& clause, const Context& context) {
  std::map<std::string, ModelDocument> documents;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_blame_recorded()) continue;
    if (event.content->blame_recorded().unit() != context.unit) continue;
    if (!context.Takes(clause, event.position)) continue;
    AddGiven(trigger, event.content->blame_recorded().blame(), event, context, documents);
  }
  return InOrder(documents);
}

std::vector<ModelConcealment> ConcealmentsFor(const scheme::v1::ConcealmentTrigger& trigger,
                                              const Context& context) {
  std::map<std::string, ModelConcealment> first;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_concealment_verified()) continue;
    const event::v1::ConcealmentVerified& verified = event.content->concealment_verified();
    if (verified.unit() != context.unit) continue;
    const std::optional<ModelAccident> accident =
        AccidentNamed(StandsFor(verified.accident(), context), context);
    if (!accident.has_value() || accident->near_miss) continue;
    if (accident->decision == event::v1::PENDING_DECISION_LEAVE_OUT) continue;
    ModelConcealment one{&event, DayNumber(event.content->occurred_on()), *accident};
    const auto [known, added] = first.emplace(accident->id, one);
    if (added) continue;
    const auto when = [](const ModelConcealment& concealment) {
      return std::tie(concealment.day, concealment.event->source_and_key);
    };
    if (when(one) < when(known->second)) known->second = one;
  }
  std::vector<ModelConcealment> concealments;
  for (const auto& [id, one] : first) {
    if (!InCycle(one.day, context)) continue;
    if (!trigger.grades().empty() && !Has(trigger.grades(), one.accident.grade)) continue;
    concealments.push_back(one);
  }
  return concealments;
}

}  // namespace assessment::model
