#include "projections/scoring/fact_lines.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace assessment {
namespace {

constexpr int64_t kMillionths = 1'000'000;
// Every day: a filter's own days, or the due date, bound the year instead.
const DayWindow kAnyDay = {{1900, 1, 1}, {9999, 12, 31}};

template <typename List, typename Value>
bool Contains(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// A department's document counts as the unit's own.
event::v1::RecipientLevel RecipientOf(event::v1::RecipientLevel level) {
  return level == event::v1::RECIPIENT_LEVEL_DEPARTMENT ? event::v1::RECIPIENT_LEVEL_COUNTY : level;
}

template <typename Trigger, typename Document>
bool Takes(const Trigger& trigger, const Document& document) {
  return trigger.kind() == document.kind() &&
         RecipientOf(trigger.recipient()) == RecipientOf(document.recipient_level()) &&
         Contains(trigger.issuers(), document.issuer_level());
}

bool NamesPersons(const event::v1::EventContent& content) {
  const event::v1::RecipientLevel level = content.has_honour_recorded()
                                              ? content.honour_recorded().honour().recipient_level()
                                              : content.blame_recorded().blame().recipient_level();
  return level == event::v1::RECIPIENT_LEVEL_PERSON;
}

// Persons that a document names; one thing where it names no persons.
uint32_t OccurrencesOf(const event::v1::EventContent& content) {
  if (!NamesPersons(content)) return 1;
  return std::max<uint32_t>(1, content.has_honour_recorded()
                                   ? content.honour_recorded().honour().persons()
                                   : content.blame_recorded().blame().persons());
}

Share ShareOf(std::string subject, MilliPoints amount, uint32_t occurrences) {
  Share share;
  share.subject = std::move(subject);
  share.occurrences = occurrences;
  share.raised_milli = share.left_milli = amount * occurrences;
  return share;
}

}  // namespace

struct FactLines::Late {
  const Deadline* deadline = nullptr;
  std::vector<RecordedStep> steps;
  std::string id;
  const UnitAccident* accident = nullptr;  // Null: a matter.
  bool provisional = false;
};

std::vector<Line> FactLines::Each(MilliPoints amount) {
  bool documents = false;
  for (const scheme::v1::Trigger& trigger : ref_.clause->triggers()) {
    if (trigger.has_letter()) AddLetters(trigger.letter(), amount);
    if (trigger.has_concealment()) AddConcealments(trigger.concealment(), amount);
    documents |= trigger.has_honour() || trigger.has_blame();
    if (trigger.has_overdue()) {
      for (const Late& late : LateThings(trigger.overdue())) {
        AddLate(late, /*highest=*/false, [amount](int64_t, Line&) { return amount; });
      }
    }
  }
  if (documents) AddDocuments(amount);
  AddAnswers();
  return std::move(lines_);
}

std::vector<Line> FactLines::Banded(const BandAmount& amount) {
  for (const scheme::v1::Trigger& trigger : ref_.clause->triggers()) {
    if (!trigger.has_overdue()) continue;
    for (const Late& late : LateThings(trigger.overdue())) AddLate(late, /*highest=*/true, amount);
  }
  AddAnswers();
  return std::move(lines_);
}

Line& FactLines::AddLine(const StreamEntry& entry) {
  Line& line = lines_.emplace_back();
  line.entry = &entry;
  line.order = OrderOf(entry);
  return line;
}

void FactLines::AddLetters(const scheme::v1::LetterTrigger& trigger, MilliPoints amount) {
  std::set<std::string> seen;
  const bool repeats = trigger.which() == scheme::v1::LetterTrigger::WHICH_REPEAT;
  for (const StreamEntry* entry : context_.postings.letters) {
    const event::v1::LetterIssued& letter = entry->content->letter_issued();
    if (letter.issuing_body() != trigger.issuing_body()) continue;
    bool repeat = false;
    for (const std::string& matter : letter.matters()) repeat |= !seen.insert(matter).second;
    if (repeat != repeats || Excluded(entry->position())) continue;
    Line& line = AddLine(*entry);
    line.counts_on = DocumentDay(*entry);
    line.order = {*line.counts_on, 0, DocumentOf(*entry)};
    if (letter.matters_size() > 0) line.matter = letter.matters(0);
    line.shares.push_back(ShareOf(absl::StrCat("document ", DocumentOf(*entry)), amount, 1));
  }
}

bool TakesDocument(const scheme::v1::Clause& clause, const event::v1::EventContent& content) {
  for (const scheme::v1::Trigger& trigger : clause.triggers()) {
    if (content.has_honour_recorded() && trigger.has_honour() &&
        Takes(trigger.honour(), content.honour_recorded().honour())) {
      return true;
    }
    if (content.has_blame_recorded() && trigger.has_blame() &&
        Takes(trigger.blame(), content.blame_recorded().blame())) {
      return true;
    }
  }
  return false;
}

void FactLines::AddDocuments(MilliPoints amount) {
  // One document has one effect on the unit, whatever its recipients, and one for the persons that
  // it names, the largest number of them (R19).
  std::map<std::pair<std::string, bool>, const StreamEntry*> counting;
  Entries taken;
  for (const Entries* entries : {&context_.postings.honours, &context_.postings.blames}) {
    for (const StreamEntry* entry : *entries) {
      if (!TakesDocument(*ref_.clause, *entry->content) || Excluded(entry->position())) continue;
      taken.push_back(entry);
      const StreamEntry*& best = counting[{DocumentOf(*entry), NamesPersons(*entry->content)}];
      if (best == nullptr || OccurrencesOf(*best->content) < OccurrencesOf(*entry->content)) {
        best = entry;
      }
    }
  }
  for (const StreamEntry* entry : taken) {
    const std::string document = DocumentOf(*entry);
    const StreamEntry* best = counting.at({document, NamesPersons(*entry->content)});
    Line& line = AddLine(*entry);
    line.counts_on = DocumentDay(*entry);
    line.order = {*line.counts_on, 0, document};
    line.occurrences = OccurrencesOf(*entry->content);
    if (entry == best) {
      line.shares.push_back(ShareOf(absl::StrCat("document ", document), amount, line.occurrences));
      continue;
    }
    line.settled = projections::v1::LINE_STATE_UNCOUNTED;
    line.uncounted = projections::v1::UNCOUNTED_REASON_SAME_DOCUMENT;
    line.by_position = best->position();
  }
}

void FactLines::AddConcealments(const scheme::v1::ConcealmentTrigger& trigger, MilliPoints amount) {
  std::map<std::string, uint64_t> counted;
  for (const Concealment& concealment : context_.postings.concealments) {
    const UnitAccident& accident = concealment.accident;
    if (accident.near_miss) continue;  // No accident; counts where the scheme names near misses.
    if (!trigger.grades().empty() && !Contains(trigger.grades(), accident.grade)) continue;
    const uint64_t position = concealment.entry->position();
    if (Excluded(position)) continue;
    Line& line = AddLine(*concealment.entry);
    line.accident = &accident;
    line.order = {ToDay(concealment.entry->content->occurred_on()), 0, accident.accident};
    if (accident.struck_off_position.has_value()) {
      line.settled = projections::v1::LINE_STATE_UNCOUNTED;
      line.uncounted = projections::v1::UNCOUNTED_REASON_STRUCK_OFF;
      line.by_position = accident.struck_off_position;
      continue;
    }
    const auto [first, added] = counted.emplace(accident.accident, position);
    if (!added) {  // Known under the duplicate as well.
      line.settled = projections::v1::LINE_STATE_REPLACED;
      line.by_position = first->second;
      continue;
    }
    line.shares.push_back(ShareOf(absl::StrCat("accident ", accident.accident), amount, 1));
  }
}

void FactLines::AddAnswers() {
  for (const RaisedQuestion& question : context_.questions) {
    if (question.answer == nullptr || !question.answer->has_charge() ||
        question.answer->charge().clause() != ref_.clause->clause() ||
        Excluded(question.entry->position())) {
      continue;
    }
    Line& line = AddLine(*question.entry);
    for (const Concealment& concealment : context_.postings.concealments) {
      if (concealment.accident.accident == question.accident) line.accident = &concealment.accident;
    }
    line.shares.push_back(
        ShareOf(question.accident.empty() ? "" : absl::StrCat("accident ", question.accident),
                question.entry->content->question_answered().points_milli(), 1));
    // What the office ruled is charged whatever the clause counts.
    line.shares.back().occurrences = 0;
  }
}

std::vector<FactLines::Late> FactLines::LateThings(
    const scheme::v1::OverdueTrigger& trigger) const {
  std::vector<Late> things;
  for (const MatterFacts& matter : context_.postings.matters) {
    if (matter.deadline.clock != trigger.clock() || matter.Late() != context_.input.unit ||
        !context_.window.Contains(matter.deadline.due->day)) {
      continue;
    }
    const event::v1::MatterCharge& charges = matter.opened->charges();
    if (trigger.clock() == event::v1::CLOCK_RECTIFICATION &&
        (charges.scheme() != context_.scheme.proto().scheme() ||
         charges.clause() != ref_.clause->clause())) {
      continue;
    }
    things.push_back({&matter.deadline, matter.steps, matter.matter, nullptr, false});
  }
  if (trigger.clock() != event::v1::CLOCK_INVESTIGATION &&
      trigger.clock() != event::v1::CLOCK_FOLLOW_UP_EVALUATION) {
    return things;
  }
  const scheme::v1::AccidentFilter& filter = trigger.accidents();
  for (const UnitAccident& accident : context_.postings.accidents) {
    const FilterMatch match = Match(filter, accident, kAnyDay);
    if (match == FilterMatch::kNo) continue;
    const Deadline& deadline = accident.DeadlineOf(trigger.clock());
    // What bounds the year: days of approval, days of occurrence, or else the due date.
    if (trigger.has_approved_from()) {
      if (!accident.approved_on.has_value() ||
          *accident.approved_on < ToDay(trigger.approved_from())) {
        continue;
      }
    } else if (!filter.has_occurred_from() && !filter.has_occurred_to() &&
               (!deadline.due.has_value() || !context_.window.Contains(deadline.due->day))) {
      continue;
    }
    things.push_back({&deadline,
                      RecordedSteps(*accident.stream, trigger.clock(), accident.accident),
                      accident.accident, &accident, match == FilterMatch::kProvisional});
  }
  return things;
}

void FactLines::AddLate(const Late& late, bool highest, const BandAmount& amount) {
  const CivilDay until = ToDay(context_.input.cycle->opened.facts_until());
  const auto verdict_of = [&](const RecordedStep& step) { return Judge(*late.deadline, step); };
  const RecordedStep* chosen = nullptr;
  for (const RecordedStep& step : late.steps) {
    if (Excluded(step.entry->position()) || step.day > until || !verdict_of(step).stands) continue;
    if (chosen == nullptr || highest) chosen = &step;
  }
  for (const RecordedStep& step : late.steps) {
    if (Excluded(step.entry->position())) continue;
    Line& line = AddLine(*step.entry);
    line.accident = late.accident;
    if (late.accident == nullptr) line.matter = late.id;
    line.counts_on = step.day;
    // All steps stand where lateness began: the day after the due date.
    line.order = {StepDay(step.due, 0), 0, late.id};
    line.months_overdue = step.step;
    const StepVerdict verdict = verdict_of(step);
    if (!verdict.stands) {
      line.settled = projections::v1::LINE_STATE_SUPERSEDED;
      line.by_position = verdict.contradicted_by;
    } else if (step.day > until) {
      line.settled = projections::v1::LINE_STATE_UNCOUNTED;
      line.uncounted = projections::v1::UNCOUNTED_REASON_AFTER_FACTS_UNTIL;
    } else if (&step != chosen) {
      line.settled = projections::v1::LINE_STATE_REPLACED;
      line.by_position = chosen->entry->position();
    } else {
      line.provisional = late.provisional;
      line.shares.push_back(
          ShareOf(absl::StrCat(late.accident == nullptr ? "matter " : "accident ", late.id),
                  amount(step.step * kMillionths, line), 1));
    }
  }
}

}  // namespace assessment
