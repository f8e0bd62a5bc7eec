#include "tests/model/rearrange.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"
#include "google/protobuf/reflection.h"

namespace assessment::model {
namespace {

using event::v1::EventContent;

// Calls `visit` with every reference by position inside `content`, to read or to change.
void VisitReferences(EventContent& content, const std::function<void(uint64_t&)>& visit) {
  const auto visit_replaced = [&](auto& posting) {
    if (!posting.has_replaces_position()) return;
    uint64_t position = posting.replaces_position();
    visit(position);
    posting.set_replaces_position(position);
  };
  uint64_t position = 0;
  switch (content.kind_case()) {
    case EventContent::kPointsJudged:
      visit_replaced(*content.mutable_points_judged());
      break;
    case EventContent::kDeductionDecided:
      visit_replaced(*content.mutable_deduction_decided());
      break;
    case EventContent::kNotApplicableRuled:
      position = content.not_applicable_ruled().claim_position();
      visit(position);
      content.mutable_not_applicable_ruled()->set_claim_position(position);
      break;
    case EventContent::kHonourRecorded:
      if (!content.honour_recorded().has_claim_position()) break;
      position = content.honour_recorded().claim_position();
      visit(position);
      content.mutable_honour_recorded()->set_claim_position(position);
      break;
    case EventContent::kBonusRefused:
      position = content.bonus_refused().claim_position();
      visit(position);
      content.mutable_bonus_refused()->set_claim_position(position);
      break;
    case EventContent::kCorrectionProposed:
      position = content.correction_proposed().position();
      visit(position);
      content.mutable_correction_proposed()->set_position(position);
      if (content.correction_proposed().has_replacement()) {
        VisitReferences(*content.mutable_correction_proposed()->mutable_replacement(), visit);
      }
      break;
    case EventContent::kCorrectionConfirmed:
      position = content.correction_confirmed().proposal_position();
      visit(position);
      content.mutable_correction_confirmed()->set_proposal_position(position);
      break;
    default:
      break;
  }
}

bool IsCorrection(const ParsedRecord& record) {
  return record.header.event_type() == event::v1::EVENT_TYPE_CORRECTION_PROPOSED ||
         record.header.event_type() == event::v1::EVENT_TYPE_CORRECTION_CONFIRMED;
}

// What an event does or undoes in turn with others, and what the newest of several decides: these
// keep their order.
std::set<std::string> TurnsOf(const EventContent& content) {
  std::set<std::string> turns;
  switch (content.kind_case()) {
    case EventContent::kAccidentAttributed:
      turns.insert("accident " + content.accident_attributed().accident());
      break;
    case EventContent::kAttributionWithdrawn:
      turns.insert("accident " + content.attribution_withdrawn().accident());
      break;
    case EventContent::kAppraisalPaused:
      turns.insert("appraisal " + content.appraisal_paused().accident());
      break;
    case EventContent::kAppraisalResumed:
      turns.insert("appraisal " + content.appraisal_resumed().accident());
      break;
    case EventContent::kAccidentsMerged:
    case EventContent::kAccidentsUnmerged:
      turns.insert("mergers");
      break;
    case EventContent::kPendingDecided:
      turns.insert("pending " + content.pending_decided().accident());
      break;
    case EventContent::kQuestionAnswered:
      turns.insert("answers");
      break;
    case EventContent::kVetoConfirmed:
      turns.insert("confirmations");
      break;
    case EventContent::kCorrectionProposed:
      if (content.correction_proposed().has_replacement()) {
        return TurnsOf(content.correction_proposed().replacement());
      }
      break;
    default:
      break;
  }
  return turns;
}

// Turns of every record; what names an accident that is a duplicate somewhere keeps its place among
// the mergers.
std::vector<std::set<std::string>> TurnsOf(const Records& records) {
  std::set<std::string> duplicates;
  for (const auto& record : records) {
    const EventContent& content = record->body.event().content();
    if (content.has_accidents_merged()) {
      duplicates.insert(content.accidents_merged().duplicate());
    }
  }
  std::vector<std::set<std::string>> turns;
  for (const auto& record : records) {
    turns.push_back(TurnsOf(record->body.event().content()));
    for (const std::string& accident : record->header.accidents()) {
      if (duplicates.count(accident) != 0) turns.back().insert("mergers");
    }
  }
  return turns;
}

// The name of an event that does not depend on where it lies. Attributions to one unit are one
// thing: which of several a line stands on depends on which role, or which of merged accidents,
// came first.
uint64_t NameOf(const ParsedRecord& record) {
  const event::v1::Event& event = record.body.event();
  std::string name = absl::StrCat(event.source(), "/", event.idempotency_key());
  const EventContent& content = event.content();
  const EventContent& stated =
      content.has_correction_proposed() ? content.correction_proposed().replacement() : content;
  if (stated.has_accident_attributed()) {
    name = absl::StrCat("attribution ", stated.accident_attributed().unit());
  }
  uint64_t hash = 14695981039346656037u;  // FNV-1a.
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

bool IsPosition(const std::string& field) {
  return field.ends_with("position") || field.ends_with("positions");
}

void RenamePositions(google::protobuf::Message& message,
                     const std::function<uint64_t(uint64_t)>& name) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  const google::protobuf::Descriptor* descriptor = message.GetDescriptor();
  for (int f = 0; f < descriptor->field_count(); ++f) {
    const google::protobuf::FieldDescriptor* field = descriptor->field(f);
    if (field->type() == google::protobuf::FieldDescriptor::TYPE_MESSAGE) {
      if (field->is_repeated()) {
        for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
          RenamePositions(*reflection.MutableRepeatedMessage(&message, field, i), name);
        }
      } else if (reflection.HasField(message, field)) {
        RenamePositions(*reflection.MutableMessage(&message, field), name);
      }
    } else if (field->name() == "record_time_micros") {
      reflection.ClearField(&message, field);
    } else if (IsPosition(field->name())) {
      if (field->is_repeated()) {
        auto list = reflection.GetMutableRepeatedFieldRef<uint64_t>(&message, field);
        std::vector<uint64_t> renamed;
        for (int i = 0; i < list.size(); ++i) renamed.push_back(name(list.Get(i)));
        std::sort(renamed.begin(), renamed.end());
        for (int i = 0; i < list.size(); ++i) list.Set(i, renamed[i]);
      } else if (!field->has_presence() || reflection.HasField(message, field)) {
        reflection.SetUInt64(&message, field, name(reflection.GetUInt64(message, field)));
      }
    }
  }
}

}  // namespace

History Rearranged(const Records& records, const std::vector<uint64_t>& order) {
  History history;
  std::map<uint64_t, uint64_t> moved;
  for (const uint64_t position : order) {
    const event::v1::Event& event = records[position]->body.event();
    EventContent content = event.content();
    bool complete = true;
    VisitReferences(content, [&](uint64_t& reference) {
      const auto found = moved.find(reference);
      if (found == moved.end()) {
        complete = false;
      } else {
        reference = found->second;
      }
    });
    if (!complete) continue;
    moved[position] = history.Add(std::move(content), event.idempotency_key(), event.source());
  }
  return history;
}

std::vector<uint64_t> ReferencesOf(const Records& records, uint64_t position) {
  EventContent content = records[position]->body.event().content();
  std::vector<uint64_t> references;
  VisitReferences(content, [&](uint64_t& reference) { references.push_back(reference); });
  return references;
}

std::vector<uint64_t> RandomOrder(Dice& dice, const Records& records) {
  std::vector<uint64_t> order;
  std::vector<uint64_t> waiting;
  std::vector<bool> placed(records.size(), false);
  for (const auto& record : records) {
    const uint64_t position = record->header.position();
    if (record->header.event_type() < event::v1::EVENT_TYPE_FINDING_RECORDED) {
      order.push_back(position);
      placed[position] = true;
    } else {
      waiting.push_back(position);
    }
  }
  const std::vector<std::set<std::string>> turns = TurnsOf(records);
  while (!waiting.empty()) {
    const auto chosen = waiting.begin() + dice.Between(0, waiting.size() - 1);
    std::vector<uint64_t> references = ReferencesOf(records, *chosen);
    if (IsCorrection(*records[*chosen])) {
      for (const uint64_t other : waiting) {
        if (other < *chosen && IsCorrection(*records[other])) references.push_back(other);
      }
    }
    for (const uint64_t other : waiting) {
      if (other < *chosen &&
          std::any_of(turns[other].begin(), turns[other].end(),
                      [&](const std::string& turn) { return turns[*chosen].count(turn) != 0; })) {
        references.push_back(other);
      }
    }
    if (!std::all_of(references.begin(), references.end(),
                     [&](uint64_t reference) { return placed[reference]; })) {
      continue;
    }
    order.push_back(*chosen);
    placed[*chosen] = true;
    waiting.erase(chosen);
  }
  return order;
}

Records Shrunk(const Records& records, const std::function<bool(const Records&)>& fails) {
  Records smallest = records;
  for (bool shrank = true; shrank;) {
    shrank = false;
    for (uint64_t left_out = smallest.size(); left_out-- > 0;) {
      // What shapes the registry is needed to ask for a score at all.
      if (smallest[left_out]->header.event_type() < event::v1::EVENT_TYPE_TARGET_SET) continue;
      std::vector<uint64_t> order;
      for (uint64_t position = 0; position < smallest.size(); ++position) {
        if (position != left_out) order.push_back(position);
      }
      const Records candidate = Rearranged(smallest, order).records();
      if (!fails(candidate)) continue;
      smallest = candidate;
      left_out = std::min<uint64_t>(left_out, smallest.size());
      shrank = true;
    }
  }
  return smallest;
}

std::string WithoutPositions(projections::v1::ScoreExplanation score, const Records& records) {
  score.clear_size();
  score.clear_record_time_micros();
  RenamePositions(score, [&](uint64_t position) { return NameOf(*records[position]); });
  std::vector<std::string> uncounted;
  for (projections::v1::LineExplanation& line : *score.mutable_uncounted()) {
    if (!line.accident().empty()) line.clear_occurred_on();  // Of one attribution of several.
    if (line.event_type() == event::v1::EVENT_TYPE_ACCIDENT_ATTRIBUTED) {
      line.clear_accident();  // Of merged ones the one whose attribution came first.
    }
    uncounted.push_back(line.DebugString());
  }
  std::sort(uncounted.begin(), uncounted.end());
  score.clear_uncounted();
  std::string text = score.DebugString();
  for (const std::string& line : uncounted) absl::StrAppend(&text, "uncounted:\n", line);
  return text;
}

}  // namespace assessment::model
