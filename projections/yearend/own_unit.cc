#include "projections/yearend/own_unit.h"

#include <algorithm>
#include <map>

namespace assessment {
namespace {

// True when a person posted the event or decided it.
bool HadAHandIn(const std::set<std::string>& persons, const event::v1::EventBody& body) {
  const auto& deciders = body.event().content().decided_by();
  return persons.contains(body.poster().person_id()) ||
         std::any_of(deciders.begin(), deciders.end(), [&](const event::v1::Person& person) {
           return persons.contains(person.person_id());
         });
}

}  // namespace

std::set<uint64_t> ConfirmedByOwnUnit(const EventStream& events, const std::string& unit) {
  std::set<std::string> persons;
  std::map<uint64_t, std::string> proposed_by;  // Body by position of the proposal.
  for (const auto& record : events.records()) {
    const event::v1::Poster& poster = record->body.poster();
    if (poster.unit() == unit) persons.insert(poster.person_id());
    if (record->body.event().content().has_correction_proposed()) {
      proposed_by[record->header.position()] = poster.unit();
    }
  }
  std::set<uint64_t> confirmed;
  for (const auto& record : events.records()) {
    const event::v1::EventContent& content = record->body.event().content();
    if (!content.has_correction_confirmed() && !content.has_veto_confirmed()) continue;
    const std::string& body = record->body.poster().unit();
    const auto proposal = proposed_by.find(content.correction_confirmed().proposal_position());
    const bool same_body = content.has_correction_confirmed() && proposal != proposed_by.end() &&
                           !body.empty() && proposal->second == body;
    if (same_body || HadAHandIn(persons, record->body)) confirmed.insert(record->header.position());
  }
  return confirmed;
}

}  // namespace assessment
